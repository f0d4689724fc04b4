"""Fentanyl content of samples brought to drug checking in British Columbia, from a user's own copy."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import quantiles

import pyarrow as pa

from tripoint.analysis.disclosure.small_cells import withheld
from tripoint.findings.answer import covers, finished, within
from tripoint.findings.question import N_, Column, Fact, Filters, Finding, Question, Table
from tripoint.registry.disclosure import least_shown
from tripoint.store.ledger import Reader

SOURCE, SERIES, MEASURE = "ca_bccsu_fentanyl", "samples", "drug_content_percent"
NATION, PROVINCE = "CA", "CA-BC"
LEAST = least_shown(SOURCE)
"""A count of fewer samples is withheld; quartiles need as many."""
Month = tuple[date, date]
Row = dict[str, object]


@dataclass(frozen=True)
class Sample:
    """place: the health authority, or the province where none was recorded. content: per cent."""

    month: Month
    place: str
    expected: str
    content: float


def answer(reader: Reader, filters: Filters) -> Finding:
    held = reader.analysis_summaries()
    everything = held.filter(held.source == SOURCE, held.series == SERIES, held.measure == MEASURE)
    samples = tuple(
        Sample((row["period_start"], row["period_end"]), row["place"], row["expected"], row["value"])
        for row in reader.fetch(everything.filter(everything.value.notnull())).to_pylist()
    )
    place = None if filters.place in (NATION, PROVINCE) else filters.place
    shown = {month for month in {sample.month for sample in samples} if covers(filters, *month)}
    hidden = _hidden_months(samples)
    asked = [s for s in samples if s.month in shown and place in (None, s.place)]
    tables = [_by_month(samples, hidden, shown)] if place is None else []
    tables.append(_by_authority(samples, hidden, shown, place))
    tables += [_by_expected(samples, hidden, shown)] if place is None else []
    facts = _facts(asked) if place is None and not shown & hidden else ()
    # how many records a place or a withheld month has would tell what the tables withhold
    records = everything.limit(0) if not asked else everything if hidden else within(everything, filters)
    return finished(QUESTION.name, reader, [records], tables=tables, facts=facts)


def _hidden_months(samples: Sequence[Sample]) -> frozenset[Month]:
    """Months of too few samples, and those without which these could be told from the number of all samples.

    Of all months held, not of those asked for: otherwise two questions would tell what one withholds.
    """
    counts = Counter(sample.month for sample in samples)
    months = sorted(counts)
    hides = withheld([counts[month] for month in months], least=LEAST)
    return frozenset(month for month, is_hidden in zip(months, hides, strict=True) if is_hidden)


def _cells(
    samples: Sequence[Sample], hidden: frozenset[Month], key: Callable[[Sample], str]
) -> Iterator[tuple[Month, str, Row]]:
    """(month, key, its numbers or that they are withheld), so that no month's total tells a withheld cell."""
    found: dict[Month, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for sample in samples:
        found[sample.month][key(sample)].append(sample.content)
    for month in sorted(found, reverse=True):
        groups = sorted(found[month].items())
        hides = withheld([len(contents) for _, contents in groups], least=LEAST)
        for (name, contents), is_hidden in zip(groups, hides, strict=True):
            yield month, name, _numbers(contents, hides=is_hidden or month in hidden)


def _numbers(contents: Sequence[float], *, hides: bool) -> Row:
    if hides:
        return {"reason": "suppressed"}
    first, median, third = quantiles(contents, n=4, method="inclusive")
    return {"samples": len(contents), "first": first, "median": median, "third": third}


def _by_month(samples: Sequence[Sample], hidden: frozenset[Month], shown: set[Month]) -> Table:
    contents: dict[Month, list[float]] = defaultdict(list)
    for sample in samples:
        contents[sample.month].append(sample.content)
    data = [
        _row(month, _numbers(contents[month], hides=month in hidden))
        for month in sorted(contents, reverse=True)
        if month in shown
    ]
    return _table("by_month", N_("Fentanyl content of samples quantified in British Columbia, by month"), data, ())


def _by_authority(samples: Sequence[Sample], hidden: frozenset[Month], shown: set[Month], place: str | None) -> Table:
    data = [
        _row(month, numbers) | ({"place": None, "absent": "not_recorded"} if name == PROVINCE else {"place": name})
        for month, name, numbers in _cells(samples, hidden, lambda sample: sample.place)
        if month in shown and place in (None, name)
    ]
    title = N_("Fentanyl content of samples quantified, by month and health authority")
    return _table("by_authority", title, data, (Column("place", N_("Health authority"), "place", missing="absent"),))


def _by_expected(samples: Sequence[Sample], hidden: frozenset[Month], shown: set[Month]) -> Table:
    data = [
        _row(month, numbers) | {"expected": name}
        for month, name, numbers in _cells(samples, hidden, lambda sample: sample.expected)
        if month in shown
    ]
    title = N_("Fentanyl content of samples quantified, by month and drug expected")
    return _table("by_expected", title, data, (Column("expected", N_("Drug expected, as published")),))


def _row(month: Month, numbers: Mapping[str, object]) -> Row:
    return {"month_start": month[0], "month_end": month[1], **numbers}


def _table(name: str, title: str, data: list[Row], further: tuple[Column, ...]) -> Table:
    numbers = (("first", N_("Lower quartile")), ("median", N_("Median (%)")), ("third", N_("Upper quartile")))
    columns = (
        Column("month", N_("Month"), "period"), *further, Column("samples", N_("Samples"), "number", missing="reason"),
        *(Column(column, title, "number", decimals=1, missing="reason") for column, title in numbers),
    )  # fmt: skip
    return Table(name, title, MEASURE, columns, pa.Table.from_pylist(data, _SCHEMA), note=_NOTE)


def _facts(asked: Sequence[Sample]) -> Iterator[Fact]:
    if len(asked) < LEAST:
        return
    first, median, third = quantiles([sample.content for sample in asked], n=4, method="inclusive")
    months = [sample.month for sample in asked]
    yield Fact(
        N_(
            "Samples with a quantification in British Columbia, {period}: median {median}% of fentanyl, half of the samples "
            "between {first}% and {third}%; {samples} samples."
        ),
        {
            "period": ("period", (min(months)[0], max(months)[1])), "samples": ("number", len(asked)),
            "median": ("number", median), "first": ("number", first), "third": ("number", third),
        },
    )  # fmt: skip


_NOTE = N_(
    "Suppressed: fewer than five samples, or a count from which a neighbour’s could be told. A month or health authority "
    "without a row is not zero."
)
_SCHEMA = pa.schema(
    [
        ("month_start", pa.date32()), ("month_end", pa.date32()), ("place", pa.string()), ("expected", pa.string()),
        ("absent", pa.string()), ("samples", pa.int64()), ("first", pa.float64()), ("median", pa.float64()),
        ("third", pa.float64()), ("reason", pa.string()),
    ]
)  # fmt: skip

QUESTION = Question(
    name="fentanyl_concentration_bc",
    title=N_("Fentanyl content of drug checking samples in British Columbia, from your own copy"),
    asks=N_("How much fentanyl do samples hold that people brought to drug checking in British Columbia?"),
    how_to_read=N_(
        "One unit is a sample in which fentanyl was quantified, in the month in which it was brought and under the health "
        "authority of the service. Half of the samples lie between the two quartiles. The drug expected is what the person "
        "said, not what was found. Only whole months of the time asked for are counted. Counts of fewer than five samples "
        "are withheld."
    ),
    does_not_say=N_(
        "How common fentanyl is: only samples with a quantification are in the set. Not a random choice of the supply, no "
        "seizures, and no place of sale; per cent by mass or not, and of salt or base, is not stated. Services are never "
        "shown. The files are read from your own copy: nothing of them is in the edition or in reports."
    ),
    answer=answer,
    filters=("place", "since", "until"),
    place_kinds=("country", "province", "region"),
    countries=(NATION,),
    is_own_copy=True,
)
