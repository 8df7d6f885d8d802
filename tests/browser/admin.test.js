// SPDX-License-Identifier: Apache-2.0
// Somebody who needs large text and looks for names by strokes; and the pages of administrators.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { languages, look, qiao, serve, visit, widths } from "./served.js";

const password = "four small boats at dusk";
let base;

before(async () => {
    qiao("init", "--example", "xiamen-2024", "--quiet");
    base = await serve();
});

async function signedIn(login) {
    const { context, page, complaints } = await visit();
    await page.goto(base + qiao("invite", login, "--as", "secadmin", "--quiet"));
    await page.fill("#password", password);
    await page.fill("#again", password);
    await page.click("main button");
    await page.fill("#login", login);
    await page.fill("#password", password);
    await page.click("main button");
    return { context, page, complaints };
}

async function lookAround(page, path) {
    for (const lang of languages)
        for (const width of widths) {
            await page.setViewportSize({ width, height: 900 });
            await page.goto(`${base}${path}${path.includes("?") ? "&" : "?"}lang=${lang}`);
            await look(page, `${path} in ${lang} at ${width}`);
        }
}

async function names(page) {
    await page.goto(`${base}/person?order=name_hans&lang=en`);
    return page.locator("tbody th a").allTextContents();
}

test("large text and an order of one's own", async () => {
    const { context, page, complaints } = await signedIn("office");
    const sound = await names(page);
    await page.goto(`${base}/me?lang=en`);
    await page.selectOption("[name='f.text_size']", "150");
    await page.selectOption("[name='f.reading_order']", "strokes");
    await page.fill("[name='f.mail']", "not an address");
    await page.click("#own-part button");
    assert.match(await page.textContent("#own-part .faults"), /Mail/);
    assert.equal(await page.inputValue("[name='f.text_size']"), "150"); // nothing typed is lost
    await page.fill("[name='f.mail']", "office@example.org");
    complaints.length = 0; // the browser remarks on the status of the refusal
    await page.click("#own-part button");
    assert.equal(await page.getAttribute("html", "class"), "text-150");
    assert.equal(await page.evaluate(() => getComputedStyle(document.body).fontSize), "24px");
    const strokes = await names(page);
    assert.equal(strokes.length, 50);
    assert.notDeepEqual(strokes, sound);
    const record = (type) => qiao("list", type, "--limit", "1", "--quiet").match(/^\d+/m)[0];
    for (const path of ["/", "/me", "/person", "/figures/2024", "/review/2024", "/calendar", "/tasks", "/reception/new",
        "/reception/groups", "/import", "/admin/units?on=2003-01-01", `/person/${record("person")}`, `/reception/${record("reception")}/history`])
        await lookAround(page, path);
    assert.deepEqual(complaints, []);
    await context.close();
});

test("the pages of administrators", async () => {
    const { context, page, complaints } = await signedIn("sysadmin");
    for (const path of ["/admin", "/admin/units", "/admin/hooks", "/admin/settings", "/admin/health"])
        await lookAround(page, path);
    await page.emulateMedia({ colorScheme: "dark" });
    for (const path of ["/admin", "/admin/units", "/admin/hooks"])
        await lookAround(page, path);
    assert.deepEqual(complaints, []);
    await context.close();
});
