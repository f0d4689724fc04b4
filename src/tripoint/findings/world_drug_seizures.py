"""Annual seizures that the three countries reported to UNODC, as ranges, from a user's own copy."""

from collections.abc import Iterator

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from tripoint.findings.answer import finished, narrowed
from tripoint.findings.question import N_, Column, Fact, Filters, Finding, Question, Table
from tripoint.store.ledger import Reader

SOURCE, SERIES = "int_unodc_seizures", "annual"
MEASURE = "unodc_seized_kg_equivalent"


def answer(reader: Reader, filters: Filters) -> Finding:
    held = reader.figures()
    records = narrowed(held.filter(held.source == SOURCE, held.series == SERIES, held.measure == MEASURE), filters)
    keys = by_key(records)
    return finished(QUESTION.name, reader, [records], tables=[_table(reader, keys)], facts=_facts(reader, keys))


def by_key(records: ir.Table) -> ir.Table:
    """One row a country, drug as written and year: number of rows, lowest and highest value. Nothing is added."""
    named = records.mutate(year=records.period_start.year(), drug=records.substance_as_written)
    grouped = named.group_by("place", "category", "drug", "year")
    return grouped.agg(rows=ibis._.count(), lowest=ibis._.value.min(), highest=ibis._.value.max())


def _table(reader: Reader, keys: ir.Table) -> Table:
    found = reader.fetch(keys.order_by(ibis.desc("year"), "place", "category", "drug")).to_pylist()
    data = [
        {**row, "year": str(row["year"]), "reason": None if row["lowest"] is not None else "not_available"}
        for row in found
    ]
    return Table(
        "by_drug", N_("Seizures reported to UNODC, by country, drug and year: rows, lowest and highest"), MEASURE,
        (
            Column("year", N_("Year")), Column("place", N_("Country"), "place"),
            Column("drug", N_("Drug as published")), Column("rows", N_("Rows of this key"), "number"),
            Column("lowest", N_("Lowest (kg equivalent)"), "number", decimals=1, missing="reason"),
            Column("highest", N_("Highest (kg equivalent)"), "number", decimals=1, missing="reason"),
        ),
        pa.Table.from_pylist(data, _ROWS), note=_NOTE,
    )  # fmt: skip


def _facts(reader: Reader, keys: ir.Table) -> Iterator[Fact]:
    (row,) = reader.fetch(
        keys.aggregate(
            keys=keys.count(), several=(keys.rows > 1).sum(), rows=keys.rows.sum(where=keys.rows > 1),
            most=keys.rows.max(),
        )
    ).to_pylist()  # fmt: skip
    if row["several"]:
        yield Fact(
            N_(
                "{several} of {keys} keys of country, drug and year have several rows, {rows} in all and up to {most} of "
                "one key. They can be parts or forms of one fact: none are added, and none are chosen."
            ),
            {name: ("number", row[name]) for name in ("several", "keys", "rows", "most")},
        )


_NOTE = N_(
    "Where a key has one row, lowest and highest are its value. The rows of a key are not added: see the caveats."
)
_ROWS = pa.schema(
    [
        ("year", pa.string()), ("place", pa.string()), ("category", pa.string()), ("drug", pa.string()),
        ("rows", pa.int64()), ("lowest", pa.float64()), ("highest", pa.float64()), ("reason", pa.string()),
    ]
)  # fmt: skip

QUESTION = Question(
    name="world_drug_seizures",
    title=N_("Drug seizures reported to UNODC by the three countries, from your own copy"),
    asks=N_("What order of magnitude of each drug did Canada, Mexico and the United States report to UNODC as seized?"),
    how_to_read=N_(
        "One line is a country, drug and calendar year, with the number of rows the copy has for it and the lowest and the "
        "highest of them, in kilograms or what UNODC converted to kilograms. Use it for an order of magnitude only."
    ),
    does_not_say=N_(
        "A total of any country: the column that told rows of one key apart is lost. Fentanyl has no label of its own. "
        "Countries other than these three are not kept. A year without a row is not zero. The set is read from your own "
        "copy: nothing of it is in the edition or in reports."
    ),
    answer=answer,
    filters=("country", "substance", "since", "until"),
    is_own_copy=True,
)
