"""A return in a workbook → its sheets, by the names and headers of the form in any of its languages."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from openpyxl.utils import coordinate_to_tuple, get_column_letter
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from tripoint.ingest.odd_cells import odd_cells
from tripoint.ingest.size import UNPACKING
from tripoint.registry.names import normalise
from tripoint.registry.return_form import GUIDE_TITLES, LEVELS, PROBLEMS_TITLES, FormSheet, Level, sheets
from tripoint.returns.package import check_package
from tripoint.returns.problems import ReturnProblems
from tripoint.returns.raw import Cell, RawReturn, RawSheet, common, is_blank, labels, printed, text_of, titles
from tripoint.returns.vocabulary import code_of_term

HEADER = 3
"""The row of the headers, counted from 1; data stand below it."""

OTHER_LEVEL: Mapping[Level, Level] = {"aggregate": "records", "records": "aggregate"}
Grid = Sequence[Sequence[Cell]]


def read_workbook(path: Path, problems: ReturnProblems) -> RawReturn | None:
    """The sheets of the form; None if the file cannot be opened. Adds what is wrong with the layout to problems."""
    if not check_package(path, problems):
        return None
    try:
        odd = odd_cells(path)
        for title, cells in odd.items():
            if cells.far:
                problems.add("return_outside_table", sheet=title, value=cells.far[0], cells=cells.far)
        if any(cells.far for cells in odd.values()):
            return None
        with CalamineWorkbook.from_path(str(path)) as book:
            found = {name: book.get_sheet_by_name(name) for name in book.sheet_names}
            grids: dict[str, Grid] = {name: sheet.to_python(skip_empty_area=False) for name, sheet in found.items()}
    except (CalamineError, *UNPACKING) as error:
        problems.add("return_unreadable", detail=str(error).split("\n")[0][:120])
        return None
    level = _level(grids)
    named = _named(grids, level, problems)
    for title, form in named.items():
        _check_cells(form, title, found[title], problems)
    for title, cells in odd.items():
        if title in named and cells.formulas:
            problems.add("return_formula", sheet=title, cells=cells.formulas)
        if title in named:
            grids[title] = _with_errors(grids[title], cells.errors)
    read = {
        form.code: sheet
        for title, form in named.items()
        if (sheet := _sheet(form, title, grids[title], level, problems))
    }
    return RawReturn(level, read, is_typed=True)


def _with_errors(grid: Grid, errors: Mapping[str, str]) -> Grid:
    """The spreadsheet's errors where they stand: the reader of values gives a blank for them."""
    rows = list(grid)
    for address, text in errors.items():
        row, column = coordinate_to_tuple(address)
        if row <= len(rows) and column <= len(rows[row - 1]):
            rows[row - 1] = [*rows[row - 1][: column - 1], text, *rows[row - 1][column:]]
    return rows


def _level(grids: Mapping[str, Grid]) -> Level:
    """What the cover says; counts by group if it says nothing that is understood."""
    for title, grid in grids.items():
        if titles().get(normalise(title), ("", ()))[0] == "cover":
            for row in grid:
                found = code_of_term("level", text_of(row[1])) if len(row) > 1 else None
                if found in LEVELS:
                    return next(level for level in LEVELS if level == found)
    return "aggregate"


def _named(grids: Mapping[str, Grid], level: Level, problems: ReturnProblems) -> Mapping[str, FormSheet]:
    """Title in the file → sheet of the form; adds what is missing, renamed or not of the form."""
    form = sheets(level)
    named: dict[str, FormSheet] = {}
    unknown = []
    for title in grids:
        code = titles().get(normalise(title), ("", ()))[0]
        if code in form and form[code] not in named.values():
            named[title] = form[code]
        elif (
            title != "_lists"
            and normalise(title) not in _guides()
            and any(not is_blank(c) for r in grids[title] for c in r)
        ):
            unknown.append(title)
    missing = [sheet for sheet in form.values() if sheet not in named.values()]
    language = common(titles()[normalise(title)][1] for title in named)
    for title in unknown:
        code = titles().get(normalise(title), ("", ()))[0]
        other = sheets(OTHER_LEVEL[level])
        guess = next((s for s in missing if _fits(s, grids[title])), None)
        if code in other:
            problems.add("return_level_mixed", sheet=title, value=level, detail=OTHER_LEVEL[level])
        elif guess is not None:
            problems.add(
                "return_sheet_renamed",
                sheet=title,
                value=title,
                detail=printed(guess.titles, language),
            )
            named[title] = guess
            missing.remove(guess)
        else:
            problems.add("return_sheet_unknown", sheet=title, value=title)
    for sheet in missing:
        problems.add("return_sheet_missing", value=printed(sheet.titles, language))
    return named


def _guides() -> frozenset[str]:
    return frozenset(normalise(text) for text in (*GUIDE_TITLES.values(), *PROBLEMS_TITLES.values()))


def _fits(form: FormSheet, grid: Grid) -> bool:
    header = {normalise(text_of(cell)) for cell in _row(grid, HEADER)}
    known = labels(form)
    return {column.code for text, (column, _) in known.items() if text in header} == {c.code for c in form.columns}


def _check_cells(form: FormSheet, title: str, sheet: CalamineSheet, problems: ReturnProblems) -> None:
    merged = [
        (f"{_letters(left)}{top + 1}", f"{_letters(right)}{bottom + 1}", bottom + 1)
        for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
    ]
    below = [(first, last) for first, last, bottom in merged if bottom >= HEADER]
    if below:
        ranges = ", ".join(f"{first}:{last}" for first, last in below[:5])
        problems.add("return_merged", sheet=title, value=ranges, cells=[first for first, _ in below])


def _sheet(form: FormSheet, title: str, grid: Grid, level: Level, problems: ReturnProblems) -> RawSheet | None:
    header = [text_of(cell) for cell in _row(grid, HEADER)]
    known = labels(form)
    at: dict[str, int] = {}
    languages: dict[str, frozenset[str]] = {}
    strange: list[int] = []
    for place, text in enumerate(header):
        column, printed_in = known.get(normalise(text), (None, frozenset()))
        if column is None:
            strange += [place] if text else []
        elif column.code in at:
            problems.add("return_column_repeated", sheet=title, column=text, cells=[f"{_letters(place)}{HEADER}"])
        else:
            at[column.code] = place
            languages[column.code] = printed_in
    if 2 * len(at) < len(form.columns) or (strange and _is_of_other_level(form, grid, level)):
        _add_no_header(form, title, grid, level, problems)
        return None
    for place in strange:
        cell = f"{_letters(place)}{HEADER}"
        problems.add("return_column_unknown", sheet=title, column=header[place], cells=[cell])
    for column in form.columns:
        if column.code not in at:
            problems.add(
                "return_column_missing", sheet=title, column=printed(column.labels, common(languages.values()))
            )
    data = grid[HEADER:]
    _check_outside(title, data, set(range(len(header))) - {i for i, text in enumerate(header) if not text}, problems)
    kept = [
        i for i, row in enumerate(data) if any(place < len(row) and not is_blank(row[place]) for place in at.values())
    ]
    columns = {code: [data[i][place] if place < len(data[i]) else None for i in kept] for code, place in at.items()}
    letters = {code: _letters(place) for code, place in at.items()}
    return RawSheet(form, title, columns, [i + HEADER + 1 for i in kept], letters, languages)


def _add_no_header(form: FormSheet, title: str, grid: Grid, level: Level, problems: ReturnProblems) -> None:
    if _is_of_other_level(form, grid, level):
        problems.add("return_level_mixed", sheet=title, value=level, detail=OTHER_LEVEL[level])
        return
    known = labels(form)
    rows = [
        n
        for n in range(1, min(len(grid), 20) + 1)
        if sum(normalise(text_of(c)) in known for c in _row(grid, n)) * 2 >= len(form.columns)
    ]
    problems.add("return_header_missing", sheet=title, detail=f"→ {rows[0]}" if rows else "…", cells=[f"A{HEADER}"])


def _is_of_other_level(form: FormSheet, grid: Grid, level: Level) -> bool:
    """Does it have the headers that this sheet has in a return of the other level?"""
    other = sheets(OTHER_LEVEL[level]).get(form.code)
    return other is not None and form.shape == "rows" and _fits(other, grid)


def _check_outside(title: str, data: Grid, under: set[int], problems: ReturnProblems) -> None:
    for index, row in enumerate(data):
        for place, cell in enumerate(row):
            if place not in under and not is_blank(cell):
                address = f"{_letters(place)}{index + HEADER + 1}"
                problems.add("return_outside_table", sheet=title, value=text_of(cell), cells=[address])


def _letters(place: int) -> str:
    """The letters of a column, counted from 0; those of the last one that has any for one beyond."""
    return str(get_column_letter(min(place, 18277) + 1))


def _row(grid: Grid, number: int) -> Sequence[Cell]:
    return grid[number - 1] if len(grid) >= number else ()
