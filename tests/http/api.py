# SPDX-License-Identifier: Apache-2.0
"""The API: what it answers, what it refuses, and that its OpenAPI document says so.

Every answer of a known operation is checked against the schema that the document has for it. The
checks make records of their own and leave them void or undone.
"""
import base64
import contextlib
import csv
import http.client
import http.server
import io
import json
import os
import pathlib
import re
import ssl
import subprocess
import tempfile
import threading
import time
import urllib.parse
import zipfile

import jsonschema

V = "/api/v1"


class Client:
    """Asks the server with a token, and checks answers against the OpenAPI document."""

    def __init__(self, server, token):
        self.server, self.token, self.problems = server, token, []
        self.document = None

    def ask(self, method, path, body=None, raw=None, **headers):
        headers = {k.replace("_", "-"): v for k, v in headers.items()}
        headers.setdefault("Authorization", f"Bearer {self.token}")
        if body is not None:
            raw = json.dumps(body, ensure_ascii=False).encode()
        if raw is not None:
            headers.setdefault("Content-Type", "application/json")
        status, got, data, _ = self.server.ask(method, path, headers, raw)
        value = None
        if data:
            value = json.loads(data)
            if self.document:
                self.look(method, path, status, got, value)
        return status, got, value

    def look(self, method, path, status, headers, value):
        plain = path.split("?")[0]
        if status >= 400:
            schema = {"$ref": "#/components/schemas/Problem"}
            if headers["Content-Type"] != "application/problem+json" or value["status"] != status:
                self.problems.append(f"{method} {path}: no problem of status {status}")
        else:
            operation = self.operation(method, plain)
            if not operation:
                return
            content = operation["responses"].get(str(status), {}).get("content")
            if not content:
                self.problems.append(f"{method} {path}: {status} is not in the document")
                return
            schema = content["application/json"]["schema"]
        resolver = jsonschema.RefResolver("", self.document)
        for error in jsonschema.Draft202012Validator(schema, resolver=resolver).iter_errors(value):
            self.problems.append(f"{method} {path}: {error.message[:200]}")

    def operation(self, method, plain):
        """Fixed words before parameters, as the server has it."""
        fit = [p for p in self.document["paths"] if re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", p), plain)]
        fit.sort(key=lambda p: p.count("{"))
        return self.document["paths"][fit[0]].get(method.lower()) if fit else None


def qiao(server, *words):
    out = subprocess.run([server.qiao, *words], env=server.env, capture_output=True, check=False)
    return out.stdout.decode() + out.stderr.decode()


def token(server, name, scope, user="office"):
    return qiao(server, "token", "new", name, "--scope", scope, "--quiet", "--as", user).strip()


def client(server):
    """One for all checks, with the document that answers are held against."""
    if not hasattr(server, "api_client"):
        one = Client(server, token(server, "tests", "read,write,export"))
        one.document = one.ask("GET", f"{V}/openapi.json")[2]
        server.api_client = one
    return server.api_client


class Said:
    """Collects what is not as it should be."""

    def __init__(self, api):
        self.api, self.wrong = api, []

    def same(self, what, have, want):
        if have != want:
            self.wrong.append(f"{what}: {have!r}, not {want!r}")

    def holds(self, what, true):
        if not true:
            self.wrong.append(what)

    def all(self):
        found, self.api.problems = self.wrong + self.api.problems, []
        return found


def make(api, name, **fields):
    status, headers, r = api.ask("POST", f"{V}/reception", {
        "fields": {"name": name, "direction": "inbound", "arrived": "2025-03-04", "headcount": 7, **fields}})
    assert status == 201, (status, r)
    return r, headers


# ---- the document ----

def document(server):
    api = client(server)
    said = Said(api)
    doc = api.document
    text = json.dumps(doc)
    for name in set(re.findall(r'"\$ref": "#/components/([^"]+)"', text)):
        folder, leaf = name.split("/", 1)
        said.holds(f"{name} is named and not there", leaf in doc["components"][folder])
    ids = re.findall(r'"operationId": "([^"]+)"', text)
    said.same("operation ids that are there twice", len(ids) - len(set(ids)), 0)
    for name, schema in doc["components"]["schemas"].items():
        try:
            jsonschema.Draft202012Validator.check_schema(schema)
        except jsonschema.SchemaError as e:
            said.wrong.append(f"schema {name}: {e.message}")
    for path, operations in doc["paths"].items():
        for method, operation in operations.items():
            named = {p["$ref"].split("/")[-1] for p in operation["parameters"]}
            for part in re.findall(r"\{(\w+)\}", path):
                said.holds(f"{method} {path}: {part} is not among its parameters", f"path_{part}" in named)
    reception = doc["components"]["schemas"]["reception"]["properties"]
    said.holds("no states of a reception", "archived" in reception["state"]["enum"])
    said.same("kind of headcount", reception["fields"]["properties"]["headcount"]["type"], ["integer", "null"])
    said.holds("no codes of direction", "inbound" in reception["fields"]["properties"]["direction"]["enum"])
    return said.all()


# ---- reading ----

def reading(server):
    api = client(server)
    said = Said(api)
    status, _, types = api.ask("GET", f"{V}/types")
    said.same("status of types", status, 200)
    said.holds("no reception among the types", "reception" in [t["name"] for t in types["types"]])
    status, _, t = api.ask("GET", f"{V}/types/reception")
    said.holds("no moves", t["moves"] and t["states"] and t["fields"])
    where = urllib.parse.quote("arrived in 2024")
    status, headers, page = api.ask("GET", f"{V}/reception?where={where}&limit=20&total=1&order=arrived")
    told = int(re.search(r"(\d+)", qiao(server, "list", "reception", "--where", "arrived in 2024",
                                        "--count", "rows").splitlines()[-1]).group(1))
    said.same("total, against the command line", page["total"], told)
    ids, pages, last = [], 0, None
    while True:
        ids += [i["id"] for i in page["items"]]
        pages += 1
        if not page["next"]:
            break
        said.same("rows of a page that is not the last", len(page["items"]), 20)
        part = urllib.parse.urlsplit(page["next"])
        page = api.ask("GET", f"{part.path}?{part.query}")[2]
    said.same("records of all pages, each once", (len(ids), len(set(ids))), (told, told))
    status, headers, r = api.ask("GET", f"{V}/reception/{ids[0]}")
    said.same("the record's number", r["id"], ids[0])
    said.same("tag", headers["ETag"], f'"{r["version"]}"')
    status, _, empty = api.ask("GET", f"{V}/reception/{ids[0]}", If_None_Match=headers["ETag"])
    said.same("what is known already", (status, empty), (304, None))
    status, _, _ = api.ask("GET", f"{V}/reception/{ids[0]}", If_None_Match='"999"')
    said.same("what is not known", status, 200)
    page = api.ask("GET", f"{V}/person?columns=*&limit=3")[2]
    said.holds("not all columns", "name_hans" in page["items"][0]["values"] and page["items"][0]["values"]["key"])
    status, _, wrong = api.ask("GET", f"{V}/reception?where=arived+in+2024")
    said.same("a slip in a condition", status, 400)
    said.holds("the nearest field is not named", "'arrived'" in wrong["detail"])
    for query in ("limit=0", "limit=501", "limit=x", "limit=-1"):
        said.same(query, api.ask("GET", f"{V}/reception?{query}")[0], 400)
    status, _, wrong = api.ask("GET", f"{V}/recepton")
    said.same("a type that is none", status, 404)
    said.holds("the nearest type is not named", "reception" in wrong["detail"])
    status, _, wrong = api.ask("GET", f"{V}/recepton", Accept_Language="zh-Hant")
    said.holds("no traditional Chinese", re.search("[一-鿿]", wrong["detail"]))
    return said.all()


# ---- writing ----

def writing(server):
    api = client(server)
    said = Said(api)
    r, headers = make(api, "API 测试团一")
    at = f"{V}/reception/{r['id']}"
    said.holds("no way to it", headers["Location"].endswith(at))
    said.same("its first version and state", (r["version"], r["fields"]["headcount"]), (1, 7))
    said.same("a change without a version", api.ask("PATCH", at, {"fields": {"headcount": 8}})[0], 428)
    status, headers, r = api.ask("PATCH", at, {"fields": {"headcount": 8, "country": "MY"}, "why": "counted again"},
                                 If_Match='"1"')
    said.same("a change", (status, r["version"], r["fields"]["headcount"], r["fields"]["country"]), (200, 2, 8, "MY"))
    said.same("its tag", headers["ETag"], '"2"')
    status, _, wrong = api.ask("PATCH", at, {"fields": {"headcount": 9}}, If_Match='"1"')
    said.same("a stale change", status, 412)
    said.holds("what differs is not said", any(f["field"] == "headcount" and "8" in f["message"] for f in wrong["errors"]))
    status, _, r = api.ask("PATCH", at, {"fields": {"country": None}}, If_Match='"2"')
    said.same("a field taken out", (status, r["fields"]["country"]), (200, None))
    status, _, same = api.ask("PATCH", at, {"fields": {"headcount": 8}}, If_Match='"3"')
    said.same("a change that changes nothing", (status, same["version"]), (200, 3))
    state, moves = r["state"], api.ask("GET", f"{V}/types/reception")[2]["moves"]
    to = next(m for m in moves if m["from"] == state and m["right"] == "write" and not m["needs_reason"])
    said.same("a move without a version", api.ask("POST", f"{at}/moves", {"to": to["to"]})[0], 428)
    said.same("a move to nowhere", api.ask("POST", f"{at}/moves", {"to": "nowhere"}, If_Match='"3"')[0], 400)
    status, _, r = api.ask("POST", f"{at}/moves", {"to": to["to"]}, If_Match='"3"')
    said.same("a move", (status, r and r.get("state"), r and r.get("version")), (200, to["to"], 4))
    why = next((m for m in moves if m["from"] == to["to"] and m["needs_reason"] and m["right"] == "write"), None)
    if why:
        status, _, wrong = api.ask("POST", f"{at}/moves", {"to": why["to"]}, If_Match='"4"')
        said.same("a move that wants a reason, with a token's name alone", status, 400)
    said.same("a stale move", api.ask("POST", f"{at}/moves", {"to": to["to"]}, If_Match='"3"')[0], 412)
    said.same("voiding without a reason", api.ask("DELETE", at, If_Match='"4"')[0], 400)
    said.same("voiding without a version", api.ask("DELETE", f"{at}?why=test")[0], 428)
    said.same("voiding what was changed", api.ask("DELETE", f"{at}?why=test", If_Match='"1"')[0], 412)
    said.same("voiding", api.ask("DELETE", f"{at}?why=test+only", If_Match='"4"')[0], 204)
    said.same("a void record is found", api.ask("GET", at)[2]["void"], True)
    rows = api.ask("GET", f"{at}/history")[2]["items"]
    said.same("acts of its history", [h["act"] for h in rows], ["create", "update", "update", "update", "void"])
    said.same("who did it, in the reason", rows[1]["why"], "counted again (token tests)")
    said.same("and of the move", rows[3]["why"], "(token tests)")
    said.same("and of the void", rows[4]["why"], "test only (token tests)")
    said.same("and without a reason", rows[0]["why"], "(token tests)")
    return said.all()


def values(server):
    """Each kind of value goes in and comes out as it was, or is refused where it stands."""
    api = client(server)
    said = Said(api)
    unit = api.ask("GET", f"{V}/unit?limit=1&where=code+%3D+HQ")[2]["items"][0]["id"]
    programme = api.ask("GET", f"{V}/aid_programme?limit=1&columns=key")[2]["items"][0]
    sent = {"donor": "陈测试", "kind": "cash", "origin": "overseas", "anonymous": False, "received_on": "2025-01",
            "programme": programme["id"], "amount": {"amount": "1200.50", "currency": "CNY"}}
    status, _, r = api.ask("POST", f"{V}/donation", {"unit": {"key": "HQ"}, "source": "tests", "fields": sent})
    said.same("a gift", (status, r.get("detail")), (201, None))
    said.same("what was sent", {k: r["fields"][k] for k in sent}, sent)
    said.same("the unit by its code, and the source", (r["unit"], r["source"]), (unit, "tests"))
    if programme["values"]["key"]:
        by_key = api.ask("PATCH", f"{V}/donation/{r['id']}", {"fields": {"programme": {
            "key": programme["values"]["key"]}}}, If_Match='"1"')
        said.same("a link by its key is the same link", (by_key[0], by_key[2]["version"]), (200, 1))
    api.ask("DELETE", f"{V}/donation/{r['id']}?why=tests", If_Match='"1"')
    wrong = {
        "headcount": ["7", 7.5, True, -1, [7], {"n": 7}, 10**30],
        "name": [7, ["a"], {"a": 1}, True, "a\u0001b", "two\nlines", "x" * 100000],
        "arrived": [20250304, "yesterday perhaps", "2025-02-30", []],
        "direction": ["sideways", 1, ["inbound"]],
        "country": ["Atlantis", 65],
        "photo_consent": ["yes", 1],
        "party": [1, "x", "-1", {"key": "no such"}, {"id": "1"}, {"key": 5}, "99999999999999999999"],
        "budget": ["1200", 1200, {"amount": 1200}, {"amount": "1200", "currency": 5}, {"amount": "much"},
                   {"currency": "CNY"}],
    }
    for field, list_of in wrong.items():
        for value in list_of:
            status, _, answer = api.ask("POST", f"{V}/reception", {
                "fields": {"name": "n", "direction": "inbound", "arrived": "2025", field: value}})
            said.holds(f"{field} = {str(value)[:40]!r}: {status} {str(answer)[:200]}", status == 400)
            if value != 10**30:
                said.holds(f"{field} = {str(value)[:40]!r} is not at its field: {str(answer)[:200]}",
                           any(e["field"] == field for e in answer.get("errors", [])))
    status, _, answer = api.ask("POST", f"{V}/reception", {"fields": {"headcount": "7", "arived": "2025"}})
    said.same("all that is wrong is said", sorted(e["field"] for e in answer["errors"]), ["arived", "headcount"])
    said.holds("the nearest field is named", any("'arrived'" in e["message"] for e in answer["errors"]))
    status, _, answer = api.ask("POST", f"{V}/reception", {"feilds": {}})
    said.same("a member that is none", (status, "'fields'" in answer["detail"]), (400, True))
    status, _, answer = api.ask("POST", f"{V}/reception", {"fields": {}})
    said.same("what is required", (status, [e["field"] for e in answer["errors"]]), (400, ["direction"]))
    return said.all()


def exports(server):
    api = client(server)
    said = Said(api)

    def take(query, **headers):
        return server.ask("GET", f"{V}/exports/reception?{query}", {"Authorization": f"Bearer {api.token}", **headers})

    where = "where=arrived+in+2024"
    total = api.ask("GET", f"{V}/reception?{where}&total=1&limit=1")[2]["total"]
    status, headers, raw, _ = take(where)
    said.same("a table", (status, headers["Content-Type"]), (200, "text/csv; charset=utf-8"))
    said.same("its name", headers["Content-Disposition"], 'attachment; filename="reception.csv"')
    said.same("its rows", len(list(csv.reader(raw.decode("utf-8-sig").splitlines()))) - 1, total)
    status, _, raw, _ = take(f"{where}&format=json")
    said.same("the rows of JSON", (status, len(json.loads(raw)["rows"])), (200, total))
    status, _, raw, _ = take(f"{where}&format=xlsx")
    said.same("a workbook", (status, zipfile.ZipFile(io.BytesIO(raw)).testzip()), (200, None))
    said.same("another format", take("format=pdf")[0], 400)
    reader = Client(server, token(server, "looks", "read"))
    said.same("without the scope", reader.ask("GET", f"{V}/exports/reception")[0], 403)
    left = [p.name for p in pathlib.Path("/tmp").glob("qiao-export.*") if p.stat().st_uid == os.getuid()]
    said.same("what is left of it", left, [])
    return said.all()


# ---- hostile ----

def hostile(server):
    api = client(server)
    said = Said(api)

    def post(what, raw, status, **headers):
        have = api.ask("POST", f"{V}/reception", raw=raw, **headers)
        said.holds(f"{what}: {have[0]} {str(have[2])[:200]}", have[0] == status)
        return have[2]

    post("no body", b"", 400)
    post("no JSON", b"name=1", 400)
    post("half of JSON", b'{"fields": {', 400)
    post("two values", b"{} {}", 400)
    post("a list", b"[]", 400)
    post("a number", b"7", 400)
    post("a key twice", b'{"fields": {"name": "a", "name": "b"}}', 400)
    post("bytes that are not UTF-8", b'{"fields": {"name": "\xff\xfe"}}', 400)
    post("half of a surrogate pair", b'{"fields": {"name": "\\ud800"}}', 400)
    post("a zero", b'{"fields": {"name": "a\\u0000b"}}', 400)
    deep = post("100,000 brackets", b'{"a":' * 100000 + b"1" + b"}" * 100000, 400)
    said.holds("the depth is not named", "16" in deep["detail"])
    post("brackets in a text are none", json.dumps({"fields": {"name": "[" * 30}}).encode(), 400)
    post("another kind", b"{}", 415, Content_Type="text/plain")
    post("a form", b"a=b", 415, Content_Type="application/x-www-form-urlencoded")
    post("a page of another site", b"{}", 403, Origin="http://example.com")
    big = json.dumps({"fields": {"name": "x" * (10 << 20)}}).encode()
    status, headers, raw, _ = server.ask("POST", f"{V}/reception", {
        "Authorization": f"Bearer {api.token}", "Content-Type": "application/json",
        "Content-Length": str(len(big))}, b"")  # refused by its head, before it is sent
    said.same("10 MB", (status, "1 MB" in raw.decode()), (413, True))
    many = {f"a{i:x}": 1 for i in range(80000)}
    answer = post("80,000 fields that are none", json.dumps({"fields": many}).encode(), 400)
    said.same("faults that are listed", len(answer["errors"]), 100)
    links = json.dumps({"fields": {"direction": "inbound", "shared_with": [{"key": "a"}] * 50000}}).encode()
    post("50,000 links where one is", links, 400)
    several = next(f["name"] for f in api.ask("GET", f"{V}/types/camp")[2]["fields"] if f["kind"] == "links")
    status, _, answer = api.ask("POST", f"{V}/camp", {"fields": {several: ["1"] * 50000}})
    said.same("50,000 links", (status, any("1000" in e["message"] for e in answer["errors"])), (400, True))
    status, _, answer = api.ask("POST", f"{V}/batches", {"items": [{"op": "create", "type": "reception", "fields": {
        f"a{i}": 1 for i in range(100)}}] * 500})
    said.same("500 writes with 100 faults each", (status, len(answer["errors"])), (400, 100))
    status, headers, answer = api.ask("PUT", f"{V}/reception", {})
    said.same("a method that is not there", (status, headers["Allow"]), (405, "GET, POST"))
    said.same("an address that is not there", api.ask("GET", "/api/v2/types")[0], 404)
    said.same("a number that is none", api.ask("GET", f"{V}/reception/abc")[0], 404)
    said.same("a record that is not there", api.ask("GET", f"{V}/reception/12345")[0], 404)
    said.same("a body where there is none", api.ask("POST", f"{V}/deliveries/1/resend", {})[0], 400)
    for header in ("Basic b2ZmaWNlOng=", "Bearer", "Bearer ", "Bearer x y", "Bearer qiao_" + "A" * 43,
                   "bearer qiao_short", "Bearer " + "A" * 9000):
        status, headers, _ = api.ask("GET", f"{V}/types", Authorization=header)
        anybody = header in ("Basic b2ZmaWNlOng=", "Bearer")  # this server asks nobody to sign in
        said.same(f"'{header[:30]}'", status, 200 if anybody else 401)
    return said.all()


# ---- rights ----

def rights(server):
    api = client(server)
    said = Said(api)
    qiao(server, "new", "user", "login=apiuser", "name=Api user", "home=HQ", "--as", "sysadmin")
    qiao(server, "new", "grant", "holder=apiuser", "role=handler", "at=HQ", "--as", "secadmin")
    reader = Client(server, token(server, "reader", "read:liaison", "apiuser"))
    reader.document = api.document
    said.same("what is in the area", reader.ask("GET", f"{V}/reception?limit=1")[0], 200)
    said.same("what is not", reader.ask("GET", f"{V}/person?limit=1")[0], 403)
    said.same("writing with a token that reads", reader.ask("POST", f"{V}/reception", {"fields": {
        "name": "n", "direction": "inbound", "arrived": "2025"}})[0], 403)
    names = {t["area"] for t in reader.ask("GET", f"{V}/types")[2]["types"]}
    said.same("areas that it sees", names, {"liaison"})
    said.same("deliveries without the scope", reader.ask("GET", f"{V}/deliveries")[0], 403)
    # a token has no right that its user has not: a handler may not void
    writer = Client(server, token(server, "writer", "read,write,export,system", "apiuser"))
    r, _ = make(writer, "API 测试团二")
    said.same("voiding by a handler", writer.ask("DELETE", f"{V}/reception/{r['id']}?why=x", If_Match='"1"')[0], 403)
    said.same("deliveries by a handler", writer.ask("GET", f"{V}/deliveries")[0], 403)
    said.holds("a handler makes grants", writer.ask("POST", f"{V}/grant", {"fields": {
        "holder": {"key": "apiuser"}, "role": "head", "at": {"key": "HQ"}}})[0] == 403)
    # fields above what the user reads are not shown, not asked for and not written
    case = api.ask("GET", f"{V}/types/person")[2]["fields"]
    deep = next(f["name"] for f in case if f["level"] == "sensitive")
    one = writer.ask("GET", f"{V}/person?limit=1")[2]["items"][0]["id"]
    _, headers, person = writer.ask("GET", f"{V}/person/{one}")
    said.holds(f"{deep} is shown", deep in person["hidden"] and deep not in person["fields"])
    said.same("a hidden column", writer.ask("GET", f"{V}/person?columns={deep}")[0], 403)
    said.same("a hidden condition", writer.ask("GET", f"{V}/person?where={deep}+is+empty")[0], 403)
    status, _, answer = writer.ask("PATCH", f"{V}/person/{one}", {"fields": {deep: "x"}}, If_Match=headers["ETag"])
    said.holds(f"a hidden field is written: {status}", status in (400, 403))
    # ended, and the user's account closed
    ident = next(w for line in qiao(server, "token", "--as", "apiuser").splitlines() if " reader " in line
                 for w in line.split()[:1])
    qiao(server, "token", "end", ident, "--as", "apiuser")
    said.same("an ended token", reader.ask("GET", f"{V}/types")[0], 401)
    qiao(server, "edit", "user", "apiuser", "closed=2020-01-01", "--as", "sysadmin")
    said.same("the token of a closed account", writer.ask("GET", f"{V}/types")[0], 401)
    api.ask("DELETE", f"{V}/reception/{r['id']}?why=tests", If_Match='"1"')
    return said.all()


# ---- batches and receipts ----

def batches(server):
    api = client(server)
    said = Said(api)

    def visits():
        return api.ask("GET", f"{V}/reception?total=1&limit=1")[2]["total"]

    before = visits()
    new = [{"op": "create", "type": "reception", "fields": {"name": f"批次团{i}", "direction": "inbound",
                                                           "arrived": "2025-06"}} for i in range(3)]
    status, _, ran = api.ask("POST", f"{V}/batches", {"items": new, "rehearse": True})
    said.same("a rehearsal", (status, ran["receipt"], ran["created"], visits()), (200, None, 3, before))
    bad = new + [{"op": "create", "type": "reception", "fields": {"headcount": "x"}}, {"op": "fly", "type": "reception"}]
    status, _, wrong = api.ask("POST", f"{V}/batches", {"items": bad})
    said.same("one of them is wrong", (status, visits()), (400, before))
    said.holds("where is not said", {"items[3].headcount", "items[4].op"} <= {e["field"] for e in wrong["errors"]})
    status, _, ran = api.ask("POST", f"{V}/batches", {"items": new, "why": "three at once"})
    said.same("a batch", (status, ran["created"], visits()), (200, 3, before + 3))
    ids = [i["id"] for i in ran["items"]]
    status, _, changed = api.ask("POST", f"{V}/batches", {"items": [
        {"op": "update", "type": "reception", "id": ids[0], "version": 1, "fields": {"headcount": 3}},
        {"op": "void", "type": "reception", "id": ids[1], "version": 1, "why": "twice"}]})
    said.same("changes", (status, changed["updated"]), (200, 2))
    status, _, stale = api.ask("POST", f"{V}/batches", {"items": [
        {"op": "update", "type": "reception", "id": ids[0], "version": 1, "fields": {"headcount": 4}}]})
    said.same("a stale one", status, 412)
    receipt = changed["receipt"]
    said.same("the receipt", api.ask("GET", f"{V}/receipts/{receipt}")[2]["kind"], "api")
    said.holds("the receipt is not listed", receipt in [r["id"] for r in api.ask("GET", f"{V}/receipts")[2]["items"]])
    status, _, back = api.ask("POST", f"{V}/receipts/{receipt}/undo", {"rehearse": True})
    said.same("undo, rehearsed", (status, back["receipt"], back["restored"]), (200, None, 2))
    status, _, back = api.ask("POST", f"{V}/receipts/{receipt}/undo", {})
    said.same("undo", (status, back["restored"]), (200, 2))
    said.same("undo again", api.ask("POST", f"{V}/receipts/{receipt}/undo", {})[0], 409)
    status, _, back = api.ask("POST", f"{V}/receipts/{ran['receipt']}/undo", {"why": "tests"})
    said.same("the first taken back, but for what was edited since", (status, back["removed"], visits()),
              (200, 1, before + 2))
    said.same("what was left", {left["id"] for left in back["left"]}, set(ids[:2]))
    for i in ids[:2]:
        said.same("the rest made void", api.ask("DELETE", f"{V}/reception/{i}?why=tests", If_Match='"3"')[0], 204)
    said.same("as before", visits(), before)
    said.same("no receipt", api.ask("GET", f"{V}/receipts/999999")[0], 404)
    said.same("an empty batch", api.ask("POST", f"{V}/batches", {"items": []})[0], 400)
    said.same("too many", api.ask("POST", f"{V}/batches", {"items": [{}] * 501})[0], 400)
    return said.all()


# ---- figures, search, verify ----

def figures(server):
    api = client(server)
    said = Said(api)
    status, _, all_of = api.ask("GET", f"{V}/figures?period=2024")
    said.holds("few figures", status == 200 and len(all_of["figures"]) > 20)
    name = "visit.inbound_batches"
    status, _, one = api.ask("GET", f"{V}/figures/{name}?period=2024")
    told = json.loads(qiao(server, "figure", name, "--period", "2024", "--json"))["figures"][0]
    said.same("a figure, against the command line", one["value"], str(told["value"]))
    pieces, after = [], ""
    while True:
        page = api.ask("GET", f"{V}/figures/{name}/evidence?period=2024&limit=10{after}")[2]
        pieces += page["evidence"]
        if not page["next_after"]:
            break
        after = f"&after={page['next_after']}"
    said.same("the sum of its evidence", sum(int(p["quantity"]) for p in pieces if not p["counted_through"]),
              int(one["value"]))
    said.same("each piece once", len({p["id"] for p in pieces}), one["records"])
    said.same("no period", api.ask("GET", f"{V}/figures")[0], 400)
    said.same("no such period", api.ask("GET", f"{V}/figures?period=soon")[0], 400)
    status, _, wrong = api.ask("GET", f"{V}/figures/visit.inbound_batch?period=2024")
    said.same("a slip", (status, name in wrong["detail"]), (404, True))
    found = api.ask("GET", f"{V}/search?q=chenjiageng&limit=5")[2]
    said.holds("nothing is found by its sound", found["items"])
    said.same("nothing to look for", api.ask("GET", f"{V}/search")[0], 400)
    status, _, checked = api.ask("POST", f"{V}/verify", {"text": f"2024年，接待来访团组{one['value']}批。", "period": "2024"})
    said.same("a true text", (status, checked["agrees"], checked["contradicts"]), (200, 1, 0))
    checked = api.ask("POST", f"{V}/verify", {"text": "2024年，接待来访团组999批。", "period": "2024"})[2]
    said.same("a false one", (checked["contradicts"], checked["claims"][-1]["recorded"]), (1, one["value"]))
    return said.all()


# ---- webhooks ----

class Receiver(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.got.append((self.path, dict(self.headers), body))
        if self.path == "/moved":
            self.send_response(302)
            self.send_header("Location", "/news")
        else:
            self.send_response(500 if self.path == "/news" and len(self.server.got) == 1 else 204)
        self.end_headers()

    def log_message(self, *args):
        pass


def wait_for(true, seconds=20):
    until = time.time() + seconds
    while time.time() < until:
        if true():
            return True
        time.sleep(0.1)
    return False


def signed(key, headers, body, server):
    """Ed25519 by the server's own key, checked by OpenSSL, which shares no code with libsodium."""
    raw = base64.b64decode(key.removeprefix("whpk_"))
    der = bytes.fromhex("302a300506032b6570032100") + raw
    text = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    signature = base64.b64decode(headers["webhook-signature"].removeprefix("v1a,"))
    with tempfile.TemporaryDirectory() as folder:
        names = {}
        for name, data in (("key", der), ("sig", signature), ("text", text)):
            names[name] = f"{folder}/{name}"
            with open(names[name], "wb") as f:
                f.write(data)
        return subprocess.run(["openssl", "pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-inkey", names["key"],
                               "-rawin", "-in", names["text"], "-sigfile", names["sig"]],
                              capture_output=True, check=False).returncode == 0


def self_signed(folder):
    """A server with TLS that nobody vouches for."""
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
                    "-addext", "subjectAltName=DNS:localhost", "-keyout", f"{folder}/key", "-out", f"{folder}/cert"],
                   check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(f"{folder}/cert", f"{folder}/key")
    receiver = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
    receiver.got = []
    receiver.socket = context.wrap_socket(receiver.socket, server_side=True)
    receiver.handle_error = lambda *args: None  # the refused handshake
    threading.Thread(target=receiver.serve_forever, daemon=True).start()
    return receiver


def webhooks(server):
    api = client(server)
    said = Said(api)
    system = Client(server, token(server, "system", "system", "sysadmin"))
    receiver = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
    receiver.got = []
    threading.Thread(target=receiver.serve_forever, daemon=True).start()
    at = f"http://127.0.0.1:{receiver.server_port}"

    def hook(name, url):
        return system.ask("POST", f"{V}/webhook", {"fields": {"name": name, "url": url, "types": "reception",
                                                             "events": ["create", "update"], "active": True}})

    def states(h):
        return [d["state"] for d in system.ask("GET", f"{V}/deliveries?webhook={h}")[2]["items"]]

    try:
        said.same("a webhook without TLS", hook("plain", f"{at}/news")[0], 400)
        status, _, inner = hook("inner", "https://127.0.0.1:1/news")
        said.same("one to this machine", status, 201)
        make_record = lambda name: make(api, name)[0]
        first = make_record("回调团一")
        said.holds("a delivery to this machine is not refused", wait_for(lambda: any(
            "private network" in (d["fault"] or "") for d in system.ask("GET", f"{V}/deliveries?webhook={inner['id']}")[2]["items"])))
        status, _, setting = system.ask("POST", f"{V}/setting", {"fields": {"name": "hook_local", "value": "1"}})
        said.same("the setting", status, 201)
        time.sleep(0.1)
        status, _, news = hook("news", f"{at}/news")
        said.same("a webhook to this machine", status, 201)
        second = make_record("回调团二")
        said.holds("no news came", wait_for(lambda: len(receiver.got) >= 2))
        said.holds("it is not done", wait_for(lambda: states(news["id"]) == ["done"]))
        path, headers, body = receiver.got[-1]
        told = json.loads(body)
        said.same("what happened", (told["type"], told["data"]["id"], told["data"]["version"]),
                  ("reception.create", second["id"], 1))
        said.holds("a name travels", "回调" not in body.decode() and "\\u" not in body.decode())
        headers = {k.lower(): v for k, v in headers.items()}
        key = system.ask("GET", f"{V}/webhook-key")[2]["public_key"]
        said.holds("the signature is not good", signed(key, headers, body, server))
        said.holds("a changed body passes", not signed(key, headers, body.replace(b"create", b"update"), server))
        said.holds("it was not tried again after 500", len(receiver.got) == 2)
        status, _, moved = hook("moved", f"{at}/moved")
        api.ask("PATCH", f"{V}/reception/{second['id']}", {"fields": {"headcount": 9}}, If_Match='"1"')
        said.holds("a redirect is not a fault", wait_for(lambda: any(
            d["status"] == 302 for d in system.ask("GET", f"{V}/deliveries?webhook={moved['id']}")[2]["items"])))
        with tempfile.TemporaryDirectory() as folder:
            doubtful = self_signed(folder)
            secure = hook("secure", f"https://localhost:{doubtful.server_port}/news")[2]
            system.ask("DELETE", f"{V}/webhook/{moved['id']}?why=tests", If_Match='"1"')
            api.ask("PATCH", f"{V}/reception/{second['id']}", {"fields": {"headcount": 10}}, If_Match='"2"')
            said.holds("a certificate that nobody vouches for is taken", wait_for(lambda: any(
                "certificate" in (d["fault"] or "")
                for d in system.ask("GET", f"{V}/deliveries?webhook={secure['id']}")[2]["items"])))
            said.same("what came through", doubtful.got, [])
            doubtful.shutdown()
            doubtful.server_close()
        one = system.ask("GET", f"{V}/deliveries?webhook={news['id']}&state=done")[2]["items"][0]
        before = len(receiver.got)
        said.same("sent again", system.ask("POST", f"{V}/deliveries/{one['id']}/resend")[0], 202)
        said.holds("it did not come again", wait_for(lambda: len(receiver.got) > before))
        said.same("no such delivery", system.ask("POST", f"{V}/deliveries/99999999/resend")[0], 404)
        for r in (inner, news, secure, setting):
            kind = r["type"]
            status = system.ask("DELETE", f"{V}/{kind}/{r['id']}?why=tests", If_Match='"1"')[0]
            said.same(f"{kind} taken away", status, 204)
        api.ask("DELETE", f"{V}/reception/{first['id']}?why=tests", If_Match='"1"')
        api.ask("DELETE", f"{V}/reception/{second['id']}?why=tests", If_Match='"3"')
    finally:
        receiver.shutdown()
        receiver.server_close()
    return said.all()


# ---- servers that ask people to sign in, and that show nothing ----

@contextlib.contextmanager
def another(server, *options):
    """One more server on the same store."""
    process = subprocess.Popen([server.qiao, "serve", "--listen", "127.0.0.1:0", *options], env=server.env,
                               stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    try:
        port = int(re.search(r":(\d+)/", process.stdout.readline().decode()).group(1))

        def ask(path, **headers):
            con = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
            con.request("GET", path, headers={k.replace("_", "-"): v for k, v in headers.items()})
            answer = con.getresponse()
            body = answer.read().decode()
            con.close()
            return answer.status, answer.headers, body

        yield ask
    finally:
        process.terminate()
        process.wait(30)


def signed_in(server):
    api = client(server)
    said = Said(api)
    with another(server) as ask:
        for headers in ({}, {"Cookie": "qiao=" + "A" * 43}, {"Authorization": "Basic b2ZmaWNlOng="}):
            status, got, body = ask(f"{V}/types", **headers)
            said.same(f"who shows {headers}", (status, got["WWW-Authenticate"]), (401, "Bearer"))
            said.holds("it says too much", "reception" not in body)
        said.same("the document, to nobody", ask(f"{V}/openapi.json")[0], 401)
        status, got, _ = ask(f"{V}/types", Authorization=f"Bearer {api.token}")
        said.same("who shows a token", (status, got["Set-Cookie"]), (200, None))
        said.same("a token on a page", ask("/types", Authorization=f"Bearer {api.token}")[0], 303)
    qiao(server, "new", "user", "login=form", "name=Form", "home=HQ", "--as", "sysadmin")
    qiao(server, "new", "grant", "holder=form", "role=public", "at=HQ", "--as", "secadmin")
    with another(server, "--requests", "--as", "form") as ask:
        said.same("the server of the public form", ask(f"{V}/types", Authorization=f"Bearer {api.token}")[0], 404)
    return said.all()


# ---- limits ----

def limits(server):
    """Last: a token of its own is used up."""
    api = client(server)
    said = Said(api)
    qiao(server, "new", "setting", "name=api_token_minute", "value=10", "--as", "sysadmin")
    one = Client(server, token(server, "busy", "read"))
    if time.time() % 60 > 50:
        time.sleep(61 - time.time() % 60)  # within one minute
    seen = [one.ask("GET", f"{V}/types") for _ in range(12)]
    said.same("statuses", [s for s, _, _ in seen], [200] * 10 + [429] * 2)
    said.same("what is left", [h["RateLimit-Remaining"] for _, h, _ in seen][:3], ["9", "8", "7"])
    wait = int(seen[-1][1]["Retry-After"])
    said.holds(f"wait {wait} s", 1 <= wait <= 60)
    qiao(server, "edit", "setting", "api_token_minute", "value=600", "--as", "sysadmin")
    return said.all()


CHECKS = [("the OpenAPI document", document), ("reading", reading), ("writing", writing), ("values", values), ("exports", exports),
          ("hostile", hostile), ("rights", rights), ("batches", batches), ("figures", figures),
          ("webhooks", webhooks), ("signing in", signed_in), ("limits", limits)]
