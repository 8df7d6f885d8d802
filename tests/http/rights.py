# SPDX-License-Identifier: Apache-2.0
"""Rights: every route, type and action with every role, by pages and by the API, against rights.tsv,
which is written by hand.

Each role is that of a person at the home unit. Every type has a record there, and one in a unit
beside it, away, where the role does not hold. Beyond what is refused: no answer holds the mark of a
text (people.py) that its reader may not see, counts are those of the rows that he can open, and a
record that is hidden looks like one that is not there.
"""
import re
import urllib.parse
from pathlib import Path

from people import AWAY, HOME, MARK, NOT_BY_HAND, Federation, Maker, command
from uploads import MARK as BOUNDARY, part, png

TABLE = Path(__file__).parent / "rights.tsv"
TOP = ("office", "sysadmin", "secadmin", "auditadmin")
FREE = {"unit", "unit_name", "custom_type", "custom_field", "figure_def"}  # what all of these are called is no secret
SHOWN_MOST = 12  # problems of one check


# ---- the table ----

class Type:
    def __init__(self, name, area, level, write, fields=""):
        self.name, self.area, self.level = name, area, int(level)
        self.write, self.void = ("write", "void") if write == "-" else (write, write)
        self.fields = {f: int(n) for f, n in (p.split(":") for p in fields.split())}


class Table:
    def __init__(self):
        self.roles, self.types, self.routes = {}, {}, {}
        parts = {"roles": self.add_role, "types": lambda *w: self.types.update({w[0]: Type(*w)}),
                 "routes": lambda method, path, needs: self.routes.update({(method, path): needs})}
        for line in TABLE.read_text(encoding="utf-8").splitlines():
            if line.startswith("["):
                add = parts[line.strip("[]")]
            elif line and not line.startswith("#"):
                add(*line.split("\t"))

    def add_role(self, role, areas, level, rights):
        for area in areas.split():
            self.roles.setdefault(role, {})[area] = (int(level), set(rights.split()))

    def grant(self, role, area):
        """How deep the role reads in that area, and what it may do there."""
        areas = self.roles.get(role, {})
        return areas.get(area, areas.get("*", (-1, set())))


class Who:
    """A person of a role, at the home unit or at the top, and what the table lets him."""

    def __init__(self, table, person, role, top=False):
        self.table, self.person, self.role, self.top = table, person, role, top
        self.name = role + (" at the top" if top else "")
        self.wheres = "hat" if top else "h"

    def may(self, right, t):
        level, rights = self.table.grant(self.role, t.area)
        return right in rights and level >= t.level

    def may_anywhere(self, right):
        return any(right in rights for _, rights in self.table.roles.get(self.role, {}).values())

    def depth(self, t):
        """The deepest level that he reads of that type, -1: nothing."""
        return self.table.grant(self.role, t.area)[0] if self.may("read", t) else -1

    def sees(self, name, level, where):
        name = "reception" if name == "attachment" else name  # it is seen with the record that it hangs on
        return where in self.wheres and self.depth(self.table.types[name]) >= level

    def holds(self, needs, t=None, where="h", move="write"):
        """Does he have what a route needs, for the type or its record there? move: the right of the move."""
        if "|" in needs:
            return any(self.holds(part, t, where, move) for part in needs.split("|"))
        if "+" in needs:
            return all(self.holds(part, t, where, move) for part in needs.split("+"))
        if needs in ("open", "signed"):
            return True
        name = needs.rstrip("@*^")
        if needs[-1] in "*^":
            return self.may_anywhere(name) and (self.top or needs[-1] == "*")
        if ":" in name:
            name, other = name.split(":")
            return self.may(name, self.table.types[other])
        right = {"W": t.write, "V": t.void, "move": move}.get(name, name)
        return self.may(right, t) and (needs[-1] != "@" or where in self.wheres)


# ---- the house ----

class House:
    """A federation with records of all types, whoever works in it, and what was found to be wrong."""

    def __init__(self, server):
        self.server, self.table, self.wrong, self.walked = server, Table(), [], set()
        self.fed = Federation(server, self.table.roles)
        self.maker = Maker(self.fed)
        by_hand = [name for name in self.table.types if name not in NOT_BY_HAND]
        self.shown = {(name, where): self.maker.link_to(name, where) for name in by_hand for where in "ha"}
        self.spare = {name: self.maker.make(name, "h") for name in by_hand}
        self.people = [Who(self.table, self.fed[role + "@"], role) for role in [*self.table.roles, "none"]]
        self.people += [Who(self.table, self.fed[login], login, True) for login in TOP]
        self.attached = {where: self.attach(where) for where in "ha"}
        self.batch = self.fed["office"].api("POST", "/batches", {"why": "a batch", "items": [
            {"op": "update", "type": "reception", "id": self.spare["reception"], "version": 1, "source": "batch"}]})[2]["receipt"]
        self.job = self.send_file(self.fed["office"], "/import", [("text", "name\n"), ("type", "reception")])[1]["Location"]
        self.truth = self.look_all()

    def send_file(self, who, path, parts):
        body = b"".join(part(*p) for p in [*parts, ("csrf", who.csrf())]) + f"--{BOUNDARY}--\r\n".encode()
        return who.ask("POST", path, body, Cookie=who.cookie, Content_Type=f"multipart/form-data; boundary={BOUNDARY}")

    def attach(self, where):
        """The address of an attachment of the reception there."""
        at = f"/reception/{self.shown['reception', where]}"
        self.send_file(self.fed["office"], at + "/attach", [("file", png(), f"zx0{where}attachmentxz.png")])
        return re.search(r'href="(/attachment/\d+/[^"?]+)"', self.fed["office"].page(at)[2]).group(1)

    def look_all(self):
        """All records of each type and where each belongs, as those see them who see all."""
        wheres = {self.fed.units[HOME]: "h", self.fed.units[AWAY]: "a"}
        found = {}
        for name, t in self.table.types.items():
            for login in ("office", "sysadmin", "auditadmin"):
                answer = self.fed[login].api("GET", f"/{name}?limit=500")[2]
                if Who(self.table, None, login).may("read", t):
                    found[name] = {r["id"]: wheres.get(r["unit"], "t") for r in answer["items"]}
                    break
        return found

    def say(self, who, what, problem):
        self.wrong.append(f"{who.name}: {what}: {problem}")

    def betrayed(self, who, what, text):
        """Says which marks and numbers stand in an answer that its reader may not see."""
        for level, where, name in set(MARK.findall(text)):
            name = name.lower()
            if name in self.table.types and name not in FREE and not who.sees(name, int(level), where.lower()):
                self.say(who, what, f"shows what is of level {level} of {name}, {where}")
        for phone in set(re.findall(r"139\d{8}", re.sub(r"[ -]", "", text))):
            name, level, where = self.maker.numbers.get(phone, ("reception", -1, "h"))
            if level >= 0 and not who.sees(name, level, where):
                self.say(who, what, f"shows a telephone number of {name}, {where}")

    def done(self):
        found, self.wrong = self.wrong, []
        more = len(found) - SHOWN_MOST
        return found[:SHOWN_MOST] + ([f"and {more} more"] if more > 0 else [])


def house(server):
    """One for all checks."""
    if not hasattr(server, "house"):
        server.house = House(server)
    return server.house


# ---- asking ----

def is_refused(method, status, headers):
    return status in (401, 403, 404) or (status == 303 and headers["Location"].startswith("/sign-in"))


class Ask:
    """One request of a route by somebody, and whether it is answered as the table says."""

    def __init__(self, house, who, method, pattern, t=None, where=None):
        self.house, self.who, self.method, self.pattern, self.t, self.where = house, who, method, pattern, t, where
        self.what = f"{method} {pattern}" + (f" of {t.name}" if t else "") + (f" {where}" if where else "")

    def path(self, record="", more=""):
        path = self.pattern.replace(":type", self.t.name if self.t else "")
        return re.sub(r":(id|batch)", str(record), path) + more

    def send(self, path, form=None, body=None, **headers):
        who = self.who.person
        if path.startswith("/api/v1"):
            status, got, value, text = who.api(self.method, path[len("/api/v1"):], body, **headers)
            return status, got, text, value
        status, got, text = who.page(path, **headers) if self.method == "GET" else who.send(path, form or {}, **headers)
        return status, got, text, None

    def judge(self, answer, move="write", also=()):
        """also: what else may be answered to somebody who may."""
        status, headers, text, _ = answer
        house, who = self.house, self.who
        house.walked.add((self.method, self.pattern))
        needs = house.table.routes[self.method, self.pattern]
        may, refused = who.holds(needs, self.t, self.where, move), is_refused(self.method, status, headers)
        if status >= 500:
            house.say(who, self.what, f"status {status}")
        if may and refused and status not in also and "needs somebody who took none" not in text:
            house.say(who, self.what, f"is refused: {status} {said(text)}")
        if not may and not refused:
            house.say(who, self.what, f"is allowed: {status} {said(text)}")
        house.betrayed(who, self.what, text)
        return may and not refused

    def run(self, record="", more="", form=None, body=None, move="write", also=(), **headers):
        return self.judge(self.send(self.path(record, more), form, body, **headers), move, also)


def said(text):
    """What an error says, shortly."""
    found = re.search(r'"detail":"([^"]*)"', text) or re.search(r'(?s)class="(?:problem|faults)[^>]*>(.*?)</(?:p|div)>', text) \
        or re.search(r"(?s)<h1>.*?</h1>\s*<p[^>]*>(.*?)</p>", text)
    return re.sub(r"<[^>]*>|\s+", " ", found.group(1))[:160] if found else ""


# ---- the checks: what there is ----

def everything_is_in_the_table(server):
    h = house(server)
    routes = {tuple(line.split()[:2]) for line in command(server, "routes").splitlines()[2:]}
    roles = {line.split()[0] for line in command(server, "roles").splitlines()}
    wrong = [f"{' '.join(r)} is a route and not in the table" for r in routes - set(h.table.routes)]
    wrong += [f"{' '.join(r)} is in the table and no route" for r in set(h.table.routes) - routes]
    wrong += [f"the role {r}" for r in roles ^ set(h.table.roles)]
    wrong += [f"the type {t}" for t in set(h.maker.types) ^ set(h.table.types)]
    levels = {"personal": 1, "sensitive": 2}
    for name, t in h.maker.types.items():
        deep = {f["name"]: levels[f["level"]] for f in t["fields"] if f["level"] in levels}
        if name in h.table.types and deep != h.table.types[name].fields:
            wrong.append(f"{name}: fields {set(deep.items()) ^ set(h.table.types[name].fields.items())}")
    return wrong


# ---- the checks: reading by the API ----

def lists_by_api(server):
    """Lists and their totals are those of the records that can be opened."""
    h = house(server)
    few = alike_types(h)
    for who in h.people:
        for name, t in h.table.types.items():
            ask = Ask(h, who, "GET", "/api/v1/:type", t)
            answer = ask.send(ask.path(more="?limit=500&total=1&columns=*"))
            if not ask.judge(answer):
                continue
            have = {r["id"] for r in answer[3]["items"]}
            want = {i for i, where in h.truth[name].items() if where in who.wheres}
            if have != want or answer[3]["total"] != len(want):
                h.say(who, ask.what, f"{len(have)} records, total {answer[3]['total']}, not {len(want)}")
            if name in few:
                Ask(h, who, "GET", "/api/v1/exports/:type", t).run(more="?format=csv")
    return h.done()


def hidden_fields(server):
    """What is not seen is neither asked for, nor put in order by, nor counted, nor grouped."""
    h = house(server)
    for who in h.people:
        for name, t in h.table.types.items():
            if who.depth(t) < 0:
                continue
            for field in (f for f, level in t.fields.items() if level > who.depth(t)):
                for ask in (f"where={field}+is+not+empty", f"columns={field}"):
                    status = who.person.api("GET", f"/{name}?{ask}")[0]
                    if status != 403:
                        h.say(who, f"{name}?{ask}", f"status {status}")
                for path in (f"/{name}?order={field}", f"/{name}/groups?by={field}",
                             f"/{name}/copy?columns={field}"):
                    status, _, text = who.person.page(path)
                    if status not in (400, 403):
                        h.say(who, path, f"status {status}")
                    h.betrayed(who, path, text)
    return h.done()


def records_by_api(server):
    h = house(server)
    for who in h.people:
        for name, t in h.table.types.items():
            Ask(h, who, "GET", "/api/v1/types/:type", t).run()
            for where in "ha":
                if (name, where) in h.shown:
                    for pattern in ("/api/v1/:type/:id", "/api/v1/:type/:id/history"):
                        Ask(h, who, "GET", pattern, t, where).run(h.shown[name, where])
    return h.done()


# ---- the checks: writing by the API ----

def writing_by_api(server):
    h = house(server)
    few = alike_types(h)
    for who in h.people:
        for name, t in h.table.types.items():
            if name in NOT_BY_HAND:
                continue
            create(h, who, t)
            change(h, who, t, "h")
            if name in few and not who.top:
                change(h, who, t, "a")
    h.truth = h.look_all()
    return h.done() + untouched(h)


def create(h, who, t):
    """A record without marks; what he may not write is left out, which a rule may not allow then."""
    deepest = h.table.grant(who.role, t.area)[0]
    fields = {k: v for k, v in h.maker.fields(t.name, "h").items() if t.fields.get(k, 0) <= deepest}
    fields = {k: MARK.sub("walk", v) if isinstance(v, str) else v for k, v in fields.items()}
    unit = h.fed.units["HQ" if who.top else HOME]
    Ask(h, who, "POST", "/api/v1/:type", t).run(body={"fields": fields, "unit": unit})
    if not who.top:
        status, _, value, text = who.person.api("POST", "/" + t.name, {"fields": fields, "unit": h.fed.units[AWAY]})
        if status not in (400, 403):
            h.say(who, f"a new {t.name} in another unit", f"{status} {text[:200]}")


def move_of(h, name, record):
    """A move from the state in which the record is, or one that there is not."""
    state = h.fed["office"].api("GET", f"/{name}/{record}")[2].get("state")
    t = h.maker.types[name]
    ended = any(s["code"] == state and s["end"] for s in t["states"])
    moves = [m for m in t["moves"] if m["from"] == state or (m["from"] == "*" and not ended and m["to"] != state)]
    return moves[0] if moves else None


def change(h, who, t, where):
    """Changes, moves and voids a record, the version being that of the last answer."""
    record = h.spare[t.name] if where == "h" else h.shown[t.name, "a"]
    at, tag = f"/{t.name}/{record}", '"1"'
    if where == "h":
        tag = who.person.api("GET", at)[1].get("ETag") or tag
    ask = Ask(h, who, "PATCH", "/api/v1/:type/:id", t, where)
    answer = ask.send(ask.path(record), body={"fields": {}, "source": "walk " + who.role}, If_Match=tag)
    ask.judge(answer)
    tag = answer[1].get("ETag") or tag
    if not who.top: # neither into a unit where he may not write, nor out of it
        status, _, _, text = who.person.api("PATCH", at, {"unit": h.fed.units[AWAY], "fields": {}}, If_Match=tag)
        if status not in (403, 404):
            h.say(who, f"handing a {t.name} over", f"{status} {text[:200]}")
    move = move_of(h, t.name, record) if where == "h" else {"to": "anywhere", "right": "read"}
    if move:
        ask = Ask(h, who, "POST", "/api/v1/:type/:id/moves", t, where)
        answer = ask.send(ask.path(record), body={"to": move["to"], "why": "walk"}, If_Match=tag)
        ask.judge(answer, move["right"])
        tag = answer[1].get("ETag") or tag
    if Ask(h, who, "DELETE", "/api/v1/:type/:id", t, where).run(record, "?why=walk", If_Match=tag):
        who.person.send(at + "/unvoid", {"why": "walk"})


def untouched(h):
    """Nobody has changed what is away."""
    wrong = []
    for (name, where), record in h.shown.items():
        reader = h.fed["sysadmin" if h.table.types[name].area == "system" else "office"]
        now = reader.api("GET", f"/{name}/{record}")[2]
        if where == "a" and (now["version"], now["void"]) != (1, False):
            wrong.append(f"{name} of the other unit was changed: version {now['version']}")
    return wrong



# ---- the checks: pages ----

# What a form sends besides, by its route: enough to get past what is looked at before the rights are.
FORMS = {
    "/:type/new": {"f.source": "walk"},
    "/:type/rows": {"act": "paste", "text": "walk"},
    "/:type/bulk": {"act": "look", "id": "1", "what": "f:note"},
    "/:type/look": {"act": "usual"},
    "/:type/views": {"name": "walk", "share": "0"},
    "/:type/:id/edit": {"version": "1", "f.source": "walk"},
    "/:type/:id/void": {"why": "walk"},
    "/:type/:id/unvoid": {"why": "walk"},
    "/:type/:id/restore": {"to": "1"},
    "/me/own": {"f.language": "en"},
    "/admin/settings": {"name": "remind_hour", "value": "9"},
    "/me/tokens": {"name": "x", "scope": "none", "days": "1"},
    "/calendar/feed": {"what": "make"},
    "/admin/templates": {"language": "en"},
    "/verify": {"text": "接待30批"},
    "/drafts/discard": {"address": "/reception/new"},
    "/import": {"text": "name", "type": "reception"},
    "/review_chapter/:id/edit": {"do": "save", "version": "1", "f.body": "walk"},
    "/review_chapter/:id/comment": {"body": "walk"},
}
QUERIES = {"/:type/export": "?format=csv", "/search": "?q=walk", "/search.part": "?q=walk", "/find.part": "?type=unit&q=UH",
           "/calendar": "?month=2024-05", "/figures": "?period=2024"}
NAMES = {"file": "icon.svg", "token": "x" * 43, "key": "x" * 43, "period": "2024", "year": "2024", "name": "visit.inbound_batches",
         "format": "md", "id": "7", "lang": "en"}
OF_RECORDS = ("/edit", "/history", "/erase", "/move", "/void", "/unvoid", "/restore", "/attach")


# What is answered where there is nothing of one's own, or the password is wrong.
EMPTY = {("GET", "/admin/backups/:name"): (404,), ("POST", "/me/password"): (403,), ("POST", "/me/second"): (403,), ("POST", "/me/tokens/end"): (404,),
         ("GET", "/admin/kept/:id"): (404,), ("POST", "/admin/kept/:id"): (404,)}
# What of the API has no type in its address.
API = {
    "/openapi.json": ("", None), "/types": ("", None), "/figures": ("?period=2024", None), "/search": ("?q=zx0a", None),
    "/figures/visit.inbound_batches": ("?period=2024", None), "/figures/visit.inbound_batches/evidence": ("?period=2024", None),
    "/verify": ("", {"text": "接待30批", "period": "2024"}), "/batches": ("", {"items": [{"op": "x"}]}), "/receipts": ("", None),
    "/webhook-key": ("", None), "/deliveries": ("", None), "/deliveries/1/resend": ("", None),
}


def pages_of(h, method, of_type):
    """The routes of pages of a method that have a type in their address, or that have none."""
    return [p for (m, p), needs in h.table.routes.items()
            if m == method and not p.startswith("/api/") and (":type" in p) == of_type and needs not in ("own", "elsewhere")]


def alike_types(h):
    """One type of each area, level and right: the others are treated by the very same lines of the program."""
    kinds = {}
    for name, t in h.table.types.items():
        if name not in NOT_BY_HAND:
            kinds.setdefault((t.area, t.level, t.write), name)
    return set(kinds.values())


def records_on_pages(server):
    """Every type: its list, its records here and away; for one type of each kind all else that is read."""
    h = house(server)
    few = alike_types(h)
    for who in h.people:
        for name, t in h.table.types.items():
            for pattern in pages_of(h, "GET", True):
                if pattern not in ("/:type", "/:type/:id") and name not in few:
                    continue
                if ":id" not in pattern:
                    Ask(h, who, "GET", pattern, t).run(more=QUERIES.get(pattern, ""))
                    continue
                for where in "ha":
                    if (name, where) in h.shown:
                        Ask(h, who, "GET", pattern, t, where).run(h.shown[name, where])
    return h.done()


def forms_of_types(server):
    h = house(server)
    for who in h.people:
        for name in alike_types(h):
            t = h.table.types[name]
            for pattern in pages_of(h, "POST", True):
                if pattern.endswith(OF_RECORDS):
                    for where in "h" if who.top else "ha":
                        form_of_record(h, who, pattern, t, where)
                else:
                    Ask(h, who, "POST", pattern, t).run(form=FORMS.get(pattern), also=(404,) if pattern.endswith("/drop") else ())
    h.truth = h.look_all()
    return h.done() + untouched(h)


def form_of_record(h, who, pattern, t, where):
    record = h.spare[t.name] if where == "h" else h.shown[t.name, "a"]
    form, move = FORMS.get(pattern, {}), "write"
    if pattern.endswith("/erase") and who.holds("erase@", t, where):
        return  # the last check
    if pattern.endswith("/move"):
        found = move_of(h, t.name, record)
        if not found:
            return
        form, move = {"to": found["to"], "why": "walk"}, found["right"]
    if pattern.endswith("/attach"):
        ask = Ask(h, who, "POST", pattern, t, where)
        answer = h.send_file(who.person, ask.path(record), [("file", b"%PDF-1.4\n%%EOF\n", "walk.pdf")])
        ask.judge((*answer, None))
        return
    if Ask(h, who, "POST", pattern, t, where).run(record, form=form, move=move) and pattern.endswith("/void"):
        who.person.send(f"/{t.name}/{record}/unvoid", {"why": "walk"})


def other_pages(server):
    h = house(server)
    icon = re.search(r"/static/(icon[^\"]+)", h.fed["office"].page("/")[2]).group(1)
    for who in h.people:
        for method in ("GET", "POST"):
            for pattern in pages_of(h, method, False):
                if pattern in ("/sign-out", "/link/:token", "/me/session/end") and method == "POST":
                    continue  # the check of its own
                if ":id" in pattern and not pattern.startswith("/admin/"):
                    page_of_record(h, who, method, pattern)
                    continue
                path = re.sub(r":(\w+)", lambda m: {**NAMES, "file": icon}[m.group(1)], pattern)
                ask = Ask(h, who, method, pattern)
                also = (403, 404) if h.table.routes[method, pattern] == "open" else EMPTY.get((method, pattern), ())
                ask.judge(ask.send(path + QUERIES.get(pattern, "") * (method == "GET"), FORMS.get(pattern)), also=also)
        key = re.search(r"/calendar/feed/([\w-]{43})", who.person.send("/calendar/feed", {"what": "make"})[2])
        h.betrayed(who, "the feed of his calendar", h.fed["nobody"].page(f"/calendar/feed/{key.group(1)}")[2])
    return h.done()


def other_of_api(server):
    h = house(server)
    for who in h.people:
        for method, pattern in h.table.routes:
            path = re.sub(r":(\w+)", lambda m: {**NAMES, "id": "1"}.get(m.group(1), ":"), pattern[len("/api/v1"):])
            if pattern.startswith("/api/") and path in API:
                more, body = API[path]
                ask = Ask(h, who, method, pattern)
                ask.judge(ask.send("/api/v1" + path + more, body=body), also=(404,))
    return h.done()


def page_of_record(h, who, method, pattern):
    """A route for records of one type: reviews and their chapters, attachments."""
    name = pattern.split("/")[1]
    for where in "ha":
        if name != "attachment":
            ask = Ask(h, who, method, pattern, h.table.types[name], where)
            if method == "GET" or where in "h" or not who.top:
                ask.judge(ask.send(ask.path(h.shown[name, where]), FORMS.get(pattern, {})), also=(404,) if name == "review" else ())
            continue
        ask = Ask(h, who, method, pattern, h.table.types["reception"], where)
        path = h.attached[where].rsplit("/", 1)[0] + ("/any-name" if method == "GET" else "/void")
        if method == "GET" or not who.holds("read@+W@", ask.t, where):
            ask.judge(ask.send(path, {"why": "walk"}))


def others_own(server):
    """Imports and receipts are seen by whoever made them, and by who takes back or audits at the top."""
    h = house(server)
    places = {"/receipt/:id": f"/receipt/{h.batch}", "/receipt/:id/undo": f"/receipt/{h.batch}/undo",
              "/:type/changed/:batch": f"/reception/changed/{h.batch}", "/import/:id": h.job,
              "/:type/rows/undo": "/reception/rows/undo"}
    for who in h.people:
        for (method, pattern), needs in h.table.routes.items():
            if needs != "own":
                continue
            h.walked.add((method, pattern))
            sees = who.top and (who.role == "office" or (who.role == "auditadmin" and "import" not in pattern))
            api = pattern.startswith("/api/v1/receipts")
            if sees and (method == "POST" or (api and who.role == "auditadmin")):
                continue  # tests/http/api.py and records.t do it; a token does not audit
            if api:
                status, _, _, text = who.person.api(method, f"/receipts/{h.batch}" + "/undo" * pattern.endswith("undo"),
                                                    {} if method == "POST" else None)
            elif method == "GET":
                status, _, text = who.person.page(places[pattern])
            else:
                status, _, text = who.person.send(places[pattern], {"batch": h.batch, "act": "run"})
            lacks = 403 if "import" in pattern and method == "POST" and not who.may_anywhere("import") else 404
            if status not in ((200, 303) if sees else (lacks,)):
                h.say(who, f"{method} {pattern}", f"{status} {said(text)}")
            h.betrayed(who, pattern, text)
    return h.done()


def nobody(server):
    """Who is not signed in sees a form for that, and is refused by the API."""
    h = house(server)
    who = Who(h.table, h.fed["nobody"], "none")
    for (method, pattern), needs in h.table.routes.items():
        path = re.sub(r":(\w+)", lambda m: {**NAMES, "type": "reception", "id": h.shown["reception", "h"], "batch": "1"}[m.group(1)], pattern)
        if pattern.startswith("/api/"):
            status = who.person.api(method, path[len("/api/v1"):], {} if method in ("POST", "PATCH") else None)[0]
            good = status == 401
        elif method == "GET":
            status, headers, text = who.person.page(path)
            asked = status == 303 and headers["Location"].startswith("/sign-in")
            good = not asked if needs == "open" else asked
        else:
            status, headers, text = who.person.send(path, FORMS.get(pattern, {}), csrf="0" * 64)
            good = needs == "open" or (status == 403 and "f.source" not in text) or "/sign-in" in text or status in (404, 405)
            if status == 303:
                good = needs == "open"
        if not good or status >= 500:
            h.say(who, f"{method} {path}", f"status {status}")
    return h.done()


def all_walked(server):
    """No route was forgotten."""
    h = house(server)
    apart = {("POST", "/sign-out"), ("POST", "/link/:token"), ("POST", "/me/session/end")}
    return [f"{method} {path} was not walked" for (method, path), needs in h.table.routes.items()
            if (method, path) not in h.walked | apart and needs != "elsewhere"]


# ---- the checks: what must not be betrayed ----

def plain(text, *numbers):
    for n in numbers:
        text = text.replace(n, "N")
    return re.sub(r'(?:name="stamp" )?value="-?(?:[0-9a-f]{32,}|\d{15,})"', "", text)


def hidden_is_missing(server):
    """A record that may not be seen answers as one that is not there: the same status, words and headers."""
    h = house(server)
    few = alike_types(h)
    for who in h.people:
        for name in h.table.types:
            if who.top or (name, "a") not in h.shown:
                continue
            there = h.shown[name, "a"]
            none = str(int(there) + 1) if str(int(there) + 1) not in h.truth[name] else str(int(there) + 3)
            same(h, who, f"/api/v1/{name}/{there}", f"/api/v1/{name}/{none}", there, none)
            if name not in few:
                continue
            for a, b in ((there, none), (f"zx0a{name}xz", f"zx0b{name}xz")):
                for more in ("", "/history", "/edit", "/erase"):
                    same(h, who, f"/{name}/{a}{more}", f"/{name}/{b}{more}", a, b)
            same(h, who, f"/api/v1/{name}/{there}/history", f"/api/v1/{name}/{none}/history", there, none)
            for more, form in (("move", {"to": "x"}), ("void", {"why": "x"}), ("restore", {"to": "1"}), ("erase", {"why": "x"})):
                a, b = (who.person.send(f"/{name}/{i}/{more}", form) for i in (there, none))
                if a[0] != b[0] or plain(a[2], there) != plain(b[2], none):
                    h.say(who, f"{more} of {name}", f"{a[0]} {said(a[2])!r}, of one that is not there {b[0]} {said(b[2])!r}")
    return h.done()


def same(h, who, here, missing, *names):
    def ask(path):
        if path.startswith("/api/v1"):
            status, headers, _, text = who.person.api("GET", path[len("/api/v1"):])
        else:
            status, headers, text = who.person.page(path)
        rest = {k: v for k, v in headers.items() if k not in ("Date", "Content-Length") and not k.startswith("RateLimit")}
        return status, rest, plain(text, *names)
    one, other = ask(here), ask(missing)
    if one != other:
        h.say(who, here, f"{one[0]} {said(one[2])!r}, where none is {other[0]} {said(other[2])!r}")


def searches(server):
    """Whoever looks for a name by search, completion, filter of a list or while it is typed finds what he may see."""
    h = house(server)
    seen, few = 0, alike_types(h)
    for who in h.people:
        for name, t in h.table.types.items():
            for level, where in ((0, "a"), (max(t.fields.values(), default=0), "h")):
                q = f"zx{level}{where}{name}x"
                texts = [who.person.page(f"/find.part?type={name}&q={q}")[2]]
                if name in few:
                    texts.append(who.person.page(f"/search.part?q={q}")[2])
                if who.depth(t) >= 0 and name in few:
                    texts.append(who.person.api("GET", f"/{name}?search={q}&total=1&columns=*")[3])
                for text in texts:
                    h.betrayed(who, f"a search for {q}", text)
                    seen += bool(MARK.search(text))
        text = who.person.api("GET", "/search?q=zx0a&limit=50")[3] + who.person.page("/search?q=zx0a")[2]
        h.betrayed(who, "a search for zx0a", text)
    return h.done() + ([] if seen > 300 else [f"only {seen} searches found anything"])


def copies(server):
    """What is said of records that may be the same one, of links, and of writes in a batch."""
    h = house(server)
    for who in h.people:
        for name in ("person", "association", "camper"):
            t = h.table.types[name]
            if not who.may(t.write, t):
                continue
            form = {"f." + f["name"]: f"zx{t.fields.get(f['name'], 0)}a{name}xz" for f in h.maker.types[name]["fields"]
                    if f["kind"] == "name"}
            text = who.person.send(f"/{name}/alike", form)[2]
            h.betrayed(who, f"POST /{name}/alike", text)
        for name in ("legal_case", "camper", "relation"):
            there, none = h.shown[name, "a"], str(int(h.shown[name, "a"]) + 1)
            answers = []
            for record in (there, none):
                status, _, _, text = who.person.api("POST", "/batches", {"rehearse": True, "items": [
                    {"op": "update", "type": name, "id": record, "version": 1, "source": "x"},
                    {"op": "void", "type": name, "id": record, "version": 1, "why": "x"}]})
                answers.append((status, plain(text, record)))
            if not who.top and answers[0] != answers[1]:
                h.say(who, f"a batch about {name}", f"{answers[0]}, where none is {answers[1]}")
        links_of(h, who)
        many_at_once(h, who)
    return h.done()


def many_at_once(h, who):
    """A change of many looks at what is hidden as at what is not there; so does a row of a spreadsheet."""
    there, none = h.shown["reception", "a"], str(int(h.shown["reception", "a"]) + 1)
    answers = []
    for record in (there, none):
        text = who.person.send("/reception/bulk", [("act", "look"), ("id", record), ("what", "f:note"), ("f.note", "x")])[2]
        answers.append(plain(text, record))
        h.betrayed(who, "a change of many", text)
    if not who.top and answers[0] != answers[1]:
        h.say(who, "a change of many", "what is hidden differs from what is not there")
    for head, cells in (("key\tname\tdirection", "zx0areceptionxz\twalk\tinbound"), ("name\tdirection", "zx0areceptionxz\tinbound")):
        text = who.person.send("/reception/rows", {"act": "paste", "text": f"{head}\n{cells}\n"})[2]
        h.betrayed(who, "a row about what is hidden", text.replace(cells.split("\t")[0], ""))
        if not who.top and "unit " + AWAY in text:
            h.say(who, "a row about what is hidden", "names the other unit")


def links_of(h, who):
    """A link to what is hidden is refused as one to what is not there."""
    for name, field, to in (("consultation", "legal_case", "legal_case"), ("guardian_consent", "camper", "camper")):
        if who.top or not who.may("write", h.table.types[name]):
            continue
        fields = {**h.maker.fields(name, "h")}
        answers = []
        for record in (h.shown[to, "a"], str(int(h.shown[to, "a"]) + 1), {"key": f"zx0a{to}xz"}, {"key": f"zx0b{to}xz"}):
            status, _, _, text = who.person.api("POST", "/" + name, {"fields": {**fields, field: record}})
            answers.append((status, plain(text, str(record), f"zx0a{to}xz", f"zx0b{to}xz")))
        if answers[0] != answers[1] or answers[2] != answers[3]:
            h.say(who, f"{name}.{field}", f"{answers}")


def figures(server):
    """A figure counts what its reader may open, and its evidence is that."""
    h = house(server)
    name = h.fed["office"].api("GET", f"/figure_def/{h.shown['figure_def', 'h']}")[2]["fields"]["name"]
    for who in reversed(h.people):
        if not who.may("read", h.table.types["reception"]):
            continue
        want = sorted(i for i, where in h.truth["reception"].items() if where in who.wheres)
        value = who.person.api("GET", f"/figures/{name}?period=2024")[2]
        rows = who.person.api("GET", f"/figures/{name}/evidence?period=2024&limit=500")[2]
        have = sorted(r["id"] for r in rows.get("evidence", []))
        if str(value.get("value")) != str(len(want)) or have != want:
            h.say(who, f"the figure {name}", f"{value.get('value')} with {len(have)} records of evidence, not {len(want)}")
        text = who.person.page(f"/figure/{name}?period=2024")[2]
        h.betrayed(who, f"the figure {name}", text)
    return h.done()


def marks_are_there(server):
    """What the other checks look for is there to be found: by whoever may, on the pages where it is shown."""
    h = house(server)
    top, handler = h.fed["office"], h.fed["handler@"]
    made = top.send("/calendar/feed", {"what": "make"})[2]
    feed = re.search(r"/calendar/feed/[\w-]{43}", made).group(0)
    shown = {
        "task": ["/task"], "appointment": ["/calendar?from=2024-05-01", feed], "person": ["/person", "/search?q=zx0{w}personx"],
        "reception": ["/reception", "/reception/copy", "/reception/export?format=csv", "/reception/groups?by=name", "/find.part?type=reception&q=zx0{w}receptionx"],
        "legal_case": ["/legal_case"], "camper": ["/camper"], "attachment": ["/reception/" + h.shown["reception", "h"]],
    }
    wrong = []
    for name, paths in shown.items():
        for path in paths:
            for person, wheres in ((top, "h" if name == "attachment" else "ha"), (handler, "h")):
                text = "".join(person.page(path.format(w=w))[2] for w in wheres)
                for where in wheres:
                    deep = name in ("legal_case", "camper")
                    found = any((w.lower(), n) == (where, name) for _, w, n in MARK.findall(text))
                    if found == (deep and person is handler) and path != feed:
                        wrong.append(f"{path} of {person.login}: no mark of {name}, {where}")
    return wrong


def groups(server):
    """The number of a group is that of the rows that its reader can open."""
    h = house(server)
    for who in h.people:
        if not who.may("read", h.table.types["reception"]):
            continue
        want = sum(where in who.wheres for where in h.truth["reception"].values())
        text = who.person.page("/reception/groups?by=direction")[2]
        cells = [int(n) for n in re.findall(r'href="/reception\?[^"]*">(\d+)</a>', text)]
        if sum(cells) not in (want, 2 * want):
            h.say(who, "/reception/groups?by=direction", f"{cells}, not {want} in all")
        h.betrayed(who, "groups", text)
    return h.done()


def erasing(server):
    """The last: whoever may erase does, and nobody has by now."""
    h = house(server)
    wrong = []
    for name in h.spare:
        t = h.table.types[name]
        if t.area == "system":
            continue
        record = h.spare[name]
        if h.fed["office"].api("GET", f"/{name}/{record}")[0] != 200:
            wrong.append(f"{name} is gone already")
        who = h.people[0]
        Ask(h, who, "POST", "/:type/:id/erase", t, "h").run(record, form={"why": "request 7"})
    return wrong + h.done()


CHECKS = [
    ("everything is in the table", everything_is_in_the_table),
    ("marks are there", marks_are_there),
    ("lists by the API", lists_by_api),
    ("hidden fields", hidden_fields),
    ("records by the API", records_by_api),
    ("records on pages", records_on_pages),
    ("other pages", other_pages),
    ("all else of the API", other_of_api),
    ("what others made", others_own),
    ("nobody", nobody),
    ("hidden is missing", hidden_is_missing),
    ("searches", searches),
    ("copies, links, batches", copies),
    ("figures", figures),
    ("groups", groups),
    ("writing by the API", writing_by_api),
    ("forms of types", forms_of_types),
    ("erasing", erasing),
    ("all was walked", all_walked),
]
