"""In a row of a return, a part cannot exceed its whole."""

from collections.abc import Mapping, Sequence

from tripoint.returns.problems import ReturnProblems
from tripoint.returns.raw import RawSheet

Table = Mapping[str, Sequence[object]]

RESULTS = ("us_source", "other_source", "undetermined", "pending")
"""Results of a trace; together they are the firearms submitted."""
OF_TRACES = (*RESULTS, "purchaser", "diversion_traced")
"""What only a firearm submitted for trace can have."""
PARTS: Sequence[tuple[str, str]] = (
    ("submitted", "firearms"),
    *((part, "submitted") for part in OF_TRACES),
    ("diversion_authority", "firearms"),
    ("events", "firearms"),
)
"""(part, whole)."""


def with_implied_zeros(table: Table) -> Table:
    """Where no firearm was submitted for trace, none has a result: what is blank there is zero."""
    submitted = table.get("submitted")
    if submitted is None:
        return table
    return {
        name: [0 if cell is None and whole == 0 else cell for cell, whole in zip(cells, submitted, strict=True)]
        if name in OF_TRACES
        else cells
        for name, cells in table.items()
    }


def check_parts(sheet: RawSheet, table: Table, language: str, problems: ReturnProblems) -> None:
    """Adds parts that exceed their whole, results that do not add up, and results that are blank or stand alone."""
    labels = {c.code: c.labels[language] for c in sheet.form.columns}
    for part, whole in PARTS:
        if part in table and whole in table:
            pairs = list(zip(table[part], table[whole], strict=True))
            _add_over(sheet, part, labels[whole], pairs, labels, problems)
    if "diversion_traced" in table and "diversion_authority" in table and "firearms" in table:
        both = zip(table["diversion_traced"], table["diversion_authority"], strict=True)
        sums = [a + b if isinstance(a, int) and isinstance(b, int) else None for a, b in both]
        pairs = [(s, w) if not _exceeds(a, w) and not _exceeds(b, w) else (None, w) for s, w, a, b in zip(
            sums, table["firearms"], table["diversion_traced"], table["diversion_authority"], strict=True
        )]  # fmt: skip
        _add_over(sheet, "diversion_authority", labels["firearms"], pairs, labels, problems)
    if "submitted" in table and all(name in table for name in RESULTS):
        _check_results(sheet, table, problems)
        _check_blank(sheet, table, labels, problems)
    _check_events(sheet, table, labels, problems)


def _add_over(
    sheet: RawSheet, part: str, whole: str, pairs: Sequence[tuple[object, object]], labels: Mapping[str, str],
    problems: ReturnProblems,
) -> None:  # fmt: skip
    over = [i for i, (a, b) in enumerate(pairs) if _exceeds(a, b)]
    if over:
        example = "{} > {}".format(*pairs[over[0]])
        problems.add(
            "return_part_exceeds", sheet=sheet.title, column=labels[part], value=example, detail=whole,
            cells=sheet.cells(part, over),
        )  # fmt: skip


def _check_results(sheet: RawSheet, table: Table, problems: ReturnProblems) -> None:
    wrong = []
    for index, (whole, *parts) in enumerate(zip(table["submitted"], *(table[n] for n in RESULTS), strict=True)):
        given = [part for part in parts if isinstance(part, int)]
        if isinstance(whole, int) and (
            (len(given) == len(RESULTS) and sum(given) != whole)
            or (sum(given) > whole and not any(part > whole for part in given))
        ):
            wrong.append(index)
    if wrong:
        parts = [table[name][wrong[0]] for name in RESULTS]
        example = f"{' + '.join('…' if p is None else str(p) for p in parts)} ≠ {table['submitted'][wrong[0]]}"
        problems.add("return_results_differ", sheet=sheet.title, value=example, cells=sheet.cells("submitted", wrong))


def _check_blank(sheet: RawSheet, table: Table, labels: Mapping[str, str], problems: ReturnProblems) -> None:
    """A result that is blank beside firearms submitted, and firearms submitted that are blank beside a result."""
    for name in RESULTS:
        blank = [
            i
            for i, (cell, whole) in enumerate(zip(table[name], table["submitted"], strict=True))
            if cell is None and whole
        ]
        if blank:
            problems.add("return_number_blank", sheet=sheet.title, column=labels[name], cells=sheet.cells(name, blank))
    alone = [
        i for i, whole in enumerate(table["submitted"]) if whole is None and any(table[name][i] for name in RESULTS)
    ]
    if alone:
        cells = sheet.cells("submitted", alone)
        problems.add("return_number_blank", sheet=sheet.title, column=labels["submitted"], cells=cells)


def _check_events(sheet: RawSheet, table: Table, labels: Mapping[str, str], problems: ReturnProblems) -> None:
    """Things without an event."""
    counted = next((name for name in ("firearms", "pieces") if name in table), None)
    if counted is None or "events" not in table:
        return
    odd = [
        i
        for i, (events, things) in enumerate(zip(table["events"], table[counted], strict=True))
        if events == 0 and things
    ]
    if odd:
        problems.add(
            "return_contradicts", sheet=sheet.title, column=labels["events"], detail=labels[counted],
            value=f"0 / {table[counted][odd[0]]}", cells=sheet.cells("events", odd),
        )  # fmt: skip


def _exceeds(part: object, whole: object) -> bool:
    return isinstance(part, int | float) and isinstance(whole, int | float) and part > whole
