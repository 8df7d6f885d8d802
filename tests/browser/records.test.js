// SPDX-License-Identifier: Apache-2.0
// Entering and correcting records in a browser, with script and without, counted in actions.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { look, qiao, serve, visit } from "./served.js";

let base;

/* What twelve rows of a spreadsheet are when they are copied. */
const surnames = [..."陈林黄张李王吴刘蔡杨许郑"];
const block = "姓名\t英文姓名\t国家\t职务\n" + surnames.map((s, i) =>
    `${s}来宾\tGuest ${i + 1}\t${i % 2 ? "马来西亚" : "新加坡"}\t${i ? "理事" : "会长"}`).join("\n") + "\n";

before(async () => {
    qiao("init", "--example", "xiamen-2024", "--quiet");
    base = await serve("--no-sign-in");
});

/* A page on which every click, every field that is typed into and every key is counted. */
async function open(path, options) {
    const { context, page, complaints } = await visit(options);
    await page.goto(base + path);
    const user = {
        context, page, complaints, actions: 0,
        click: (at) => (user.actions++, page.click(at)),
        type: (at, text) => (user.actions++, page.fill(at, text)),
        choose: (at, value) => (user.actions++, page.selectOption(at, value)),
    };
    return user;
}

/* From the start page to twelve visitors; `paste` puts the block into the box. */
async function enterReception(user, paste) {
    await user.click('nav.main a[href="/types"]');
    await user.click('main a[href="/reception"]');
    await user.click('a[href="/reception/new"]');
    await user.type("[name='f.name']", "十二人团");
    await user.choose("[name='f.direction']", "inbound");
    await user.type("[name='f.country']", "新加坡");
    await user.type("[name='f.arrived']", "2026-11-20");
    await user.type("[name='f.headcount']", "12");
    await user.click("text='Save'");
    await user.click('a[href^="/visitor/rows"]');
    await paste();
    await user.click("button[value=save]");
    assert.match(await user.page.textContent(".notice.good"), /Records made: 12/);
    assert.match(await user.page.textContent(".panel h2"), /Visitors\s+12/);
}

test("a reception with twelve visitors in at most 25 actions", async () => {
    const user = await open("/?lang=en");
    await enterReception(user, async () => {
        await user.page.evaluate((text) => {
            const box = document.querySelector("#text");
            box.focus();
            const data = new DataTransfer();
            data.setData("text/plain", text);
            box.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true }));
            box.value = text;
        }, block);
        user.actions += 2; /* into the box, and the keys that paste */
        await user.page.waitForSelector("input[name=cell][value='陈来宾']");
    });
    assert.ok(user.actions <= 25, `${user.actions} actions`);
    assert.deepEqual(user.complaints, []);
    await look(user.page, "the reception");
    await user.click(".notice.good button");
    assert.match(await user.page.textContent(".notice.good"), /taken back/);
    await user.context.close();
});

test("the same without script, on a telephone", async () => {
    const user = await open("/?lang=en", { javaScriptEnabled: false, viewport: { width: 390, height: 900 } });
    await enterReception(user, async () => {
        await user.type("#text", block);
        await user.click("button[value=paste]");
    });
    assert.ok(user.actions <= 25, `${user.actions} actions`);
    await user.context.close();
});

test("a red cell is put right in its place", async () => {
    const user = await open("/visitor/rows?lang=en");
    await user.type("#text", "接待\t姓名\t国家\n接2024-001\t改正者\t泰兰\n");
    await user.click("button[value=paste]");
    await look(user.page, "a table with a red cell");
    assert.equal(await user.page.locator("td.bad").count(), 1);
    await user.type("td.bad input", "泰国");
    await user.click("button[value=save]");
    assert.match(await user.page.textContent(".notice.good"), /Records made: 1;/);
    await user.context.close();
});

test("names are offered while a link is typed", async () => {
    const user = await open("/reception/new?lang=en");
    await user.page.locator("[name='f.party']").pressSequentially("泰国", { delay: 30 });
    await user.page.waitForSelector("#f\\.party-found option", { state: "attached" });
    assert.ok((await user.page.locator("#f\\.party-found option").count()) > 1);
    assert.deepEqual(user.complaints, []);
    await user.context.close();
});

test("persons who may be the same are shown while one is typed", async () => {
    const user = await open("/person?lang=en");
    const name = (await user.page.textContent("tbody th >> nth=0")).trim();
    await user.page.goto(base + "/person/new?lang=en");
    await user.type("[name='f.name_hans']", name);
    await user.page.keyboard.press("Tab");
    await user.page.waitForSelector("#alike a");
    await look(user.page, "a form with persons who may be the same");
    await user.context.close();
});

test("nothing is lost on an error, and errors are heard", async () => {
    for (const width of [390, 1280]) {
        const user = await open("/reception/new?lang=en", { viewport: { width, height: 900 } });
        await user.type("[name='f.name']", "错误团");
        await user.choose("[name='f.direction']", "inbound");
        await user.type("[name='f.arrived']", "someday");
        await user.type("[name='f.party']", "泰国");
        await user.page.keyboard.press("Enter");
        await user.page.waitForSelector(".faults");
        await look(user.page, "a form with faults");
        assert.equal(await user.page.inputValue("[name='f.arrived']"), "someday");
        assert.equal(await user.page.locator(".faults li").count(), 2);
        await user.click(".faults a >> nth=0");
        await user.type("[name='f.arrived']", "2026-11-21");
        await user.click(".which input[type=radio] >> nth=0");
        await user.click("text='Save'");
        await user.page.waitForSelector(".notice.good");
        await user.context.close();
    }
});

test("two windows: both sides to choose from", async () => {
    const one = await open("/reception?lang=en");
    await one.click("tbody th a >> nth=0");
    const path = new URL(one.page.url()).pathname + "/edit";
    const two = await open(path + "?lang=en");
    await one.page.goto(base + path);
    await one.type("[name='f.lodging']", "酒店甲");
    await one.click("text='Save'");
    await two.type("[name='f.lodging']", "酒店乙");
    await two.click("text='Save'");
    await look(two.page, "mine and theirs");
    await two.click("text='Save what is chosen'");
    assert.match(await two.page.textContent(".history"), /酒店甲\s*→\s*酒店乙/);
    await look(two.page, "a record that was changed");
    await two.click(".notice.good button"); /* undo */
    assert.match((await two.page.locator("dl.fields").allTextContents()).join(), /酒店甲/);
    await two.click("text='All versions' >> nth=0");
    await look(two.page, "all versions");
    await one.context.close();
    await two.context.close();
});

test("a draft is kept by a button and gone on with", async () => {
    const user = await open("/event/new?lang=en", { javaScriptEnabled: false });
    await user.type("[name='f.name']", "半成品");
    await user.click("text='Keep as a draft'");
    await user.click("main a[href='/event/new?draft=1']");
    assert.equal(await user.page.inputValue("[name='f.name']"), "半成品");
    await user.context.close();
});
