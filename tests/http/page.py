# SPDX-License-Identifier: Apache-2.0
"""What every page has to hold, as far as its markup tells."""
import re
from html.parser import HTMLParser

PAGE_MAX = 60 << 10
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
LINKS = ("href", "src", "action", "formaction", "poster")
SVG_ALONE = {"rect", "line", "path", "circle", "image"}
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self'; form-action 'self';"
                               " base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class Page(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open, self.problems, self.text = [], [], []
        self.ids, self.labelled, self.inputs, self.refers = set(), set(), [], []
        self.depth, self.count = 0, {}

    def note(self, text):
        self.problems.append(f"line {self.getpos()[0]}: {text}")

    def handle_startendtag(self, tag, attrs):
        self.look_at(tag, dict(attrs))
        if tag not in VOID | SVG_ALONE:
            self.note(f"<{tag}/> is not closed by HTML")

    def handle_starttag(self, tag, attrs):
        self.look_at(tag, dict(attrs))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open[-1] != tag:
            self.note(f"</{tag}> where {self.open[-1:] or 'nothing'} is open")
        else:
            self.open.pop()

    def handle_data(self, data):
        self.text.append(data)

    def look_at(self, tag, attrs):
        self.count[tag] = self.count.get(tag, 0) + 1
        if tag == "title" and "svg" in self.open:
            self.count[tag] -= 1
        ours = tag == "script" and (attrs.get("src") or "").startswith("/static/") and "defer" in attrs
        if tag in ("script", "style", "iframe", "object", "embed") and not ours:
            self.note(f"a <{tag}>")
        if "id" in attrs:
            if attrs["id"] in self.ids or not attrs["id"]:
                self.note(f"the id '{attrs['id']}' twice, or empty")
            self.ids.add(attrs["id"])
        self.refers += (attrs.get("aria-describedby") or "").split()
        if tag == "a" and (attrs.get("href") or "").startswith("#"):
            self.refers.append(attrs["href"][1:])
        if tag == "label" and "for" in attrs:
            self.labelled.add(attrs["for"])
        if tag in ("input", "select", "textarea") and attrs.get("type") != "hidden" and "label" not in self.open and "aria-label" not in attrs:
            self.inputs.append(attrs.get("id"))
        if tag == "img" and "alt" not in attrs:
            self.note("an image without alt")
        for name in attrs:
            if name == "style" or name.startswith("on"):
                self.note(f"an attribute '{name}'")
            if name in LINKS and re.match(r"(?i)[\s\x00-\x20]*(javascript|data|vbscript):", attrs[name] or ""):
                self.note(f"{name}='{attrs[name][:40]}'")
        if tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            depth = int(tag[1])
            if depth > self.depth + 1:
                self.note(f"<{tag}> below a heading of depth {self.depth}")
            self.depth = depth

    def finish(self, size, part):
        for tag in self.open:
            self.problems.append(f"<{tag}> is never closed")
        for name in self.inputs:
            if name not in self.labelled:
                self.problems.append(f"the input '{name}' has no label")
        for name in self.refers:
            if name not in self.ids:
                self.problems.append(f"nothing has the id '{name}'")
        for tag in ("html", "head", "body", "main", "h1", "title"):
            if self.count.get(tag, 0) != (0 if part else 1):
                self.problems.append(f"{self.count.get(tag, 0)} <{tag}>")
        if size > PAGE_MAX:
            self.problems.append(f"{size} bytes over the wire, at most {PAGE_MAX}")


def look(html, headers, size, part=False):
    """(the text without tags, a list of what is wrong); part: what is put into a page"""
    page = Page()
    page.depth = 1 if part else 0
    page.feed(html)
    page.close()
    page.finish(size, part)
    for name, value in HEADERS.items():
        if headers.get(name) != value:
            page.problems.append(f"the header {name} is '{headers.get(name)}'")
    if not part and not (html.startswith("<!DOCTYPE html>") and '<html lang="' in html):
        page.problems.append("no doctype or no language")
    return " ".join("".join(page.text).split()), page.problems
