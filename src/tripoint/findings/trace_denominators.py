"""The four denominators of firearm tracing, Mexico and Canada: each quantity as published, with its base."""

from collections.abc import Iterable, Mapping, Sequence

import pyarrow as pa

from tripoint.findings.answer import finished
from tripoint.findings.bodies import body_of
from tripoint.findings.question import N_, Chart, Column, Fact, Filters, Finding, Question, Table
from tripoint.findings.stated import LANGUAGES, OFFICIAL, TRACES, Stated, caveats_of, statements, used
from tripoint.findings.stated_rows import (
    DOCUMENT,
    GRADE,
    GRADES,
    PERIOD,
    QUANTITY,
    ROW,
    SAYS,
    data,
    period,
    quantity,
)
from tripoint.findings.trace_facts import facts_of
from tripoint.findings.trace_stages import SHOWN, STAGES, Publication, about_tracing, publications, stage_of
from tripoint.store.ledger import Reader

COUNTRIES = ("MX", "CA")
STAGE = Column("stage", N_("What is counted"), "message", width=2.4)
QUANTITIES: Mapping[str, str] = {
    "MX": N_("Firearms recovered in Mexico: every trace quantity held, as published"),
    "CA": N_("Firearms recovered in Canada: every trace quantity held, as published"),
}
PUBLISHED: Mapping[str, str] = {
    "MX": N_("Firearms recovered in Mexico: which of the four numbers each publication gives"),
    "CA": N_("Firearms recovered in Canada: which of the four numbers each publication gives"),
}
FUNNELS = N_(
    "Firearms recovered in Mexico: counts that one publication gives for one period. Each publication has a "
    "scale of its own."
)
_COLUMNS = {
    "seized": Column("seized", N_("Seized"), "quantity", missing="seized_missing", width=2.3),
    "submitted": Column("submitted", N_("Submitted for tracing"), "quantity", missing="submitted_missing", width=2.3),
    "us_sourced": Column("us_sourced", N_("US-sourced"), "quantity", missing="us_sourced_missing", width=2.3),
    "purchaser_identified": Column(
        "purchaser_identified",
        N_("Purchaser or first sale"),
        "quantity",
        missing="purchaser_identified_missing",
        width=2.3,
    ),
}


def answer(reader: Reader, filters: Filters) -> Finding:
    rows = rows_of(reader, filters)
    countries = [c for c in COUNTRIES if filters.country in (None, c)]
    held = {c: publications(rows, c) for c in countries}
    tables, charts, facts = [], [], []
    for country, found in held.items():
        own = [r for r in rows if r.said.countries == country]
        tables += [
            _matrix(country, found),
            _quantities(f"quantities_{country.lower()}", QUANTITIES[country], own),
        ]
        facts += facts_of(country, found, own)
    funnels = [p for p in held.get("MX", ()) if all(p.count(stage) for stage in tuple(STAGES)[1:])]
    if funnels:
        tables.append(_funnels(funnels))
        charts.append(_chart(funnels))
    foreign = [r for r in rows if r.said.countries == "other"]
    if filters.country is None:
        title = N_("All foreign requests to the United States together, not Mexico or Canada alone")
        tables.append(_quantities("quantities_foreign", title, foreign))
    shown = [r for r in rows if r.said.countries in (*countries, *(("other",) if filters.country is None else ()))]
    codes = caveats_of(shown, "own_denominator", "not_random_sample")
    return finished(
        QUESTION.name,
        reader,
        [used(reader, shown)],
        tables=tables,
        facts=facts,
        charts=charts,
        caveats=codes,
        has_period=False,
    )


def rows_of(reader: Reader, filters: Filters) -> list[Stated]:
    """Every quantity of tracing held, twins once."""
    return about_tracing(statements(reader, filters, "quantity", sources=(OFFICIAL, TRACES)))


def _quantities(name: str, title: str, rows: Iterable[Stated]) -> Table:
    order = list(SHOWN)
    own = sorted(
        rows,
        key=lambda r: (
            -(r.said.period_end or r.day).toordinal(),
            order.index(stage_of(r)),
            r.said.statement_id,
        ),
    )
    columns = (
        PERIOD,
        STAGE,
        SAYS,
        QUANTITY,
        DOCUMENT,
        ROW,
        GRADE,
    )
    return Table(name, title, None, columns, data(own, stage=lambda r: SHOWN[stage_of(r)]), note=GRADES)


def _matrix(country: str, found: Sequence[Publication]) -> Table:
    """One row a publication and period; a stage it does not give is not reported."""
    table = data([p.first for p in found])
    keep = [
        "countries",
        *(f"period_{c}" for c in LANGUAGES),
        "period_missing",
        "period_start",
        "period_end",
        "body",
        "stated",
        "grade",
        "url",
        "title",
    ]
    table = table.select(keep)
    for stage in STAGES:
        rows = [p.of(stage) for p in found]
        cells = [quantity(row.said) if row else {"missing": "not_reported"} for row in rows]
        for part in ("", "_qualifier", "_unit", *(f"_unit_{c}" for c in LANGUAGES), "_base", "_end"):
            kind = pa.string() if part else pa.float64()
            table = table.append_column(f"{stage}{part}", pa.array([c.get(f"value{part}") for c in cells], kind))
        wholes = [p.whole(row) if row else None for p, row in zip(found, rows, strict=True)]
        table = table.append_column(f"{stage}_of", pa.array(wholes, pa.float64()))
        table = table.append_column(f"{stage}_missing", pa.array([c.get("missing") for c in cells], pa.string()))
        ids = [row.said.statement_id if row else None for row in rows]
        table = table.append_column(f"{stage}_statement_id", pa.array(ids, pa.string()))
    return Table(
        f"published_{country.lower()}",
        PUBLISHED[country],
        None,
        (PERIOD, *_COLUMNS.values(), DOCUMENT, GRADE),
        table,
        note=N_(
            "For all firearms of the country; parts of it and other bases are in the next table. Not reported: this "
            "publication does not give it for this period. A share stands where only a share is given, with its "
            "base; of a range the lower end. A first sale can be one to a government. Rows of different "
            "publications overlap and are not a series."
        ),
    )


def _funnels(found: Iterable[Publication]) -> Table:
    rows = [row for p in found for stage in tuple(STAGES)[1:] if (row := p.count(stage))]
    labels = {f"publication_{c}": lambda r, c=c: _label(r, c) for c in LANGUAGES}
    table = data(rows, stage=lambda r: SHOWN[stage_of(r)], **labels)
    columns = (
        Column("publication", N_("Publication"), "words"),
        STAGE,
        Column("value", N_("Firearms"), "number"),
        DOCUMENT,
    )
    return Table("funnels", FUNNELS, None, columns, table, in_report=0)


def _label(row: Stated, language: str) -> str:
    return f"{getattr(row.said, f'period_{language}')} ({body_of(row.said.body)})"


def _chart(found: Sequence[Publication]) -> Chart:
    newest = found[0]
    values = {stage: ("number", row.said.value) for stage in tuple(STAGES)[1:] if (row := newest.count(stage))}
    alt = Fact(
        N_(
            "Bars of one publication and period each; the newest, {period}: {submitted} firearms submitted, "
            "{us_sourced} US-sourced, {purchaser_identified} with a purchaser or first sale identified."
        ),
        {"period": period(newest.first.said), **values},  # type: ignore[dict-item]
    )
    return Chart(kind="bars", table="funnels", x="stage", y="value", split="publication", title=FUNNELS, alt=alt)


QUESTION = Question(
    name="trace_denominators",
    title=N_("Firearm traces, each share with its own base"),
    asks=N_(
        "Of the firearms recovered in Mexico and Canada, how many were seized, submitted, US-sourced, and "
        "traced to a purchaser?"
    ),
    how_to_read=N_(
        "Four numbers are easily confused: firearms seized, submitted for tracing, US-sourced, and with a "
        "purchaser or first sale identified. Each share is printed with its base. A value marked as computed here comes "
        "from two counts of one publication and period, and from nothing else. Mexico: access to the tracing "
        "system eTrace was narrowed to the federal prosecutor in 2013 and reopened to states between 2021 "
        "and 2024, so that a rise or fall in requests is not one in firearms. For Mexico, traced is read as "
        "submitted for tracing, as ATF uses the word. Periods are years of recovery in ATF's tables on Mexico; "
        "other publications do not all say what theirs are. Most figures are quoted by others and were not checked "
        "against ATF's tables. "
        "Canada: the RCMP centre traces for all provinces but Ontario, which has its own; a successful trace "
        "there means an origin, domestic or foreign, not a purchaser."
    ),
    does_not_say=N_(
        "Not all crime guns are traced, not all traced firearms are crime guns, and traced firearms are not "
        "a random sample. US-sourced means made in or legally imported into the United States, not smuggled "
        "from it. The share of seized firearms that is submitted is not held as such for either country."
    ),
    answer=answer,
    filters=("country",),
    countries=COUNTRIES,
)
