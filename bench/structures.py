"""100,000 structures against every listed identity and class rule: ours beside a plain RDKit loop, and on Spark."""

import csv
import os
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path

from bench.child import run, table

COUNT = 100_000
SEED = 5
TURNS = 2
RINGS = (
    "c1ccccc1", "c1ccc(F)cc1", "c1ccc(Cl)cc1", "c1ccc(OC)cc1", "c1ccc(C)cc1", "c1ccc(C#N)cc1", "c1cc(F)cc(F)c1", "c1ccncc1",
    "c1cccnc1", "c1cncnc1", "c1ccsc1", "c1ccoc1", "c1cnn(C)c1", "c1ncsc1", "C1CCCCC1", "C1CCOCC1", "C1CCN(C)CC1", "C1CCC1",
    "c1ccc2ccccc2c1", "c1ccc2[nH]ccc2c1", "c1ccc([N+](=O)[O-])cc1", "c1ccc(C(F)(F)F)cc1", "c1ccc(S(C)(=O)=O)cc1",
)  # fmt: skip
LINKS = (
    "C(=O)N", "NC(=O)", "NC(=O)N", "CO", "OC", "S(=O)(=O)N", "CN(C)C(=O)", "CCNC(=O)", "OCC(=O)N", "C(=O)OC", "CSC", "NCC(=O)N",
    "C(O)CN", "OCCN(C)C",
)  # fmt: skip
HEADS = (
    "", "C-", "CC-", "CC(C)-", "CO-", "OC-", "NC(=O)-", "CN(C)-", "OC(=O)-", "OCC-", "CNC(=O)C-", "CS(=O)(=O)-", "CC(=O)N-", "FC(F)O-",
)  # fmt: skip
SALTS = ("Cl", "Br", "OS(=O)(=O)O", "OC(=O)C=CC(=O)O", "CS(=O)(=O)O", "OC(=O)C(F)(F)F")


def enumerated() -> Iterator[str]:
    """Amides, ureas, ethers, esters and sulfonamides of common fragments, in an order that a seed decides."""
    chance = random.Random(SEED)
    every = ["".join(of) for of in product(HEADS, RINGS, LINKS, RINGS)]
    chance.shuffle(every)
    yield from every


def texts() -> list[str]:
    """100,000 texts, no two of which are one canonical SMILES; a hundredth of them unreadable.

    Examples of the rules, listed identities and MassBank's molecules (where TRIPOINT_RAW is set) first, then the
    enumerated ones; of these every seventh is a salt, every fifteenth a mixture, every thirtieth labelled with an
    isotope, every fortieth a sodium compound, every hundredth broken.
    """
    from rdkit import Chem, rdBase

    from tripoint.registry.class_rules import rule_examples
    from tripoint.registry.rows import rows_of

    given = [e.smiles for e in rule_examples()]
    given += [row["smiles"] for row in rows_of("law_identities") if row["smiles"]]
    given += [f"{smiles}.Cl" for smiles in given] + massbank()
    made = enumerated()
    found: dict[str, str] = {}
    with rdBase.BlockLogs():
        for text in given:
            mol = Chem.MolFromSmiles(text)
            if mol is not None:
                found.setdefault(Chem.MolToSmiles(mol), text)
        for at, text in enumerate(made):
            if at % 100 == 0:
                text = f"{text}("
            elif at % 40 == 0:
                text = f"{text}.[Na]OC(=O)C{'C' * (at % 7)}"
            elif at % 30 == 0:
                text = text.replace("c1", "[13c]1", 1) if "c1" in text else f"[2H]C.{text}"
            elif at % 15 == 0:
                text = f"{text}.{next(made)}"
            elif at % 7 == 0:
                text = f"{text}.{SALTS[at % len(SALTS)]}"
            mol = Chem.MolFromSmiles(text)
            found.setdefault(text if mol is None else Chem.MolToSmiles(mol), text)
            if len(found) == COUNT:
                break
    every = list(found.values())
    random.Random(SEED).shuffle(every)
    return every


def massbank() -> list[str]:
    raw = os.environ.get("TRIPOINT_RAW", "")
    files = sorted(Path(raw, "forensic", "massbank_drugs_open").glob("*_index.csv")) if raw else []
    found: dict[str, None] = {}
    for file in files:
        with file.open(encoding="utf-8", newline="") as lines:
            found |= dict.fromkeys(row["smiles"] for row in csv.DictReader(lines) if row["smiles"] not in ("", "N/A"))
    return list(found)


def parts():  # type: ignore[no-untyped-def]
    """Every listed identity with a structure, and every rule."""
    from tripoint.analysis.structures.listed import Listed
    from tripoint.analysis.structures.many import ScreenerParts
    from tripoint.registry.class_rules import class_rules, counter_ions
    from tripoint.registry.rows import rows_of

    listed = {
        row["smiles"]: Listed(
            row["name"].replace(" ", "_"), "", "", row["smiles"], is_stereo_specific=row["stereo"] == "specific"
        )
        for row in rows_of("law_identities")
        if row["smiles"]
    }
    return ScreenerParts(tuple(listed.values()), class_rules(), counter_ions())


def loop(of, asked: list[str]) -> list[str]:  # type: ignore[no-untyped-def]
    """What a chemist types: parse, take salts apart where there is more than one fragment, neutralise, key, patterns.

    One process. Every pattern is made once before the clock starts; keys are looked up in a dictionary.
    """
    from rdkit import Chem, rdBase
    from rdkit.Chem.MolStandardize import rdMolStandardize

    from tripoint.analysis.structures.classes import compiled
    from tripoint.analysis.structures.components import _disconnector

    uncharger, disconnector = rdMolStandardize.Uncharger(), _disconnector()
    metal = Chem.MolFromSmarts("[#3,#11,#19,#37,#55,#4,#12,#20,#38,#56,#13,#21,#22,#23,#24,#25,#26,#27,#28,#29,#30]")

    def neutral(mol):  # type: ignore[no-untyped-def]
        marked = [a for a in mol.GetAtoms() if a.GetIsotope() or a.GetFormalCharge()]
        if not marked:
            return mol
        if any(a.GetIsotope() for a in marked):
            mol = Chem.Mol(mol)
            for atom in mol.GetAtoms():
                atom.SetIsotope(0)
            mol = Chem.RemoveHs(mol)
        return uncharger.uncharge(mol) if any(a.GetFormalCharge() for a in mol.GetAtoms()) else mol

    blocks: dict[str, list[tuple[str, frozenset[str]]]] = {}
    for entry in of.listed:
        mols = [
            neutral(m) for m in Chem.GetMolFrags(disconnector.Disconnect(Chem.MolFromSmiles(entry.smiles)), asMols=True)
        ]
        mols.sort(key=lambda m: -m.GetNumHeavyAtoms())
        first, *others = (Chem.MolToInchiKey(m)[:14] for m in mols)
        blocks.setdefault(first, []).append((entry.entry_id, frozenset(others)))
    classes = compiled(of.book)
    found = []
    for text in asked:
        with rdBase.BlockLogs():
            mol = Chem.MolFromSmiles(text)
        if mol is None:
            found.append("unreadable")
            continue
        if mol.HasSubstructMatch(metal):
            mol = disconnector.Disconnect(mol)
        several = len(Chem.GetMolFrags(mol)) > 1
        fragments = [neutral(m) for m in (Chem.GetMolFrags(mol, asMols=True) if several else (mol,))]
        keys = [Chem.MolToInchiKey(m)[:14] for m in fragments]
        words = set()
        for at, fragment in enumerate(fragments):
            rest = {key for other, key in enumerate(keys) if other != at}
            words |= {f"{name}@{at}" for name, others in blocks.get(keys[at], ()) if others <= rest}
            for rule in classes.rules:
                if any(fragment.HasSubstructMatch(s.pattern) for s in rule.scaffolds) and classes.fit(fragment, rule):
                    words.add(f"{rule.rule.rule_id}@{at}")
        found.append(" ".join(sorted(words)) if words else f"none {len(fragments)}")
    return found


def short(coded: str) -> str:
    """Our answer in the loop's words: which hits, without stereo, form and state, which the loop does not look at."""
    if not coded.startswith("found "):
        return coded.split()[0] if coded.startswith("unreadable") else coded
    return " ".join(sorted({word.split("/")[0] for word in _words(coded)}))


def _words(coded: str) -> list[str]:
    return coded.removeprefix("found ").split(" ")


def processor_seconds() -> float:
    """Of this process and of those it has ended: what other work on the machine does not lengthen so much."""
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def compare() -> dict[str, object]:
    """All sides in turns on the same texts; raises if an answer differs. Seconds by side."""
    from tripoint.analysis.structures.many import coded, screen_many, screener_of

    asked, of = texts(), parts()
    screener = screener_of(of)
    sides: dict[str, Callable[[], list[str]]] = {
        "loop": lambda: loop(of, asked),
        "one": lambda: [coded(answer) for answer in screener.screen(asked)],
        "two": lambda: [coded(answer) for answer in screen_many(of, asked, processes=2)],
    }
    seconds: dict[str, list[tuple[float, float]]] = {}
    answers: dict[str, list[str]] = {}
    for turn in range(TURNS):
        for name, side in sides.items():
            if name == "loop" and turn:
                continue  # it takes minutes, and hardly varies
            started, worked = time.perf_counter(), processor_seconds()
            answers[name] = side()
            seconds.setdefault(name, []).append((time.perf_counter() - started, processor_seconds() - worked))
    if answers["one"] != answers["two"]:
        raise SystemExit("one process and two answer differently")
    different = [at for at, text in enumerate(answers["one"]) if short(text) != answers["loop"][at]]
    if different:
        at = different[0]
        raise SystemExit(
            f"{len(different)} answers differ from the loop's: {asked[at]}: {answers['one'][at]} / {answers['loop'][at]}"
        )
    kinds = [text.split(" ")[0] for text in answers["one"]]
    return {
        "seconds": {name: sorted(all_)[len(all_) // 2] for name, all_ in seconds.items()},
        "structures": len(asked), "listed": len(of.listed), "rules": len(of.book.rules),
        "found": kinds.count("found"), "unreadable": kinds.count("unreadable"), "several": sum("." in text for text in asked),
    }  # fmt: skip


def on_spark(master: str, folder: str) -> dict[str, object]:
    """The same texts as Parquet through `ibis.udf.scalar.pyarrow` on Spark; the answers in the order of their number."""
    import ibis
    import ibis.expr.datatypes as dt

    from tripoint.analysis.structures.many import ScreenedColumn
    from tripoint.store.engine import SparkEngine

    os.environ["PYSPARK_PYTHON"] = sys.executable  # Spark's workers need this program and RDKit
    column = ScreenedColumn(parts())

    def answers(smiles):  # type: ignore[no-untyped-def]
        return column(smiles)

    screened = ibis.udf.scalar.pyarrow(answers, signature=((dt.string,), dt.string))
    engine = SparkEngine(master)
    spark = ibis.pyspark.connect(engine.session)
    rows = spark.read_parquet(f"file://{folder}", table_name="asked")
    seconds = []
    for _ in range(2):
        started = time.perf_counter()
        found = spark.to_pyarrow(rows.select("number", answer=screened(rows.smiles)).order_by("number"))
        seconds.append(time.perf_counter() - started)
    return {"seconds": seconds, "answers": found["answer"].to_pylist()}


def here(folder: str) -> list[str]:
    """The same Parquet without an engine."""
    import pyarrow.parquet as pq

    from tripoint.analysis.structures.many import ScreenedColumn

    return ScreenedColumn(parts())(pq.read_table(folder).sort_by("number")["smiles"]).to_pylist()  # type: ignore[no-any-return]


def write(folder: str, pieces: int) -> int:
    """The texts as so many Parquet files: Spark gives a small file to one task whole."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    asked = texts()
    rows = pa.table({"number": range(len(asked)), "smiles": asked})
    each = -(-len(asked) // pieces)
    for piece in range(pieces):
        pq.write_table(rows.slice(piece * each, each), Path(folder) / f"part-{piece}.parquet", compression="zstd")
    return len(asked)


def main() -> str:
    found = run("bench.structures", "compare").result
    seconds, count = found["seconds"], found["structures"]  # type: ignore[index]
    rows = [
        [
            title, f"{seconds[name][0]:.1f} s", f"{count / seconds[name][0]:,.0f}", f"{seconds['loop'][0] / seconds[name][0]:.1f} ×",
            f"{seconds[name][1]:.1f} s", f"{count / seconds[name][1]:,.0f}",
        ]
        for name, title in (("loop", "RDKit loop, one core"), ("one", "ours, one process"), ("two", "ours, two processes"))
    ]  # fmt: skip
    text = table(
        f"{count:,} distinct structures against {found['listed']:,} listed structures and {found['rules']} class rules, same answers",  # type: ignore[index]
        (
            "side",
            "median",
            "structures/s (reach ≥ 5,000 on 2 cores)",
            "of the loop (reach ≥ 2.5 ×)",
            "processor time",
            "structures per processor second",
        ),
        rows,
    )
    text += (
        f"\n{found['several']:,} have several fragments, {found['unreadable']:,} are unreadable and none of these looks clean, "  # type: ignore[index]
        f"{found['found']:,} have a hit. Chemaxon's public claim is about 210/s over all laws; it was not measured here.\n\n"  # type: ignore[index]
    )
    with tempfile.TemporaryDirectory() as folder:
        run("bench.structures", "write", folder, 8)
        plain = run("bench.structures", "here", folder).result
        rows = []
        for master in ("local[1]", "local[2]"):
            spark = run("bench.structures", "on_spark", master, folder).result
            if spark["answers"] != plain:  # type: ignore[index]
                raise SystemExit(f"Spark {master} answers differently")
            cold, warm = spark["seconds"]  # type: ignore[index]
            rows.append([master, f"{cold:.1f} s", f"{warm:.1f} s", f"{count / warm:,.0f}"])
    return text + table(
        "the same structures as Parquet on Spark, answers equal to those without it",
        ("master", "first", "second", "structures/s"),
        rows,
    )
