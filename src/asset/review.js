/* SPDX-License-Identifier: Apache-2.0
 * Comfort for the editor of a chapter: verdicts and offers come while one types, an offer is put in
 * at its place, a draft is kept every 20 seconds. Without it the buttons of the form do all of this.
 */
"use strict";
(() => {
    const writing = document.querySelector(".writing[data-look]");
    const form = writing && writing.querySelector("form");
    const body = form && form.elements["f.body"];
    if (!body || body.readOnly)
        return;
    const look = document.getElementById("look");
    const kept = document.getElementById("kept");

    /* ---- while one types ---- */

    /* Where the n-th number of that spelling stands, of all that are listed. */
    const place = (row) => {
        const typed = row.dataset.typed;
        const same = [...look.querySelectorAll("tr[data-typed]")].filter((r) => r.dataset.typed === typed);
        let at = -1;
        for (let n = same.indexOf(row); n >= 0; n--)
            at = body.value.indexOf(typed, at + 1);
        return at;
    };
    /* The row of the number that the cursor is nearest to. */
    const near = () => {
        let best = null, least = Infinity;
        for (const row of look.querySelectorAll("tr[data-typed]")) {
            const at = place(row);
            const far = at < 0 ? Infinity : Math.abs(at + row.dataset.typed.length - body.selectionEnd);
            row.classList.remove("here");
            if (far < least)
                [best, least] = [row, far];
        }
        best?.classList.add("here");
        return best;
    };
    let timer, asked = 0;
    const ask = async () => {
        const mine = ++asked;
        const answer = await fetch(writing.dataset.look, {
            method: "POST", body: new URLSearchParams(new FormData(form)),
        }).catch(() => null);
        if (!answer || !answer.ok || mine !== asked)
            return;
        look.innerHTML = await answer.text();
        near();
    };
    const later = () => { clearTimeout(timer); timer = setTimeout(ask, 500); };
    body.addEventListener("input", later);
    document.addEventListener("selectionchange", () => {
        if (document.activeElement === body)
            near();
    });

    /* ---- binding ---- */

    const put = (button) => {
        const row = button.closest("tr[data-typed]");
        const at = row ? place(row) : -1;
        const text = button.value.split("|").slice(2).join("|");
        if (at < 0 || text.startsWith("?"))
            return false; /* the server does it */
        body.focus();
        body.setSelectionRange(at, at + row.dataset.typed.length);
        /* keeps the browser's own undo; where it is gone, the text is set */
        if (!document.execCommand("insertText", false, text))
            body.setRangeText(text, at, at + row.dataset.typed.length, "end");
        ask();
        return true;
    };
    look.addEventListener("click", (event) => {
        const button = event.target.closest("button[name=bind]");
        if (button && put(button))
            event.preventDefault();
    });
    body.addEventListener("keydown", (event) => {
        if (event.ctrlKey && event.key === "Enter") {
            event.preventDefault();
            form.requestSubmit(form.querySelector("button[value=save]"));
        }
        if (event.altKey && event.key === "Enter") {
            const first = near()?.querySelector("button.offer");
            if (first) {
                event.preventDefault();
                put(first);
            }
        }
    });

    /* ---- drafts ---- */

    let before = body.value;
    const keep = async () => {
        if (body.value === before)
            return;
        before = body.value;
        const now = new URLSearchParams(new FormData(form));
        now.append("draft", "1");
        now.append("part", "1");
        const answer = await fetch(form.action, { method: "POST", body: now }).catch(() => null);
        if (answer && answer.ok)
            kept.textContent = await answer.text();
    };
    const drafts = setInterval(keep, 20000);
    form.addEventListener("submit", () => clearInterval(drafts));
})();
