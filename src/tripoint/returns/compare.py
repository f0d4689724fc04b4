"""A return against the one of the year before: definitions that changed, breaks, sheets that are gone."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tripoint.registry.return_form import definitions, row_sheets, totals
from tripoint.returns.problems import ReturnProblems
from tripoint.returns.records import status_of
from tripoint.returns.understand import Understood

BREAK = 2.0
"""A total that is more than so many times the other one is pointed out …"""
LEAST = 20.0
"""… unless both are small."""


@dataclass(frozen=True)
class Earlier:
    """What the ledger holds of an earlier return. definitions: code → (use, own text); totals: code → number."""

    year: int
    definitions: Mapping[str, tuple[str | None, str | None]] = field(default_factory=dict)
    totals: Mapping[str, float] = field(default_factory=dict)
    supplied: frozenset[str] = frozenset()


def check_against(understood: Understood, earlier: Earlier, problems: ReturnProblems) -> None:
    """Adds warnings; `breaks` of the cover is for their explanation and does not silence them."""
    filled, sheets = understood.filled, understood.raw.sheets
    year = str(earlier.year)
    for definition in definitions().values():
        own = filled.definitions.get(definition.code)
        before = earlier.definitions.get(definition.code)
        if own is not None and own.use is not None and before not in (None, (None, None), (own.use, own.text)):
            name = definition.names[filled.language]
            problems.add("return_definition_changed", sheet=sheets["definitions"].title, value=name, detail=year)
    for total in totals():
        now, then = filled.totals.get(total.code), earlier.totals.get(total.code)
        if now is not None and then is not None and _breaks(float(str(now)), then):
            name = total.names[filled.language]
            number = f"{float(str(now)):.15g}"
            problems.add(
                "return_series_break",
                sheet=sheets["totals"].title,
                column=name,
                value=number,
                detail=year,
                rows=round(then),
            )
    for form in row_sheets(filled.level):
        if form.code in earlier.supplied and status_of(filled, form.code) == "not_supplied":
            problems.add(
                "return_sheet_gone", sheet=sheets["sheets"].title, value=form.titles[filled.language], detail=year
            )


def _breaks(now: float, then: float) -> bool:
    return max(now, then) >= LEAST and max(now, then) > BREAK * min(now, then)
