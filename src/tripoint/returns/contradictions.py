"""What does not go together in a return; all of it warnings, since odd things happen."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from tripoint.registry.places import place
from tripoint.registry.return_form import definitions, totals
from tripoint.registry.terms import term, terms
from tripoint.returns.filled import Filled
from tripoint.returns.problems import ReturnProblems
from tripoint.returns.raw import RawSheet
from tripoint.returns.sides import name_of
from tripoint.returns.understand import Understood

Table = Mapping[str, Sequence[object]]

PAIRS: Sequence[tuple[str, frozenset[str], str, frozenset[str]]] = (
    ("border", frozenset({"us_mexico", "us_canada", "other_land", "post"}), "direction", frozenset({"domestic"})),
    ("acquisition", frozenset({"seized"}), "legal_basis", frozenset({"no_offence"})),
    ("acquisition", frozenset({"found"}), "legal_basis", frozenset({"illicit_possession"})),
    ("concealment", frozenset({"parcel"}), "conveyance", frozenset({"on_foot"})),
)
"""Pairs of columns and terms that do not go together."""

BORDERS: Mapping[str, frozenset[str]] = {
    "us_mexico": frozenset(
        ["US", "US-CA", "US-AZ", "US-NM", "US-TX", "MX", "MX-BCN", "MX-SON", "MX-CHH", "MX-COA", "MX-NLE", "MX-TAM"]
    ),
    "us_canada": frozenset(
        ["US", "US-AK", "US-WA", "US-ID", "US-MT", "US-ND", "US-MN", "US-MI", "US-OH", "US-PA", "US-NY", "US-VT", "US-NH",
         "US-ME", "CA", "CA-YT", "CA-BC", "CA-AB", "CA-SK", "CA-MB", "CA-ON", "CA-QC", "CA-NB"]
    ),
}  # fmt: skip
"""Land borders (with the Great Lakes) and the places that lie at them; a country stands for a place not known."""


def check_contradictions(filled: Filled, sheet: RawSheet, table: Table, problems: ReturnProblems) -> None:
    """Adds pairs of terms, and borders and places, that do not go together."""
    labels = {c.code: c.labels[filled.language] for c in sheet.form.columns}
    for one, ones, other, others in PAIRS:
        if one in table and other in table:
            for pair, indices in _where(table[one], table[other], ones, others).items():
                names = (term(name, code).names[filled.language] for name, code in zip((one, other), pair, strict=True))
                problems.add(
                    "return_contradicts", sheet=sheet.title, column=labels[one], detail=labels[other],
                    value=" / ".join(names), cells=sheet.cells(one, indices),
                )  # fmt: skip
    if "border" in table:
        _check_borders(filled, sheet, table, labels, problems)


def _check_borders(
    filled: Filled, sheet: RawSheet, table: Table, labels: Mapping[str, str], problems: ReturnProblems
) -> None:
    places = table.get("place") or [filled.country] * len(table["border"])
    known = frozenset(p for at in BORDERS.values() for p in at) | frozenset(map(str, filter(None, places)))
    for border, at_it in BORDERS.items():
        for (_, where), indices in _where(table["border"], places, frozenset({border}), known - at_it).items():
            label = labels.get("place") or place(filled.country).names[filled.language]
            problems.add(
                "return_contradicts", sheet=sheet.title, column=labels["border"], detail=label,
                value=f"{term('border', border).names[filled.language]} / {place(where).names[filled.language]}",
                cells=sheet.cells("border", indices),
            )  # fmt: skip


def check_not_counted(understood: Understood, problems: ReturnProblems) -> None:
    """Adds figures of what the country says it does not count."""
    filled = understood.filled
    if "definitions" not in understood.raw.sheets:
        return
    for code, definition in definitions().items():
        own = filled.definitions.get(code)
        if own is None or own.use != "not_counted" or not has_figures(filled, code):
            continue
        problems.add(
            "return_not_counted",
            sheet=understood.raw.sheets["definitions"].title,
            value=definition.names[filled.language],
        )


def has_figures(filled: Filled, definition: str) -> bool:
    """Is anything returned that the definition alone is about: how acquired, or the one sheet that it bears on?"""
    if definition in terms("acquisition"):
        rows = any(definition in table.get("acquisition", ()) for table in filled.tables.values())
        return rows or any(
            filled.totals.get(t.code) is not None for t in totals() if t.where == (("acquisition", definition),)
        )
    sheets = definitions()[definition].sheets
    return len(sheets) == 1 and any(any(column) for column in filled.tables.get(sheets[0], {}).values())


def is_not_counted(filled: Filled, total_where: Sequence[tuple[str, str]]) -> bool:
    """Does the country say that it does not count what a total is of?"""
    own = [filled.definitions.get(code) for name, code in total_where if name == "acquisition"]
    return any(o is not None and o.use == "not_counted" for o in own)


def shown_key(sheet: RawSheet, columns: Sequence[str], key: Sequence[object], language: str) -> str:
    """The cells that tell a row apart, as the form prints them."""
    forms = [sheet.form.column(name) for name in columns]
    texts = [
        name_of(c, str(cell), language) if c is not None else str(cell) for c, cell in zip(forms, key, strict=True)
    ]
    return " | ".join(text for text in texts if text)


def _where(
    ones: Sequence[object], others: Sequence[object], first: frozenset[str], second: frozenset[str]
) -> Mapping[tuple[str, str], list[int]]:
    found: dict[tuple[str, str], list[int]] = defaultdict(list)
    for index, (one, other) in enumerate(zip(ones, others, strict=True)):
        if one in first and other in second:
            found[str(one), str(other)].append(index)
    return found
