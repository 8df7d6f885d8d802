# SPDX-License-Identifier: Apache-2.0
"""Bad manners: requests that no browser sends. Each attack gives a list of what went wrong."""
import http.client
import resource
import socket
import time

HEAD = b"Host: localhost\r\n"
DRIP_CLOSED = 40  # seconds; the server allows 30 for a request's headers


IDLE, HALF = 1000, 300  # connections that say nothing, and that stop within their headers
HALF_SAID = b"GET /types HTTP/1.1\r\nHost: loc"
AN_ADDRESS = 300  # of them come from one address; the server takes 400


def connect(server, address="127.0.0.1"):
    return socket.create_connection(("127.0.0.1", server.port), timeout=50, source_address=(address, 0))


def read_all(con):
    data = b""
    try:
        while True:
            piece = con.recv(65536)
            if not piece:
                return data
            data += piece
    except OSError:
        return data


def raw(server, request):
    """All that comes back until the connection is closed."""
    con = connect(server)
    try:
        con.sendall(request)
    except OSError:
        pass  # closed early: the answer may be there all the same
    data = read_all(con)
    con.close()
    return data


def status_of(data):
    return int(data.split(b" ", 2)[1]) if data.startswith(b"HTTP/1.1 ") else 0


def lives(server):
    began = time.monotonic()
    status, _, body, _ = server.ask("GET", "/healthz")
    took = time.monotonic() - began
    return [] if status == 200 and body == b"ok\n" and took < 2 else [f"/healthz: {status} after {took:.1f} s"]


def answers(request, *allowed):
    """An attack that must be answered with one of these; 0: closed without an answer."""
    def attack(server):
        got = status_of(raw(server, request))
        return ([] if got in allowed else [f"answered {got}, not {allowed}"]) + lives(server)
    return attack


def get(path, headers=b""):
    return b"GET " + path + b" HTTP/1.1\r\n" + HEAD + b"Connection: close\r\n" + headers + b"\r\n"


def early_refusal(server):
    """A body that is too large is refused by its announced size, before it is sent."""
    con = connect(server)
    con.sendall(b"POST /verify HTTP/1.1\r\n" + HEAD + b"Content-Type: multipart/form-data; boundary=----form\r\n"
                b"Content-Length: 104857600\r\n\r\n")
    con.settimeout(5)
    data = con.recv(65536)
    con.close()
    return ([] if status_of(data) == 413 else [f"answered {data!r}"]) + lives(server)


def chunked(size):
    piece = b"10000\r\n" + b"x" * 65536 + b"\r\n"
    return (b"POST /verify HTTP/1.1\r\n" + HEAD + b"Content-Type: application/x-www-form-urlencoded\r\n"
            b"Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n5\r\ntext=\r\n" + piece * (size // 65536) + b"0\r\n\r\n")


def pipelining(server):
    con = connect(server)
    con.sendall((b"GET /healthz HTTP/1.1\r\n" + HEAD + b"\r\n") * 50 + get(b"/types") + b"")
    data = read_all(con)
    con.close()
    n = data.count(b"HTTP/1.1 200 OK\r\n")
    return ([] if n == 51 and data.rstrip().endswith(b"</html>") else [f"{n} of 51 answers"]) + lives(server)


def crowd(server, n, says, first):
    """So many connections, from 127.0.0.FIRST and the addresses behind it."""
    cons = [connect(server, f"127.0.0.{first + i // AN_ADDRESS}") for i in range(n)]
    for con in cons:
        con.sendall(says)
    return cons


def drip_until_closed(con):
    began = time.monotonic()
    while time.monotonic() - began < DRIP_CLOSED:
        time.sleep(1)
        try:
            con.sendall(b"x")
            con.setblocking(False)
            if con.recv(100) == b"":
                return True
        except BlockingIOError:
            pass
        except OSError:
            return True
        con.setblocking(True)
    return False


def left_open(cons):
    """How many the server did not close; all are closed now."""
    left = 0
    for con in cons:
        con.settimeout(5)
        try:
            left += con.recv(100) != b""
        except TimeoutError:
            left += 1
        except OSError:
            pass  # closed already
        con.close()
    return left


def half_headers_and_drips(server):
    """1,000 connections that say nothing, 300 that never finish their headers, and one that sends a
    byte a second for ever keep nobody waiting; all are closed in the end."""
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    cons = crowd(server, IDLE, b"", 2) + crowd(server, HALF, HALF_SAID, 9)
    drip = connect(server)
    drip.sendall(b"GET /types HTTP/1.1\r\nX: ")
    problems = lives(server)
    for path in ("/types", "/reception", "/verify"):
        status = server.ask("GET", path)[0]
        if status != 200:
            problems.append(f"{path} meanwhile: {status}")
    if not drip_until_closed(drip):
        problems.append(f"a drip was not closed in {DRIP_CLOSED} s")
    left = left_open(cons)
    if left:
        problems.append(f"{left} of {len(cons)} connections were answered or left open")
    drip.close()
    return problems + lives(server)


def smuggling(server):
    """A second request in what two lengths disagree about must not be answered."""
    data = raw(server, b"POST /verify HTTP/1.1\r\n" + HEAD + b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n"
               b"0\r\n\r\nGET /healthz HTTP/1.1\r\n" + HEAD + b"Connection: close\r\n\r\n")
    return ["the hidden request was answered"] if b"\r\n\r\nok\n" in data else lives(server)


def many_at_once(server):
    """400 requests on 40 connections, all answered or told to come again."""
    cons = [http.client.HTTPConnection("127.0.0.1", server.port, timeout=60) for _ in range(40)]
    bad = {}
    for _ in range(10):
        for con in cons:
            con.request("GET", "/types")
        for con in cons:
            res = con.getresponse()
            res.read()
            if res.status not in (200, 503):
                bad[res.status] = bad.get(res.status, 0) + 1
    for con in cons:
        con.close()
    return ([f"statuses {bad}"] if bad else []) + lives(server)


FORM = b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 9\r\n"
ATTACKS = [
    ("an address of 20 KB", answers(get(b"/" + b"a" * 20000), 414)),
    ("an address of 200 KB", answers(get(b"/" + b"a" * 200000), 414, 431, 0)),
    ("a header of 20 KB", answers(get(b"/types", b"X-Long: " + b"a" * 20000 + b"\r\n"), 431)),
    ("a header of 200 KB", answers(get(b"/types", b"X-Long: " + b"a" * 200000 + b"\r\n"), 431, 0)),
    ("2,000 headers", answers(get(b"/types", b"A: b\r\n" * 2000), 431, 0)),
    ("bytes that are not UTF-8", answers(get(b"/%ff%fe"), 400)),
    ("raw bytes that are not UTF-8", answers(get(b"/\xff\xfe"), 400)),
    ("a zero byte in the path", answers(get(b"/types%00.html"), 400)),
    ("a zero byte in the query", answers(get(b"/reception?where=%00"), 400)),
    ("half an escape", answers(get(b"/types?a=%4"), 400)),
    ("a false escape", answers(get(b"/%zz"), 400)),
    ("control characters", answers(get(b"/%0d%0aSet-Cookie:%20a=b"), 400)),
    ("40 names behind '?'", answers(get(b"/types?" + b"&".join(b"a=%d" % i for i in range(40))), 400)),
    ("a way out of the folder", answers(get(b"/static/../../../../etc/passwd"), 404)),
    ("a hidden way out of the folder", answers(get(b"/static/%2e%2e%2f%2e%2e%2fetc%2fpasswd"), 404)),
    ("another server's name", answers(b"GET / HTTP/1.1\r\nHost: example.com\r\nConnection: close\r\n\r\n", 421)),
    ("no name of a server", answers(b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n", 400)),
    ("a whole address of another server", answers(get(b"http://example.com/"), 400)),
    ("a star", answers(b"OPTIONS * HTTP/1.1\r\n" + HEAD + b"Connection: close\r\n\r\n", 400, 405)),
    ("nonsense", answers(b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" * 20 + b"\r\n\r\n", 400, 405, 0)),
    ("a method of its own", answers(b"BREW / HTTP/1.1\r\n" + HEAD + b"Connection: close\r\n\r\n", 405)),
    ("a form for a page that takes none", answers(b"POST /types HTTP/1.1\r\n" + HEAD + FORM + b"\r\ntext=a+b.", 405)),
    ("a body behind GET", answers(get(b"/types", b"Content-Length: 100000\r\n"), 413)),
    ("a form from another site", answers(b"POST /verify HTTP/1.1\r\n" + HEAD + b"Origin: http://example.com\r\n" + FORM +
                                         b"\r\ntext=a+b.", 403)),
    ("a form that a browser calls foreign", answers(b"POST /verify HTTP/1.1\r\n" + HEAD + b"Sec-Fetch-Site: cross-site\r\n" +
                                                    FORM + b"\r\ntext=a+b.", 403)),
    ("a form of another kind", answers(b"POST /verify HTTP/1.1\r\n" + HEAD + b"Content-Type: text/xml\r\nContent-Length: 3\r\n"
                                       b"\r\n<a>", 400)),
    ("a form that is not UTF-8", answers(b"POST /verify HTTP/1.1\r\n" + HEAD + b"Connection: close\r\n" + FORM +
                                         b"\r\ntext=%ff.", 400)),
    ("a length that is no number", answers(b"POST /verify HTTP/1.1\r\n" + HEAD + b"Content-Type: text/plain\r\n"
                                           b"Content-Length: many\r\n\r\n", 400, 413, 0)),
    ("10 MB announced", early_refusal),
    ("2 MB in chunks", answers(chunked(2 << 20), 413)),
    ("10 MB in chunks", answers(chunked(10 << 20), 413, 0)),
    ("pipelining", pipelining),
    ("two lengths", smuggling),
    ("many at once", many_at_once),
    ("silence, half headers and drips", half_headers_and_drips),
]
