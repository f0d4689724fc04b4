"""Border seizures of Canada: single figures of its border agency, apart by unit, never a series."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from tripoint.findings.answer import finished
from tripoint.findings.question import N_, Fact, Filters, Finding, Question, Table
from tripoint.findings.stated import CBSA, OFFICIAL, Stated, caveats_of, statements, used
from tripoint.findings.stated_rows import (
    DIRECTION,
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
    stated_by,
)
from tripoint.store.ledger import Reader

DRUGS = ("drugs", "fentanyl", "other_drugs")
ARMS = ("weapons", "firearms_other")
MASS = ("kg", "kilograms", "grams")
Chooses = Callable[[Stated], bool]
_TABLES: tuple[tuple[str, str, Chooses], ...] = (
    (
        "seizures",
        N_("Drugs: number of seizures, each a single figure"),
        lambda r: _is_drug(r) and _is_count(r),
    ),
    (
        "mass",
        N_("Drugs: weight seized, each a single figure (kg, or grams where so stated)"),
        lambda r: _is_drug(r) and r.said.unit in MASS,
    ),
    (
        "value",
        N_("Drugs: estimated value of seizures, each a single figure (Canadian dollars)"),
        lambda r: r.said.unit == "CAD",
    ),
    (
        "share",
        N_("Drugs: shares of seizures by direction, each a single figure"),
        lambda r: _is_drug(r) and r.said.unit == "percent",
    ),
    (
        "arms",
        N_("Weapons other than firearms: number seized, each a single figure"),
        lambda r: r.said.topic in ARMS and not r.said.is_cross_border_firearm,
    ),
)
_NOTES: Mapping[str, str] = {
    "mass": N_(
        "Other drugs, narcotics and precursor chemicals are one bucket: precursors cannot be separated from "
        "drugs, and the bucket cannot be set beside single drugs. Totals of different releases count "
        "different things."
    ),
    "share": N_("The base is the number of seizures of narcotics and precursors in one operation."),
    "arms": N_("Firearms stand in the section on cross-border firearms. A weapon here need not be a firearm."),
}


def answer(reader: Reader, filters: Filters) -> Finding:
    rows = rows_of(reader, filters)
    tables = [_table(name, title, [r for r in rows if chooses(r)]) for name, title, chooses in _TABLES]
    facts = _facts(rows, is_of_all_time=not filters.given())
    codes = caveats_of(rows, "subtotal_mixed_bucket", "fiscal_year_ca")
    return finished(
        QUESTION.name, reader, [used(reader, rows)], tables=tables, facts=facts, caveats=codes, has_period=False
    )


def rows_of(reader: Reader, filters: Filters) -> list[Stated]:
    """The agency's figures on drugs and on weapons that are no firearms, twins once."""
    held = statements(reader, filters, "quantity", sources=(OFFICIAL, CBSA))
    return [r for r in held if r.said.body.startswith("CBSA") and any(chooses(r) for _, _, chooses in _TABLES)]


def is_drug_seizure(row: Stated) -> bool:
    """Is it a number or weight of drugs seized, not a value or a share?"""
    return _is_drug(row) and (_is_count(row) or row.said.unit in MASS)


def _table(name: str, title: str, rows: Iterable[Stated]) -> Table:
    own = sorted(rows, key=lambda r: (-r.day.toordinal(), r.said.statement_id))
    columns = (SAYS, *((DIRECTION,) if name in ("mass", "share") else ()), PERIOD, QUANTITY, DOCUMENT, ROW, GRADE)
    return Table(name, title, None, columns, data(own), note=_NOTES.get(name, GRADES))


def _is_drug(row: Stated) -> bool:
    return row.said.topic in DRUGS


def _is_count(row: Stated) -> bool:
    return row.said.unit in ("count", "seizures")


def _facts(rows: Sequence[Stated], *, is_of_all_time: bool) -> list[Fact]:
    """Fentanyl and all drugs by weight, each with its own period; nothing is compared.

    is_of_all_time: no time is asked for, so that the newest of the rows is the newest held.
    """
    facts: list[Fact] = []
    if not rows:
        return facts
    fentanyl = [
        r for r in rows if r.said.unit in MASS and r.said.words_en.startswith("fentanyl") and r.said.direction is None
    ]
    whole = [r for r in fentanyl if r.said.period_start and r.said.period_end]
    for row in sorted(whole, key=lambda r: str(r.said.period_end), reverse=True)[: 1 if is_of_all_time else 0]:
        message = N_(
            "Fentanyl seized at the Canadian border, newest figure held: {period}: {quantity} ({body}; grade {grade}); "
            "not part of a series."
        )
        facts.append(_fact(message, row, is_headline=True))
    totals = [r for r in rows if r.said.contradicts == "cbsa_drugs_2025"]
    message = N_(
        "All illegal drugs, {period}: {quantity} ({body}, {stated}; grade {grade}); official totals differ in what "
        "they include."
    )
    facts += [_fact(message, row) for row in totals]
    message = N_(
        "Figures of the Canada Border Services Agency shown here on drugs and weapons other than firearms: {count}; no "
        "open, current series by month, port or drug was found."
    )
    facts.append(Fact(message, {"count": ("number", len(rows))}))
    return facts


def _fact(message: str, row: Stated, *, is_headline: bool = False) -> Fact:
    said = row.said
    parameters = {
        "period": period(said),
        "quantity": ("quantity", quantity(said)),
        "stated": ("stated", said.stated),
        **stated_by(said),
    }
    return Fact(message, parameters, is_headline)


QUESTION = Question(
    name="canada_border_seizures",
    title=N_("Seizures at the border of Canada"),
    asks=N_("What has the Canada Border Services Agency stated about seizures at the border, for which period?"),
    how_to_read=N_(
        "Each row is one figure as the agency stated it or as others report it, with its own period: a "
        "quarter of 2012, ten months, a year, or one operation. Numbers of seizures, weights, estimated "
        "values, shares and weapons are different things and stand in tables of their own. Where the same figure is held from two "
        "sources it is one row."
    ),
    does_not_say=N_(
        "No two rows form a series: periods, items and what a total includes differ from release to release. "
        "Drugs and precursors are partly counted as one bucket. There is no breakdown by port of entry, and "
        "a seizure is where enforcement met a shipment, not a measure of traffic."
    ),
    answer=answer,
    filters=("since", "until"),
)
