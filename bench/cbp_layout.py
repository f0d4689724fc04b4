"""A file in CBP's layout with as many rows as wanted, unique keys, and a source that reads it.

Areas and drugs are the benchmark's own ("AREA 0001", "Drug 001"); its look-ups map them to codes of the
registry. All numbers are synthetic.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv as arrow_csv

from tripoint.errors import Problems
from tripoint.harmonise.codes import joined, lookup, published
from tripoint.harmonise.figures import FigureReader
from tripoint.harmonise.periods import fiscal_month
from tripoint.harmonise.rows import Context
from tripoint.harmonise.values import count, pounds
from tripoint.ingest.delimited import open_delimited
from tripoint.ingest.layout import FileLayout
from tripoint.registry.places import places
from tripoint.sources.catalogue import Source, source

AREAS, DRUGS, YEARS = 600, 60, tuple(range(1985, 2025))
MANY_AREAS, TEN_YEARS = 2000, tuple(range(2015, 2025))
MONTHS = ("OCT", "NOV", "DEC", "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP")
COMPONENTS = ("Office of Field Operations", "U.S. Border Patrol")
REGIONS = ("Southwest Border", "Northern Border", "Coastal/Interior")
LANDS = ("Land Only", "Other")
CHUNK = 500_000

FIGURES = FigureReader(
    key=("FY", "Month (abbv)", "Component", "Region", "Land Filter", "Area of Responsibility", "Drug Type"),
    period=fiscal_month(year="FY", month="Month (abbv)", starts=10),
    values={"seizure_events": count("Count of Event"), "seized_mass_kg": pounds("Sum Qty (lbs)")},
    codes={
        "place": lookup("area", "Area of Responsibility"),
        "border_segment": lookup("region", "Region"),
        "category": joined(lookup("component", "Component"), lookup("land", "Land Filter")),
        "substance": lookup("drug", "Drug Type"),
        "substance_as_written": published("Drug Type"),
    },
)


def write_file(path: Path, rows: int) -> None:
    """Writes `rows` rows with unique keys; the year turns slowest, as in the publisher's file."""
    rng = np.random.default_rng(20240208)
    texts = (
        (DRUGS, [f"Drug {i:03}" for i in range(DRUGS)], "Drug Type"),
        (AREAS, [f"AREA {i:04}" for i in range(AREAS)], "Area of Responsibility"),
        (2, list(LANDS), "Land Filter"),
        (3, list(REGIONS), "Region"),
        (2, list(COMPONENTS), "Component"),
        (12, list(MONTHS), "Month (abbv)"),
        (len(YEARS), [str(y) for y in YEARS], "FY"),
    )
    header = source("us_cbp_drugs").layouts[0].columns
    schema = pa.schema([(name, pa.string()) for name in header])
    options = arrow_csv.WriteOptions(quoting_style="none")
    with arrow_csv.CSVWriter(path, schema, write_options=options) as writer:
        for start in range(0, rows, CHUNK):
            rest = np.arange(start, min(rows, start + CHUNK), dtype=np.int64)
            size = len(rest)
            columns = {}
            for base, values, name in texts:
                columns[name] = pa.array(values).take(pa.array(rest % base))
                rest = rest // base
            columns["Count of Event"] = pa.array(rng.integers(1, 60, size)).cast(pa.string())
            columns["Sum Qty (lbs)"] = pa.array(rng.gamma(0.5, 200.0, size)).cast(pa.string())
            writer.write_table(pa.table([columns[n] for n in header], schema=schema))


def write_skewed_file(path: Path, rows: int) -> None:
    """Writes about `rows` rows of ten fiscal years, month by month; few drugs and areas have most of them.

    Of all keys that a month can have, each is drawn with a chance that falls with the rank of its drug and area
    (Zipf), without repeats (Gumbel top-k: Kool, van Hoof and Welling 2019, arXiv:1903.06059).
    """
    rng = np.random.default_rng(20240209)
    sizes = (DRUGS, MANY_AREAS, len(LANDS), len(REGIONS), len(COMPONENTS))
    chance = -np.log1p(np.arange(DRUGS))[:, None] - np.log1p(np.arange(MANY_AREAS))[None, :]
    chance = np.repeat(chance.astype(np.float32).ravel(), len(LANDS) * len(REGIONS) * len(COMPONENTS))
    texts = (
        ("Drug Type", [f"Drug {i:03}" for i in range(DRUGS)]),
        ("Area of Responsibility", [f"AREA {i:04}" for i in range(MANY_AREAS)]),
        ("Land Filter", LANDS), ("Region", REGIONS), ("Component", COMPONENTS),
    )  # fmt: skip
    header = source("us_cbp_drugs").layouts[0].columns
    schema = pa.schema([(name, pa.string()) for name in header])
    each = rows // (len(TEN_YEARS) * len(MONTHS))
    with arrow_csv.CSVWriter(path, schema, write_options=arrow_csv.WriteOptions(quoting_style="none")) as writer:
        for year in TEN_YEARS:
            for month in MONTHS:
                drawn = np.argpartition(chance + rng.gumbel(size=len(chance)).astype(np.float32), -each)[-each:]
                columns = {
                    name: pa.array(values).take(pa.array(codes))
                    for (name, values), codes in zip(texts, np.unravel_index(np.sort(drawn), sizes), strict=True)
                }
                columns["FY"], columns["Month (abbv)"] = (pa.repeat(text, each) for text in (str(year), month))
                columns["Count of Event"] = pa.array(1 + rng.geometric(0.3, each)).cast(pa.string())
                columns["Sum Qty (lbs)"] = pa.array(rng.lognormal(1.0, 2.0, each)).cast(pa.string())
                writer.write_table(pa.table([columns[n] for n in header], schema=schema))


class CbpLayoutSource(Source):
    """The source us_cbp_drugs with the benchmark's own areas, drugs and look-ups."""

    @cached_property
    def lookups(self) -> Mapping[str, Mapping[str, str]]:
        known = [p.place_id for p in places(kind="cbp_area")]
        area = {f"area {i:04}": known[i % len(known)] for i in range(MANY_AREAS)}
        drugs = ("fentanyl", "methamphetamine", "cocaine", "heroin", "ketamine")
        drug = {f"drug {i:03}": drugs[i % len(drugs)] for i in range(DRUGS)}
        return {**source("us_cbp_drugs").lookups, "area": area, "drug": drug}

    @cached_property
    def read(self):  # type: ignore[no-untyped-def,override]
        return _read


def _read(path: Path, layout: FileLayout, context: Context, problems: Problems) -> Iterator[tuple[str, pa.RecordBatch]]:
    table = open_delimited(
        path, encoding=layout.encoding, columns=layout.columns, varied=layout.varied, problems=problems
    )
    yield from FIGURES.read(table, context, problems)


def bench_source() -> CbpLayoutSource:
    return CbpLayoutSource("us_cbp_drugs", source("us_cbp_drugs").facts)


def bench_layout() -> FileLayout:
    """The layout of the source's file without its limit of size."""
    return replace(source("us_cbp_drugs").layouts[0], most_bytes=None)
