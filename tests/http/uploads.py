# SPDX-License-Identifier: Apache-2.0
"""Files that are sent to the server: attachments and imports. Each check makes records of its own
and gives a list of what went wrong."""
import io
import re
import struct
import subprocess
import tempfile
import time
import zipfile
import zlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from hostile import lives, raw, status_of

MARK = "----qiao-test-upload"
EMPTY_PDF = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj
trailer<</Size 4/Root 1 0 R>>
%%EOF"""


def part(name, value, file=None):
    head = f'--{MARK}\r\nContent-Disposition: form-data; name="{name}"'.encode()
    if file is not None:
        head += b'; filename="' + file.encode() + b'"\r\nContent-Type: application/octet-stream'
    return head + b"\r\n\r\n" + (value if isinstance(value, bytes) else value.encode()) + b"\r\n"


def post(server, path, parts):
    body = b"".join(part(*p) for p in parts) + f"--{MARK}--\r\n".encode()
    status, headers, data, _ = server.ask("POST", path, {"Content-Type": f"multipart/form-data; boundary={MARK}"}, body)
    return status, headers.get("Location", ""), data.decode("utf-8", "replace")


def cli(server, *words):
    done = subprocess.run([server.qiao, *words], env=server.env, capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


def png(extra=b"", width=4, height=3):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    rows = zlib.compress((b"\0" + b"\x30\x80\xc0" * 4) * 3)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)) + extra
            + chunk(b"tEXt", b"Comment\0<script>secret-place</script>") + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
            + b"secret-place behind the end")


def jpeg(turned=6):
    """A frame of a JPEG with a position in its Exif block, and how it is turned."""
    tiff = b"MM\0*\0\0\0\x08\0\x02" + struct.pack(">HHIHH", 0x0112, 3, 1, turned, 0)
    tiff += struct.pack(">HHII", 0x8825, 4, 1, 38) + b"\0\0\0\0" + b"secret-place"
    exif = b"Exif\0\0" + tiff
    seg = lambda mark, data: bytes([0xFF, mark]) + struct.pack(">H", len(data) + 2) + data
    return (b"\xff\xd8" + seg(0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0") + seg(0xE1, exif) + seg(0xFE, b"secret-place")
            + seg(0xDB, bytes(65)) + seg(0xC0, b"\x08\0\x03\0\x04\x01\x01\x11\0") + seg(0xDA, b"\x01\x01\0\0\x3f\0")
            + b"\x11\x22\xff\0\x33\xff\xd9" + b"secret-place")


def record(server):
    return f"/reception/{server.record('reception')}"


def attach(server, files, *more):
    path = record(server)
    return post(server, path + "/attach", [("csrf", server.csrf(path)), *more, *(("files", d, n) for n, d in files)])


def attachments(server):
    return re.findall(r'<p><a href="(/attachment/[^"]+)">([^<]*)</a>', server.ask("GET", record(server))[2].decode())


def photographs(server):
    problems = []
    status, to, _ = attach(server, [("../../etc/a\u202egnp.合影.png", png()), ("b.jpg", jpeg())], ("note", "合影"))
    if status != 303 or not to.endswith("#attachments"):
        return [f"sent: {status} {to}"]
    found = attachments(server)[-2:]
    if [name for _, name in found] != ["agnp.合影.png", "b.jpg"]:
        problems.append(f"names {found}")
    for address, name in found:
        status, headers, data, _ = server.ask("GET", address)
        kind = "image/png" if "png" in name else "image/jpeg"
        if status != 200 or headers["Content-Type"] != kind or b"secret-place" in data:
            problems.append(f"{name}: {status} {headers['Content-Type']} {len(data)} bytes")
        status, headers, small, _ = server.ask("GET", address + "?size=small")
        if (status, headers["Content-Type"]) != (200, "image/png"):
            problems.append(f"{name}, small: {status}")
        if b"tEXt" in small or b"secret-place" in small:
            problems.append(f"{name}: the small picture says where it comes from")
        status, headers, data, _ = server.ask("GET", address)
        if "sandbox" not in headers["Content-Security-Policy"] or headers["X-Content-Type-Options"] != "nosniff":
            problems.append(f"{name}: headers")
        if kind == "image/jpeg" and b"\x01\x12\0\x03\0\0\0\x01\0\x06" not in data:
            problems.append("how it is turned was lost")
    status, _, _ = attach(server, [("c.jpg", jpeg())], ("place", "1"))
    if status != 303 or server.ask("GET", attachments(server)[-1][0])[2] != jpeg():
        problems.append("what was to stay in the photograph did not")
    return problems


def telephones(server):
    """A HEIC becomes a JPEG, which browsers show, without its place; its bytes stay where that is asked for."""
    problems = []
    heic = (Path(__file__).parent / "photo.heic").read_bytes()
    if b"secret-place" not in heic:
        problems.append("the photograph of the test says nothing of its place")
    status, to, _ = attach(server, [("IMG_1.HEIC", heic)])
    if status != 303:
        return [f"sent: {status} {to}"]
    address, name = attachments(server)[-1]
    status, headers, data, _ = server.ask("GET", address)
    if (status, name, headers["Content-Type"], data[:2]) != (200, "IMG_1.jpg", "image/jpeg", b"\xff\xd8"):
        problems.append(f"{name}: {status} {headers['Content-Type']}")
    if b"secret-place" in data or b"Exif" in data:
        problems.append("it says where it was taken, or how it is turned")
    if server.ask("GET", address + "?size=small")[0] != 200:
        problems.append("there is no small picture of it")
    status, _, _ = attach(server, [("IMG_1.HEIC", heic)], ("place", "1"))
    if status != 303 or server.ask("GET", attachments(server)[-1][0])[2] != heic:
        problems.append("what was to stay in the photograph did not")
    status, _, text = attach(server, [("IMG_2.HEIC", heic[:600])])
    if status != 400 or "damaged" not in text:
        problems.append(f"a damaged one: {status}")
    return problems


def documents(server):
    status, _, _ = attach(server, [("信.pdf", b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n")])
    if status != 303:
        return [f"sent: {status}"]
    status, headers, _, _ = server.ask("GET", attachments(server)[-1][0])
    shown = headers["Content-Disposition"]
    return [] if status == 200 and shown == "attachment; filename*=UTF-8''%E4%BF%A1.pdf" else [f"{status} {shown}"]


def refused_kinds(server):
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr("a", bytes(1 << 20))
    kinds = {"page": b"<!DOCTYPE html><html><script>alert(1)</script></html>",
             "picture that is a page": b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
             "program": b"\x7fELF\x02\x01\x01" + bytes(200), "archive": bomb.getvalue(),
             "cut picture": jpeg()[:90], "nothing": b"",
             "picture with a page in it": b"\xff\xd8\xff\xe0<html><script>alert(1)</script></html>"}
    before, problems = attachments(server), []
    for name, data in kinds.items():
        status, _, page = attach(server, [("x.jpg", data)])
        if status != 400 or 'class="faults"' not in page:
            problems.append(f"{name}: {status}")
    if attachments(server) != before:
        problems.append("something was kept")
    status, _, _ = attach(server, [("wide.png", png(width=0x7FFFFFFF, height=0x7FFFFFFF))])
    small = server.ask("GET", attachments(server)[-1][0] + "?size=small")[0]
    return problems + ([] if (status, small) == (303, 404) else [f"wide: {status}, small {small}"]) + lives(server)


def refused_forms(server):
    path, problems = record(server) + "/attach", []
    if (got := post(server, path, [("csrf", "0" * 64), ("files", png(), "a.png")])[0]) != 403:
        problems.append(f"another's form: {got}")
    if (got := attach(server, [(f"{i}.txt", b"text") for i in range(51)])[0]) != 413:
        problems.append(f"51 files: {got}")
    head = f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: multipart/form-data; boundary={MARK}\r\n"
    if (got := status_of(raw(server, f"{head}Content-Length: 9000000000\r\nConnection: close\r\n\r\n".encode()))) != 413:
        problems.append(f"9 GB: {got}")
    if (got := attach(server, [], ("note", "x"))[0]) != 400:
        problems.append(f"no file: {got}")
    return problems + lives(server)


def taken_away(server):
    (address, _) = attachments(server)[-1]
    to = re.sub(r"(/attachment/\d+)/.*", r"\1/void", address)
    status, _, _ = post(server, to, [("csrf", server.csrf(record(server))), ("why", "wrong file")])
    return [] if status == 303 and server.ask("GET", address)[0] == 404 else [f"{status}"]


def checked(server):
    folder = Path(server.env["QIAO_DB"] + ".files")
    if not folder.is_dir():
        return []  # a store that is no file has its folder elsewhere
    code, said = cli(server, "check")
    problems = [] if code == 0 and "files of attachments" in said else [said]
    victim = sorted(folder.glob("??/*"))[0]
    whole = victim.read_bytes()
    victim.write_bytes(whole + b"x")
    code, said = cli(server, "check")
    victim.write_bytes(whole)
    return problems + ([] if code == 1 and "was changed" in said else [f"changed file: {said}"])


# ---- imports ----

CSV = "编号,名称,来访方式,抵达日期,人数\r\n导2024-901,测试团一,来访,2024-03-05,12\r\n导2024-902,测试团二,来访,2024-03-06,abc\r\n"


def wait(server, path):
    """The page of an import once it has run, or where it led."""
    for _ in range(200):
        status, headers, data, _ = server.ask("GET", path)
        if status == 303:
            return headers["Location"], ""
        if "<progress" not in data.decode():
            return path, data.decode()
        time.sleep(0.05)
    return path, "it did not end"


def form_of(page):
    """What a browser would send back of the form of an import."""
    main = page[page.index('<form method="post" action="/import/'):]
    fields = re.findall(r'<input type="(?:hidden|text)" name="([^"]+)" value="([^"]*)"', main)
    for name, inner in re.findall(r'<select id="[^"]+" name="([^"]+)">(.*?)</select>', main, re.S):
        chosen = re.search(r'<option value="([^"]*)" selected', inner)
        fields.append((name, chosen.group(1) if chosen else ""))
    return fields


def imported(server):
    status, to, _ = post(server, "/import", [("csrf", server.csrf("/import")), ("type", "reception"), ("text", ""),
                                             ("file", CSV.encode(), "接待.csv")])
    if status != 303:
        return [f"sent: {status}"]
    _, page = wait(server, to)
    if "abc" not in page or 'aria-invalid="true"' not in page:
        return [f"the bad cell is not shown: {page[-800:]}"]
    fields = [(n, "15" if v == "abc" else v) for n, v in form_of(page)]
    status, _, _ = post(server, to, [*fields, ("act", "look")])
    _, page = wait(server, to)
    if status != 303 or "Nothing was changed yet" not in page:
        return [f"corrected: {status} {page[-1500:]}"]
    if post(server, to, [*fields, ("act", "look")])[0] != 409:
        return ["a form of a run before was taken"]
    post(server, to, [*form_of(page), ("act", "import")])
    receipt, _ = wait(server, to)
    if "/receipt/" not in receipt:
        return [f"imported: {receipt}"]
    made = cli(server, "list", "reception", "--where", "key = '导2024-902'", "--quiet")[1]
    status, _, _ = post(server, receipt + "/undo", [("csrf", server.csrf(receipt))])
    page = server.ask("GET", receipt)[2].decode()
    left = cli(server, "list", "reception", "--where", "key = '导2024-901'", "--quiet")[1]
    again = post(server, receipt + "/undo", [("csrf", server.csrf("/import"))])[0]
    return [] if status == 303 and "测试团二" in made and "This was taken back" in page and "测试团" not in left and again == 409 else \
        [f"undone: {status} {made} {left} {again}"]


def untidy(server):
    """Workbooks as offices keep them: what examples/ says is to be put right is put right in the page."""
    root, problems = Path(__file__).resolve().parents[2] / "examples", []
    fixes = [line.split("\t") for line in (root / "expected/untidy-fixes.tsv").read_text().splitlines()[1:]]
    for name in ("一、来访接待.xlsx", "四、捐赠.xlsx"):
        _, to, _ = post(server, "/import", [("csrf", server.csrf("/import")), ("type", ""), ("text", ""),
                                            ("file", (root / "untidy" / name).read_bytes(), name)])
        _, page = wait(server, to)
        cells = {f".{cell[1:]}.{ord(cell[0]) - 65}": new for file, _, cell, _, new in fixes if file == name}
        fields = [(n, cells.get(n[n.index("."):], v) if n.startswith("x") else v) for n, v in form_of(page)]
        post(server, to, [*fields, ("act", "look")])
        _, page = wait(server, to)
        if "Nothing was changed yet" not in page or " 0 bad" not in page:
            problems.append(f"{name}: {re.findall(r'<li>([^<]*)', page)[:5]}")
    return problems


def pasted(server):
    rows = "编号\t名称\t来访方式\t抵达日期\n导2024-905\t测试团五\t来访\t2024-05-05\n"
    _, to, _ = post(server, "/import", [("csrf", server.csrf("/import")), ("type", "reception"), ("text", rows)])
    _, page = wait(server, to)
    other = post(server, "/import", [("csrf", server.csrf("/import")), ("type", ""), ("text", " ")])[0]
    return [] if "Nothing was changed yet" in page and other == 400 else [f"{other} {page[-800:]}"]


def hostile_sheets(server):
    """Archives that unpack to more than they say, and files that are no tables."""
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr("[Content_Types].xml", "<Types/>")
        z.writestr("xl/workbook.xml", "<workbook><sheets><sheet name='../../x' sheetId='1'/></sheets></workbook>")
        z.writestr("xl/worksheets/sheet1.xml", b"<worksheet><sheetData>" + b"<row>" * (8 << 20))
    problems = []
    for name, data in {"../../bomb.xlsx": bomb.getvalue(), "cut.xlsx": bomb.getvalue()[:5000], "p.csv": png(), "n": b"\0" * 5000}.items():
        _, to, _ = post(server, "/import", [("csrf", server.csrf("/import")), ("type", ""), ("text", ""), ("file", data, name)])
        _, page = wait(server, to)
        if 'class="problem"' not in page:
            problems.append(f"{name}: {page[-300:]}")
    return problems + lives(server)


def nothing_left(server):
    """What came in and was not kept is gone when it was answered."""
    spool = [p for p in Path("/tmp").glob("qiao-??????/qiao-upload-*") if time.time() - p.stat().st_mtime < 120]
    return [f"{p}" for p in spool]


def docx(body):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr("_rels/.rels", '<Relationships><Relationship Type="http://x/officeDocument" Target="d.xml"/></Relationships>')
        z.writestr("d.xml", f"<document><body>{body}</body></document>")
    return out.getvalue()


def check_text(server, data, name, *more):
    return post(server, "/verify", [("period", "2024"), *more, ("file", data, name)])


def checked_texts(server):
    """Files to be checked: each number is found and has its verdict, whatever the file is called."""
    problems, said = [], "2024年，接待海外侨胞来访36批、500人次。"
    paragraph = f"<p><r><t>{said[:14]}</t></r><r><t>{said[14:]}</t></r></p>"
    with tempfile.TemporaryDirectory() as folder:
        template = Path(folder, "t.txt")
        template.write_text("= 标题\n\n" + said + "\n")
        review = Path(folder, "r.pdf")
        code, out = cli(server, "review", "--year", "2024", "--template", str(template), "--out", str(review), "--quiet")
        if code:
            return [f"the review: {out}"]
        pdf = review.read_bytes()
    for name, data in {"a.docx": docx(paragraph), "b.pdf": pdf, "c.txt": said.encode(), "d.exe": docx(paragraph)}.items():
        status, _, page = check_text(server, data, name, ("text", "not looked at"))
        marks = re.findall(r'<mark class="(\w+)[^>]*>(?:<a[^>]*>)?([^<]*)', page)
        verdicts = [kind for kind, text in marks if "36" in text or "500" in text]
        if status != 200 or name not in page or verdicts != ["agrees", "contradicts"]:
            problems.append(f"{name}: {status} {marks}")
    if "1 paragraphs" not in check_text(server, docx(paragraph), "a.docx")[2] or "1 pages" not in check_text(server, pdf, "b.pdf")[2]:
        problems.append("how much was read is not said")
    return problems


def hostile_texts(server):
    nest, bomb = "<a>" * 5000 + "</a>" * 5000, io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr("_rels/.rels", '<Relationships><Relationship Type="/officeDocument" Target="d.xml"/></Relationships>')
        z.writestr("d.xml", "<document>" + " " * (300 << 20))
    cases = {
        "page": (b"<!DOCTYPE html><script>alert(1)</script>", "web page"), "program": (b"\x7fELF\0\0", "no text"),
        "old Word": (b"\xd0\xcf\x11\xe0" + bytes(600), "save it as .docx"), "cut PDF": (b"%PDF-1.7\n1 0 obj<<", "damaged"),
        "picture of a page": (EMPTY_PDF, "no text"), "bomb": (bomb.getvalue(), "256 MB"),
        "nesting": (docx(nest), "nested too deep"), "empty": (docx("<p/>"), "no text"), "sheet": (bomb.getvalue()[:90], "damaged"),
        "long": (b"30 parties. " * 100000, "1024 KB"), "many numbers": (b"3 parties; " * 5001, "5001 numbers"),
        "<b>name": (b"\x7fELF\0\0", "no text"), "not UTF-8": ("批".encode() * 9 + b"\xff", "no text"),
    }
    problems = []
    for name, (data, says) in cases.items():
        status, _, page = check_text(server, data, name)
        if status != 400 or 'class="faults"' not in page or says not in page or "<b>" in page:
            problems.append(f"{name}: {status} {re.findall('faults.*', page)}")
    status, _, page = post(server, "/verify", [("period", "2024"), ("text", "")])
    if status != 400 or "choose a file" not in page:
        problems.append(f"nothing: {status}")
    status, _, page = post(server, "/verify", [("period", "20x4"), ("text", "接待36批")])
    if status != 400 or "接待36批" not in page or "20x4" not in page:
        problems.append(f"what was typed is lost: {status}")
    return problems + lives(server)


SLOW_AT_ONCE = 12
QUICK_MOST = 2  # seconds


def slow_pdf():
    """One page with more words, all over it, than can be put into lines in the time that is allowed."""
    words = b"".join(b"1 0 0 1 %d %d Tm (ab) Tj " % (i * 7 % 9973, i * 13 % 9967) for i in range(200000))
    text = zlib.compress(b"BT /F 9 Tf " + words + b"ET", 1)
    return (b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
            b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9999 9999]/Contents 4 0 R/Resources<</Font<</F<</Type/Font"
            b"/Subtype/Type1/BaseFont/Helvetica>>>>>>>>endobj\n4 0 obj<</Filter/FlateDecode/Length "
            + str(len(text)).encode() + b">>stream\n" + text + b"\nendstream endobj\ntrailer<</Size 5/Root 1 0 R>>\n%%EOF")


def slow_ones_at_once(server):
    """More slow requests than there are workers keep no page waiting."""
    data, problems = slow_pdf(), []
    with ThreadPoolExecutor(SLOW_AT_ONCE) as people:
        sent = [people.submit(check_text, server, data, "slow.pdf") for _ in range(SLOW_AT_ONCE)]
        time.sleep(0.5)
        while not all(s.done() for s in sent):
            began = time.monotonic()
            status = server.ask("GET", "/person")[0]
            if status != 200 or time.monotonic() - began > QUICK_MOST:
                problems.append(f"{status} after {time.monotonic() - began:.1f} s")
            time.sleep(0.1)
    statuses = {s.result()[0] for s in sent}
    return problems + ([] if statuses <= {400, 503} else [f"{statuses}"])


CHECKS = [("photographs", photographs), ("photographs of telephones", telephones), ("documents", documents), ("kinds that are refused", refused_kinds),
          ("forms that are refused", refused_forms), ("taken away", taken_away), ("check", checked),
          ("import, corrected in place, undone", imported), ("untidy workbooks, corrected in place", untidy), ("pasted cells", pasted),
          ("hostile sheets", hostile_sheets), ("files to be checked", checked_texts), ("hostile files to be checked", hostile_texts),
          ("slow files to be checked at once", slow_ones_at_once),
          ("nothing is left over", nothing_left)]
