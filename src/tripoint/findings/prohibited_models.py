"""Models of firearms on Canada's list of prohibited ones, from a user's own copy of it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from statistics import quantiles

import pyarrow as pa

from tripoint.findings.answer import finished, within
from tripoint.findings.question import N_, Column, Fact, Filters, Finding, Question, Table
from tripoint.store.ledger import Reader

SOURCE, SERIES = "ca_prohibited_firearms", "models"
LISTED, OFFERED = "prohibited_models_listed", "compensation_offered_cad"
PRINTED = 20
LEAST = 4
"""So many amounts make quartiles."""

Row = dict[str, object]


def answer(reader: Reader, filters: Filters) -> Finding:
    """The newest list of those that lie within the time asked for."""
    held = reader.firearms()
    lists = within(held.filter(held.source == SOURCE, held.series == SERIES), filters)
    records = lists.filter(lists.period_start == lists.period_start.max())
    models = _models(reader.fetch(records.select(*_FIELDS, "measure", "value", "missing")).to_pylist())
    tables = [_makers(models), _amounts(models), _listed(models)]
    return finished(QUESTION.name, reader, [records], tables=tables, facts=_facts(models))


def _models(records: Sequence[Row]) -> list[Row]:
    """One row a model with its amount, or the reason why it has none, by maker and model."""
    amounts = {row["reference_number"]: row for row in records if row["measure"] == OFFERED}
    found = []
    for row in records:
        if row["measure"] == LISTED:
            amount = amounts.get(row["reference_number"], {"value": None, "missing": "not_available"})
            found.append(
                {name: row[name] for name in _FIELDS} | {"amount": amount["value"], "reason": amount["missing"]}
            )
    return sorted(
        found, key=lambda row: tuple(str(row[n]).casefold() for n in ("maker_as_written", "model", _FIELDS[0]))
    )


def _makers(models: Sequence[Row]) -> Table:
    counts = Counter(row["maker"] for row in models)
    ordered = sorted(counts.items(), key=lambda item: (item[0] is None, -item[1], str(item[0])))
    data = [{"maker": name, "value": n, "reason": None if name else "not_distinguishable"} for name, n in ordered]
    return Table(
        "by_maker", N_("Prohibited models listed, by maker"), LISTED,
        (Column("maker", N_("Maker as published"), missing="reason"), Column("value", N_("Models"), "number")),
        pa.Table.from_pylist(data, pa.schema([_text("maker"), ("value", pa.int64()), _text("reason")])), in_report=PRINTED,
        note=N_("Not distinguishable: the list says unknown, or names a kind of weapon in place of a maker."),
    )  # fmt: skip


def _amounts(models: Sequence[Row]) -> Table:
    """One row: models with an amount and without, and the quartiles of the amounts."""
    amounts = [float(str(row["amount"])) for row in models if row["amount"] is not None]
    row: Row = {"models": len(amounts), "without": len(models) - len(amounts)}
    is_enough = len(amounts) >= LEAST
    names = ("first", "median", "third")
    if is_enough:
        row |= dict(zip(names, quantiles(amounts, n=4, method="inclusive"), strict=True))
    row["reason"] = None if is_enough else "low_quality"
    titles = (N_("Lower quartile"), N_("Median (Canadian dollars)"), N_("Upper quartile"))
    return Table(
        "amounts", N_("Compensation offered for a model, Canadian dollars"), OFFERED,
        (
            Column("models", N_("Models with an amount"), "number"), Column("without", N_("Models without one"), "number"),
            *(Column(name, title, "number", missing="reason") for name, title in zip(names, titles, strict=True)),
        ),
        pa.Table.from_pylist(
            [row] if models else [],
            pa.schema(
                [("models", pa.int64()), ("without", pa.int64()), *((n, pa.float64()) for n in names), _text("reason")]
            ),
        ),
    )  # fmt: skip


def _listed(models: Sequence[Row]) -> Table:
    """Every model, so that one can be looked up in the rows."""
    return Table(
        "models", N_("Prohibited models, by make and model as published"), OFFERED,
        (
            Column("reference_number", N_("Reference number")), Column("maker_as_written", N_("Make as published")),
            Column("model", N_("Model as published")),
            Column("amount", N_("Amount (Canadian dollars)"), "number", missing="reason"),
        ),
        pa.Table.from_pylist(
            list(models), pa.schema([*map(_text, _FIELDS), ("amount", pa.float64()), _text("reason")])
        ),
        in_report=PRINTED,
    )  # fmt: skip


def _facts(models: Sequence[Row]) -> Iterator[Fact]:
    """How many models and makers, and how many model names alone do not say which model is meant."""
    makers: dict[object, set[object]] = {}
    for row in models:
        makers.setdefault(str(row["model"]).casefold(), set()).add(row["maker_as_written"])
    if models:
        yield Fact(
            N_(
                "Models listed: {models}; makers: {makers}; names of models that several makers use, so that the name alone "
                "does not tell the model: {shared}."
            ),
            {
                "models": ("number", len(models)), "makers": ("number", len({r["maker"] for r in models} - {None})),
                "shared": ("number", sum(len(names) > 1 for names in makers.values())),
            },
        )  # fmt: skip


def _text(name: str) -> tuple[str, pa.DataType]:
    return name, pa.string()


_FIELDS = ("reference_number", "maker", "maker_as_written", "model")

QUESTION = Question(
    name="prohibited_models",
    title=N_("Models of firearms prohibited in Canada, from your own copy"),
    asks=N_("Which models are on the list of prohibited firearms of Canada’s compensation programme?"),
    how_to_read=N_(
        "One unit is a model with its reference number, on the newest list that is held. Rows that the list repeats count "
        "once. An amount that is not available is not zero. To look a model up, take the rows with --csv and search make and "
        "model together."
    ),
    does_not_say=N_(
        "How many firearms of a model exist, were seized, traced or handed in. The list is of one programme: a model that is "
        "not on it can be prohibited too, and it has no counterpart in the law of the United States or Mexico. It is read from "
        "your own copy: nothing of it is in the edition or in reports."
    ),
    answer=answer,
    filters=("since", "until"),
    countries=("CA",),
    is_own_copy=True,
)
