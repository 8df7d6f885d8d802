# SPDX-License-Identifier: Apache-2.0
"""A stranger, and a colleague who means no good: what they write comes out as text, what they send
is refused politely, and what is not theirs does not work for them.

Stored: every text field of every type holds texts that want to be more, made through the form and
through the API; each page that shows them is parsed. Reflected: every parameter that the program
reads, on every route. Then headers, paths, forms of another session, sessions of another's making,
the time that signing in takes, and bodies of all bad kinds.
"""
import csv
import html
import http.client
import io
import json
import re
import time
import urllib.parse
from pathlib import Path

from page import Page, look
from people import HOME, NOT_BY_HAND, PASSWORD, Federation, Maker, Person, command, sign_in
from rights import FORMS, NAMES, Table

SRC = Path(__file__).resolve().parent.parent.parent / "src"
MARKUP = "\"><script>alert(1)</script><img src=x onerror=alert(2)>'onmouseover='alert(3)' style=\"x"
TEXTS = {
    "a formula and markup": "=cmd|' /C calc'!A0" + MARKUP,
    "an address that is a program": "javascript:alert(1)//" + "\u202eevil\u202c\u2066x\u2069\u200b\ufeff",
    "characters of four bytes": "\U00020bb7\U0001f600\U0001d4b3\U000e0001\U0010fffd",
    "a tab and a template": "\t@{{7*7}}${7*7}<%= 7*7 %>%0d%0aX-Evil: 1",
    "much": "w" * 20000,
}
REFUSED = {"a line within a line": "a\r\nX-Evil: 1", "a NUL": "a\0b", "half a character": "a\ud800b", "a bell": "a\x07b"}
SHOWN_MOST = 12
ASKING = {"/verify", "/:type/alike", "/review_chapter/:id/look", "/sign-in", "/sign-in/second", "/link/:token"} # change nothing, or come before a session


class Hostile(Maker):
    """A maker whose texts are one of those above, as long as the field takes them."""

    def __init__(self, federation):
        super().__init__(federation)
        self.hostile, self.most = "", {}

    def text(self, t, field, where):
        most = self.most.get((t["name"], field["name"]))
        text = f"{self.n} {self.hostile}" if field["unique"] else self.hostile
        return text[:most] if most else text


class Told:
    def __init__(self):
        self.wrong = []

    def say(self, text):
        self.wrong.append(text)

    def done(self):
        more = len(self.wrong) - SHOWN_MOST
        return self.wrong[:SHOWN_MOST] + ([f"and {more} more"] if more > 0 else [])


class Office:
    """The federation with nobody but the office and the three administrators, and hostile records."""

    def __init__(self, server):
        self.server, self.table = server, Table()
        self.fed = Federation(server, [])
        self.asked = 0
        self.fed.ids["head"] = self.fed.ids["sysadmin"]
        self.maker = Hostile(self.fed)
        self.maker.hostile = "harmless"
        self.by_hand = [name for name in self.table.types if name not in NOT_BY_HAND]
        self.harmless = {name: self.maker.link_to(name, "h") for name in self.by_hand}

    def writer(self, name):
        return self.maker.maker_of(name)


def office(server):
    if not hasattr(server, "office"):
        server.office = Office(server)
    return server.office


# ---- what was stored ----

class Shape(Page):
    """The elements of a page and the names of their attributes, in order, texts left out."""

    def __init__(self):
        super().__init__()
        self.shape = []

    def look_at(self, tag, attrs):
        super().look_at(tag, attrs)
        self.shape.append((tag, tuple(sorted(attrs))))


def is_part(path, status):
    """What a script puts into a page is no page, unless it is an error."""
    plain = path.split("?")[0]
    looks = re.fullmatch(r"/review_chapter/\d+/look", plain)
    return status == 200 and (bool(looks) or plain.endswith((".part", "/alike")))


def problems_of(text, headers, part=False):
    found = look(text, headers, 0, part)[1]
    if "X-Evil" in headers:
        found.append("a header was put in")
    return found


def check_page(told, who, path):
    """The page, whose text is text; what it answers."""
    status, headers, text = who.page(path)
    if status >= 500:
        told.say(f"{path}: status {status}")
    elif (headers["Content-Type"] or "").startswith("text/html"):
        for problem in problems_of(text, headers, is_part(path, status))[:2]:
            told.say(f"{path}: {problem}")
    return text


def make_by_api(o, told, name, text):
    """The number of a record that has the text in all its text fields, as far as they take it."""
    o.maker.hostile = TEXTS[text]
    for _ in range(40):
        body = {"fields": o.maker.fields(name, "h"), "unit": o.fed.units[HOME], "source": o.maker.hostile[:200],
                "evidence": o.maker.hostile[:200]}
        status, _, answer, _ = o.writer(name).api("POST", "/" + name, body)
        if status == 201:
            return answer["id"]
        if status >= 500:
            told.say(f"{name} with {text}: status {status}")
            return None
        if not shorten(o, name, answer):
            return None # a rule of the type that no hostile text passes, such as that of a name within the program
    told.say(f"{name} with {text}: refused again and again: {answer}")
    return None


def shorten(o, name, answer):
    """Learns from a refusal how much a field takes; False if that was not what is wrong."""
    learnt = False
    for fault in answer.get("errors", []):
        most = re.search(r"more than (\d+) characters", fault["message"])
        if most and fault["field"]:
            o.maker.most[name, fault["field"]] = int(most.group(1))
            learnt = True
    return learnt


def stored_by_the_api(server):
    o, told, made, shown = office(server), Told(), 0, 0
    for text in TEXTS:
        for name in o.by_hand:
            record = make_by_api(o, told, name, text)
            if not record:
                continue
            made += 1
            who = o.writer(name)
            for more in ("", "/history", "/edit") if text != "much" else ("", "/edit"):
                shown += html.escape(TEXTS[text][:12], quote=False) in check_page(told, who, f"/{name}/{record}{more}").replace("&#39;", "'")
            status, _, _, _ = who.api("GET", f"/{name}/{record}/history")
            if status != 200:
                told.say(f"the history of {name} by the API: {status}")
    if made < 4 * len(o.by_hand) or shown < 10 * len(o.by_hand):
        told.say(f"only {made} records were made, and {shown} pages show what they say")
    return told.done()


def stored_by_forms(server):
    """The same through the form: what is refused comes back in it."""
    o, told, made = office(server), Told(), 0
    for text in ("a formula and markup", "an address that is a program", "characters of four bytes"):
        for name in o.by_hand:
            o.maker.hostile = TEXTS[text]
            form = {f"f.{k}": v for k, v in o.maker.fields(name, "h").items() if isinstance(v, str)}
            form.update({"f.source": TEXTS[text], "f.key": TEXTS[text], "f.evidence": TEXTS[text]})
            who = o.writer(name)
            for more in ({}, {"seen": "1"}, {"draft": "1"}):
                status, headers, page = who.send(f"/{name}/new", {**form, **more})
                if status >= 500:
                    told.say(f"POST /{name}/new: status {status}")
                elif status == 303:
                    made += 1
                    check_page(told, who, headers["Location"])
                    break
                else:
                    for problem in problems_of(page, headers)[:2]:
                        told.say(f"POST /{name}/new: {problem}")
            check_page(told, who, f"/{name}/new")
            status, headers, page = who.send(f"/{name}/rows", {"act": "paste", "text": f"{TEXTS[text]}\t{TEXTS[text]}\n" * 3})
            if status >= 500 or problems_of(page, headers):
                told.say(f"POST /{name}/rows: {status} {problems_of(page, headers)[:1]}")
    for where, who in (("/drafts", "office"), ("/drafts", "sysadmin")):
        check_page(told, o.fed[who], where)
    return told.done() + ([] if made > len(o.by_hand) else [f"only {made} were made"])


def where_they_are_shown(server):
    """Lists, groups, searches, the start page, the calendar, figures, receipts, views, the audit; the shape of a list
    is the same whatever its texts say."""
    o, told = office(server), Told()
    for name in o.by_hand:
        who = o.writer(name)
        for path in (f"/{name}", f"/{name}?order=id+desc", f"/{name}/look", f"/{name}/groups", f"/{name}/fields.part",
                     f"/{name}/groups?by={o.maker.types[name]['fields'][0]['name']}"):
            check_page(told, who, path)
        formulas(o, told, name)
    for text in TEXTS.values():
        q = urllib.parse.quote(text[:100])
        for path in (f"/search?q={q}", f"/search.part?q={q}", f"/find.part?type=person&q={q}", f"/find.part?type=hall&q={q}"):
            check_page(told, o.fed["office"], path)
    for path in ("/", "/waiting", "/due", "/tasks", "/calendar?month=2024-05", "/calendar?month=2026-11", "/figures/2024", "/types",
                 "/receipts", "/me", "/me/tokens", "/review/2024"):
        check_page(told, o.fed["office"], path)
    for path in ("/audit", "/audit?act=refuse", "/admin/users"):
        check_page(told, o.fed["auditadmin"], path)
    for path in ("/admin/users", "/admin/settings", "/admin/health"):
        check_page(told, o.fed["sysadmin"], path)
    rows = list(csv.reader(io.StringIO(o.fed["auditadmin"].page("/audit.csv")[2].lstrip("\ufeff"))))
    told.wrong += [f"/audit.csv: {cell[:30]}" for row in rows for cell in row if cell[:1] in set("=+-@\t\r") and cell]
    return told.done()


def formulas(o, told, name):
    """No cell of an export is a formula of a spreadsheet."""
    text = o.writer(name).api("GET", f"/exports/{name}?format=csv")[3]
    for row in csv.reader(io.StringIO(text.lstrip("\ufeff"))):
        for cell in row:
            if cell and cell[0] in "=+-@\t\r" and not re.fullmatch(r"[-+]\d[\d.]*|=\"[^\"]*\"", cell):
                told.say(f"the CSV of {name}: {cell[:40]!r}")


def shapes(server):
    """A page about a hostile record has the elements and attributes of one about a harmless record."""
    o, told, seen = office(server), Told(), 0
    for name in o.by_hand:
        record = make_by_api(o, told, name, "a formula and markup")
        if not record or name == "review_chapter": # whose page lists the numbers that its text states
            continue
        seen += 1
        shape = []
        for which in (record, o.harmless[name]):
            page = Shape()
            page.feed(o.writer(name).page(f"/{name}/{which}/edit")[2])
            shape.append(page.shape)
        if shape[0] != shape[1]:
            told.say(f"/{name}/…/edit: {list(set(shape[0]) ^ set(shape[1]))[:3]}")
    return told.done() + ([] if seen > len(o.by_hand) // 2 else [f"only {seen} were looked at"])


def refused_texts(server):
    """What is no text at all is refused by name, and never stored."""
    o, told = office(server), Told()
    who = o.fed["office"]
    for title, text in REFUSED.items():
        for name, field in (("reception", "name"), ("person", "name_hans"), ("hall", "note"), ("camper", "name")):
            if title.startswith("a line") and field == "note":
                continue
            fields = {**o.maker.fields(name, "h"), field: text}
            raw = who.ask("POST", f"/api/v1/{name}", json.dumps({"fields": fields}), Authorization=f"Bearer {who.token}",
                          Content_Type="application/json")
            if raw[0] != 400:
                told.say(f"{title} in {name}.{field} by the API: {raw[0]} {raw[2][:200]}")
            status, headers, page = who.send(f"/{name}/new", {f"f.{field}": text.encode("utf-8", "surrogatepass")})
            if status not in (400, 409) or problems_of(page, headers):
                told.say(f"{title} in {name}.{field} by the form: {status} {problems_of(page, headers)[:1]}")
    return told.done()



# ---- what is sent back ----

def parameters(readers):
    """Every parameter that the program reads by one of these functions."""
    found = set()
    for file in (*SRC.glob("web/*.c"), *SRC.glob("api/*.c")):
        found |= set(re.findall(rf'\b(?:{readers})\([^,()]+,\s*"([a-z.]+)"', file.read_text()))
    return sorted(found)


def addresses(o, method, typed="reception"):
    """Every route of a method with something that fits in its place."""
    for m, pattern in o.table.routes:
        if m == method and pattern != "/sign-out":
            record = o.harmless.get(pattern.split("/")[1], o.harmless[typed])
            names = {**NAMES, "type": typed, "id": record, "batch": "1", "key": "x" * 43}
            yield pattern, re.sub(r":(\w+)", lambda found: names[found.group(1)], pattern)


def fetch(o, path, headers):
    who = o.fed["office"]
    o.asked += 1
    if o.asked % 30 == 0: # from elsewhere, since an address that guesses much has to wait
        who.move(f"127.2.{o.asked // 7500 % 250}.{o.asked // 30 % 250 + 1}")
    if path.startswith("/api/"):
        return who.ask("GET", path, Authorization=f"Bearer {who.token}", **headers)
    return who.page(path, **headers)


def reflected(server):
    """Every parameter of every route, holding markup, an address that is a program, or the end of a header."""
    o, told, names = office(server), Told(), parameters("request_query|door_query|given|call_number|call_switch")
    texts = [urllib.parse.quote(t) for t in (MARKUP, "javascript:alert(1)", "x\r\nX-Evil: 1")]
    for pattern, path in addresses(o, "GET"):
        for name in [*names, "name", "f.name"]:
            for text in texts if name in ("to", "back", "lang", "where", "q") else texts[:1]:
                status, headers, page = fetch(o, f"{path}?{name}={text}", {})
                kind = headers["Content-Type"] or ""
                if status >= 500:
                    told.say(f"{path}?{name}: status {status}")
                if kind.startswith("text/html") and page:
                    told.wrong += [f"{path}?{name}: {p}" for p in problems_of(page, headers, is_part(path, status))[:2]]
                elif MARKUP in page and headers["X-Content-Type-Options"] != "nosniff":
                    told.say(f"{path}?{name}: {kind} may be taken for a page")
                to = headers["Location"] or "/"
                if "X-Evil" in headers or not to.startswith("/") or to.startswith(("//", "/\\")):
                    told.say(f"{path}?{name}: leads to {to[:60]!r}")
    return told.done()


FEW = { # guesses from one address are counted, imports run a few at a time; without a name of one all sessions end
    "/import": ("type",),
    "/me/password": ("old", "password", "again"), "/me/second": ("secret", "code"), "/me/session/end": ("id",),
}


def sent_back_by_forms(server):
    """Every field that the program reads of a form, on every route that takes one, with the proof of the session."""
    o, told = office(server), Told()
    who = o.fed["office"]
    names = parameters("request_form|request_form_nth|form_sent|sent_number|given")
    if len(names) < 30:
        told.say(f"only {len(names)} names of fields were found")
    for pattern, path in addresses(o, "POST"):
        if path.startswith("/api/") or pattern.startswith(("/kin/", "/sign-in", "/link/")):
            continue
        who.move(f"127.3.1.{len(told.wrong) % 2 + sum(path.encode()) % 250}")
        for name in FEW.get(pattern, names):
            for text in (MARKUP + "\r\nX-Evil: 1", "-9223372036854775809", "//evil.example/")[:3 if name in ("back", "to") else 2]:
                status, headers, page = who.send(path, {**FORMS.get(pattern, {}), name: text})
                if status >= 500 or "X-Evil" in headers:
                    told.say(f"POST {path} with {name}={text[:20]}: status {status}")
                if (headers["Content-Type"] or "").startswith("text/html") and page:
                    told.wrong += [f"POST {path} with {name}: {p}" for p in problems_of(page, headers, is_part(path, status))[:2]]
                to = headers["Location"] or "/"
                if not to.startswith("/") or to.startswith(("//", "/\\")):
                    told.say(f"POST {path} with {name}: leads to {to[:60]!r}")
    return told.done()


def headers_sent(server):
    """What a browser says of itself is shown on pages and kept in the history, as text."""
    o, told = office(server), Told()
    for name in ("User_Agent", "Accept_Language", "Referer", "If_None_Match", "If_Match", "X_Forwarded_For", "X_Forwarded_Proto",
                 "Accept_Encoding", "Range"):
        for text in (MARKUP, "x" * 3000, "\x80\xff", "en;q=9999999999999999999,*;q=-1"):
            for path in ("/me", "/reception", "/api/v1/reception", "/sign-in"):
                status, headers, page = fetch(o, path, {name: text.encode("latin-1")})
                if status >= 500:
                    told.say(f"{path} with {name}: status {status}")
                if (headers["Content-Type"] or "").startswith("text/html") and page:
                    told.wrong += [f"{path} with {name}: {p}" for p in problems_of(page, headers)[:1]]
    visitor = Person(server, "auditadmin")
    status, headers, _ = visitor.ask("POST", "/sign-in", urllib.parse.urlencode({"login": "auditadmin", "password": PASSWORD}),
                                     Content_Type="application/x-www-form-urlencoded", User_Agent=MARKUP)
    visitor.cookie = headers["Set-Cookie"].split(";")[0]
    if "alert(1)" not in check_page(told, visitor, "/me"):
        told.say("the name of the browser is not shown at all")
    check_page(told, visitor, "/audit")
    return told.done()


SEGMENTS = ("..%2f..%2f..%2fetc%2fpasswd", "%2e%2e", "..%5c..%5cetc%5cpasswd", "%c0%ae%c0%ae%2f", "....%2f%2f", "%00", "x%00.svg",
            "%2fetc%2fpasswd", "file:%2f%2f%2fetc%2fpasswd", "-1", "0", "9223372036854775808", "99999999999999999999999", "1e3", "1%200",
            "a" * 3000, "%F0%9F%98%80", "%ff", "%0d%0aX-Evil:%201", "'%20OR%201=1--", "unit%22%3B%20DROP%20TABLE%20unit", "%3Cscript%3E")


def segments(server):
    """Every part of every address that stands for something, holding a way out of a folder, a number that is none, and SQL."""
    o, told = office(server), Told()
    names = {**NAMES, "type": "reception", "id": o.harmless["reception"], "batch": "1"}
    for method, pattern in o.table.routes:
        for slot in re.findall(r":(\w+)", pattern) if method == "GET" else []:
            for text in SEGMENTS:
                path = re.sub(r":(\w+)", lambda found: text if found.group(1) == slot else names[found.group(1)], pattern)
                status, headers, page = fetch(o, path, {})
                if status >= 500 or status == 200 and slot in ("type", "file", "batch") or "root:" in page or "X-Evil" in headers:
                    told.say(f"{path}: status {status}")
                if (headers["Content-Type"] or "").startswith("text/html") and "%3Cscript" in path:
                    told.wrong += [f"{path}: {p}" for p in problems_of(page, headers)[:1]]
    for method, pattern in o.table.routes:
        for slot in re.findall(r":(\w+)", pattern) if method == "POST" and not pattern.startswith("/api/") else []:
            for text in SEGMENTS[:3] + SEGMENTS[9:13]:
                path = re.sub(r":(\w+)", lambda found: text if found.group(1) == slot else names[found.group(1)], pattern)
                status = o.fed["office"].send(path, FORMS.get(pattern, {}))[0]
                if status >= 500:
                    told.say(f"POST {path}: status {status}")
    if o.fed["office"].api("GET", f"/reception/{o.harmless['reception']}")[0] != 200:
        told.say("the record is gone")
    return told.done()


# ---- forms and sessions of somebody else ----

def state_of(o):
    """What is in the store, but for what was only tried or read: rows of the history that change something."""
    log = command(o.server, "log", "--limit", "100000", user="auditadmin")
    return len(re.findall(r"  (?:create|update|void|unvoid|erase|batch|remove)\b", log))


def forms_of_others(server):
    """No form is taken with the proof of another session, with none, or from another site."""
    o, told = office(server), Told()
    who, other = o.fed["office"], o.fed["sysadmin"]
    before = state_of(o)
    for pattern, path in addresses(o, "POST"):
        if path.startswith("/api/") or pattern.startswith("/kin/"):
            continue
        form = FORMS.get(pattern, {"why": "x", "to": "x"})
        for title, proof in (("of another session", other.csrf()), ("none", ""), ("a wrong one", "0" * 64)):
            status, headers, text = who.send(path, form, csrf=proof)
            if pattern not in ASKING and status != 403:
                told.say(f"POST {path} with proof {title}: status {status}")
            if "html" in (headers["Content-Type"] or ""):
                told.wrong += [f"POST {path}: {p}" for p in problems_of(text, headers, is_part(path, status))[:1]]
        for name, value in (("Origin", "https://evil.example"), ("Origin", "null"), ("Sec_Fetch_Site", "cross-site")):
            if who.send(path, form, **{name: value})[0] != 403:
                told.say(f"POST {path} with {name}: {value} is taken")
    for token in ("", "Bearer", "Bearer x", f"Basic {who.token}", f"bearer  {who.token[:-1]}", f"Bearer {who.token} x"):
        if who.ask("GET", "/api/v1/reception", Authorization=token, Cookie=who.cookie)[0] != 401:
            told.say(f"the API takes {token[:12]!r} and a cookie")
    if who.ask("GET", "/reception", Authorization=f"Bearer {who.token}")[0] != 303:
        told.say("a page takes a token")
    if state_of(o) != before:
        told.say(f"something was changed: {state_of(o)} changes, before {before}")
    return told.done()


def sessions(server):
    """A session is made at signing in and nowhere else; it is over when it ends, and its cookie is good for nothing then."""
    o, told = office(server), Told()
    anna = o.fed["none@"]
    wanted = {"login": "u_none", "password": PASSWORD}
    name = anna.cookie.split("=")[0]
    for cookie in (f"{name}=" + "A" * 43, anna.cookie, f"{name}=; {name}=x", f"{name}=" + "x" * 5000):
        status, headers, _ = anna.ask("POST", "/sign-in", urllib.parse.urlencode(wanted), Cookie=cookie,
                                      Content_Type="application/x-www-form-urlencoded")
        given = (headers["Set-Cookie"] or "").split(";")[0]
        if status != 303 or not given or given == cookie or len(given) < 40:
            told.say(f"signing in with a cookie of one's own: {status} {given[:20]!r}")
        if cookie != anna.cookie and anna.ask("GET", "/me", Cookie=cookie)[0] != 303:
            told.say("a cookie that was made up is a session")
    flags = headers["Set-Cookie"]
    if not all(word in flags for word in ("HttpOnly", "SameSite=Lax", "Path=/")):
        told.say(f"the cookie lacks something: {flags}")
    left = Person(server, "u_none", cookie=given)
    if left.page("/me")[0] != 200:
        told.say("the new session does not work")
    if left.send("/sign-out", {})[0] != 303 or left.page("/me")[0] != 303:
        told.say("a session goes on after signing out")
    listed = re.findall(r'name="id" value="([^"]+)"', o.fed["office"].page("/me")[2])
    if anna.send("/me/session/end", {"id": listed[0] if listed else "x"})[0] == 303 and o.fed["office"].page("/me")[0] != 200:
        told.say("one ends the session of another")
    return told.done()


def time_to_sign_in(server):
    """A wrong password takes as long for somebody who is there as for nobody: the quickest of each, which a busy machine
    hardly moves, are within a half of each other, where a missing computation makes them differ a hundredfold."""
    o, rounds = office(server), 7
    there = []
    for k in range(rounds): # one wrong password each, so that nobody is locked and no address has to wait
        login = f"t{k}"
        command(server, "new", "user", f"login={login}", f"name={login}", "home=HQ", user="sysadmin")
        link = re.search(r"/link/\S+", command(server, "invite", login, user="secadmin")).group(0)
        sign_in(server, login, link)
        there.append(login)
    command(server, "new", "user", "login=bare", "name=bare", "home=HQ", user="sysadmin")
    times = {"there": [], "nobody": [], "without a password": []}
    words = set()
    for k in range(rounds):
        for kind, login in (("there", there[k]), ("nobody", f"n{k}"), ("without a password", "bare")):
            who = Person(server, f"{login}{kind}")
            who.ask("GET", "/healthz")
            began = time.perf_counter()
            status, _, text = who.ask("POST", "/sign-in", urllib.parse.urlencode({"login": login, "password": "wrong and long enough"}),
                                      Content_Type="application/x-www-form-urlencoded")
            times[kind].append(time.perf_counter() - began)
            words.add((status, re.sub(r'value="[^"]*"', "", text)))
    quickest = {kind: min(t) for kind, t in times.items()}
    wrong = [] if len(words) == 1 else [f"{len(words)} different answers"]
    if max(quickest.values()) > 1.5 * min(quickest.values()) + 0.005:
        wrong.append(", ".join(f"{kind}: {1000 * t:.1f} ms" for kind, t in quickest.items()))
    return wrong


# ---- bodies ----

def form_bodies():
    multipart = "multipart/form-data; boundary=x"
    url = "application/x-www-form-urlencoded"
    many = b"&".join(b"a%d=1" % k for k in range(5000))
    yield "3 MB", url, b"a=" + b"x" * (3 << 20)
    yield "3 MB in one part", multipart, b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n' + b"x" * (3 << 20) + b"\r\n--x--\r\n"
    yield "5,000 fields", url, many
    yield "5,000 parts", multipart, b"".join(b'--x\r\nContent-Disposition: form-data; name="a%d"\r\n\r\n1\r\n' % k for k in range(5000)) + b"--x--\r\n"
    yield "a name of 100 KB", url, b"a" * 100000 + b"=1"
    yield "nothing", url, b""
    yield "no boundary", "multipart/form-data", b"--x\r\n\r\n--x--"
    yield "a boundary that never comes", multipart, b"hello" * 100
    yield "a part that never ends", multipart, b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nhello'
    yield "a part without a name", multipart, b"--x\r\n\r\nhello\r\n--x--\r\n"
    yield "a header of a part of 100 KB", multipart, b'--x\r\nContent-Disposition: form-data; name="' + b"n" * 100000 + b'"\r\n\r\n1\r\n--x--\r\n'
    yield "a boundary of 10 KB", "multipart/form-data; boundary=" + "b" * 10000, b"--" + b"b" * 10000 + b"--"
    yield "half a percent", url, b"a=%4&b=%zz&%=1&=&&&=="
    yield "no UTF-8", url, b"a=%ff%fe&text=\xff"
    yield "NUL", url, b"a=%00&f.name=%00"
    yield "JSON", "application/json", b'{"a": 1}'
    yield "no kind", "", b"a=1"
    yield "a kind that is none", "x" * 2000, b"a=1"


def bodies_of_forms(server):
    """Every form gets every bad body: refused, never a failure of the server, which lives on."""
    o, told, seen = office(server), Told(), {}
    who = o.fed["office"]
    for pattern, path in addresses(o, "POST"):
        if path.startswith("/api/"):
            continue
        for title, kind, body in form_bodies():
            status = bare(server, who, "POST", path, kind, body, Cookie=who.cookie)[0]
            seen[status] = seen.get(status, 0) + 1
            if status >= 500 or (status in (200, 303) and title.startswith(("3 MB", "no UTF-8"))):
                told.say(f"POST {path} with {title}: status {status}")
    if sum(seen.values()) < 500 or seen.get(0, 0) > sum(seen.values()) // 10:
        told.say(f"too few were answered: {seen}")
    status, _, body = who.ask("GET", "/healthz")
    return told.done() + ([] if (status, body) == (200, "ok\n") else [f"/healthz: {status}"])


def bare(server, who, method, path, kind, body, **headers):
    """Status, kind and text of the answer to a request that may be refused while it is sent; 0 if it was only cut off."""
    con = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60, source_address=(who.address, 0))
    headers = {k.replace("_", "-"): v for k, v in headers.items()}
    if kind:
        headers["Content-Type"] = kind
    try:
        con.request(method, path, body=body, headers=headers)
    except OSError:
        pass # it was refused by its length; the answer may be there
    try:
        answer = con.getresponse()
        return answer.status, answer.headers["Content-Type"], answer.read().decode()
    except (OSError, http.client.HTTPException):
        return 0, "", ""
    finally:
        con.close()


DEEP = "[" * 5000 + "]" * 5000
JSON_BODIES = (
    "", " ", "null", "true", "1", '"x"', "[]", "[[]]", "{", "}", "{}", '{"a":}', '{"a":1,}', "{'a':1}", '{"a":1}{"a":2}', "\ufeff{}",
    '{"fields":null}', '{"fields":[]}', '{"fields":"x"}', '{"fields":{"":""}}', '{"fields":{"name":{"a":{"b":{}}}}}',
    '{"fields":{"name":"a","name":"b"}}', '{"fields":{"name":"\\ud800"}}', '{"fields":{"name":"\\u0000"}}',
    '{"fields":{"headcount":1e400}}', '{"fields":{"headcount":-1}}', '{"fields":{"headcount":123456789012345678901234567890}}',
    '{"fields":{"headcount":NaN}}', '{"fields":{"__proto__":1,"constructor":1,"id":1,"version":9,"state":"archived"}}',
    '{"unit":{"key":[]},"fields":{}}', '{"unit":"\'; DROP TABLE unit;--","fields":{}}', '{"items":null}', '{"items":{}}', '{"items":[null]}',
    '{"items":[[]]}', '{"items":[{"op":"create"}]}', '{"items":[{"op":[],"type":{},"id":{}}]}', '{"text":null,"period":[]}', '{"to":{},"why":[]}',
    '{"rehearse":"yes"}', '{"why":' + '"x"' * 2 + "}", '{"fields":' + DEEP + "}", DEEP, '{"a":' * 3000 + "1" + "}" * 3000,
    '{"fields":{"name":"' + "x" * 900000 + '"}}', '{"fields":{' + ",".join(f'"f{k}":1' for k in range(20000)) + "}}",
    '{"items":[' + ",".join(["{}"] * 20000) + "]}", "x" * (3 << 20),
)


def bodies_of_the_api(server):
    o, told = office(server), Told()
    who = o.fed["office"]
    for method in ("POST", "PATCH", "DELETE"):
        for pattern, path in addresses(o, method):
            if not path.startswith("/api/"):
                continue
            for body in JSON_BODIES if method != "DELETE" else JSON_BODIES[:8]:
                status, kind, text = bare(server, who, method, path, "application/json", body.encode("utf-8", "surrogatepass"),
                                          Authorization=f"Bearer {who.token}", If_Match='"1"')
                if status >= 500:
                    told.say(f"{method} {path} with {body[:60]!r}: status {status}")
                elif status >= 400 and (kind != "application/problem+json" or json.loads(text)["status"] != status):
                    told.say(f"{method} {path} with {body[:60]!r}: no problem that a program can read")
            for kind in ("text/plain", "application/xml", "application/json; charset=utf-16", "", "multipart/form-data; boundary=x"):
                status = bare(server, who, method, path, kind, b"{}", Authorization=f"Bearer {who.token}", If_Match='"1"')[0]
                if status >= 500:
                    told.say(f"{method} {path} as {kind!r}: status {status}")
    if o.fed["office"].api("GET", f"/reception/{o.harmless['reception']}")[2].get("state") == "archived":
        told.say("a state was written past the moves")
    return told.done()


CHECKS = [
    ("shapes of pages", shapes),
    ("texts that are refused", refused_texts),
    ("stored by the API", stored_by_the_api),
    ("stored by forms", stored_by_forms),
    ("where they are shown", where_they_are_shown),
    ("reflected", reflected),
    ("sent back by forms", sent_back_by_forms),
    ("headers that are sent", headers_sent),
    ("parts of addresses", segments),
    ("forms of others", forms_of_others),
    ("sessions", sessions),
    ("time to sign in", time_to_sign_in),
    ("bodies of forms", bodies_of_forms),
    ("bodies of the API", bodies_of_the_api),
]
