# SPDX-License-Identifier: Apache-2.0
"""The pairs of tests/data/kin, hidden in a made registry, and the queries that look for them."""
import csv
import random
import subprocess

GIVEN = ["name", "name+year", "name+year+place"]


class Person(dict):
    """A row of the pairs; row_id is his id in the registry, which nothing tells from the others."""


def load(path):
    with open(path, encoding="utf-8") as f:
        rows = csv.DictReader((l for l in f if not l.startswith("#")), delimiter="\t",
                              quoting=csv.QUOTE_NONE)
        people = [Person(r) for r in rows]
    if not people:
        raise SystemExit(f"kin: {path} has no pairs")
    return people


def hide(path, root, args, people, present):
    """Writes the made registry with the persons of `present` at random places of it."""
    rng = random.Random(args.seed)
    ids = rng.sample(range(args.rows + 1, args.rows + 1 + 4 * len(people)), len(people))
    places = [rng.randrange(args.rows) for _ in people]
    at = {}
    chosen = {p["id"] for p in present}
    for person, number, place in zip(people, ids, places):
        person["row_id"] = f"r{number}"
        if person["id"] in chosen:
            at.setdefault(place, []).append(person)
    made = subprocess.Popen(
        [root / "build/gcc/tests/bench/kin_registry", str(args.rows), "--seed", str(args.seed),
         "--aliases"], stdout=subprocess.PIPE, text=True, encoding="utf-8")
    with open(path, "w", encoding="utf-8") as out:
        out.write(next(made.stdout))
        for n, line in enumerate(made.stdout):
            for p in at.get(n, ()):
                for name in p["hanzi"].split(";"):
                    out.write(f"{p['row_id']}\t{name}\t{p['birth_year']}\t{p['place']}\n")
            out.write(line)
    if made.wait():
        raise SystemExit("kin: kin_registry failed")
    return path


def query(person, given):
    """What the family tells: latin, year, place."""
    return (person["latin"],
            person["query_year"] if "year" in given else "",
            person["query_place"] if "place" in given else "")
