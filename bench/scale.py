"""One, ten and a hundred million synthetic figures: ingest, a dashboard's six questions beside typed SQL, and Spark."""

import statistics
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bench.cbp_layout import write_skewed_file
from bench.child import run, table

FIGURES = (1_000_000, 10_000_000, 100_000_000)
TURNS, SPARK_TURNS = 12, 1
AS_OF = date(2026, 2, 1)
SINCE, LAST = date(2021, 10, 1), date(2023, 10, 1)


@dataclass(frozen=True)
class Asked:
    """A dashboard's question. by: what the sums stand for. where: column → value; since: first day of the period."""

    title: str
    measure: str
    by: tuple[str, ...]
    where: Mapping[str, str]
    since: date | None = None
    place: str | None = None

    @property
    def sql(self) -> str:
        """As a person types it for DuckDB; `live` says what is current on the date asked."""
        conditions = [f"{column} = '{value}'" for column, value in self.where.items()]
        conditions += [f"period_start >= DATE '{self.since}'"] if self.since else []
        by = ", ".join(self.by)
        return (
            f"SELECT {by}, sum(value) AS value, count(*) AS record_count, "
            "sum(CASE WHEN missing IS NOT NULL THEN 1 ELSE 0 END) AS missing_count "
            "FROM read_parquet([{files}], union_by_name = true, hive_partitioning = true, hive_types_autocast = false) "
            "SEMI JOIN live USING (source, series, snapshot, period_start, period_end) "
            f"WHERE source = 'us_cbp_drugs' AND series = 'nationwide_drugs' AND measure = '{self.measure}'"
            + "".join(f" AND {condition}" for condition in conditions)
            + f" GROUP BY {by} ORDER BY {by}"
        )


MASS, EVENTS, MONTH = "seized_mass_kg", "seizure_events", ("period_start", "period_end")
QUESTIONS = (
    Asked("monthly mass of fentanyl by segment", MASS, ("border_segment", *MONTH), {"substance": "fentanyl"}),
    Asked("monthly events of one area by drug", EVENTS, ("substance", *MONTH), {"place": "US-CBP-TUCSON-SECTOR"}),
    Asked("mass of the last year by area, fentanyl", MASS, ("place",), {"substance": "fentanyl"}, LAST),
    Asked("events of three years by segment, category, drug", EVENTS, ("border_segment", "category", "substance"), {}, SINCE),
    Asked("last year, northern border, by drug and month", MASS, ("substance", *MONTH),
          {"border_segment": "US-BORDER-N"}, LAST),
    Asked("monthly mass by segment and drug, everything", MASS, ("border_segment", "substance", *MONTH), {}),
)  # fmt: skip
FILTERED = QUESTIONS[2].title


def fill(path: str, ledger: str) -> dict[str, float]:
    """Keeps the file, known since January 2026. Gives the figures written and the seconds without imports."""
    from bench.cbp_layout import bench_layout, bench_source
    from tripoint.pipeline.ingest import ingest_file
    from tripoint.store.writer import writing

    member = bench_source()
    started = time.perf_counter()
    with writing(Path(ledger)) as writer:
        outcome = ingest_file(writer, member, Path(path), bench_layout(), accessed=date(2026, 1, 1))
    return {"figures": outcome.rows["figures"], "seconds": time.perf_counter() - started}


def compact(ledger: str) -> float:
    """Seconds of `tripoint ledger compact`."""
    from tripoint.store.compact import compact as rewrite
    from tripoint.store.writer import writing

    started = time.perf_counter()
    with writing(Path(ledger)) as writer:
        rewrite(writer)
    return time.perf_counter() - started


def _question(reader, asked: Asked):  # type: ignore[no-untyped-def]
    """The question as the findings ask it."""
    import ibis

    from tripoint.findings.answer import rows_of

    records = reader.figures()
    for column, value in asked.where.items():
        records = records.filter(records[column] == value)
    if asked.since:
        records = records.filter(records.period_start >= ibis.date(asked.since.isoformat()))
    rows = rows_of(records, asked.measure, source="us_cbp_drugs", series="nationwide_drugs")
    over = ("places", "periods", "categories", "substances")
    events = asked.measure == EVENTS
    summed = rows.total(by=asked.by, over=tuple(o for o in over if not (events and o == "substances")))
    return summed.order_by(*asked.by)


def compare(ledger: str) -> dict[str, dict[str, list[float]]]:
    """Both in one warm process, in turns; raises if the rows differ. Seconds by question and side."""
    import duckdb

    from tripoint.store import tables
    from tripoint.store.engine import DuckEngine
    from tripoint.store.ledger import Reader
    from tripoint.store.manifest import live

    engine = DuckEngine()
    reader = Reader(Path(ledger), as_of=AS_OF, engine=engine)
    peer = duckdb.connect()
    for connection in (peer, engine.connection):
        connection.execute("SET threads = 2")
    peer.register("live", live(reader.manifest, AS_OF))
    files = ", ".join(f"'{f}'" for f in tables.files(Path(ledger), "figures"))
    found = {}
    for asked in QUESTIONS:
        typed = asked.sql.format(files=files)
        sides: Mapping[str, Callable[[], object]] = {
            "theirs": lambda typed=typed: peer.sql(typed).to_arrow_table(),
            "ours": lambda asked=asked: reader.fetch(_question(reader, asked)),
        }
        if _rounded(sides["theirs"]()) != _rounded(sides["ours"]()):
            raise SystemExit(f"the two answers differ: {asked.title}")
        found[asked.title] = _timed(sides, TURNS)
    return found


def spark(ledger: str) -> dict[str, dict[str, list[float]]]:
    """Spark local[2] after DuckDB; raises if the rows differ."""
    from tripoint.store.engine import SparkEngine
    from tripoint.store.ledger import Reader

    duck, other = (Reader(Path(ledger), as_of=AS_OF, engine=e) for e in (None, SparkEngine("local[2]")))
    found = {}
    for asked in QUESTIONS:
        sides: Mapping[str, Callable[[], object]] = {
            "duckdb": lambda asked=asked: duck.fetch(_question(duck, asked)),
            "spark": lambda asked=asked: other.fetch(_question(other, asked)),
        }
        if _rounded(sides["duckdb"]()) != _rounded(sides["spark"]()):
            raise SystemExit(f"the two engines differ: {asked.title}")
        found[asked.title] = _timed(sides, SPARK_TURNS)
    return found


def _timed(sides: Mapping[str, Callable[[], object]], turns: int) -> dict[str, list[float]]:
    seconds: dict[str, list[float]] = {name: [] for name in sides}
    for _ in range(turns):
        for name, call in sides.items():
            started = time.perf_counter()
            call()
            seconds[name].append(time.perf_counter() - started)
    return seconds


def _rounded(rows) -> list[tuple[object, ...]]:  # type: ignore[no-untyped-def]
    """Rows with fractions to nine significant digits: engines add in orders of their own."""
    return [tuple(f"{v:.9g}" if isinstance(v, float) else v for v in r.values()) for r in rows.to_pylist()]


def p95(seconds: Sequence[float]) -> float:
    return statistics.quantiles(seconds, n=20, method="inclusive")[-1]


def main() -> str:
    filled, asked, peaks = [], {}, []
    for figures in FIGURES:
        with tempfile.TemporaryDirectory() as folder:
            filled.append((figures, *_fill(figures, folder)))
            packed = run("bench.scale", "compact", f"{folder}/ledger")
            turned = run("bench.scale", "compare", f"{folder}/ledger")
            asked[figures], peaks = turned.result, [packed.result, packed.peak_mib, turned.peak_mib]
    return "\n".join((_ingest(filled, peaks), _dashboard(asked[FIGURES[-1]], peaks[2]), _growth(asked)))  # type: ignore[arg-type]


def _fill(figures: int, folder: str) -> tuple[int, float, float]:
    """A ledger with about so many figures in the folder. Gives figures written, seconds and peak memory [MiB]."""
    path = Path(folder) / "nationwide-drugs-bench.csv"
    write_skewed_file(path, figures // 2)
    measured = run("bench.scale", "fill", str(path), f"{folder}/ledger")
    path.unlink()
    return measured.result["figures"], measured.result["seconds"], measured.peak_mib  # type: ignore[index]


def on_spark() -> str:
    """The group `spark`."""
    with tempfile.TemporaryDirectory() as folder:
        _fill(FIGURES[-1], folder)
        return _engines(run("bench.scale", "spark", f"{folder}/ledger").result)  # type: ignore[arg-type]


def _ingest(filled: Sequence[tuple[int, int, float, float]], peaks: Sequence[float]) -> str:
    rows = [
        [f"{written:,}", f"{seconds:.1f} s", f"{seconds / written * 1e6:.3f} µs", f"{peak:,.0f} MiB"]
        for _, written, seconds, peak in filled
    ]
    (_, n0, s0, _), (_, n1, s1, _) = filled[1], filled[2]
    change = ((s1 / n1) / (s0 / n0) - 1) * 100
    text = table("ingest of synthetic figures", ("figures", "seconds", "a figure", "peak memory"), rows)
    return (
        f"{text}\nA figure costs {change:+.0f} % at the largest size beside the one before (reach: within 15 %). "
        f"`tripoint ledger compact` of the largest took {peaks[0]:.0f} s, {peaks[1]:,.0f} MiB.\n"
    )


def _dashboard(asked: Mapping[str, Mapping[str, Sequence[float]]], peak: float) -> str:
    rows = []
    for title, seconds in asked.items():
        ours, theirs = seconds["ours"], seconds["theirs"]
        rows.append(
            [title, f"{p95(theirs):.2f} s", f"{p95(ours):.2f} s", f"{p95(ours) / p95(theirs):.2f} ×",
             f"{statistics.median(ours) / statistics.median(theirs):.2f} ×"]
        )  # fmt: skip
    header = ("question", "typed SQL, p95", "ours, p95 (reach < 2 s)", "ratio of p95 (reach ≤ 1.15)", "of medians")
    text = table(f"six questions on {FIGURES[-1]:,} figures, warm, as of a date, {TURNS} turns", header, rows)
    return f"{text}\nPeak memory of the process that asked both: {peak:,.0f} MiB (reach < 4,096).\n"


def _growth(asked: Mapping[int, Mapping[str, Mapping[str, Sequence[float]]]]) -> str:
    rows = [
        [title, *(f"{statistics.median(asked[figures][title]['ours']) * 1000:.0f} ms" for figures in FIGURES)]
        for title in asked[FIGURES[0]]
    ]
    return table("the same questions as the ledger grows, median", ("question", *(f"{n:,}" for n in FIGURES)), rows)


def _engines(found: Mapping[str, Mapping[str, Sequence[float]]]) -> str:
    rows = [
        [title, f"{statistics.median(s['duckdb']):.2f} s", f"{statistics.median(s['spark']):.2f} s"]
        for title, s in found.items()
    ]
    return table(
        f"Spark local[2] beside DuckDB on {FIGURES[-1]:,} figures, one warm turn, same rows",
        ("question", "DuckDB", "Spark"), rows,
    )  # fmt: skip
