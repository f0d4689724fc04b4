"""By how much values grew after they were first published, by source and age; and how long each tail is."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pyarrow as pa

from tripoint.analysis.trends.made_vintages import COMPLETE_AT, made_links, planted
from tripoint.analysis.trends.revisions import Growth, growth_by_age, settled_from
from tripoint.findings.answer import finished
from tripoint.findings.question import N_, Column, Fact, Filters, Finding, Question, Table
from tripoint.findings.tails import LEAST_PAIRS, TOLERANCE
from tripoint.findings.vintages import Compared, compared, releases_twice
from tripoint.registry.tails import KnownTail, known_tails, same_cells
from tripoint.store.ledger import Reader

MADE_UP = "synthetic_vintages"
AFTER_SETTLED = 3
"""So many ages are printed after the first that is settled; the rows have all."""
_FEW = N_("few pairs")

Row = dict[str, object]


def answer(reader: Reader, filters: Filters) -> Finding:
    if not any(line.figures or line.flows for line in reader.manifest):
        return finished(QUESTION.name, reader, [], tables=[_growth([]), _every_age([]), _two_series([]), _tails([])])
    found = compared(reader, filters)
    is_tried = not releases_twice(reader)
    facts = [*_held(reader), *(fact for one in found for fact in _grew(one))]
    tables = [_growth(found), _every_age(found), _two_series(found), _tails(_known(reader, filters))]
    if is_tried and not filters.given():
        made = growth_by_age(made_links())
        tables.insert(2, _tried(made))
        facts.append(_recovered(made))
    finding = finished(
        QUESTION.name, reader, [table for one in found for table in one.records], tables=tables,
        caveats=[MADE_UP] if is_tried and not filters.given() else [],
    )  # fmt: skip
    return replace(finding, facts=tuple(facts) if found or not filters.given() else ())


def _held(reader: Reader) -> Iterator[Fact]:
    """How many releases have two vintages; none is said in words."""
    twice = {(source, series) for source, series, _ in releases_twice(reader)}
    if twice:
        yield Fact(
            N_("Two or more vintages of the same periods are held of {count} series."),
            {"count": ("number", len(twice))},
        )
    else:
        yield Fact(
            N_(
                "No series held has two vintages of the same release yet: each was read once. The first comes with the "
                "next file of a source; every file that was ever read is kept."
            )
        )


def _grew(one: Compared) -> Iterator[Fact]:
    """The youngest age with enough pairs, and the age from which nothing more than the tolerance was seen."""
    enough = [growth for growth in one.growth if growth.pairs >= LEAST_PAIRS]
    if not enough:
        return
    youngest, settled = enough[0], settled_from(one.growth, tolerance=TOLERANCE, least_pairs=LEAST_PAIRS)
    message = _GREW_OF_RELEASE if one.is_same_release else _GREW_OF_TWO
    yield Fact(
        message if settled is not None else _UNSETTLED,
        {
            "source": ("source", one.source), "measure": ("measure", one.measure), "age": ("number", youngest.age),
            "growth": ("percent", _percent(youngest.total)), "pairs": ("number", youngest.pairs),
            "settled": ("number", settled or 0), "tolerance": ("percent", 100 * TOLERANCE),
        },
    )  # fmt: skip


def _recovered(made: Sequence[Growth]) -> Fact:
    worst = max(abs(one.total / truth - 1) for one, truth in zip(made, planted(), strict=True))
    return Fact(
        N_(
            "Until then the method runs on made-up vintages, which are of no source: growth of {planted} planted at "
            "{age} months is found as {found}; the largest error at any age is {worst}."
        ),
        {
            "planted": ("percent", _percent(planted()[0])), "found": ("percent", _percent(made[0].total)),
            "age": ("number", made[0].age), "worst": ("percent", 100 * worst),
        },
    )  # fmt: skip


def _percent(factor: float | None) -> float | None:
    return None if factor is None else 100 * (factor - 1)


def _rows(found: Sequence[Compared]) -> Iterator[Row]:
    for one in found:
        settled = settled_from(one.growth, tolerance=TOLERANCE, least_pairs=LEAST_PAIRS)
        for growth in one.growth:
            yield {
                "source": one.source, "older_series": one.older_series, "series": one.series,
                "vintages": one.series if one.is_same_release else f"{one.older_series} → {one.series}",
                "measure": one.measure, "age_months": growth.age, "pairs": growth.pairs, "periods": growth.periods,
                "growth": _percent(growth.total), "median": _percent(growth.median), "low": _percent(growth.low),
                "high": _percent(growth.high), "status": _FEW if growth.pairs < LEAST_PAIRS else None,
                "is_unsettled": settled is None or growth.age < settled,
            }  # fmt: skip


def _growth(found: Sequence[Compared]) -> Table:
    """The ages up to the first that is settled, and a few more."""
    rows = []
    for one in found:
        own = list(_rows([one]))
        young = sum(1 for row in own if row["is_unsettled"])
        rows += own[: young + AFTER_SETTLED]
    return Table("growth", N_("How much values grew later, by their age when they were published"), None, _COLUMNS,
                 pa.Table.from_pylist(rows, _GROWTH), note=_NOTE)  # fmt: skip


def _every_age(found: Sequence[Compared]) -> Table:
    return Table("every_age", N_("How much values grew later, every age"), None, _COLUMNS,
                 pa.Table.from_pylist(list(_rows(found)), _GROWTH), in_report=0)  # fmt: skip


def _two_series(found: Sequence[Compared]) -> Table:
    """Why two series may be read as two vintages, in the words of the registry."""
    why = {(p.source, p.older_series, p.newer_series): p.why for p in reversed(same_cells())}
    rows = [
        {
            "source": one.source, "vintages": f"{one.older_series} → {one.series}",
            **{f"why_{language}": text for language, text in why[one.source, one.older_series, one.series].items()},
        }
        for one in found
        if not one.is_same_release
    ]  # fmt: skip
    columns = (Column("source", N_("Source"), "source"), _VINTAGES, Column("why", N_("Why"), "words"))
    return Table(
        "two_series", N_("Two series that count the same cells, read as two vintages"), None, columns,
        pa.Table.from_pylist(rows, _TWO),
    )  # fmt: skip


def _known(reader: Reader, filters: Filters) -> list[KnownTail]:
    held = {(line.source, line.series) for line in reader.manifest}
    return [] if filters.given() else [tail for tail in known_tails() if (tail.source, tail.series) in held]


def _tails(known: Sequence[KnownTail]) -> Table:
    """What is known of each tail without comparing vintages."""
    rows = [
        {
            "source": tail.source, "series": tail.series, "measure": tail.measure or None, "months": tail.months,
            "stays": _stays(tail), "stays_count": tail.months, "stays_level": "none" if _stays(tail) == _UNKNOWN else None,
            "why_en": tail.why["en"],
            "why_es": tail.why["es"], "why_fr": tail.why["fr"], "citation": tail.citation,
        }
        for tail in known
    ]  # fmt: skip
    columns = (
        Column("source", N_("Source"), "source"), Column("series", N_("Series")),
        Column("stays", N_("How long a value stays incomplete"), "fact"),
        Column("why", N_("Why"), "words"),
    )  # fmt: skip
    return Table(
        "tails", N_("What is known of the newest values of each source without comparing vintages"), None, columns,
        pa.Table.from_pylist(rows, _TAILS),
    )  # fmt: skip


def _stays(tail: KnownTail) -> str:
    if tail.months is not None:
        return _MONTHS
    return _MARKED if tail.caveat or tail.as_written else _UNKNOWN


def _tried(made: Sequence[Growth]) -> Table:
    rows = [
        {
            "age_months": one.age, "pairs": one.pairs, "complete": 100 * part, "planted": _percent(truth),
            "growth": _percent(one.total), "caveats": MADE_UP,
        }
        for one, part, truth in zip(made, COMPLETE_AT, planted(), strict=False)
    ]  # fmt: skip
    columns = (
        _AGE, Column("pairs", N_("Pairs"), "number"), Column("complete", N_("Part planted as in"), "percent"),
        Column("planted", N_("Growth planted"), "percent", 1), Column("growth", N_("Growth found"), "percent", 1),
    )  # fmt: skip
    return Table(
        "made_up", N_("Made-up vintages, of no source: growth planted and growth found"), None, columns,
        pa.Table.from_pylist(rows, _MADE),
    )  # fmt: skip


_MONTHS = N_("{count} months")
_MARKED = N_("as its publisher marks it")
_UNKNOWN = N_("not known")
_GREW_OF_RELEASE = N_(
    "{source}, {measure}: values published {age} months after their period grew by {growth} until the last vintage held "
    "({pairs} pairs); from {settled} months on all together change by no more than {tolerance}."
)
_GREW_OF_TWO = N_(
    "{source}, {measure}: values published {age} months after their period grew by {growth} until the last file held "
    "({pairs} pairs); from {settled} months on all together change by no more than {tolerance}. These are two series "
    "of the publisher that count the same cells, read as two vintages."
)
_UNSETTLED = N_(
    "{source}, {measure}: values published {age} months after their period grew by {growth} until the last vintage held "
    "({pairs} pairs); at no age held do all together change by less than {tolerance}."
)
_NOTE = N_(
    "Growth: all cells added up, later over earlier, less 1, carried on to the oldest age seen. Median and the two "
    "columns after it: single cells above 0, and the values that a tenth of them lie below and above. Few pairs: under 10."
)
_AGE = Column("age_months", N_("Age, months"), "number")
_VINTAGES = Column("vintages", N_("Vintages of"))
_COLUMNS = (
    Column("source", N_("Source"), "source"), _VINTAGES,
    Column("measure", N_("Measure"), "measure"), _AGE, Column("periods", N_("Periods"), "number"),
    Column("pairs", N_("Pairs"), "number"), Column("growth", N_("Growth"), "percent", 2),
    Column("median", N_("Median cell"), "percent", 1), Column("low", N_("A tenth lies below"), "percent", 1),
    Column("high", N_("A tenth lies above"), "percent", 1), Column("status", N_("Status"), "message"),
)  # fmt: skip
_GROWTH = pa.schema(
    [
        ("source", pa.string()), ("older_series", pa.string()), ("series", pa.string()), ("vintages", pa.string()),
        ("measure", pa.string()), ("age_months", pa.int64()), ("pairs", pa.int64()), ("periods", pa.int64()),
        ("growth", pa.float64()), ("median", pa.float64()), ("low", pa.float64()), ("high", pa.float64()),
        ("status", pa.string()), ("is_unsettled", pa.bool_()),
    ]
)  # fmt: skip
_TWO = pa.schema([(name, pa.string()) for name in ("source", "vintages", "why_en", "why_es", "why_fr")])
_TAILS = pa.schema(
    [
        ("source", pa.string()), ("series", pa.string()), ("measure", pa.string()), ("months", pa.int64()),
        ("stays", pa.string()), ("stays_count", pa.int64()), ("stays_level", pa.string()), ("why_en", pa.string()), ("why_es", pa.string()), ("why_fr", pa.string()),
        ("citation", pa.string()),
    ]
)  # fmt: skip
_MADE = pa.schema(
    [
        ("age_months", pa.int64()), ("pairs", pa.int64()), ("complete", pa.float64()), ("planted", pa.float64()),
        ("growth", pa.float64()), ("caveats", pa.string()),
    ]
)  # fmt: skip

QUESTION = Question(
    name="revisions",
    title=N_("How much the newest figures grew later"),
    asks=N_("By how much did what each source first published of a period grow in its later files?"),
    how_to_read=N_(
        "A vintage is what one file says of a period. Two vintages of the same cells are laid beside each other, and "
        "the growth is put down by the age of the values: the months from the end of their period to the day on which "
        "the earlier file was known (chain ladder on a reporting triangle: Mack 1993, ASTIN Bulletin 23; Lawless 1994, "
        "Canadian Journal of Statistics 22). Values younger than the first age that changes by no more than 2% are the "
        "incomplete tail; charts draw them in grey, tables mark them, and no sentence compares them with older ones."
    ),
    does_not_say=N_(
        "Why values grew: late reports, laboratories that joined, and corrections look the same. Growth is known only up to "
        "the newest vintage held. It is no forecast: nothing in this report is enlarged by it."
    ),
    answer=answer,
    filters=("country", "place", "substance", "since", "until"),
    place_kinds=("country", "state", "province", "territory", "region", "residual", "cbp_area"),
)
