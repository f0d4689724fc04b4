"""Unusual pairs of firearm flow inside the United States, to 2017: what a gravity model does not expect."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa

from tripoint.analysis.flows.balances import between_places
from tripoint.analysis.flows.gravity import Floats, Gravity, Shrunk, gravity, shrunk
from tripoint.findings.answer import finished, rows_of, within
from tripoint.findings.interstate_tables import MEASURE, SERIES, SOURCE
from tripoint.findings.question import N_, Column, Fact, Filters, Finding, Question, Table
from tripoint.registry.adjacency import distance_km, neighbours, points
from tripoint.registry.places import places
from tripoint.store.ledger import Reader

LEAST = 10
"""Pairs with fewer firearms in the year are not ranked."""
DOUBLE = 2.0
"""A pair is unusual if even the low end of its ratio lies above it: the model leaves out much, and 1 would name a quarter of all."""


@dataclass(frozen=True)
class Flows:
    """areas: states; years: (first day, last day), oldest first; counts: (years, areas, areas), NaN from a state to itself."""

    areas: tuple[str, ...]
    years: tuple[tuple[date, date], ...]
    counts: Floats


def answer(reader: Reader, filters: Filters) -> Finding:
    records = within(reader.flows(), filters)
    measured = rows_of(records, MEASURE, source=SOURCE, series=SERIES)
    used = records.filter((records.source == SOURCE) & (records.measure == MEASURE))
    total = between_places(measured).total(
        by=("place_from", "place_to", "period_start", "period_end"), over=("categories",)
    )
    flows = _flows(reader.fetch(total))
    if flows is None:
        return finished(QUESTION.name, reader, [used], tables=())
    ground = _ground(flows.areas)
    everything = gravity(flows.counts, ground)
    last = gravity(flows.counts[-1], ground)
    ratios = shrunk(flows.counts[-1], last.expected)
    pairs = _pairs(flows, last, ratios)
    tables = [pairs, _effects(everything, flows)]
    return finished(
        QUESTION.name, reader, [used], tables=tables, facts=_facts(flows, pairs, everything, last, ratios)
    )  # fmt: skip


def _flows(rows: pa.Table) -> Flows | None:
    """Between states and the District of Columbia with a place on the map; territories and other sources are left out."""
    states = {p.place_id for p in places("state", "US")} & set(points())
    kept = [r for r in rows.to_pylist() if r["place_from"] in states and r["place_to"] in states]
    if not kept:
        return None
    areas = tuple(sorted(states))
    years = tuple(sorted({(r["period_start"], r["period_end"]) for r in kept}))
    at, year = {place: i for i, place in enumerate(areas)}, {span: i for i, span in enumerate(years)}
    counts = np.full((len(years), len(areas), len(areas)), np.nan)
    for r in kept:
        counts[year[r["period_start"], r["period_end"]], at[r["place_from"]], at[r["place_to"]]] = r["value"]
    counts[:, np.arange(len(areas)), np.arange(len(areas))] = np.nan
    return Flows(areas, years, counts)


def _ground(areas: Sequence[str]) -> dict[str, Floats]:
    away = np.array([[distance_km(a, b) / 1000 for b in areas] for a in areas])
    beside = np.array([[float((min(a, b), max(a, b)) in neighbours()) for b in areas] for a in areas])
    return {"distance": away, "adjacent": beside}


def _pairs(flows: Flows, model: Gravity, ratios: Shrunk) -> Table:
    observed = flows.counts[-1]
    rows = [
        {
            "place_from": flows.areas[i], "place_to": flows.areas[j], "value": observed[i, j],
            "expected": model.expected[i, j], "ratio": ratios.ratio[i, j], "low": ratios.low[i, j],
            "high": ratios.high[i, j], "period_start": flows.years[-1][0], "period_end": flows.years[-1][1],
        }
        for i, j in np.argwhere(np.nan_to_num(observed) >= LEAST).tolist()
        if ratios.low[i, j] > DOUBLE
    ]  # fmt: skip
    table = pa.Table.from_pylist(rows, _PAIRS).sort_by([("low", "descending")])
    return Table(
        "unusual_pairs",
        N_("Pairs of states with more than twice the traced firearms that size, distance and a common border lead one to expect"), MEASURE,
        (
            Column("place_from", N_("Bought in"), "place"), Column("place_to", N_("Recovered in"), "place"),
            Column("value", N_("Firearms"), "number"), Column("expected", N_("Expected"), "number", 1),
            Column("ratio", N_("Ratio, shrunken"), "number", 1), Column("low", N_("at least"), "number", 1),
            Column("high", N_("at most"), "number", 1),
        ),
        table, in_report=20,
        note=N_(
            "The ratio is pulled towards 1 where few firearms were expected; “at least” and “at most” are its 95 % interval, by "
            "the first of which the pairs are ordered. Pairs below 10 firearms are not ranked. Traced firearms are not all crime guns."
        ),
    )  # fmt: skip


def _effects(model: Gravity, flows: Flows) -> Table:
    rows = []
    for name, (title, published) in _EFFECTS.items():
        told = model.ratio(name) if name in model.names and not model.reason else (np.nan,) * 3
        ratio, low, high = told if np.isfinite(told).all() else (None, None, None)
        rows.append({
            "effect": title, "ratio": ratio, "low": low, "high": high, "published": published,
            "note": _COMPARED if ratio is not None else _LAWS_NOT_HELD if name not in model.names else _TOO_FEW,
        })  # fmt: skip
    return Table(
        "effects", N_("What multiplies a flow between two states, beside a published model"), None,
        (
            Column("effect", N_("Effect"), "message"), Column("ratio", N_("Ratio here"), "number", 2),
            Column("low", N_("at least"), "number", 2), Column("high", N_("at most"), "number", 2),
            Column("published", N_("Published ratio"), "number", 2), Column("note", N_("Remark"), "message"),
        ),
        pa.Table.from_pylist(rows, _RATIOS),
        note=N_(
            "Published: an exponential random graph model of the same traces (PMC7799862). It is another model with other "
            "covariates, so that its ratios are a landmark and no test."
        ),
    )  # fmt: skip


def _facts(flows: Flows, pairs: Table, everything: Gravity, last: Gravity, ratios: Shrunk) -> Iterator[Fact]:
    tried = int((np.isfinite(ratios.ratio) & (np.nan_to_num(flows.counts[-1]) >= LEAST)).sum())
    for row in pairs.data.slice(0, 1).to_pylist():
        yield Fact(
            N_(
                "Inside the United States, {period}: of {tried} pairs of states with at least 10 firearms, {count} have more "
                "than twice what size, distance and a common border lead one to expect; most of all {place_from} to {place_to}, "
                "{value} where {expected} were expected."
            ),
            {
                "period": ("period", flows.years[-1]), "tried": ("number", tried), "count": ("number", len(pairs.data)),
                "place_from": ("place", row["place_from"]), "place_to": ("place", row["place_to"]),
                "value": ("number", row["value"]), "expected": ("number", round(row["expected"])),
            },
        )  # fmt: skip
    if not everything.reason and np.isfinite(everything.ratio("distance")).all():
        ratio, low, high = everything.ratio("distance")
        yield Fact(
            N_("Each 1,000 kilometres leave {ratio} of a flow between two states ({low} to {high}), {period}."),
            {
                "ratio": ("percent", ratio * 100), "low": ("percent", low * 100), "high": ("percent", high * 100),
                "period": ("period", (flows.years[0][0], flows.years[-1][1])),
            },
        )  # fmt: skip
    if last.reason:
        yield Fact(N_("{period}: no model could be estimated."), {"period": ("period", flows.years[-1])})


_COMPARED = N_("another model: a landmark")
_TOO_FEW = N_("the model could not be estimated")
_LAWS_NOT_HELD = N_("not assessable: no record of state firearm laws is held")
_EFFECTS = {
    "distance": (N_("Per 1,000 kilometres"), 0.35),
    "adjacent": (N_("A common border"), 2.49),
    "origin_laws": (N_("Per law in the state of purchase"), 0.88),
    "destination_laws": (N_("Per law in the state of recovery"), 1.10),
}
_PAIRS = pa.schema([
    ("place_from", pa.string()), ("place_to", pa.string()), ("value", pa.float64()), ("expected", pa.float64()),
    ("ratio", pa.float64()), ("low", pa.float64()), ("high", pa.float64()), ("period_start", pa.date32()),
    ("period_end", pa.date32()),
])  # fmt: skip
_RATIOS = pa.schema([
    ("effect", pa.string()), ("ratio", pa.float64()), ("low", pa.float64()), ("high", pa.float64()),
    ("published", pa.float64()), ("note", pa.string()),
])  # fmt: skip

QUESTION = Question(
    name="corridors",
    title=N_("Background: unusual pairs of firearm flow inside the United States"),
    asks=N_("Between which states do more traced firearms go than their sizes and distance lead one to expect?"),
    how_to_read=N_(
        "A gravity model (Poisson pseudo-likelihood) gives each state a size as origin and as destination in each year, and "
        "all pairs one effect of distance and one of a common border. A pair is unusual if even the low end of its shrunken "
        "ratio of observed to expected lies above 2. Distances are between points inside the states, so that cities across a "
        "border from one another (Kansas City, Washington) look farther apart than they are. The years end in 2017."
    ),
    does_not_say=N_(
        "Nothing about the borders of the United States: these are no cross-border corridors, and no route is shown. Not all "
        "firearms used in crime are traced, and not all traced firearms were used in crime. Bought in a state does not mean "
        "trafficked from it; people move with firearms they own. How much of the flow was ever recovered is not known."
    ),
    answer=answer,
    filters=("since", "until"),
    countries=("US",),
)  # fmt: skip
