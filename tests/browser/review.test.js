// SPDX-License-Identifier: Apache-2.0
// Writing the review: numbers are offered their figures while one types, and without script by a
// button; then its way to the issue.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { languages, look, qiao, serve, visit, widths } from "./served.js";

const keys = mkdtempSync(join(tmpdir(), "qiao-keys."));
let base, text, chapter;

before(async () => {
    qiao("init", "--example", "xiamen-2024", "--quiet");
    base = await serve("--no-sign-in", "--keys", keys);
});
after(() => rmSync(keys, { recursive: true, force: true }));

async function open(path, options) {
    const user = await visit(options);
    await user.page.goto(base + path);
    return user;
}

test("a review is begun in two clicks", async () => {
    const { page, context } = await open("/review/2024?lang=zh-Hans");
    await page.click("main .ways button");
    text = new URL(page.url()).pathname;
    assert.match(text, /^\/review\/\d+\/text$/);
    await page.click("main tbody tr:nth-child(3) a");
    chapter = new URL(page.url()).pathname;
    assert.match(chapter, /^\/review_chapter\/\d+\/edit$/);
    await context.close();
});

const types = "== 联谊\n\n全年接待海外来访团组30多批，举办线上会见5场。";

test("what one types is offered its figure", async () => {
    const { page, context, complaints } = await open(`${chapter}?lang=zh-Hans`);
    await page.fill("#body", types);
    await page.waitForSelector("tr[data-typed='30多批'] button.offer");
    assert.equal(await page.textContent("tr[data-typed='30多批'] .verdict"), "相符");
    assert.equal(await page.textContent("tr[data-typed='5场'] .verdict"), "不符");
    const offers = await page.$$eval("tr[data-typed='30多批'] button.offer", (all) => all.map((b) => b.textContent));
    assert.deepEqual(offers.slice(0, 2), ["30多批", "36批"]);
    await page.click("tr[data-typed='30多批'] button.offer");
    await page.waitForSelector("tr[data-typed='30多批']", { state: "detached" });
    assert.equal(await page.inputValue("#body"), types.replace("30多批", "{{visit.inbound_batches|duo}}批"));
    /* the number next to the cursor, by keys alone */
    await page.waitForSelector("tr[data-typed='5场']");
    await page.press("#body", "Control+End");
    await page.press("#body", "Alt+Enter");
    assert.match(await page.inputValue("#body"), /举办线上会见\{\{visit\.online\}\}场。$/);
    await page.waitForSelector("tr[data-typed]", { state: "detached" });
    await page.press("#body", "Control+Enter");
    await page.waitForSelector(".notice.good");
    assert.match(await page.textContent("#look .reading"), /全年接待海外来访团组30多批，举办线上会见2场。/);
    assert.deepEqual(complaints, []);
    await context.close();
});

test("the same without script", async () => {
    const { page, context } = await open(`${chapter}?lang=zh-Hans`, { javaScriptEnabled: false });
    await page.fill("#body", types);
    await page.click("button[value=look]");
    await page.click("tr[data-typed='30多批'] button.offer");
    assert.equal(await page.inputValue("#body"), types.replace("30多批", "{{visit.inbound_batches|duo}}批"));
    await page.click("button[value=save]");
    assert.ok(await page.isVisible(".notice.good"));
    await context.close();
});

test("a comment is made and dealt with", async () => {
    const { page, context } = await open(`${chapter}?lang=en`);
    await page.fill("#words", "5场");
    await page.fill("#said", "Two, I think");
    await page.click("#comments form:last-of-type button");
    assert.match(await page.textContent(".comments li.open"), /Two, I think/);
    await page.click(".comments li.open button");
    assert.match(await page.textContent(".comments li.settled"), /Two, I think/);
    await context.close();
});

for (const lang of languages)
    for (const width of widths)
        test(`its pages in ${lang} at ${width}`, async () => {
            const { page, context, complaints } = await open(`${text}?lang=${lang}`, { viewport: { width, height: 900 } });
            await look(page, text);
            await page.goto(base + chapter);
            await look(page, chapter);
            await page.goto(base + chapter.replace("edit", "history"));
            await look(page, "its history");
            assert.deepEqual(complaints, []);
            await context.close();
        });

test("from the draft to the issue", async () => {
    const { page, context } = await open(`${text}?lang=en`);
    for (const step of ["filled", "confirmed", "approved"]) {
        await page.click(`form:has(input[name=to][value=${step}]) button`);
        await page.click("main .ways a.button");
    }
    await page.click("a[href$='/issue']");
    await look(page, "the issue");
    await page.check("#sure");
    await page.click(".act button");
    assert.match(await page.textContent("main"), /review-2024\.docx/);
    await look(page, "the issued review");
    await page.click("a[href$='/changes']");
    assert.match(await page.textContent("main"), /has changed since/);
    const id = qiao("list", "reception", "--where", "direction = inbound and arrived in 2024", "--limit", "1", "--quiet").match(/^\d+/m)[0];
    qiao("edit", "reception", id, "headcount=99", "--why", "counted again");
    await page.reload();
    assert.match(await page.textContent("main"), /counted again/);
    await look(page, "what changed");
    await context.close();
});
