# SPDX-License-Identifier: Apache-2.0
"""For tests/bench/latency: people who do with a browser what takes long, or nothing at all.

visitor.py ADDRESS COOKIE ask N SECONDS PATH...   N at once ask for the pages again and again; '@' in
                                                  an address is a new number each time
visitor.py ADDRESS COOKIE check N SECONDS         N at once send a slow file to be checked again and again
visitor.py ADDRESS COOKIE import FILE TYPE        looks at a spreadsheet and imports it
visitor.py ADDRESS COOKIE crowd SECONDS           connections that say nothing and that stop half-way
"""
import http.client
import itertools
import random
import re
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "http"))
from hostile import HALF, HALF_SAID, IDLE, crowd  # noqa: E402
from uploads import check_text, form_of, post, slow_pdf, wait  # noqa: E402


class Visitor:
    def __init__(self, address, cookie):
        self.host, _, port = address.partition(":")
        self.port, self.cookie = int(port), cookie

    def ask(self, method, path, headers=None, body=None):
        con = http.client.HTTPConnection(self.host, self.port, timeout=60)
        con.request(method, path, body=body, headers={"Cookie": self.cookie, **(headers or {})})
        res = con.getresponse()
        data = res.read()
        con.close()
        return res.status, res.headers, data, len(data)

    def csrf(self, path):
        return re.search(r'name="csrf" value="([0-9a-f]+)"', self.ask("GET", path)[2].decode()).group(1)


def sent(server, path, parts):
    status, to, page = post(server, path, parts)
    if status != 303:
        raise SystemExit(f"visitor: {path}: {status} {page[-300:]}")
    return to


def wait_long(server, job):
    to, page = wait(server, job)
    while "did not end" in page:
        to, page = wait(server, job)
    return to, page


def import_file(server, file, kind):
    job = sent(server, "/import", [("csrf", server.csrf("/import")), ("type", kind), ("text", ""),
                                   ("file", Path(file).read_bytes(), "people.csv")])
    _, page = wait_long(server, job)
    sent(server, job, [*form_of(page), ("act", "import")])
    to, page = wait_long(server, job)
    if "/receipt/" not in to:
        raise SystemExit(f"visitor: not imported: {page[-500:]}")


def stay(server, seconds):
    until = time.monotonic() + float(seconds)
    cons = crowd(server, IDLE, b"", 2) + crowd(server, HALF, HALF_SAID, 9)
    time.sleep(max(0, until - time.monotonic()))
    for con in cons:
        con.close()


def at_once(n, seconds, act):
    """N people do it again and again; nobody begins once the time is over."""
    until = time.monotonic() + float(seconds)

    def one(_):
        while time.monotonic() < until:
            act()
    with ThreadPoolExecutor(int(n)) as people:
        list(people.map(one, range(int(n))))


def ask_pages(server, n, seconds, *paths):
    number = itertools.count(random.randrange(1_000_000))
    turn = itertools.cycle(paths)

    def act():
        path = next(turn).replace("@", str(next(number)))
        status = server.ask("GET", path)[0]
        if status not in (200, 503):  # 503: too much at once
            raise SystemExit(f"visitor: {path}: {status}")
    at_once(n, seconds, act)


def check_file(server, n, seconds):
    data = slow_pdf()
    at_once(n, seconds, lambda: check_text(server, data, "slow.pdf"))


if __name__ == "__main__":
    does = {"ask": ask_pages, "check": check_file, "import": import_file, "crowd": stay}
    does[sys.argv[3]](Visitor(*sys.argv[1:3]), *sys.argv[4:])
