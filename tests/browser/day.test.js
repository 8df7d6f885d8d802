// SPDX-License-Identifier: Apache-2.0
// A day's work of five people who sign in: clerk, section head, leader, administrators, stranger;
// with script and without, at a desk and on a telephone, in three languages. What a task takes is
// counted in actions: clicks, fields that are typed into, keys.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deflateSync } from "node:zlib";
import { after, before, test } from "node:test";
import { look, qiao, serve, visit } from "./served.js";

const password = "four small boats at dusk";
const folder = mkdtempSync(join(tmpdir(), "qiao-day."));
const people = { clerk: "handler", head: "head", leader: "leader" };
/* Each is a day in a quarter of its own, so that its review is too. */
const days = [
    { lang: "zh-Hans", script: true, width: 1280, quarter: "2024-Q1" },
    { lang: "en", script: true, width: 390, quarter: "2024-Q2" },
    { lang: "zh-Hant", script: false, width: 1280, quarter: "2024-Q3" },
    { lang: "zh-Hans", script: false, width: 390, quarter: "2024-Q4" },
];
let base, formBase;

before(async () => {
    qiao("init", "--example", "xiamen-2024", "--quiet");
    for (const [login, role] of [...Object.entries(people), ["public", "public"]]) {
        qiao("new", "user", `login=${login}`, `name=${login}`, "home=HQ", "--as", "sysadmin");
        qiao("new", "grant", `holder=${login}`, `role=${role}`, "at=HQ", "--as", "secadmin");
    }
    /* who signs the figures has to be able to count them */
    qiao("new", "grant", "holder=leader", "role=caseworker", "at=HQ", "--as", "secadmin");
    base = await serve("--keys", folder);
    formBase = await serve("--requests", "--as", "public");
    const { page, context } = await visit();
    for (const login of [...Object.keys(people), "sysadmin", "secadmin"]) {
        await page.goto(base + qiao("invite", login, "--as", "secadmin", "--quiet"));
        await page.fill("#password", password);
        await page.fill("#again", password);
        await page.click("main button");
    }
    await context.close();
    writeFileSync(join(folder, "photo.png"), picture());
});
after(() => rmSync(folder, { recursive: true, force: true }));

/* A photograph's stand-in: a PNG of one grey sign. */
function picture() {
    const crcs = Array.from({ length: 256 }, (_, n) => {
        for (let k = 0; k < 8; k++)
            n = n & 1 ? 0xedb88320 ^ (n >>> 1) : n >>> 1;
        return n >>> 0;
    });
    const chunk = (name, data) => {
        const body = Buffer.concat([Buffer.from(name), data]), out = Buffer.alloc(body.length + 8);
        out.writeUInt32BE(data.length);
        body.copy(out, 4);
        out.writeUInt32BE((body.reduce((c, b) => crcs[(c ^ b) & 255] ^ (c >>> 8), 0xffffffff) ^ 0xffffffff) >>> 0, body.length + 4);
        return out;
    };
    const head = Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]);
    return Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), chunk("IHDR", head),
                          chunk("IDAT", deflateSync(Buffer.from([0, 128]))), chunk("IEND", Buffer.alloc(0))]);
}

/* Somebody who has signed in, with a count of what he does. */
async function come(day, login, at = base) {
    const user = await visit({ javaScriptEnabled: day.script, viewport: { width: day.width, height: 900 }, locale: day.lang });
    const { page } = user;
    Object.assign(user, {
        actions: 0,
        click: (where) => (user.actions++, page.click(where)),
        type: (where, text) => (user.actions++, page.fill(where, text)),
        choose: (where, value) => (user.actions++, page.selectOption(where, value)),
        /* axe needs a page that runs scripts */
        see: async (what) => { if (day.script) await look(page, `${what} of ${login ?? "a stranger"}, ${day.lang} at ${day.width}`); },
    });
    await page.goto(`${at}/?lang=${day.lang}`);
    if (login) {
        await page.fill("#login", login);
        await page.fill("#password", password);
        await page.click("main button");
        assert.ok(await page.isVisible(".user"), `${login} is in`);
        /* the language of a browser is chosen once */
        await page.goto(`${base}/?lang=${day.lang}`);
        assert.equal(await page.getAttribute("html", "lang"), day.lang);
    }
    return user;
}

async function leave(user) {
    await user.page.click(".user button");
    assert.ok(await user.page.isVisible("#login"));
    /* a page that is an error says so in its status, which the browser remarks on */
    assert.deepEqual(user.complaints.filter((c) => !c.startsWith("Failed to load resource: the server responded with a status of 4")), []);
    await user.context.close();
}

const id = (page) => new URL(page.url()).pathname.split("/")[2];

for (const day of days) {
    const name = `${day.lang}, ${day.script ? "" : "no "}script, ${day.width} wide`;
    const place = { review: "", chapter: "" };

    test(`the clerk: ${name}`, async () => {
        const user = await come(day, "clerk");
        const { page } = user;
        await user.see("the start page");

        /* a person is found in at most eight key strokes, in whatever script */
        await page.goto(`${base}/person`);
        const who = (await page.textContent("tbody th >> nth=0")).trim();
        for (const typed of [who.slice(0, 3), "chenm"]) {
            await page.goto(base);
            await page.locator("#q").pressSequentially(typed);
            await page.keyboard.press("Enter");
            assert.ok(typed.length + 1 <= 8);
            await page.waitForSelector("main a[href^='/person/']");
        }
        await user.see("what a search finds");

        /* a reception on the spot, with a photograph */
        user.actions = 0;
        await page.goto(`${base}/reception/new`);
        await user.type("[name='f.name']", `${name}团`);
        await user.choose("[name='f.direction']", "inbound");
        await user.type("[name='f.country']", "SG");
        await user.type("[name='f.arrived']", "2026-11-20");
        await user.type("[name='f.headcount']", "12");
        await user.see("the form of a reception");
        await user.click(".buttons button >> nth=0");
        assert.ok(await page.isVisible(".notice.good"));
        assert.ok(user.actions <= 8, `${user.actions} actions`);
        await page.click("details:has(form[action$='/attach']) > summary");
        await page.setInputFiles("#files", join(folder, "photo.png"));
        await page.click("form[action$='/attach'] button");
        assert.ok(await page.isVisible("a[href*='/photo.png']"));
        await user.see("a reception with a photograph");

        /* a wrong import is taken back in three actions */
        await page.goto(`${base}/import`);
        await user.type("#text", "活动名称\t开始日期\n错一会\t2026-11-01\n错二会\t2026-11-02\n");
        await user.choose("#type", "event");
        await page.click("main form button[type=submit]");
        /* the page of a run comes again by itself until it is over */
        await page.waitForSelector("button[value=import]");
        await user.see("an import before it is run");
        await page.click("button[value=import]");
        await page.waitForSelector("main a[href^='/receipt/'], form[action$='/undo'] button");
        user.actions = 0;
        if (!await page.isVisible("form[action$='/undo'] button"))
            await user.click("main a[href^='/receipt/']");
        await user.click("form[action$='/undo'] button");
        assert.ok(user.actions <= 3, `${user.actions} actions`);
        await user.see("an import that was taken back");
        assert.equal(qiao("list", "event", "--where", "name = '错一会'", "--format", "csv", "--columns", "began").split("\n").length, 1);
        await leave(user);
    });

    test(`the section head: ${name}`, async () => {
        const user = await come(day, "head");
        const { page } = user;
        /* what waits for a decision is on the start page, one click away */
        await page.click("section.desk a[href^='/district_sheet/'] >> nth=0");
        const sheet = page.url();
        await page.click("form:has(input[name=to][value=confirmed]) button");
        assert.match(page.url(), /done=moved/);
        await user.see(`a step that was taken on ${sheet}`);

        await page.goto(`${base}/review/${day.quarter}`);
        await page.click("main .ways button");
        place.review = `/review/${id(page)}`;
        await page.click("main tbody tr:nth-child(3) a");
        place.chapter = new URL(page.url()).pathname;
        await page.fill("#body", "== 联谊\n\n接待海外来访团组999批。");
        await page.click("button[value=look]");
        assert.ok(await page.isVisible("tr[data-typed='999批'] .verdict.contradicts"));
        await page.click("tr[data-typed='999批'] button.offer >> nth=0");
        if (day.script)
            await page.waitForSelector("tr[data-typed]", { state: "detached" });
        await page.click("button[value=save]");
        assert.ok(await page.isVisible("#look a.figure"));
        await user.see("the editor");
        await page.goto(base + place.review);
        for (const step of ["filled", "confirmed"])
            await page.click(`form:has(input[name=to][value=${step}]) button`);
        assert.match(page.url(), /done=moved/);
        await leave(user);
    });

    test(`the leader: ${name}`, async () => {
        const user = await come(day, "leader");
        const { page } = user;
        /* from a sentence to the records behind its figure: two clicks */
        await page.goto(`${base}${place.review}/text`);
        await user.see("the text");
        user.actions = 0;
        await user.click(".reading a.figure[href*='visit.inbound_batches'] >> nth=0");
        await user.see("the figure");
        await user.click("#evidence tbody th a >> nth=0");
        assert.match(page.url(), /\/reception\/\d+/);
        assert.equal(user.actions, 2);

        await page.goto(base + place.chapter);
        assert.ok(await page.isVisible("textarea[readonly]"), "he reads and comments");
        await page.fill("#said", "好");
        await page.click("#comments form:last-of-type button");
        assert.ok(await page.isVisible(".comments li.open"));

        await page.goto(base + place.review);
        await page.click("form:has(input[name=to][value=approved]) button");
        await page.goto(`${base}${place.review}/issue`);
        await user.see("the issue");
        await page.check("#sure");
        await page.fill("#password", "not this one");
        await page.click(".act button");
        assert.ok(await page.isVisible("[role=alert]"), "not without his password");
        await page.check("#sure");
        await page.fill("#password", password);
        await page.click(".act button");
        assert.match(await page.textContent("main"), /review-2024-Q\d\.docx/);
        await user.see("the issued review");
        await page.goto(`${base}${place.review}/changes`);
        await user.see("what changed");
        await leave(user);
    });

    test(`the administrators: ${name}`, async () => {
        let user = await come(day, "sysadmin");
        for (const path of ["/admin", "/admin/settings", "/admin/health"]) {
            await user.page.goto(base + path);
            await user.see(path);
        }
        assert.equal((await user.page.goto(`${base}/person`)).status(), 403, "no records of persons");
        await user.page.goto(base);
        await leave(user);
        user = await come(day, "secadmin");
        await user.page.goto(`${base}/admin/users`);
        await user.see("/admin/users");
        assert.equal((await user.page.goto(`${base}/admin/settings`)).status(), 403, "no settings");
        await user.page.goto(base);
        await leave(user);
    });

    test(`the stranger: ${name}`, async () => {
        const user = await come(day, null);
        const { page } = user;
        for (const path of ["/person", "/review/2024", place.review, place.chapter, "/figures", "/admin", "/audit"]) {
            await page.goto(base + path);
            assert.ok(await page.isVisible("#login"), `${path} asks who he is`);
        }
        await user.see("the way in");
        const outside = await come(day, null, formBase);
        await outside.page.goto(`${formBase}/kin/request?lang=${day.lang}`);
        await outside.see("the public form");
        assert.equal((await outside.page.goto(`${formBase}/person`)).status(), 404);
        await outside.context.close();
        await user.context.close();
    });
}
