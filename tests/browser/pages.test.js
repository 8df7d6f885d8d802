// SPDX-License-Identifier: Apache-2.0
// Pages as a browser shows them.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { languages, look, qiao, serve, visit, widths } from "./served.js";

const pages = [
    "/", "/types", "/reception", "/reception?where=country+%3D+SB", "/reception?where=arived+in+2024", "/person",
    "/review/2024", "/figures/2024", "/figure/visit.inbound_countries?period=2024", "/figure/registry.people?period=2024",
    "/me/tokens", "/admin/templates", "/reception/{reception}", "/person/{person}", "/event/{event}", "/unit/{unit}", "/verify", "/import", "/receipts", "/nowhere", "/review",
    "/reception/new", "/person/{person}/edit", "/reception/{reception}/history", "/person/{person}/erase",
    "/visitor/rows", "/drafts", "/search", "/search?q=chen", "/search?q=zzzzzz", "/person?search=chenm",
];
const text = "2024年，市侨联共接待36批432人次海外侨胞来访。全年举办夏令营5期。食堂供餐约100份。";

let base, formBase;

before(async () => {
    qiao("init", "--example", "xiamen-2024", "--quiet");
    qiao("new", "user", "login=public", "name=Form", "home=HQ", "--as", "sysadmin");
    qiao("new", "grant", "holder=public", "role=public", "at=HQ", "--as", "secadmin");
    base = await serve("--no-sign-in");
    formBase = await serve("--requests", "--as", "public");
});

function record(type) {
    return qiao("list", type, "--limit", "1", "--quiet").match(/^\d+/m)[0];
}

async function open(options, path, at = base) {
    const user = await visit(options);
    const answer = await user.page.goto(at + path.replace(/\{(\w+)\}/, (_, type) => record(type)));
    return { ...user, status: answer.status() };
}

for (const path of pages)
    for (const lang of languages)
        for (const width of widths)
            test(`${path} in ${lang} at ${width}`, async () => {
                const to = path + (path.includes("?") ? "&" : "?") + `lang=${lang}`;
                const { context, page, complaints, status } = await open({ viewport: { width, height: 900 } }, to);
                await look(page, to);
                assert.equal(await page.getAttribute("html", "lang"), lang);
                /* a page that is an error says so in its status, which the browser remarks on */
                assert.deepEqual(status < 400 ? complaints : complaints.slice(1), []);
                await context.close();
            });

for (const path of ["/", "/figures/2024", "/review/2024", "/reception/{reception}", "/verify"])
    test(`${path} in the dark`, async () => {
        const { context, page } = await open({ colorScheme: "dark" }, path);
        await look(page, path);
        await context.close();
    });

for (const path of ["/kin/request", "/kin/withdraw", "/nowhere"])
    for (const lang of languages)
        for (const width of widths)
            test(`the public ${path} in ${lang} at ${width}`, async () => {
                const { context, page } = await open({ viewport: { width, height: 900 } }, `${path}?lang=${lang}`, formBase);
                await look(page, path);
                assert.equal(await page.getAttribute("html", "lang"), lang);
                await context.close();
            });

test("a request goes its way by keyboard and without script", async () => {
    const { context, page } = await open({ viewport: { width: 390, height: 900 }, javaScriptEnabled: false }, "/kin/request?lang=en", formBase);
    await page.fill("#seeker", "Tan Ah Kow");
    await page.fill("#mail", "a@example.org");
    await page.fill("#born", "long ago");
    await page.fill("#latin", "Tan Boon Swee");
    await page.check("#consent");
    await page.waitForTimeout(2100);
    await page.keyboard.press("Enter");
    assert.equal(await page.inputValue("#latin"), "Tan Boon Swee");
    assert.equal(await page.getAttribute("#born", "aria-invalid"), "true");
    assert.match(await page.textContent(".faults a"), /Born/);
    await page.fill("#born", "about 1874");
    await page.waitForTimeout(2100);
    await page.click("form.request button");
    assert.match(await page.textContent("dl.ticket"), /W\d{8}-\w{5}/);
    await context.close();
});

test("what is wrong in a request can be heard and read", async () => {
    const { context, page } = await open({ viewport: { width: 390, height: 900 } }, "/kin/request?lang=en", formBase);
    await page.fill("#seeker", "Tan Ah Kow");
    await page.check("#consent");
    await page.waitForTimeout(2100);
    await page.click("form.request button");
    await look(page, "a request with faults");
    assert.equal(await page.locator(".fault").count(), 2);
    assert.equal(await page.locator(".trap input").evaluate((e) => e.getBoundingClientRect().right < 0), true);
    await context.close();
});

test("a number of the review leads to the records behind it", async () => {
    const { context, page } = await open({}, "/review/2024?lang=en");
    await page.click("a.figure >> nth=0");
    const value = (await page.textContent(".big strong")).replace(/\D/g, "");
    const records = (await page.textContent("#evidence .count")).replace(/\D/g, "");
    assert.ok(Number(value) > 0 && Number(records) > 0);
    assert.equal(await page.locator("#evidence tbody tr").count(), Math.min(Number(records), 100));
    await page.click("#evidence tbody a >> nth=0");
    assert.match(await page.textContent(".history h2"), /History/);
    await context.close();
});

test("a text comes back marked", async () => {
    const { context, page, complaints } = await open({ viewport: { width: 390, height: 900 } }, "/verify?lang=en");
    await page.fill("#text", text);
    await page.fill("#period", "2024");
    await page.click("form.verify button");
    assert.equal(await page.locator("mark.agrees").count(), 2);
    assert.equal(await page.locator("mark.contradicts").count(), 1);
    assert.equal(await page.locator("mark.unbound").count(), 1);
    await look(page, "the marked text");
    assert.deepEqual(complaints, []);
    await context.close();
});

test("a filter keeps what was typed, and the pages of a list go on", async () => {
    const { context, page } = await open({}, "/person?lang=en");
    await page.click('a[rel="next"]');
    assert.equal(await page.locator("tbody tr").count(), 50);
    await page.fill("#where", "sex = female");
    await page.click("form.filter button");
    assert.equal(await page.inputValue("#where"), "sex = female");
    const total = Number((await page.textContent(".total")).replace(/\D/g, ""));
    assert.ok(total > 0 && total < 1141, `${total} records`);
    await context.close();
});

test("a language that was chosen stays", async () => {
    const { context, page } = await open({}, "/types");
    assert.equal(await page.getAttribute("html", "lang"), "en");
    await page.click('nav.languages a[lang="zh-Hant"]');
    await page.goto(base + "/reception");
    assert.equal(await page.getAttribute("html", "lang"), "zh-Hant");
    await context.close();
});

test("the keyboard reaches the content first", async () => {
    const { context, page } = await open({}, "/figures/2024");
    await page.keyboard.press("Tab");
    assert.ok(await page.locator(".skip:focus").isVisible());
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.id), "period");
    const outline = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
    assert.equal(outline, "solid");
    await context.close();
});
