"""The tables of samples analysed in Canada: identifications, quantities and new substances, without small cells."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from statistics import quantiles

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from tripoint.analysis.disclosure.small_cells import is_told, withheld
from tripoint.findings.question import N_, Column, Table
from tripoint.registry.disclosure import least_shown
from tripoint.store.ledger import Reader

LEAST = least_shown("ca_das")
"""A count of fewer samples is withheld; quartiles need as many."""
IDENTIFIED, FINDINGS = "drug_identifications", "new_substance_findings"
KINDS: Mapping[str, str] = {
    "not_public_health": N_("Not public health samples"),
    "public_health": N_("Public health samples"),
    "certified": N_("Certified"),
    "uncertified": N_("Not certified"),
}
CONTENTS: Mapping[str, tuple[str, str]] = {
    "drug_content_percent": (N_("Content of samples quantified, per cent"), N_("Median (%)")),
    "drug_content_mg_per_g": (N_("Content of samples quantified, mg per gram"), N_("Median (mg/g)")),
    "drug_content_mg_per_ml": (N_("Content of samples quantified, mg per millilitre"), N_("Median (mg/mL)")),
    "drug_content_mg_per_unit": (N_("Content of samples quantified, mg per unit"), N_("Median (mg/unit)")),
}
Row = dict[str, object]


def named(records: ir.Table) -> ir.Table:
    """With the month, and with the name as published where the registry has no substance of that name."""
    return records.mutate(
        year=records.period_start.year(), month=records.period_start.month(),
        name=ibis.ifelse(records.substance.isnull(), records.substance_as_written, ibis.null("string")),
    )  # fmt: skip


def by_month(reader: Reader, records: ir.Table) -> Table:
    """Identifications in Canada by month, kind of sample and substance; a count of few samples is withheld."""
    rows = _counted(reader, records, ())
    for row in rows:
        _withhold(row, hides=not is_told(_samples(row), least=LEAST))
    title = N_("Drugs identified in samples, by month and substance")
    return _table("by_month", title, rows, ())


def by_province(reader: Reader, records: ir.Table, place: str | None) -> Table:
    """The same by province or territory. Cells are withheld before a place is picked, so that its row tells no other."""
    groups: dict[tuple[object, ...], list[Row]] = defaultdict(list)
    rows = _counted(reader, records, ("place",))
    for row in rows:
        groups[tuple(row[name] for name in ("year", "month", "category", "substance", "name"))].append(row)
    for group in groups.values():
        for row, hides in zip(group, withheld([_samples(row) for row in group], least=LEAST), strict=True):
            _withhold(row, hides=hides)
    kept = [row for row in rows if place in (None, row["place"])]
    title = N_("Drugs identified in samples, by month, province or territory and substance")
    return _table("by_province", title, kept, (Column("place", N_("Province or territory"), "place"),))


def contents(reader: Reader, records: ir.Table, measure: str) -> Table | None:
    """Number, median and quartiles of one unit by substance and kind of sample; None without a value."""
    own = named(records.filter(records.measure == measure, records.value.notnull()))
    values: dict[tuple[str, str | None, str | None], list[float]] = defaultdict(list)
    for row in reader.fetch(own.select("category", "substance", "name", "value")).to_pylist():
        values[row["category"], row["substance"], row["name"]].append(row["value"])
    data = []
    for (kind, substance, name), found in sorted(values.items(), key=lambda item: (-len(item[1]), *map(str, item[0]))):
        cells: Row = {"kind": KINDS[kind], "substance": substance, "name": name, "reason": "suppressed"}
        if is_told(len(found), least=LEAST):
            cells |= dict(zip(("first", "median", "third"), quantiles(found, n=4, method="inclusive"), strict=True))
            cells |= {"results": len(found), "reason": None}
        data.append(cells | {"absent": None if substance else "not_available"})
    if not data:
        return None
    title, median = CONTENTS[measure]
    numbers = (("first", N_("Lower quartile")), ("median", median), ("third", N_("Upper quartile")))
    columns = (
        _KIND, _SUBSTANCE, _NAME, Column("results", N_("Results"), "number", missing="reason"),
        *(Column(name, title, "number", decimals=2, missing="reason") for name, title in numbers),
    )  # fmt: skip
    return Table(measure, title, measure, columns, pa.Table.from_pylist(data, _CONTENTS), note=WITHHELD)


def new_substances(reader: Reader, records: ir.Table) -> Table:
    """Findings of new psychoactive substances in Canada, by name as published."""
    own = records.filter(records.measure == FINDINGS)
    grouped = own.group_by("substance_as_written", "category").agg(
        findings=ibis._.count(), first=own.period_start.min(), last=own.period_end.max()
    )
    ordered = grouped.order_by(ibis.desc("findings"), "substance_as_written", "category")
    data = [
        {
            "name": row["substance_as_written"], "kind": KINDS[row["category"]], "findings": row["findings"],
            "months_start": row["first"], "months_end": row["last"],
        }
        for row in reader.fetch(ordered).to_pylist()
    ]  # fmt: skip
    return Table(
        "new_substances", N_("Findings of new psychoactive substances, by name as published"), FINDINGS,
        (
            Column("name", N_("Name as published")), Column("kind", N_("Certified or not"), "message"),
            Column("findings", N_("Findings"), "number"), Column("months", N_("Workbooks from and to"), "period"),
        ),
        pa.Table.from_pylist(data, _NEW),
    )  # fmt: skip


def _counted(reader: Reader, records: ir.Table, further: tuple[str, ...]) -> list[Row]:
    own = named(records.filter(records.measure == IDENTIFIED))
    keys = ("year", "month", "category", "substance", "name", *further)
    grouped = own.group_by(*keys).agg(identifications=ibis._.count(), samples=own["sample"].nunique())
    rows: list[Row] = reader.fetch(grouped).to_pylist()

    def order(row: Row) -> tuple[object, ...]:
        year, month, count = (int(str(row[name])) for name in ("year", "month", "identifications"))
        return -year, -month, -count, *(str(row[name]) for name in ("substance", "name", "category", *further))

    return sorted(rows, key=order)


def _withhold(row: Row, *, hides: bool) -> None:
    row["reason"] = "suppressed" if hides else None
    if hides:
        row["identifications"] = row["samples"] = None


def _samples(row: Row) -> int:
    return int(str(row["samples"]))


def _table(name: str, title: str, rows: Sequence[Row], further: tuple[Column, ...]) -> Table:
    data = [
        {
            **row, "kind": KINDS[str(row["category"])], "absent": None if row["substance"] else "not_available",
            "period": f"{row['year']}-{int(str(row['month'])):02}",
        }
        for row in rows
    ]  # fmt: skip
    columns = (
        Column("period", N_("Month returned")), *further, _KIND, _SUBSTANCE, _NAME,
        Column("identifications", N_("Identifications"), "number", missing="reason"),
        Column("samples", N_("Samples"), "number", missing="reason"),
    )  # fmt: skip
    return Table(name, title, IDENTIFIED, columns, pa.Table.from_pylist(data, _COUNTS), note=WITHHELD)


WITHHELD = N_(
    "Suppressed: fewer than five samples, or a count from which a neighbour’s could be told. A month or place without a "
    "row is not zero."
)
_KIND = Column("kind", N_("Kind of sample"), "message")
_SUBSTANCE = Column("substance", N_("Substance"), "substance", missing="absent")
_NAME = Column("name", N_("Name as published, where the registry has none"))
_TEXTS = [(name, pa.string()) for name in ("kind", "substance", "name", "reason", "absent")]
_COUNTS = pa.schema(
    [("period", pa.string()), ("place", pa.string()), *_TEXTS, ("identifications", pa.int64()), ("samples", pa.int64())]
)
_CONTENTS = pa.schema(
    [*_TEXTS, ("results", pa.int64()), *((name, pa.float64()) for name in ("first", "median", "third"))]
)
_NEW = pa.schema(
    [
        ("name", pa.string()), ("kind", pa.string()), ("findings", pa.int64()), ("months_start", pa.date32()),
        ("months_end", pa.date32()),
    ]
)  # fmt: skip
