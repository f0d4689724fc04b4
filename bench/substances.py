"""Misspelt names of substances among 100,000: the index's search beside rapidfuzz over the same list, in one run."""

import csv
import random
import time
from collections.abc import Sequence
from pathlib import Path

from bench.child import run, table

NAMES = 100_000
SLIPS = 1_000
TURNS = 5
SEED = 4
CASES = Path(__file__).parent.parent / "tests" / "cases" / "substance_misspellings.csv"
KEYS = "abcdefghijklmnopqrstuvwxyz"
ENDINGS = (
    ("ine", "ina"),
    ("ol", "olo"),
    ("yl", "ilo"),
    ("am", "amum"),
    ("one", "onum"),
    ("ide", "ido"),
    ("ate", "atum"),
)


def listed() -> tuple[list[str], list[frozenset[str]]]:
    """The shipped names and, up to 100,000, synthetic variants of them, each with the identities it stands for.

    Variants are salts, other endings and other marks, made by rule and with a seed; none is a query of the cases.
    """
    from tripoint.registry.names import normalise
    from tripoint.registry.substance_index import substance_index

    index = substance_index()
    of = {name: frozenset(c.meaning.identity for c in index.meanings_of(name)) for name in index.names}
    asked = {normalise(row["misspelling"]) for row in cases()}
    pool = [name for name in index.names if 5 <= len(name) <= 30]
    chance = random.Random(SEED)
    while len(of) < NAMES:
        name = chance.choice(pool)
        old, new = chance.choice(ENDINGS)
        variant = chance.choice(
            (
                f"{name} hydrochloride",
                f"{name} sulfate",
                name.removesuffix(old) + new if name.endswith(old) else f"{name} citrate",
                name.replace("-", " ") if "-" in name else f"{name} base",
            )
        )
        if variant not in asked:
            of.setdefault(variant, of[name])
    return list(of), list(of.values())


def cases() -> list[dict[str, str]]:
    with CASES.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def slips(names: Sequence[str], edits: int) -> list[tuple[str, str]]:
    """Seeded misspellings by chance: letters lost, added, mistaken or exchanged, so many each."""
    known, chance = set(names), random.Random(SEED + edits)
    pool = [name for name in names if 6 <= len(name) <= 20]
    made: list[tuple[str, str]] = []
    while len(made) < SLIPS:
        name = text = chance.choice(pool)
        for _ in range(edits):
            at, letter = chance.randrange(len(text)), chance.choice(KEYS)
            rest = text[at + 1 :]
            text = text[:at] + chance.choice((rest, letter + text[at:], letter + rest, rest[:1] + text[at] + rest[1:]))
        if text not in known:
            made.append((text, name))
    return made


def compare() -> dict[str, object]:
    """Both in one warm process, in turns: seconds per query and right first answers of every set of queries."""
    import numpy as np
    from rapidfuzz import fuzz, process

    from tripoint.registry.names import normalise
    from tripoint.registry.substance_index import substance_index
    from tripoint.registry.substance_search import NameSearch

    started = time.perf_counter()
    index = substance_index()
    read = time.perf_counter() - started
    names, identities = listed()
    weights = [np.pad(of, (0, len(names) - len(of)), mode="minimum") for of in index.weights]
    started = time.perf_counter()
    search = NameSearch(names, *weights)
    built = time.perf_counter() - started
    known = dict(zip(names, identities, strict=True))
    rows = cases()
    asked = {
        "case table": [(normalise(r["misspelling"]), known.get(normalise(r["intended"]), frozenset())) for r in rows],
        "one random slip": [(text, known[name]) for text, name in slips(names, 1)],
        "two random slips": [(text, known[name]) for text, name in slips(names, 2)],
    }

    def ours(queries: list[str]) -> list[int | None]:
        return [found[0].at if found else None for found in search.near(queries, most=1)]

    def one_by_one(queries: list[str]) -> list[int | None]:
        return [found[0].at if found else None for query in queries for found in search.near([query], most=1)]

    def theirs(queries: list[str]) -> list[int | None]:
        scores = process.cdist(queries, names, scorer=fuzz.ratio, score_cutoff=80, workers=2)
        best = scores.argmax(axis=1)
        return [int(at) if scores[i, at] else None for i, at in enumerate(best)]

    result: dict[str, object] = {"read": read, "built": built, "names": len(names), "shipped": len(index.names)}
    for title, pairs in asked.items():
        queries, seconds, right = [text for text, _ in pairs], {}, {}
        for turn in range(TURNS):
            for who in (theirs, ours, one_by_one):
                if who is one_by_one and turn:
                    continue
                started = time.perf_counter()
                firsts = who(queries)
                took = (time.perf_counter() - started) / len(queries)
                seconds.setdefault(who.__name__, []).append(took)
                right[who.__name__] = sum(
                    at is None if not meant else at is not None and bool(identities[at] & meant)
                    for at, (_, meant) in zip(firsts, pairs, strict=True)
                )
        result[title] = {"queries": len(queries), "seconds": {k: sorted(v)[len(v) // 2] for k, v in seconds.items()}, "right": right}  # fmt: skip
    exact = list(index.names[::50])
    started = time.perf_counter()
    missed = sum(not index.meanings_of(name) for name in exact)
    result["exact"] = {"queries": len(exact), "seconds": (time.perf_counter() - started) / len(exact), "missed": missed}
    return result


def main() -> str:
    found = run("bench.substances", "compare").result
    lines = []
    for title in ("case table", "one random slip", "two random slips"):
        of = found[title]  # type: ignore[index]
        seconds, right, count = of["seconds"], of["right"], of["queries"]
        lines.append(
            [
                f"{title} ({count:,})", _micro(seconds["theirs"]), _micro(seconds["ours"]),
                f"{seconds['theirs'] / seconds['ours']:.1f} ×", _micro(seconds["one_by_one"]),
                f"{right['theirs']:,} ({right['theirs'] / count:.1%})", f"{right['ours']:,} ({right['ours'] / count:.1%})",
            ]
        )  # fmt: skip
    exact = found["exact"]  # type: ignore[index]
    head = (
        "misspelt queries", "rapidfuzz cdist, each", "index, each", "faster (reach ≥ 5 ×)", "index, asked one by one",
        "rapidfuzz: first answer right", "index: first answer right",
    )  # fmt: skip
    text = table(
        f"misspelt names among {found['names']:,} ({found['shipped']:,} shipped, the rest synthetic)", head, lines
    )  # type: ignore[index]
    return text + (
        f"\nExact hits apart: {exact['queries']:,} names looked up, {_micro(exact['seconds'])} each, {exact['missed']} missed. "
        f"Before the first answer: {found['read']:.2f} s to read the index, {found['built']:.2f} s to prepare the search.\n"  # type: ignore[index]
    )


def _micro(seconds: float) -> str:
    return f"{seconds * 1e6:,.0f} µs"
