// SPDX-License-Identifier: Apache-2.0
// Lists in a browser: keys, completion, building a condition, changing many and taking it back.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { chromium } from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const folder = mkdtempSync(join(tmpdir(), "qiao-lists."));
const env = { ...process.env, QIAO_DB: join(folder, "qiao.db"), QIAO_LANG: "en", LANG: "C.UTF-8" };
let server, base, browser;

before(async () => {
    execFileSync(process.env.QIAO, ["init", "--example", "xiamen-2024", "--quiet"], { env, stdio: "ignore" });
    server = spawn(process.env.QIAO, ["serve", "--listen", "127.0.0.1:0", "--no-sign-in"], { env });
    base = await new Promise((found) => server.stdout.once("data", (line) => found(String(line).match(/http:\S+:\d+/)[0])));
    browser = await chromium.launch({
        executablePath: "/usr/bin/chromium",
        args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-dev-shm-usage"],
    });
});

after(async () => {
    await browser?.close();
    server?.kill("SIGTERM");
    rmSync(folder, { recursive: true, force: true });
});

async function open(path, options = {}) {
    const context = await browser.newContext({ locale: "en", viewport: { width: 1280, height: 900 }, ...options });
    const page = await context.newPage();
    await page.goto(base + path);
    return page;
}

async function accessible(page) {
    await page.evaluate(axe);
    const found = await page.evaluate(() => axe.run());
    assert.deepEqual(found.violations.map((v) => [v.id, v.nodes[0].html]), []);
}

test("keys go through the rows", async () => {
    const page = await open("/reception");
    await page.keyboard.press("j");
    await page.keyboard.press("j");
    await page.keyboard.press("x");
    assert.equal(await page.locator("tbody tr:nth-child(2) input[name=id]").isChecked(), true);
    await page.keyboard.press("/");
    assert.equal(await page.evaluate(() => document.activeElement.id), "search");
    await page.keyboard.press("Escape");
    await page.locator("h1").click();
    await page.keyboard.press("?");
    assert.equal(await page.locator("details.keys").getAttribute("open"), "");
    await page.locator("tbody tr:nth-child(2) th a").focus();
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/reception\/\d+$/);
});

test("fields, comparisons and choices are offered while a question is typed", async () => {
    const page = await open("/reception");
    await page.locator("#where").pressSequentially("directi");
    await page.locator("#offered li").first().waitFor();
    assert.match(await page.locator("#offered li").first().textContent(), /^direction/);
    await accessible(page);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.locator("#where").pressSequentially("=");
    await page.locator("#where").pressSequentially(" inb");
    await page.locator("#offered li").filter({ hasText: "inbound" }).waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    assert.equal((await page.locator("#where").inputValue()).trim(), "direction = inbound");
    await page.keyboard.press("Enter");
    await page.waitForURL(/where=direction/);
    assert.equal(await page.locator(".problem").count(), 0);
});

for (const javaScriptEnabled of [true, false])
    test(`a condition is built, a list saved, many changed and taken back, ${javaScriptEnabled ? "with" : "without"} script`, async () => {
        const page = await open("/reception", { javaScriptEnabled });
        await page.locator("details.builder summary").click();
        await page.locator("#field").selectOption("country");
        await page.locator("#op").selectOption("eq");
        await page.locator("#value").fill("SB");
        await page.getByRole("button", { name: "Add the condition" }).click();
        await page.waitForURL(/built=1/);
        const count = await page.locator("tbody tr").count();
        assert.equal(await page.locator(".total").textContent(), `${count} records`);
        await page.getByText("Save as a view").click();
        await page.locator("#name").fill("Islands");
        await page.getByRole("button", { name: "Save", exact: true }).click();
        await page.waitForURL(/view=\d+/);
        assert.equal(await page.locator("tbody tr").count(), count);
        await page.getByRole("button", { name: `Change all ${count}` }).click();
        await page.locator("#what").selectOption("f:note");
        await page.getByRole("button", { name: "Choose" }).click();
        await page.locator("textarea[name='f.note']").fill("Seen by many");
        await page.getByRole("button", { name: "Look at what it will do" }).click();
        const said = await page.locator("p.total").textContent(); /* some cannot: a paper is missing */
        const [changed, same, left] = said.match(/\d+/g).map(Number);
        assert.equal(changed + same + left, count);
        assert.ok(changed > 0);
        if (javaScriptEnabled)
            await accessible(page);
        await page.getByRole("button", { name: `Change ${changed} records` }).click();
        await page.waitForURL(/\/reception\/changed\/\d+/);
        await page.getByText(`${changed} records changed.`).waitFor();
        await page.getByRole("button", { name: "Undo" }).click();
        await page.getByText("They were taken back.").waitFor();
        await page.goto(base + "/reception?where=note+%3D+'Seen by many'");
        assert.equal(await page.locator("tbody tr").count(), 0);
    });

test("each number of the groups is that of the list it opens", async () => {
    const page = await open("/reception/groups?by=country&then=year(arrived)");
    const cells = await page.locator("table.pivot td.number a").evaluateAll((links) =>
        links.map((a) => [a.getAttribute("href"), Number(a.textContent.replaceAll(",", ""))]));
    assert.ok(cells.length > 20);
    for (const [href, number] of cells) {
        await page.goto(base + href);
        assert.equal(await page.locator(".problem").count(), 0, href);
        const total = await page.locator(".total").textContent();
        assert.equal(Number(total.replace(/[^\d]/g, "")), number, href);
    }
});

test("a list on paper has its head and no forms", async () => {
    const page = await open("/reception?where=country+%3D+SB");
    await page.emulateMedia({ media: "print" });
    assert.equal(await page.locator(".paper").isVisible(), true);
    assert.match(await page.locator(".paper").textContent(), /country = SB/);
    assert.equal(await page.locator("#where").isVisible(), false);
    assert.equal(await page.locator("table.list").isVisible(), true);
    assert.equal(await page.locator("td.pick").first().isVisible(), false);
});
