# SPDX-License-Identifier: Apache-2.0
"""Runs `qiao match` on a file of queries and reads what it says."""
import json
import subprocess
import sys
import tempfile

import kin_pairs

TOP = 100


class Run:
    """The answers to one file of queries: ranks (0: not found), first candidates, times."""

    def __init__(self):
        self.ranks = {}    # id of the pair → rank of its person, 0 if not among the first TOP
        self.best = {}     # id of the pair → (score, whether it is the person), or None
        self.first = {}    # id of the pair → id of the first candidate
        self.scores = []   # (score, whether right) of all candidates
        self.us = []
        self.seconds = self.peak_mb = 0


# A small process in between: a child's peak counts the memory of the one that started it.
MEASURED = """
import json, resource, subprocess, sys, time
start = time.monotonic()
code = subprocess.call(sys.argv[2:])
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
json.dump([code, time.monotonic() - start, peak], open(sys.argv[1], "w"))
"""


def call(qiao, registry, queries, extra=()):
    """The lines of the answer, seconds and peak memory in MB."""
    argv = [qiao, "match", "--registry", str(registry), "--queries", str(queries),
            "--top", str(TOP), "--json", "--quiet", *extra]
    with tempfile.NamedTemporaryFile("r") as note:
        answer = subprocess.run([sys.executable, "-c", MEASURED, note.name, *argv],
                                stdout=subprocess.PIPE, check=True)
        code, seconds, peak = json.load(note)
    if code:
        raise SystemExit(f"kin: {' '.join(argv)} ended with {code}")
    return answer.stdout.decode("utf-8").splitlines(), seconds, peak


def run(qiao, folder, registry, people, given, present=None):
    path = folder / "queries.tsv"
    with open(path, "w", encoding="utf-8") as f:
        f.write("id\tlatin\tbirth_year\tancestral_place\n")
        for p in people:
            f.write("\t".join((p["id"], *kin_pairs.query(p, given))) + "\n")
    here = {p["id"] for p in (present if present is not None else people)}
    want = {p["id"]: p["row_id"] for p in people}
    r = Run()
    lines, r.seconds, r.peak_mb = call(qiao, registry, path, ["--timing"])
    for answer in map(json.loads, lines):
        who, found = answer["id"], answer["candidates"]
        ids = [c["id"] for c in found]
        right = [i == want[who] for i in ids]
        if who in here:
            r.ranks[who] = right.index(True) + 1 if True in right else 0
        r.best[who] = (found[0]["score"], right[0]) if found else None
        r.first[who] = found[0] if found else None
        r.scores += [(c["score"], ok) for c, ok in zip(found, right)]
        r.us.append(answer["us"])
    missing = want.keys() - r.best.keys()
    if missing:
        raise SystemExit(f"kin: no answer for {len(missing)} queries, such as {min(missing)}")
    return r


def percentile(values, share):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def print_speed(qiao, folder, registry, runs):
    empty = folder / "none.tsv"
    empty.write_text("id\tlatin\tbirth_year\tancestral_place\n", encoding="utf-8")
    _, seconds, peak = call(qiao, registry, empty)
    print(f"\nreading and building the registry: {seconds:.2f} s, peak memory {peak:.0f} MB")
    for given, r in runs.items():
        print(f"{given}: p50 {percentile(r.us, .5) / 1000:.2f} ms, p99 {percentile(r.us, .99) / 1000:.2f} ms"
              f" a query, {r.seconds:.2f} s in all, peak memory {r.peak_mb:.0f} MB")
