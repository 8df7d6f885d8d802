// SPDX-License-Identifier: Apache-2.0
// Lists in a browser: keys, completion, building a condition, changing many and taking it back.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { look, qiao, serve, visit } from "./served.js";

let base;

before(async () => {
    qiao("init", "--example", "xiamen-2024", "--quiet");
    base = await serve("--no-sign-in");
});

async function open(path, options) {
    const { page } = await visit(options);
    await page.goto(base + path);
    return page;
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
    await look(page, "what is offered");
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
            await look(page, "what a change will do");
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
