/* SPDX-License-Identifier: Apache-2.0
 * Comfort for lists: keys, copying rows, and names of fields, comparisons and choices while a
 * question is typed. Without it all of this has a page of its own.
 */
"use strict";
(() => {
    const lists = document.querySelector(".lists");
    if (!lists)
        return;
    const rows = [...lists.querySelectorAll("table.list tbody tr")];
    const where = document.getElementById("where");

    /* ---- keys ---- */

    let at = -1;
    const go = (n) => {
        rows[at]?.classList.remove("here");
        at = Math.max(0, Math.min(rows.length - 1, n));
        rows[at]?.classList.add("here");
        rows[at]?.querySelector("th a")?.focus();
    };
    const copy = async () => {
        const lines = [...lists.querySelectorAll("table.list tr")].map((row) =>
            [...row.querySelectorAll(":scope > :not(.pick)")].map((cell) =>
                cell.textContent.trim().replace(/\s+/g, " ")).join("\t"));
        await navigator.clipboard?.writeText(lines.join("\n"));
        lists.querySelector("table.list")?.classList.add("copied");
    };
    const keys = {
        j: () => go(at + 1),
        k: () => go(at - 1),
        x: () => rows[at]?.querySelector("input[name=id]")?.click(),
        c: copy,
        "/": () => document.getElementById("search")?.focus(),
        "?": () => {
            const help = lists.querySelector("details.keys");
            help.open = !help.open;
            help.querySelector("summary").focus();
        },
    };
    document.addEventListener("keydown", (event) => {
        if (event.ctrlKey || event.metaKey || event.altKey ||
            event.target.closest("input, select, textarea"))
            return;
        if (!keys[event.key])
            return;
        event.preventDefault();
        keys[event.key]();
    });

    /* ---- fields ---- */

    let fields;
    const load = async () => {
        if (fields)
            return fields;
        const answer = await fetch("/" + lists.dataset.type + "/fields.part");
        fields = answer.ok ? await answer.json() : [];
        return fields;
    };

    /* the form that builds a condition: comparisons and choices of the field */
    const field = document.getElementById("field");
    const op = document.getElementById("op");
    const value = document.getElementById("value");
    const choices = document.createElement("datalist");
    if (field) {
        const all = [...op.options];
        choices.id = "choices";
        value.after(choices);
        value.setAttribute("list", "choices");
        const narrow = async () => {
            const f = (await load()).find((one) => one.name === field.value);
            if (!f)
                return;
            const chosen = op.value;
            op.replaceChildren(...all.filter((o) => f.operators.some(([code]) => code === o.value)));
            if ([...op.options].some((o) => o.value === chosen))
                op.value = chosen;
            choices.replaceChildren(...f.choices.map(([code, label]) => new Option(label, code)));
        };
        field.addEventListener("change", narrow);
        field.closest("details").addEventListener("toggle", narrow);
        if (field.closest("details").open)
            narrow();
    }

    /* ---- what may come at the caret ---- */

    if (!where)
        return;
    const offered = document.createElement("ul");
    offered.className = "offered";
    offered.id = "offered";
    offered.setAttribute("role", "listbox");
    offered.setAttribute("aria-label", where.labels[0].textContent);
    offered.hidden = true;
    where.parentNode.after(offered);
    where.setAttribute("role", "combobox");
    where.setAttribute("aria-expanded", "false");
    where.setAttribute("aria-controls", "offered");
    where.setAttribute("aria-autocomplete", "list");

    const typed = () => {
        const before = where.value.slice(0, where.selectionStart);
        const word = before.match(/[^\s(),=<>!]*$/)[0];
        return [before.slice(0, before.length - word.length).trimEnd(), word];
    };
    const candidates = (before, word) => {
        const known = fields.find((f) => new RegExp("(^|[\\s(])" + f.name + "$").test(before));
        if (known)
            return known.operators.map(([, text]) => [text, text]);
        const asked = before.match(/([\w.]+)\s*(=|!=|in|has|not in|not has)\s*(\([^)]*)?$/);
        const of = asked && fields.find((f) => f.name === asked[1]);
        if (of)
            return of.choices;
        if (before && !/(\band|\bor|\bnot|\()$/.test(before))
            return [["and", "and"], ["or", "or"]];
        return word || before ? fields.map((f) => [f.name, f.label]) : [];
    };
    let marked = -1;
    const close = () => {
        offered.hidden = true;
        marked = -1;
        where.setAttribute("aria-expanded", "false");
        where.removeAttribute("aria-activedescendant");
    };
    const take = (text) => {
        const [, word] = typed();
        const end = where.selectionStart;
        where.setRangeText(text + " ", end - word.length, end, "end");
        close();
        where.focus();
    };
    const mark = (n) => {
        const items = [...offered.children];
        if (!items.length)
            return;
        marked = (n + items.length) % items.length;
        items.forEach((item, i) => item.setAttribute("aria-selected", String(i === marked)));
        items[marked].scrollIntoView({ block: "nearest" });
        where.setAttribute("aria-activedescendant", items[marked].id);
    };
    const offer = async () => {
        await load();
        const [before, word] = typed();
        const low = word.toLowerCase();
        const fit = candidates(before, word).filter(([text, label]) =>
            text.toLowerCase().startsWith(low) || label.toLowerCase().includes(low)).slice(0, 12);
        offered.replaceChildren(...fit.map(([text, label], i) => {
            const item = document.createElement("li");
            item.id = "offered-" + i;
            item.setAttribute("role", "option");
            item.setAttribute("aria-selected", "false");
            item.textContent = label === text ? text : text + " – " + label;
            item.addEventListener("mousedown", (event) => { event.preventDefault(); take(text); });
            item.dataset.text = text;
            return item;
        }));
        marked = -1;
        offered.hidden = !fit.length;
        where.setAttribute("aria-expanded", String(fit.length > 0));
    };
    where.addEventListener("input", offer);
    where.addEventListener("blur", close);
    where.addEventListener("keydown", (event) => {
        if (offered.hidden)
            return;
        if (event.key === "ArrowDown" || event.key === "ArrowUp") {
            event.preventDefault();
            mark(marked + (event.key === "ArrowDown" ? 1 : -1));
        } else if (event.key === "Enter" && marked >= 0) {
            event.preventDefault();
            take(offered.children[marked].dataset.text);
        } else if (event.key === "Escape") {
            close();
        }
    });
})();
