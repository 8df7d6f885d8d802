// SPDX-License-Identifier: Apache-2.0
// The way of a security administrator from the first link to a second factor, and the pages on it.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { join } from "node:path";
import { before, test } from "node:test";
import { languages, look, qiao, serve, visit, widths } from "./served.js";

const password = "four small boats at dusk";
let base;

before(async () => {
    qiao("init", "--quiet");
    base = await serve();
});

function number(secret, at) {
    const bits = [...secret].map((c) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(c).toString(2).padStart(5, "0")).join("");
    const step = Buffer.alloc(8);
    step.writeBigUInt64BE(BigInt(Math.floor(at / 30000)));
    const hash = createHmac("sha1", Buffer.from(bits.match(/.{8}/g).map((b) => parseInt(b, 2)))).update(step).digest();
    return String((hash.readUInt32BE(hash[19] & 15) & 0x7fffffff) % 1000000).padStart(6, "0");
}

/* The page in each language and at each width; with QIAO_SHOTS, a picture of each in that folder. */
async function lookAround(page, path) {
    for (const lang of languages)
        for (const width of widths) {
            await page.setViewportSize({ width, height: 900 });
            await page.goto(`${base}${path}?lang=${lang}`);
            await look(page, `${path} in ${lang} at ${width}`);
            if (process.env.QIAO_SHOTS)
                await page.screenshot({ path: join(process.env.QIAO_SHOTS, `${path.replaceAll("/", "_")}-${lang}-${width}.png`), fullPage: true });
        }
    await page.goto(`${base}${path}?lang=en`);
}

/* The way in of somebody who was sent a link: a password, said twice. */
async function accept(page, login) {
    await page.goto(base + qiao("invite", login, "--as", "secadmin", "--quiet"));
    await page.fill("#password", password);
    await page.fill("#again", password);
    await page.click("main button");
}

async function signIn(page, login, words) {
    await page.fill("#login", login);
    await page.fill("#password", words);
    await page.click("main button");
}

test("from the first link to a second factor", async () => {
    const { context, page } = await visit();
    await accept(page, "secadmin");
    await lookAround(page, "/sign-in");
    await signIn(page, "secadmin", "not this one");
    assert.match(await page.textContent("[role=alert]"), /wrong/);
    await signIn(page, "secadmin", password);
    await lookAround(page, "/me");
    await lookAround(page, "/admin/users");
    await lookAround(page, "/me/second");
    const secret = await page.getAttribute("input[name=secret]", "value");
    assert.ok(await page.locator("svg.qr").boundingBox());
    await page.fill("#code", number(secret, Date.now() - 30000)); // one step late, and so the next is free
    await page.fill("#password", password);
    await page.click("main .sign button");
    const codes = await page.locator("ul.codes code").allTextContents();
    assert.equal(codes.length, 10);
    await lookAround(page, "/me/second");

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
    const { context, page } = await visit({ javaScriptEnabled: false });
    await accept(page, "sysadmin");
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
    const { context, page } = await visit();
    await accept(page, "auditadmin");
    await signIn(page, "auditadmin", password);
    await lookAround(page, "/audit");
    await page.selectOption("#act", "sign");
    await page.fill("#user", "secadmin");
    await page.click("form.audit button");
    assert.match(await page.textContent("table"), /second factor set/);
    await context.close();
});
