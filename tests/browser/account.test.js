// SPDX-License-Identifier: Apache-2.0
// The way of a security administrator from the first link to a second factor, and the pages on it.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { createHmac } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { chromium } from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const folder = mkdtempSync(join(tmpdir(), "qiao-browser."));
const env = { ...process.env, QIAO_DB: join(folder, "qiao.db"), QIAO_LANG: "en", LANG: "C.UTF-8" };
const password = "four small boats at dusk";
const views = ["en", "zh-Hans", "zh-Hant"].flatMap((lang) => [390, 1280].map((width) => ({ lang, width })));
let server, base, link, browser;

before(async () => {
    execFileSync(process.env.QIAO, ["init", "--quiet"], { env, stdio: "ignore" });
    server = spawn(process.env.QIAO, ["serve", "--listen", "127.0.0.1:0"], { env });
    base = await new Promise((found) => server.stdout.once("data", (line) => found(String(line).match(/http:\S+:\d+/)[0])));
    /* a server that nobody can sign in to made one too; this one takes its place */
    link = execFileSync(process.env.QIAO, ["invite", "secadmin", "--as", "secadmin", "--quiet"], { env, encoding: "utf8" }).trim();
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

function number(secret, at) {
    const bits = [...secret].map((c) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(c).toString(2).padStart(5, "0")).join("");
    const step = Buffer.alloc(8);
    step.writeBigUInt64BE(BigInt(Math.floor(at / 30000)));
    const hash = createHmac("sha1", Buffer.from(bits.match(/.{8}/g).map((b) => parseInt(b, 2)))).update(step).digest();
    return String((hash.readUInt32BE(hash[19] & 15) & 0x7fffffff) % 1000000).padStart(6, "0");
}

async function look(page, path) {
    for (const { lang, width } of views) {
        const where = `${path} in ${lang} at ${width}`;
        await page.setViewportSize({ width, height: 900 });
        await page.goto(`${base}${path}?lang=${lang}`);
        const sideways = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        assert.ok(sideways <= 0, `${where} scrolls sideways by ${sideways}`);
        await page.evaluate(axe);
        const found = await page.evaluate(async () => (await window.axe.run()).violations);
        assert.deepEqual(found.map((v) => `${v.id}: ${v.nodes.slice(0, 3).map((n) => n.html.slice(0, 200)).join(" | ")}`), [], where);
        if (process.env.QIAO_SHOTS)
            await page.screenshot({ path: join(process.env.QIAO_SHOTS, `${path.replaceAll("/", "_")}-${lang}-${width}.png`), fullPage: true });
    }
    await page.goto(`${base}${path}?lang=en`);
}

async function signIn(page, login, words) {
    await page.fill("#login", login);
    await page.fill("#password", words);
    await page.click("main button");
}

test("from the first link to a second factor", async () => {
    const context = await browser.newContext({ locale: "en" });
    const page = await context.newPage();
    await page.goto(base + link);
    await page.fill("#password", password);
    await page.fill("#again", password);
    await page.click("main button");
    await look(page, "/sign-in");
    await signIn(page, "secadmin", "not this one");
    assert.match(await page.textContent("[role=alert]"), /wrong/);
    await signIn(page, "secadmin", password);
    await look(page, "/me");
    await look(page, "/admin/users");
    await look(page, "/me/second");
    const secret = await page.getAttribute("input[name=secret]", "value");
    assert.ok(await page.locator("svg.qr").boundingBox());
    await page.fill("#code", number(secret, Date.now() - 30000)); // one step late, and so the next is free
    await page.fill("#password", password);
    await page.click("main .sign button");
    const codes = await page.locator("ul.codes code").allTextContents();
    assert.equal(codes.length, 10);
    await look(page, "/me/second");

    await page.click(".user button"); // sign out
    await signIn(page, "secadmin", password);
    assert.equal((await context.cookies()).filter((c) => c.name === "qiao").length, 0);
    await page.fill("#code", codes[0]);
    await page.click("main button");
    assert.ok(await page.isVisible(".user"));
    assert.equal((await context.cookies()).filter((c) => c.name === "qiao" && c.httpOnly && c.sameSite === "Lax").length, 1);
    await context.close();
});

test("a form that is sent too late goes along, without script", async () => {
    const context = await browser.newContext({ locale: "en", javaScriptEnabled: false });
    const page = await context.newPage();
    const own = execFileSync(process.env.QIAO, ["invite", "sysadmin", "--as", "secadmin", "--quiet"], { env, encoding: "utf8" }).trim();
    await page.goto(base + own);
    await page.fill("#password", password);
    await page.fill("#again", password);
    await page.click("main button");
    await signIn(page, "sysadmin", password);
    await page.goto(`${base}/admin/settings`);
    await context.clearCookies({ name: "qiao" }); // the session is over
    await page.fill("#set-idle_minutes", "45");
    await page.locator(".setting", { has: page.locator("#set-idle_minutes") }).locator("button").click();
    await signIn(page, "sysadmin", password);
    assert.match(await page.textContent("main"), /nothing is lost/);
    await page.click("main form button");
    assert.equal(new URL(page.url()).pathname, "/admin/settings");
    assert.equal(await page.inputValue("#set-idle_minutes"), "45");
    await context.close();
});

test("the history of everything, for the audit administrator", async () => {
    const context = await browser.newContext({ locale: "en" });
    const page = await context.newPage();
    const own = execFileSync(process.env.QIAO, ["invite", "auditadmin", "--as", "secadmin", "--quiet"], { env, encoding: "utf8" }).trim();
    await page.goto(base + own);
    await page.fill("#password", password);
    await page.fill("#again", password);
    await page.click("main button");
    await signIn(page, "auditadmin", password);
    await look(page, "/audit");
    await page.selectOption("#act", "sign");
    await page.fill("#user", "secadmin");
    await page.click("form.audit button");
    assert.match(await page.textContent("table"), /second factor set/);
    await context.close();
});
