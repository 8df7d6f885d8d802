/* SPDX-License-Identifier: Apache-2.0
 * Comfort for forms of records: names are offered while a link is typed, records that may be the
 * same are shown, a draft is kept every 20 seconds. Without it the server does all of this when the
 * form is sent.
 */
"use strict";
(() => {
    /* a block of cells is shown as a table as soon as it is pasted */
    const block = document.querySelector("textarea[data-paste]");
    if (block)
        block.addEventListener("paste", () => setTimeout(() => {
            if (block.value.includes("\t") || block.value.includes("\n"))
                block.form.requestSubmit(block.form.querySelector("button[value=paste]"));
        }, 0));

    const edit = document.querySelector(".edit[data-alike]");
    const form = edit && edit.querySelector("form");
    if (!form)
        return;
    const later = (run, ms) => {
        let timer;
        return (...args) => { clearTimeout(timer); timer = setTimeout(() => run(...args), ms); };
    };

    /* ---- names of links ---- */

    const offer = later(async (input, list) => {
        const text = input.value.split(";").pop().trim();
        if (text.length < 2)
            return;
        const answer = await fetch("/find.part?type=" + encodeURIComponent(input.dataset.find) +
                                   "&q=" + encodeURIComponent(text));
        if (answer.ok)
            list.innerHTML = await answer.text();
    }, 200);
    for (const input of form.querySelectorAll("input[data-find]")) {
        const list = document.createElement("datalist");
        list.id = input.id + "-found";
        input.after(list);
        input.setAttribute("list", list.id);
        input.addEventListener("input", () => offer(input, list));
    }

    /* ---- records that may be the same ---- */

    const alike = document.getElementById("alike");
    if (edit.dataset.alike) {
        form.addEventListener("change", later(async () => {
            const answer = await fetch(edit.dataset.alike, {
                method: "POST", body: new URLSearchParams(new FormData(form)),
            });
            if (answer.ok)
                alike.innerHTML = await answer.text();
        }, 300));
    }

    /* ---- drafts ---- */

    const kept = document.getElementById("kept");
    let before = new URLSearchParams(new FormData(form)).toString();
    const keep = async () => {
        const now = new URLSearchParams(new FormData(form));
        if (now.toString() === before)
            return;
        before = now.toString();
        now.append("draft", "1");
        now.append("part", "1");
        const answer = await fetch(form.action, { method: "POST", body: now }).catch(() => null);
        if (answer && answer.ok)
            kept.textContent = await answer.text();
    };
    const timer = setInterval(keep, 20000);
    form.addEventListener("submit", () => clearInterval(timer));
})();
