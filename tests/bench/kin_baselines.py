# SPDX-License-Identifier: Apache-2.0
"""What is used for such names where nothing knows of dialects: three ways, all on Mandarin pinyin.

jw      Jaro-Winkler of the whole name, against every row (in DuckDB, for its speed)
trgm    pg_trgm's similarity with its index, in a temporary PostgreSQL
duckdb  blocks by initials, then weights of Fellegi and Sunter for surname, given name, year, place
"""
import bz2
import csv
import json
import random
import re
import subprocess
import time
import unicodedata

import kin_pairs

UNIHAN = "/usr/share/unicode/Unihan_Readings.txt.bz2"
# Compound surnames of the registry; every other surname is the first character.
COMPOUND = ("歐陽", "欧阳", "司徒", "上官", "諸葛", "诸葛")


def plain(text):
    """Lower case, without marks and punctuation, words between single blanks."""
    text = unicodedata.normalize("NFKD", text.lower().replace("đ", "d"))
    return " ".join(re.findall(r"[a-z]+", "".join(c for c in text if not unicodedata.combining(c))))


def mandarin():
    """Character → syllable, of Unihan; ü as u."""
    out = {}
    try:
        lines = bz2.open(UNIHAN, "rt", encoding="utf-8")
    except FileNotFoundError:
        raise SystemExit("kin: no Unihan; apt-get install unicode-data, or --baselines none")
    with lines:
        for line in lines:
            cell = line.rstrip("\n").split("\t")
            if len(cell) == 3 and cell[1] == "kMandarin":
                out[chr(int(cell[0][2:], 16))] = plain(cell[2].split()[0])
    return out


def write_pinyin(registry, path):
    """The registry in pinyin: id, whole name, surname, given name, year, place."""
    syllable = mandarin()

    def pinyin(text):
        return " ".join(syllable.get(c, "") for c in text).strip()

    with open(registry, encoding="utf-8") as f, open(path, "w", encoding="utf-8") as out:
        next(f)
        out.write("id\tname\tsurname\tgiven\tyear\tplace\n")
        for line in f:
            who, name, year, place = line.rstrip("\n").split("\t")
            n = 2 if name.startswith(COMPOUND) else 1
            out.write("\t".join((who, pinyin(name), pinyin(name[:n]), pinyin(name[n:]), year,
                                 pinyin(place))) + "\n")


def digits(year):
    """A year in what the family tells; a reign year or a cyclical one is beyond these tools."""
    found = re.search(r"\d{4}", year)
    return found.group() if found else ""


def write_queries(people, path):
    with open(path, "w", encoding="utf-8") as out:
        out.write("id\tgiven_what\tname\tsurname\tgiven\tyear\tplace\n")
        for p in people:
            for given in kin_pairs.GIVEN:
                latin, year, place = kin_pairs.query(p, given)
                words = plain(latin).split() or [""]
                out.write("\t".join((p["id"], given, " ".join(words), words[0], " ".join(words[1:]),
                                     digits(year), plain(place))) + "\n")


def ranks(rows, people):
    """{given: {pair: rank}} of (pair, given, candidate) rows, best first."""
    want = {p["id"]: p["row_id"] for p in people}
    seen = {}
    out = {g: {p["id"]: 0 for p in people} for g in kin_pairs.GIVEN}
    for pair, given, candidate in rows:
        before = seen.setdefault((pair, given), [])
        if candidate not in before:
            before.append(candidate)
            if candidate == want[pair]:
                out[given][pair] = len(before)
    return out


TRGM = """
\\set ON_ERROR_STOP 1
CREATE EXTENSION pg_trgm;
CREATE TABLE r (id TEXT, name TEXT, surname TEXT, given TEXT, year TEXT, place TEXT);
CREATE TABLE q (id TEXT, given_what TEXT, name TEXT, surname TEXT, given TEXT, year TEXT, place TEXT);
\\copy r FROM pinyin.tsv (FORMAT csv, DELIMITER E'\\t', HEADER)
\\copy q FROM asked.tsv (FORMAT csv, DELIMITER E'\\t', HEADER)
CREATE INDEX ON r USING gist (name gist_trgm_ops(siglen=32));
ANALYZE r;
\\copy (SELECT q.id, q.given_what, c.id FROM q, LATERAL (SELECT id, year, name <-> q.name AS far, \
place FROM r ORDER BY name <-> q.name LIMIT 1000) c ORDER BY q.id, q.given_what, \
c.far + CASE WHEN q.year IS NULL OR c.year IS NULL THEN 0.05 \
ELSE least(abs(q.year::int - c.year::int), 10) * 0.03 END \
- CASE WHEN q.place IS NULL OR c.place IS NULL THEN 0 ELSE similarity(q.place, c.place) / 2 END) \
TO trgm.tsv
"""


def trgm(root, folder, people):
    (folder / "trgm.sql").write_text(TRGM, encoding="utf-8")
    subprocess.run([root / "tools/with-postgres", "bash", "-c",
                    f"cd '{folder}' && psql -qX \"$QIAO_TEST_PG\" -f trgm.sql"], check=True)
    with open(folder / "trgm.tsv", encoding="utf-8") as f:
        return ranks((line.rstrip("\n").split("\t") for line in f), people)


def duckdb(root, folder, people, which):
    here = root / "tests/bench"
    if subprocess.run(["npm", "ls", "--silent"], cwd=here, capture_output=True).returncode:
        subprocess.run(["npm", "install", "--silent", "--no-save"], cwd=here, check=True)
    done = subprocess.run(["node", here / "kin_duckdb.js", which, folder / "pinyin.tsv",
                           folder / "asked.tsv"], check=True, capture_output=True, text=True)
    return ranks((json.loads(line) for line in done.stdout.splitlines()), people)


def run_all(args, root, folder, registry, people):
    """{(baseline, given): {pair: rank}} for a sample of the pairs."""
    names = [n for n in args.baselines.split(",") if n != "none"]
    if not names:
        return {}
    sample = random.Random(args.seed).sample(people, min(args.sample, len(people)))
    write_pinyin(registry, folder / "pinyin.tsv")
    write_queries(sample, folder / "asked.tsv")
    out = {}
    for name in names:
        start = time.monotonic()
        found = trgm(root, folder, sample) if name == "trgm" else duckdb(root, folder, sample, name)
        print(f"{name}: {time.monotonic() - start:.1f} s with loading, {3 * len(sample)} queries")
        out.update({(name, given): found[given] for given in kin_pairs.GIVEN})
    return out
