"""Cells become codes, numbers and dates, or problems that name their sheet, cell and cure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tripoint.registry.return_form import FormColumn, definitions, row_sheets, totals
from tripoint.returns.cells import Read, Setting, read_cell
from tripoint.returns.covers import Cover, read_cover
from tripoint.returns.filled import Filled, OwnDefinition, SheetState
from tripoint.returns.lines import Line, lines_of
from tripoint.returns.parts import with_implied_zeros
from tripoint.returns.problems import ReturnProblems
from tripoint.returns.raw import Cell, RawReturn, RawSheet, is_blank, text_of


@dataclass(frozen=True)
class Understood:
    """A return, its raw sheets (for addresses of cells) and its cover; complete only where no problem was added."""

    filled: Filled
    raw: RawReturn
    cover: Cover


def understand(raw: RawReturn, today: date, problems: ReturnProblems) -> Understood | None:
    """None if the cover does not say enough to read the rest."""
    if "cover" not in raw.sheets:
        return None
    cover = read_cover(raw.sheets["cover"], today, problems)
    setting = _setting(cover, raw)
    if setting is None:
        return None
    _check_languages(raw, setting.language, problems)
    tables = {
        form.code: with_implied_zeros(_table(raw.sheets[form.code], setting, problems))
        for form in row_sheets(raw.level)
        if form.code in raw.sheets
    }
    filled = Filled(
        country=setting.country,
        year=setting.first_day.year,
        language=setting.language,
        level=raw.level,
        cover=cover.values,
        states=_states(raw, setting, problems),
        totals=_totals(raw, setting, problems),
        tables=tables,
        definitions=_definitions(raw, setting, problems),
    )
    return Understood(filled, raw, cover)


def _setting(cover: Cover, raw: RawReturn) -> Setting | None:
    country, language, year = cover.text("country"), cover.text("language"), cover.number("period")
    if not (country and language and year):
        return None
    first, last = cover.day("first_day"), cover.day("last_day")
    whole = (date(year, 1, 1), date(year, 12, 31))
    is_inside = first is not None and last is not None and whole[0] <= first <= last <= whole[1]
    days = (first, last) if is_inside and first and last else whole
    return Setting(country, language, *days, raw.is_typed)


def _check_languages(raw: RawReturn, language: str, problems: ReturnProblems) -> None:
    """Warns of titles and headers in another language than the cover's."""
    for sheet in raw.sheets.values():
        if raw.is_typed and sheet.title != sheet.form.titles[language] and sheet.title in sheet.form.titles.values():
            problems.add("return_languages_mixed", sheet=sheet.title, value=sheet.title, detail=language)
        for code, languages in sheet.languages.items():
            column = sheet.form.column(code)
            if language not in languages and column is not None:
                header = next(column.labels[other] for other in sorted(languages))
                cell = f"{sheet.letters[code]}3"
                problems.add("return_languages_mixed", sheet=sheet.title, value=header, detail=language, cells=[cell])


def _table(sheet: RawSheet, setting: Setting, problems: ReturnProblems) -> Mapping[str, Sequence[object]]:
    """The columns of a sheet of rows; a cell with a problem is None."""
    columns: dict[str, Sequence[object]] = {}
    for column in sheet.form.columns:
        cells = sheet.columns.get(column.code)
        if cells is not None:
            columns[column.code] = _column(sheet, column, cells, setting, problems)
    _check_unit(sheet, problems)
    return columns


def _column(
    sheet: RawSheet, column: FormColumn, cells: Sequence[Cell], setting: Setting, problems: ReturnProblems
) -> Sequence[object]:
    """Each distinct cell is read once."""
    cells = [str(cell) if isinstance(cell, bool) else cell for cell in cells]  # True would pass for 1
    known = {cell: read_cell(column, cell, setting) for cell in dict.fromkeys(cells)}
    is_wrong = {cell for cell, found in known.items() if found.problem or _is_foreign(found, setting)}
    if is_wrong:
        wrong: dict[Cell, list[int]] = {}
        for index, cell in enumerate(cells):
            if cell in is_wrong:
                wrong.setdefault(cell, []).append(index)
        _report(sheet, column, wrong, known, setting, problems)
    if any(map(is_blank, known)):
        blank = [index for index, cell in enumerate(cells) if is_blank(cell)]
        _report_blank(sheet, column, blank, problems, language=setting.language)
    return [known[cell].value for cell in cells]


def _is_foreign(found: Read, setting: Setting) -> bool:
    """Is it understood in another language than that of the return?"""
    return found.languages is not None and setting.language not in found.languages


def _report(
    sheet: RawSheet,
    column: FormColumn,
    wrong: Mapping[Cell, Sequence[int]],
    known: Mapping[Cell, Read],
    setting: Setting,
    problems: ReturnProblems,
) -> None:
    label = column.labels[setting.language]
    for cell, indices in wrong.items():
        found, cells = known[cell], sheet.cells(column.code, indices)
        text = text_of(cell)
        if not found.problem:
            problems.add(
                "return_languages_mixed",
                sheet=sheet.title,
                column=label,
                value=text,
                detail=setting.language,
                cells=cells,
            )
        elif found.problem == "return_number_as_text":
            problems.add(found.problem, sheet=sheet.title, column=label, cells=cells)
        elif found.problem == "return_text_long":
            problems.add(
                found.problem, sheet=sheet.title, column=label, value=len(text), detail=found.detail, cells=cells
            )
        else:
            problems.add(found.problem, sheet=sheet.title, column=label, value=text, detail=found.detail, cells=cells)


def _report_blank(
    sheet: RawSheet, column: FormColumn, blank: Sequence[int], problems: ReturnProblems, *, language: str
) -> None:
    if not blank or not column.is_required or column.code == "unit":
        return
    code = "return_blank" if column.is_key else "return_number_blank"
    problems.add(code, sheet=sheet.title, column=column.labels[language], cells=sheet.cells(column.code, blank))


def _check_unit(sheet: RawSheet, problems: ReturnProblems) -> None:
    quantities, units = sheet.columns.get("quantity"), sheet.columns.get("unit")
    if quantities is not None and units is not None:
        bare = [i for i, cell in enumerate(units) if is_blank(cell) and not is_blank(quantities[i])]
        if bare:
            problems.add("return_unit_missing", sheet=sheet.title, cells=sheet.cells("unit", bare))


def _states(raw: RawReturn, setting: Setting, problems: ReturnProblems) -> Mapping[str, SheetState]:
    if "sheets" not in raw.sheets:
        return {}
    names = {form.code: form.titles for form in row_sheets(raw.level)}
    lines = lines_of(raw.sheets["sheets"], "sheet", names, problems)
    states = {}
    for code, line in lines.items():
        status, handling = _of_line(line, "status", setting, problems), _of_line(line, "handling", setting, problems)
        if status is None and is_blank(line.at("status").value):
            problems.add("return_status_blank", sheet=line.sheet.title, value=line.text, cells=[line.at("status").cell])
        if handling is None and is_blank(line.at("handling").value):
            problems.add(
                "return_handling_blank", sheet=line.sheet.title, value=line.text, cells=[line.at("handling").cell]
            )
        states[code] = SheetState(_text(status), _text(handling))
    return states


def _totals(raw: RawReturn, setting: Setting, problems: ReturnProblems) -> Mapping[str, object]:
    if "totals" not in raw.sheets:
        return {}
    lines = lines_of(raw.sheets["totals"], "total", {t.code: t.names for t in totals()}, problems)
    return {code: _of_line(line, "amount", setting, problems) for code, line in lines.items()}


def _definitions(raw: RawReturn, setting: Setting, problems: ReturnProblems) -> Mapping[str, OwnDefinition]:
    if "definitions" not in raw.sheets:
        return {}
    lines = lines_of(
        raw.sheets["definitions"], "definition", {d.code: d.names for d in definitions().values()}, problems
    )
    own = {}
    for code, line in lines.items():
        use, text = (
            _text(_of_line(line, "use", setting, problems)),
            _text(_of_line(line, "own_text", setting, problems)),
        )
        wrong, column = "", "own_text"
        if use is None and is_blank(line.at("use").value):
            wrong, column = "return_definition_blank", "use"
        elif use == "own" and text is None:
            wrong = "return_definition_absent"
        elif use in ("as_form", "not_counted") and text is not None:
            wrong = "return_definition_unused"
        if wrong:
            problems.add(wrong, sheet=line.sheet.title, value=line.text, cells=[line.at(column).cell])
        own[code] = OwnDefinition(use, text)
    return own


def _of_line(line: Line, code: str, setting: Setting, problems: ReturnProblems) -> object:
    """The value of one cell of a line."""
    column = line.sheet.form.column(code)
    if column is None:
        return None
    found = read_cell(column, line.at(code).value, setting)
    if found.problem or _is_foreign(found, setting):
        text, cell = text_of(line.at(code).value), line.at(code).cell
        shown = len(text) if found.problem == "return_text_long" else text
        detail = found.detail if found.problem else setting.language
        problems.add(
            found.problem or "return_languages_mixed",
            sheet=line.sheet.title, column=line.text, value=shown, detail=detail, cells=[cell],
        )  # fmt: skip
    return found.value


def _text(value: object) -> str | None:
    return None if value is None else str(value)
