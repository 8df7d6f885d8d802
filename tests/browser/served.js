// SPDX-License-Identifier: Apache-2.0
// What every file of browser tests begins with: a database of its own, the program that serves it,
// a browser, and what is asked of every page.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { chromium } from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const folder = mkdtempSync(join(tmpdir(), "qiao-browser."));
const env = { ...process.env, QIAO_DB: join(folder, "qiao.db"), QIAO_LANG: "en", LANG: "C.UTF-8" };
const servers = [];
let browser;

export const languages = ["en", "zh-Hans", "zh-Hant"];
export const widths = [390, 1280];

/* Runs the program on the file's database; gives what it printed. */
export function qiao(...words) {
    return execFileSync(process.env.QIAO, words, { env, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
}

/* Serves the database until the tests end; gives the address. */
export async function serve(...options) {
    const child = spawn(process.env.QIAO, ["serve", "--listen", "127.0.0.1:0", ...options], { env });
    servers.push(child);
    return new Promise((found) => child.stdout.once("data", (line) => found(String(line).match(/http:\S+:\d+/)[0])));
}

/* A page in a browser of its own, and what its console complains about. */
export async function visit(options = {}) {
    browser ??= await chromium.launch({
        executablePath: "/usr/bin/chromium",
        args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-dev-shm-usage"],
    });
    const context = await browser.newContext({ locale: "en", viewport: { width: 1280, height: 900 }, ...options });
    const page = await context.newPage();
    const complaints = [];
    page.on("console", (m) => ["error", "warning"].includes(m.type()) && complaints.push(m.text()));
    page.on("pageerror", (e) => complaints.push(String(e)));
    /* what is still on its way when one goes on is given up */
    page.on("requestfailed", (r) => r.failure()?.errorText === "net::ERR_ABORTED" || complaints.push(`${r.url()} failed`));
    return { context, page, complaints };
}

/* Nothing to scroll sideways for, and nothing that shuts a reader out. */
export async function look(page, where) {
    const sideways = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    assert.ok(sideways <= 0, `${where} scrolls sideways by ${sideways}`);
    await page.evaluate(axe);
    const found = await page.evaluate(async () => (await window.axe.run({ rules: { "target-size": { enabled: true } } })).violations);
    assert.deepEqual(found.map((v) => `${v.id}: ${v.nodes.slice(0, 3).map((n) => n.html.slice(0, 200)).join(" | ")}`), [], where);
}

after(async () => {
    await browser?.close();
    for (const child of servers)
        child.kill("SIGTERM");
    rmSync(folder, { recursive: true, force: true });
});
