// SPDX-License-Identifier: Apache-2.0
// Figures in a browser: from a sentence to its records, cards of one's own, files that are checked.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { before, test } from "node:test";
import { languages, look, qiao, serve, visit, widths } from "./served.js";

let base;

before(async () => {
    qiao("init", "--example", "xiamen-2024", "--quiet");
    base = await serve("--no-sign-in");
});

for (const javaScriptEnabled of [true, false])
    test(`from a sentence of the review to its records in two clicks, ${javaScriptEnabled ? "with" : "without"} script`, async () => {
        const { page } = await visit({ javaScriptEnabled });
        let clicks = 0;
        await page.goto(base + "/review/2024");
        await page.locator("main a[href*='visit.inbound_batches']").first().click();
        clicks++;
        const rows = page.locator("#evidence tbody tr");
        assert.equal(await rows.count(), Number(await page.locator("p.big strong").textContent()));
        await rows.first().locator("th a").click();
        clicks++;
        assert.match(new URL(page.url()).pathname, /^\/reception\/\d+$/);
        assert.equal(clicks, 2);
    });

test("figures are chosen for the top of the page, and taken away", async () => {
    const { page } = await visit();
    await page.goto(base + "/figures/2024");
    assert.ok(await page.locator(".figure-cards li").count() > 5);
    await page.goto(base + "/figure/hq.countries?period=2024");
    const label = await page.locator("h1").textContent();
    await page.getByRole("button", { name: "on top" }).click();
    await page.getByRole("button", { name: "from the top" }).waitFor();
    await page.goto(base + "/figures/2024");
    assert.deepEqual(await page.locator(".figure-cards a").allTextContents(), [label]);
    assert.match(await page.locator(".figure-cards svg title").textContent(), /2024: 51$/);
    await look(page, "chosen figures");
    await page.locator(".figure-cards a").click();
    await page.getByRole("button", { name: "from the top" }).click();
    await page.goto(base + "/figures/2024");
    assert.ok(await page.locator(".figure-cards li").count() > 5);
});

for (const width of widths)
    for (const lang of languages)
        for (const colorScheme of ["light", "dark"])
            test(`a figure and all of them, ${width} wide, ${lang}, ${colorScheme}`, async () => {
                const { page, complaints } = await visit({ viewport: { width, height: 900 }, colorScheme });
                for (const path of ["/figures/2024", "/figure/hq.countries?period=2024", "/figure/culture.gala_views?period=2024", "/verify"]) {
                    await page.goto(`${base}${path}${path.includes("?") ? "&" : "?"}lang=${lang}`);
                    await look(page, path);
                }
                assert.deepEqual(complaints, []);
            });

test("a file is checked", async () => {
    const folder = mkdtempSync(join(tmpdir(), "qiao-figures."));
    const file = join(folder, "review.docx");
    qiao("review", "--year", "2024", "--out", file, "--quiet");
    const { page } = await visit();
    await page.goto(base + "/verify");
    await page.setInputFiles("#file", file);
    await page.fill("#period", "2024");
    await page.getByRole("button", { name: "Check this text" }).click();
    assert.match(await page.locator("p.about").textContent(), /^2024 · review\.docx · DOCX · \d+ paragraphs$/);
    assert.ok(Number(await page.locator("li.agrees strong").textContent()) > 100);
    await look(page, "a checked file");
    rmSync(folder, { recursive: true });
});
