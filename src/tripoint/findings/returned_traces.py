"""Traces of the national returns: how much was submitted, what came of it, and SDG indicator 16.4.2."""

from collections.abc import Mapping

import pyarrow as pa

from tripoint.findings.question import N_, Chart, Column, ColumnKind, Fact, Filters, Question, Table
from tripoint.findings.returned import PLACE_KINDS, Returns
from tripoint.findings.returned_answer import Answer, Told
from tripoint.findings.returned_indicator import indicator_facts, indicator_table
from tripoint.findings.returned_rows import Row, added, sheet_rows
from tripoint.findings.returned_tables import COUNTRY, YEAR, with_printed
from tripoint.findings.returned_words import totals_of
from tripoint.registry.return_form import totals
from tripoint.store.ledger import Reader

SHEETS = ("traces",)
RECOVERED, SUBMITTED = "firearms_recovered", "firearms_submitted_for_trace"
BASES: Mapping[str, str | None] = {
    RECOVERED: None,
    SUBMITTED: RECOVERED,
    "firearms_us_source": SUBMITTED,
    "firearms_other_source": SUBMITTED,
    "firearms_source_undetermined": SUBMITTED,
    "firearms_trace_pending": SUBMITTED,
    "firearms_purchaser_identified": SUBMITTED,
}
"""What is counted of a trace, and the count that its share is of."""
_TOTALS = {total.measure: total.code for total in totals() if total.sheet in SHEETS}
DIVERSION = ("firearms_diversion_traced", "firearms_diversion_by_authority")
_DRAWN = (RECOVERED, SUBMITTED, "firearms_us_source", "firearms_purchaser_identified")
_COVERAGE = N_("From recovery to purchaser: each number as returned, each share with its own base")
_FOUR = N_("The four numbers of each newest return. Each country has a scale of its own.")
_TEXTS = ("country", "year", "measure", "value_qualifier", "value_state", "share_missing", "base", "is_drawn")
_SCHEMA = pa.schema([*((n, pa.string()) for n in _TEXTS), ("value", pa.float64()), ("share", pa.float64())])
_PLACES = pa.schema(
    [
        *((n, pa.string()) for n in ("country", "year", "place", "measure", "value_qualifier", "value_state")),
        ("value", pa.float64()),
    ]
)
_COUNTED = Column("measure", N_("What is counted"), "measure", width=4)
_VALUE = Column("value", N_("Firearms"), "returned", width=2)


def _told(reader: Reader, filters: Filters, returns: Returns) -> Told:
    coverage = _coverage(reader, filters, returns)
    tables, facts = [coverage, _by_place(reader, filters)], _facts(coverage, returns)
    if not filters.place:  # the totals that the indicator is made from are national
        tables.insert(1, indicator_table(reader, filters, returns))
        facts += indicator_facts(reader, filters, returns)
    return Told(tuple(tables), tuple(facts), tuple(_charts(coverage)))


def _coverage(reader: Reader, filters: Filters, returns: Returns) -> Table:
    """Rows by country, newest year first, in the order of BASES. A share needs both numbers whole."""
    found: dict[tuple[object, object, str], Row] = {}
    for measure in BASES:
        own = sheet_rows(reader, filters, "traces", measure)
        for row in added(reader, own, (), ("places", "periods", "categories")):
            found[row["country"], row["year"], measure] = row
    if not filters.place:
        _whole_totals(reader, filters, found)
    newest = {(one.country, one.year) for one in returns.newest}
    entries = [
        {
            "country": one.country,
            "year": one.year,
            "measure": measure,
            **found[one.country, one.year, measure],
            **_share(found[one.country, one.year, measure], found.get((one.country, one.year, base or ""))),
            "base": base,
            "is_drawn": "yes" if measure in _DRAWN and (one.country, one.year) in newest else "no",
        }
        for one in returns.held
        for measure, base in BASES.items()
        if (one.country, one.year, measure) in found
    ]
    columns = (
        COUNTRY,
        YEAR,
        _COUNTED,
        _VALUE,
        Column("share", N_("Share"), "percent", 1, missing="share_missing", width=2),
        Column("base", N_("Of"), "measure", width=4),
    )
    table = Table("coverage", _COVERAGE, None, columns, pa.Table.from_pylist(entries, _SCHEMA), note=_BLANK)
    return with_printed(table, returns)


_BLANK = N_(
    "Sums of the rows; where a row was left blank, the total as returned, if there is one. At least: there is none, and no "
    "share is computed of it or with it."
)


def _whole_totals(reader: Reader, filters: Filters, found: dict[tuple[object, object, str], Row]) -> None:
    """Puts the total that was returned in the place of a sum that lacks a part."""
    returned = totals_of(reader, filters)
    for (country, year, measure), row in list(found.items()):
        total = returned.get((str(country), str(year), _TOTALS.get(measure, "")))
        if not _is_whole(row) and total is not None and total["value"] is not None:
            found[country, year, measure] = {**row, **total}


def _share(row: Row, base: Row | None) -> dict[str, object]:
    if base is None:
        return {"share": None, "share_missing": None}
    if not (_is_whole(row) and _is_whole(base)):
        return {"share": None, "share_missing": "not_available"}
    whole = float(str(base["value"]))
    if not whole:
        return {"share": None, "share_missing": "not_applicable"}
    return {"share": 100 * float(str(row["value"])) / whole, "share_missing": None}


def _is_whole(row: Row) -> bool:
    return row["value"] is not None and row["value_qualifier"] is None


def _by_place(reader: Reader, filters: Filters) -> Table:
    entries: list[Row] = []
    for measure in (*BASES, *DIVERSION):
        own = sheet_rows(reader, filters, "traces", measure)
        entries += [{**row, "measure": measure} for row in added(reader, own, ("place",), ("periods", "categories"))]
    entries.sort(key=lambda e: (str(e["country"]), -int(str(e["year"])), str(e["place"])))
    columns = (COUNTRY, YEAR, Column("place", N_("Place of recovery"), "place"), _COUNTED, _VALUE)
    return Table(
        "by_place",
        N_("Traces by place of recovery"),
        None,
        columns,
        pa.Table.from_pylist(entries, _PLACES),
        in_report=0,
    )


def _charts(coverage: Table) -> list[Chart]:
    drawn = [row for row in coverage.data.to_pylist() if row["is_drawn"] == "yes"]
    if not drawn:
        return []
    alt = Fact(
        N_("Bars of firearms recovered, submitted for trace, of US source and with a purchaser: {countries}."),
        {"countries": ("countries", " ".join(dict.fromkeys(row["country"] for row in drawn)))},
    )
    return [
        Chart(
            kind="bars", table="coverage", x="measure", y="value", split="country", where=(("is_drawn", "yes"),),
            title=_FOUR, alt=alt,
        )
    ]  # fmt: skip


def _facts(coverage: Table, returns: Returns) -> list[Fact]:
    """Of each newest return the share submitted, with its base."""
    rows = {(r["country"], r["year"], r["measure"]): r for r in coverage.data.to_pylist()}
    facts = []
    for one in returns.newest:
        row = rows.get((one.country, one.year, SUBMITTED))
        if row is not None and row["share"] is not None:
            parameters: dict[str, tuple[ColumnKind, object]] = {
                "country": ("country", one.country), "year": ("text", one.year), "submitted": ("number", row["value"]),
                "share": ("percent", row["share"]),
                "recovered": ("number", rows[one.country, one.year, RECOVERED]["value"]),
            }  # fmt: skip
            message = N_(
                "{country}, {year}: {submitted} of {recovered} firearms of the sheet on traces were submitted for trace "
                "({share})."
            )
            facts.append(Fact(message, parameters))
    return facts


QUESTION = Question(
    name="returned_traces",
    title=N_("Traces in the national returns, and SDG indicator 16.4.2"),
    asks=N_(
        "Of the firearms that each government took, how many were submitted for trace, what was found, and of how many "
        "is the point of diversion known?"
    ),
    how_to_read=N_(
        "Recovered, submitted, US source and purchaser identified are four numbers, and each share is printed with its "
        "base. Pending and undetermined traces are shown, since they belong to neither. SDG indicator 16.4.2 is, by the "
        "metadata of the United Nations, the share of all firearms seized, found and surrendered whose point of "
        "diversion from lawful circulation was established, by tracing or by a competent authority. It is computed here "
        "from five national totals of a return, and only if all five are supplied; otherwise the missing part is named. "
        "A firearm counts under one of the two ways only."
    ),
    does_not_say=N_(
        "US source means made in or lawfully imported into the United States, not smuggled from there. Not all firearms "
        "used in crime are traced, and traced firearms are not a random sample. A low indicator can mean few traces, "
        "traces that are pending, or traces that failed."
    ),
    answer=Answer("returned_traces", SHEETS, tells=_told, has_totals=True),
    filters=("country", "place", "since", "until"),
    place_kinds=PLACE_KINDS,
    is_from_returns=True,
)
