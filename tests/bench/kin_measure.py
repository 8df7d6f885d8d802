# SPDX-License-Identifier: Apache-2.0
"""Recall, certainty and calibration of answers, as tables of text."""
AT = (1, 10, 100)


def recall(ranks):
    """{1: recall@1, 10: …, 100: …, "mrr": …, "n": …}; rank 0 is not found."""
    ranks = list(ranks)
    n = max(len(ranks), 1)
    out = {k: sum(0 < r <= k for r in ranks) / n for k in AT}
    out["mrr"] = sum(1 / r for r in ranks if r) / n
    out["n"] = len(ranks)
    return out


def cells(ranks):
    s = recall(ranks)
    return "  ".join(f"{s[k]:5.3f}" for k in (*AT, "mrr"))


def groups(people, column):
    out = {}
    for p in people:
        out.setdefault(p[column], []).append(p["id"])
    return out


def print_recall(people, runs):
    head = "  ".join(f"{h:>5}" for h in ("R@1", "R@10", "R@100", "MRR"))
    for column in ("system", "kind"):
        print(f"\n{'':<20}" + "  |  ".join(f"{given:<{len(head)}}" for given in runs))
        print(f"{column:<14}{'n':>4}  " + "  |  ".join(head for _ in runs))
        for name, ids in [*sorted(groups(people, column).items()), ("all", [p["id"] for p in people])]:
            rows = "  |  ".join(cells(r.ranks[i] for i in ids) for r in runs.values())
            print(f"{name:<14}{len(ids):>4}  {rows}")


def calibration(pairs, bins=10):
    """Expected calibration error of (score, right) pairs in bins of equal width, and the bins."""
    table = [[0, 0, 0.0] for _ in range(bins)]
    for score, right in pairs:
        b = table[min(bins - 1, max(0, int(score * bins)))]
        b[0] += 1
        b[1] += right
        b[2] += score
    n = max(len(pairs), 1)
    return sum(abs(right - total) for _, right, total in table) / n, table


def certainty(runs):
    """Of the first candidates of these runs: precision at .9, share of queries there, ECE."""
    first = [b for r in runs for b in r.best.values() if b]
    asked = sum(len(r.best) for r in runs)
    present = sum(len(r.ranks) for r in runs)
    sure = [right for score, right in first if score >= .9]
    ece, table = calibration(first)
    return {"precision": sum(sure) / len(sure) if sure else 0.0, "sure": len(sure) / max(asked, 1),
            "recall": sum(sure) / max(present, 1), "ece": ece, "bins": table}


def print_certainty(runs, absent, half):
    print("\nfirst candidates, all persons there and half of them there: precision and recall at"
          " p ≥ .9, calibration error; false alarms: of persons who are not there, a first candidate"
          " at p ≥ .9, ≥ .5")
    here = {p["id"] for p in half}
    for given, r in runs.items():
        c = certainty([r, absent[given]])
        gone = [b[0] if b else 0 for i, b in absent[given].best.items() if i not in here]
        alarms = [sum(s >= t for s in gone) / max(len(gone), 1) for t in (.9, .5)]
        all_ece, _ = calibration(r.scores + absent[given].scores)
        print(f"{given:<16} precision {c['precision']:.3f}  recall {c['recall']:.3f}  ECE {c['ece']:.3f}"
              f" (all candidates {all_ece:.4f})  false alarms {alarms[0]:.3f} {alarms[1]:.3f}")
        print("    " + "  ".join(f".{i}:{right}/{n} said {total / n:.2f}"
                                 for i, (n, right, total) in enumerate(c["bins"]) if n))


def print_others(runs, others):
    if not others:
        return
    print("\nthe same queries, a sample; R@1, R@10, R@100, MRR")
    sample = list(next(iter(others.values())))
    for given, r in runs.items():
        print(f"{'qiao':<8} {given:<16} {cells(r.ranks[i] for i in sample)}  n {len(sample)}")
        for (name, theirs), ranks in others.items():
            if theirs == given:
                print(f"{name:<8} {given:<16} {cells(ranks.values())}")


def write_misses(path, people, runs, registry):
    """Who was not among the first ten, with whom the matcher put first in his place."""
    firsts = {c["id"] for r in runs.values() for c in r.first.values() if c}
    with open(registry, encoding="utf-8") as f:
        rows = {c[0]: c for c in (line.rstrip("\n").split("\t") for line in f) if c[0] in firsts}
    with open(path, "w", encoding="utf-8") as f:
        f.write("given\tid\tsystem\tkind\thanzi\tlatin\trank\tscore\tfirst\n")
        for given, r in runs.items():
            for p in people:
                rank, first = r.ranks[p["id"]], r.first[p["id"]]
                if 0 < rank <= 10:
                    continue
                instead = [f"{first['score']:.3f}", " ".join(rows[first["id"]][1:])] if first else ["", ""]
                f.write("\t".join([given, p["id"], p["system"], p["kind"], p["hanzi"], p["latin"],
                                   str(rank), *instead]) + "\n")
