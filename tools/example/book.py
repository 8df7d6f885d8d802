# SPDX-License-Identifier: Apache-2.0
"""Spreadsheets of fixed bytes: XLSX by hand and CSV, with nothing but the standard library."""
import csv
import datetime
import io
import zipfile
from xml.sax.saxutils import escape

STAMP = (2025, 1, 6, 9, 0, 0)
EPOCH = datetime.date(1899, 12, 30)
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACK = "http://schemas.openxmlformats.org/package/2006"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
PLAIN, DATE, BOLD, TITLE, NUMBER = range(5)

STYLES = HEAD + f"""<styleSheet xmlns="{MAIN}">
<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts>
<fonts count="3"><font><sz val="11"/><name val="宋体"/></font><font><b/><sz val="11"/><name val="宋体"/></font>
<font><b/><sz val="16"/><name val="宋体"/></font></fonts>
<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>
<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>
<cellXfs count="5"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>
<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>
<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>
<xf numFmtId="0" fontId="2" fillId="0" borderId="0" xfId="0" applyFont="1" applyAlignment="1"><alignment horizontal="center"/></xf>
<xf numFmtId="4" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>
<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>
</styleSheet>
"""


def letter(col):
    name = ""
    col += 1
    while col:
        col, rest = divmod(col - 1, 26)
        name = chr(65 + rest) + name
    return name


class Sheet:
    """A table: a title above it if there is one, headings, rows as lists or as dictionaries."""

    def __init__(self, name, headings, title=None, groups=None):
        self.name, self.headings = name, headings.split() if isinstance(headings, str) else headings
        self.title, self.groups, self.rows, self.merges = title, groups, [], []

    def add(self, *cells, **named):
        row = list(cells) + [None] * (len(self.headings) - len(cells))
        assert len(row) == len(self.headings), (self.name, len(row), len(self.headings))
        for name, value in named.items():
            row[self.headings.index(name)] = value
        self.rows.append(row)

    def grid(self):
        """All rows of the sheet as it will be seen, with the ranges that are merged."""
        out, merges = [], list(self.merges)
        if self.title:
            out.append([self.title] + [None] * (len(self.headings) - 1))
            merges.append((0, 0, 0, len(self.headings) - 1))
        if self.groups:
            line, at = [], len(out)
            for text, width in self.groups:
                if width > 1:
                    merges.append((at, len(line), at, len(line) + width - 1))
                line += [text] + [None] * (width - 1)
            out.append(line)
        out.append(list(self.headings))
        first = len(out)
        return out + self.rows, merges, first


def cell_text(value):
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, datetime.date) else str(value)


class Shared:
    def __init__(self):
        self.slots, self.uses = {}, 0

    def slot(self, text):
        self.uses += 1
        return self.slots.setdefault(text, len(self.slots))

    def xml(self):
        items = "".join(f'<si><t xml:space="preserve">{escape(t)}</t></si>' for t in self.slots)
        return (f'{HEAD}<sst xmlns="{MAIN}" count="{self.uses}" uniqueCount="{len(self.slots)}">'
                f"{items}</sst>")


def cell_xml(ref, value, style, shared):
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return f'<c r="{ref}" t="b"><v>{int(value)}</v></c>'
    if isinstance(value, datetime.date):
        return f'<c r="{ref}" s="{DATE}"><v>{(value - EPOCH).days}</v></c>'
    if isinstance(value, (int, float)):
        return f'<c r="{ref}" s="{style}"><v>{value!r}</v></c>'
    return f'<c r="{ref}" s="{style}" t="s"><v>{shared.slot(str(value))}</v></c>'


def sheet_xml(sheet, shared):
    rows, merges, first = sheet.grid()
    lines, widths = [], {}
    for r, row in enumerate(rows):
        style = TITLE if sheet.title and r == 0 else BOLD if r < first else PLAIN
        cells = ""
        for c, value in enumerate(row):
            cells += cell_xml(f"{letter(c)}{r + 1}", value, style, shared)
            if style != TITLE:
                width = sum(2 if ord(ch) > 255 else 1 for ch in cell_text(value))
                widths[c] = max(widths.get(c, 6), min(width + 2, 40))
        if cells:
            lines.append(f'<row r="{r + 1}">{cells}</row>')
    cols = "".join(f'<col min="{c + 1}" max="{c + 1}" width="{w}" customWidth="1"/>'
                   for c, w in sorted(widths.items()))
    merged = "".join(f'<mergeCell ref="{letter(c1)}{r1 + 1}:{letter(c2)}{r2 + 1}"/>'
                     for r1, c1, r2, c2 in merges)
    if merged:
        merged = f'<mergeCells count="{len(merges)}">{merged}</mergeCells>'
    return (f'{HEAD}<worksheet xmlns="{MAIN}"><cols>{cols}</cols>'
            f'<sheetData>{"".join(lines)}</sheetData>{merged}</worksheet>')


def workbook_parts(sheets):
    shared = Shared()
    bodies = [sheet_xml(s, shared) for s in sheets]
    n = range(1, len(sheets) + 1)
    types = "".join(f'<Override PartName="/xl/worksheets/sheet{i}.xml" ContentType="application/'
                    'vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>' for i in n)
    office = "application/vnd.openxmlformats-officedocument.spreadsheetml."
    yield "[Content_Types].xml", (
        f'{HEAD}<Types xmlns="{PACK}/content-types"><Default Extension="rels" ContentType="application/'
        'vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType='
        f'"application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{office}sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{office}styles+xml"/>'
        f'<Override PartName="/xl/sharedStrings.xml" ContentType="{office}sharedStrings+xml"/>'
        '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.'
        f'core-properties+xml"/>{types}</Types>')
    yield "_rels/.rels", (
        f'{HEAD}<Relationships xmlns="{PACK}/relationships"><Relationship Id="rId1" Type="{REL}/'
        f'officeDocument" Target="xl/workbook.xml"/><Relationship Id="rId2" Type="{PACK}/relationships/'
        'metadata/core-properties" Target="docProps/core.xml"/></Relationships>')
    yield "docProps/core.xml", (
        f'{HEAD}<cp:coreProperties xmlns:cp="{PACK}/metadata/core-properties" xmlns:dcterms='
        '"http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        '<dcterms:created xsi:type="dcterms:W3CDTF">2025-01-06T01:00:00Z</dcterms:created>'
        '<dcterms:modified xsi:type="dcterms:W3CDTF">2025-01-06T01:00:00Z</dcterms:modified>'
        "</cp:coreProperties>")
    names = "".join(f'<sheet name="{escape(s.name)}" sheetId="{i}" r:id="rId{i}"/>'
                    for i, s in zip(n, sheets))
    yield "xl/workbook.xml", (f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{REL}"><sheets>{names}</sheets>'
                              "</workbook>")
    last = len(sheets)
    links = "".join(f'<Relationship Id="rId{i}" Type="{REL}/worksheet" Target="worksheets/sheet{i}.xml"/>'
                    for i in n)
    yield "xl/_rels/workbook.xml.rels", (
        f'{HEAD}<Relationships xmlns="{PACK}/relationships">{links}<Relationship Id="rId{last + 1}" '
        f'Type="{REL}/styles" Target="styles.xml"/><Relationship Id="rId{last + 2}" Type="{REL}/'
        'sharedStrings" Target="sharedStrings.xml"/></Relationships>')
    yield "xl/styles.xml", STYLES
    yield "xl/sharedStrings.xml", shared.xml()
    for i, body in zip(n, bodies):
        yield f"xl/worksheets/sheet{i}.xml", body


def write_xlsx(path, sheets):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as z:
        for name, body in workbook_parts(sheets):
            info = zipfile.ZipInfo(name, STAMP)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3
            info.external_attr = 0o644 << 16
            z.writestr(info, body.encode("utf-8"), compresslevel=9)


def write_csv(path, sheet, encoding="utf-8-sig"):
    out = io.StringIO()
    w = csv.writer(out, lineterminator="\r\n")
    for row in sheet.grid()[0]:
        w.writerow([cell_text(v) for v in row])
    path.write_bytes(out.getvalue().encode(encoding))
