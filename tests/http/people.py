# SPDX-License-Identifier: Apache-2.0
"""A small federation for the tests of rights and of strangers: units, a person for each role, all of
them signed in as people sign in, and records of every type whose texts say who may see them.

The text zxLWTYPExz stands in a field of level L (0 internal, 1 personal, 2 sensitive) of a record
of that type; W is h for a record of the home unit, where the persons have their roles, and a for
one of another unit beside it, away.
"""
import http.client
import json
import re
import subprocess
import urllib.parse

HOME, AWAY = "UH", "UA"
PASSWORD = "a long road home, told twice"
LEVELS = {"public": 0, "internal": 0, "personal": 1, "sensitive": 2}
MARK = re.compile(r"zx(\d)([ha])([a-z_]+?)xz", re.I)


class Person:
    """Somebody who asks the server over one connection, signed in or not."""

    def __init__(self, server, login, token="", cookie=""):
        self.server, self.login, self.token, self.cookie = server, login, token, cookie
        self.con, self.form = None, ""
        self.address = f"127.1.{len(login)}.{sum(login.encode()) % 250 + 1}"  # what one does wrong is no other's throttle

    def move(self, address):
        """Asks from that address of this machine from now on."""
        if self.con:
            self.con.close()
        self.con, self.address = None, address

    def ask(self, method, path, body=None, **headers):
        """Status, headers, text of the answer."""
        headers = {k.replace("_", "-"): v for k, v in headers.items()}
        for again in (False, True):
            if not self.con:
                self.con = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=60, source_address=(self.address, 0))
            try:
                self.con.request(method, urllib.parse.quote(path, safe="/%?&=#+:;,@!~*'()"), body=body, headers=headers)
                res = self.con.getresponse()
                return res.status, res.headers, res.read().decode("utf-8", "surrogateescape")
            except (http.client.HTTPException, OSError):
                self.con.close()
                self.con = None
                if again:
                    raise
        return None

    def page(self, path, **headers):
        return self.ask("GET", path, Cookie=self.cookie, **headers)

    def csrf(self):
        if not self.form:
            found = re.search(r'name="csrf" value="([0-9a-f]+)"', self.page("/me/tokens")[2])
            self.form = found.group(1) if found else "0" * 64
        return self.form

    def send(self, path, fields=(), csrf=None, **headers):
        """A form with what proves that it is of the session, unless another proof is given."""
        pairs = list(fields.items() if isinstance(fields, dict) else fields)
        pairs.append(("csrf", self.csrf() if csrf is None else csrf))
        headers.setdefault("Content_Type", "application/x-www-form-urlencoded")
        return self.ask("POST", path, urllib.parse.urlencode(pairs), Cookie=self.cookie, **headers)

    def api(self, method, path, body=None, **headers):
        """The same by the API; the third is the JSON of the answer, the fourth its text."""
        if body is not None:
            body = json.dumps(body, ensure_ascii=False).encode()
            headers.setdefault("Content_Type", "application/json")
        status, got, text = self.ask(method, "/api/v1" + path, body, Authorization=f"Bearer {self.token}", **headers)
        is_json = "json" in (got["Content-Type"] or "")
        return status, got, json.loads(text) if text and is_json else None, text


def command(server, *words, user="office"):
    out = subprocess.run([server.qiao, *words, "--as", user], env=server.env, capture_output=True, check=False)
    if out.returncode:
        raise SystemExit(f"qiao {' '.join(words)}: {out.stderr.decode()}")
    return out.stdout.decode()


def number(text):
    return re.search(r"#(\d+)", text).group(1)


def sign_in(server, login, link):
    """Sets a password by a link, signs in with it, makes a token for a program."""
    who = Person(server, login)
    status, _, _ = who.ask("POST", link, urllib.parse.urlencode({"password": PASSWORD, "again": PASSWORD}),
                           Content_Type="application/x-www-form-urlencoded")
    assert status == 303, (login, link, status)
    status, got, _ = who.ask("POST", "/sign-in", urllib.parse.urlencode({"login": login, "password": PASSWORD}),
                             Content_Type="application/x-www-form-urlencoded")
    assert status == 303, (login, status)
    who.cookie = got["Set-Cookie"].split(";")[0]
    status, _, text = who.send("/me/tokens", {"name": "walk", "scope": "read,write,export,system", "days": "2"})
    who.token = re.search(r"qiao_[\w-]+", text).group(0)
    return who


class Federation:
    """Units HQ, UH and UA below it; a person of each role at UH; `office` and the three administrators at HQ."""

    def __init__(self, server, roles):
        self.server, self.people, self.units = server, {}, {}
        for name in ("api_address_minute", "api_token_minute"):
            command(server, "new", "setting", f"name={name}", "value=100000", user="sysadmin")
        for code in (HOME, AWAY):
            self.units[code] = number(command(server, "new", "unit", f"code={code}", f"name={code}", "parent=HQ",
                                              user="sysadmin"))
        server.start(sign_in=True)
        for login in ("office", "sysadmin", "secadmin", "auditadmin"):
            link = re.search(r"/link/\S+", command(server, "invite", login, user="secadmin")).group(0)
            self.people[login] = sign_in(server, login, link)
        self.units["HQ"] = self.people["office"].api("GET", "/unit?where=code+%3D+HQ")[2]["items"][0]["id"]
        users = self.people["office"].api("GET", "/user?columns=login")[2]["items"]
        self.ids = {u["values"]["login"]: u["id"] for u in users}
        for role in [*roles, "none"]:
            self.people[role + "@"] = self.employ(role)
        self.people["nobody"] = Person(server, "nobody")

    def employ(self, role):
        """Makes a user of that role at the home unit ("none": of no role)."""
        login = "u_" + role
        head, guard = self.people["sysadmin"], self.people["secadmin"]
        status, _, made, text = head.api("POST", "/user", {"fields": {"login": login, "name": login, "home": self.units[HOME]}})
        assert status == 201, (login, status, text)
        user = made["id"]
        self.ids.setdefault(role, user)
        if role != "none":
            status, _, text = guard.send("/grant/new", {"f.holder": login, "f.role": role, "f.at": HOME})
            assert status == 303, (role, status, text[-1500:])
        _, _, text = guard.send("/admin/users", {"user": user})
        return sign_in(self.server, login, re.search(r"/link/[\w-]+", text).group(0))

    def __getitem__(self, name):
        return self.people[name]


# ---- values ----

def mark(level, where, name):
    return f"zx{level}{where}{name}xz"


def another(name):
    """A second record of that type in the unit, for a field that must not say the first one again."""
    def value(maker, where):
        maker.link(name, where)
        return maker.make(name, where)
    return value


def some(text):
    """That text, and something that no other record has."""
    return lambda maker, where: f"{text}{where}{maker.n}"


# What the rules of a type demand of its fields, where a mark or the first choice will not do; None: empty.
DEMANDED = {
    ("unit", "code"): some("U"), ("user", "login"): some("w"), ("unit", "parent"): lambda m, w: m.federation.units["HQ"],
    ("custom_field", "choices"): None, ("custom_field", "link"): None,
    ("custom_type", "name"): some("x_"), ("custom_field", "type"): "bulletin", ("custom_field", "name"): some("x_"),
    ("not_same", "of_type"): "person", ("not_same", "one"): 1, ("not_same", "other"): lambda m, w: m.n,
    ("approval_step", "of_type"): "reception", ("approval_step", "from_state"): "inquiry",
    ("approval_step", "to_state"): "plan_draft", ("approval_step", "holds_where"): None,
    ("retention", "of_type"): "reception", ("retention", "since"): None, ("retention", "condition"): None,

    ("holiday", "began"): lambda m, w: f"20{30 + m.n % 60}-01-01", ("holiday", "ended"): None,
    ("absence", "who"): lambda m, w: m.federation.ids["office"], ("absence", "stand_in"): lambda m, w: m.federation.ids["head"],
    ("webhook", "url"): "https://hooks.example.org/qiao", ("webhook", "types"): "reception",
    ("relation", "relative"): another("person"),
    ("reach", "article"): lambda m, w: m.link("article", w),
    ("camper", "blood_type"): "A", ("camper", "shirt"): "L",
    ("donation", "receipt_no"): None, ("donation", "accepted_by2"): "somebody else",
    ("delivery", "organisation"): None, ("legal_case", "other_party"): "a company", ("assessment", "inspector2"): "somebody else",
    ("honour", "co_issuers"): "another issuer", ("task", "about_type"): None, ("task", "about"): None,
    ("appointment", "about_type"): None, ("appointment", "about"): None, ("appointment", "time"): "09:30", ("appointment", "until"): "10:30",
    ("figure_def", "name"): some("x_"), ("figure_def", "counting"): "rows", ("figure_def", "query"): "reception",
    **{("figure_def", name): None for name in ("of", "once", "whole", "part_of")},
    ("signing_key", "public_key"): lambda m, w: f"{m.n:064x}",
}
# Made by the engine alone, or by the pages that the tests call by name.
# A setting belongs to the unit at the top alone; /admin/settings is asked for as a page.
NOT_BY_HAND = {"setting", "retention_hold", "unit_edge", "confirmed_figure", "approval", "attachment", "grant", "merge", "alternate", "review_part"}


class Maker:
    """Makes records of every type: the required fields and all texts, whose marks say what they are."""

    def __init__(self, federation):
        self.federation, self.n = federation, 0
        self.types, self.made, self.numbers = {}, {}, {}
        for who in ("office", "sysadmin"):
            for t in federation[who].api("GET", "/types")[2]["types"]:
                if t["name"] not in self.types:
                    self.types[t["name"]] = federation[who].api("GET", "/types/" + t["name"])[2]

    def text(self, t, field, where):
        """A text for the field, of which a mark is part."""
        return mark(LEVELS[field["level"]], where, t["name"]) + (f" {self.n}" if field["unique"] else "")

    def value(self, t, field, where):
        kind, name = field["kind"], field["name"]
        self.n += 1
        if (t["name"], name) in DEMANDED:
            found = DEMANDED[t["name"], name]
            return found(self, where) if callable(found) else found
        if kind in ("text", "note", "name"):
            return self.text(t, field, where)
        if kind == "mail":
            return f"{mark(LEVELS[field['level']], where, t['name'])}@example.org"
        if kind == "phone":
            phone = f"+86139{self.n:08d}"
            self.numbers[phone[3:]] = (t["name"], LEVELS[field["level"]], where)
            return phone
        if not field["required"]:
            return None
        if kind == "link":
            return self.link(field["link"], where)
        if kind == "links":
            return [self.link(field["link"], where)]
        if kind in ("choice", "choices"):
            code = field["choices"][0]["code"]
            return code if kind == "choice" else [code]
        return {"date": "2024-05-01", "count": 3, "decimal": "1", "bool": True, "country": "MY", "division": "350203",
                "money": {"amount": "10.00", "currency": "CNY"}}.get(kind)

    def link_to(self, name, where):
        """The record of that type in that unit, made if there is none."""
        if (name, where) not in self.made:
            self.make(name, where)
        return self.made[name, where]

    def link(self, name, where):
        if name == "unit":
            return self.federation.units[HOME if where == "h" else AWAY]
        if name == "user":
            return self.federation.ids["office"]
        return self.link_to(name, where)

    def fields(self, name, where):
        t = self.types[name]
        values = {f["name"]: self.value(t, f, where) for f in t["fields"]}
        return {k: v for k, v in values.items() if v is not None}

    def maker_of(self, name):
        return self.federation["office" if self.types[name]["may_write"] and self.types[name]["area"] != "system" else "sysadmin"]

    def make(self, name, where, **more):
        """The number of a new record of that type in that unit; the first has a key, which is a mark too."""
        unit = self.federation.units[HOME if where == "h" else AWAY]
        body = {"fields": {**self.fields(name, where), **more}, "unit": unit}
        if (name, where) not in self.made:
            body["key"] = mark(0, where, name)
        status, _, r, _ = self.maker_of(name).api("POST", "/" + name, body)
        if status != 201:
            raise SystemExit(f"no {name} could be made: {r}")
        self.made.setdefault((name, where), r["id"])
        return r["id"]
