"""The form of the national return: its sheets, columns, totals and definitions (data/return_*.csv)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Literal, cast, get_args

from tripoint.errors import RegistryError
from tripoint.registry.rows import rows_of, words_of

FORM = "2026.1"
"""The edition of the form; a workbook of another edition is refused."""

GUIDE_TITLES: Mapping[str, str] = {"en": "Guide", "es": "Guía", "fr": "Mode d’emploi"}
"""The sheet of the workbook that explains the others and is not read."""
PROBLEMS_TITLES: Mapping[str, str] = {"en": "Problems", "es": "Problemas", "fr": "Problèmes"}
"""The sheet that a check puts before the others; a workbook that is corrected and sent back may still have it."""

Level = Literal["aggregate", "records"]
LEVELS: tuple[Level, ...] = get_args(Level)
Shape = Literal["cover", "sheets", "totals", "rows", "definitions"]


@dataclass(frozen=True)
class FormColumn:
    """A column of a sheet, or a field of the cover.

    kind: period, event, date, place (of the country), place_any (of the three, or a term of `route_place`),
    term (of `list_name`), count, quantity, text; label (printed by the form), any (by its row); on the cover also
    country, year, language, level, form, nature, version. example: a code or text that fits; "place" stands for a place of the country. measure: what a
    number counts (registry/data/measures.csv); that of a quantity follows from its unit.
    """

    code: str
    kind: str
    list_name: str
    is_required: bool
    labels: Mapping[str, str] = field(hash=False)
    notes: Mapping[str, str] = field(hash=False)
    example: str = ""
    measure: str = ""

    @property
    def is_key(self) -> bool:
        """Does it say which row this is, rather than how much?"""
        return self.kind not in ("count", "quantity")


@dataclass(frozen=True)
class FormSheet:
    """A sheet of the form at one level. shape: "rows" holds figures; the others are laid out in full."""

    code: str
    shape: Shape
    titles: Mapping[str, str] = field(hash=False)
    purposes: Mapping[str, str] = field(hash=False)
    columns: tuple[FormColumn, ...] = ()

    def column(self, code: str) -> FormColumn | None:
        return next((column for column in self.columns if column.code == code), None)


@dataclass(frozen=True)
class FormTotal:
    """A national total: the sum of `column` of `sheet` over the rows where `where` holds (column, term)."""

    code: str
    measure: str
    sheet: str
    column: str
    where: tuple[tuple[str, str], ...]
    names: Mapping[str, str] = field(hash=False)


@dataclass(frozen=True)
class FormDefinition:
    """A term that each country defines. sheets: codes of the sheets it bears on. texts: the form's own definition."""

    code: str
    sheets: tuple[str, ...]
    names: Mapping[str, str] = field(hash=False)
    texts: Mapping[str, str] = field(hash=False)


@cache
def sheets(level: Level) -> Mapping[str, FormSheet]:
    """Code → sheet, in the order of the workbook."""
    columns: dict[str, list[FormColumn]] = {}
    for row in rows_of("return_columns"):
        if row["level"] in ("both", level):
            columns.setdefault(row["sheet"], []).append(_column(row, row["column"]))
    return {
        row["sheet"]: FormSheet(
            row["sheet"],
            cast(Shape, row["shape"]),
            words_of(row, "title"),
            words_of(row, "purpose"),
            tuple(columns.get(row["sheet"], ())),
        )
        for row in rows_of("return_sheets")
        if row["level"] in ("both", level)
    }


def row_sheets(level: Level) -> tuple[FormSheet, ...]:
    """The sheets that hold rows of figures, each with a status and a handling of its own."""
    return tuple(sheet for sheet in sheets(level).values() if sheet.shape == "rows")


def sheet(code: str) -> FormSheet:
    """A sheet by its code, with the columns of counts by group where both levels have it. Raises RegistryError."""
    for level in LEVELS:
        if code in sheets(level):
            return sheets(level)[code]
    raise RegistryError(f"the return has no sheet '{code}'.", cure="See registry/data/return_sheets.csv.")


@cache
def cover_fields() -> Mapping[str, FormColumn]:
    """Code → field of the cover, in the order of the sheet."""
    return {
        row["field"]: _column({"list": row["kind"], "example": "", "measure": "", **row}, row["field"])
        for row in rows_of("return_cover")
    }


@cache
def totals() -> tuple[FormTotal, ...]:
    """Every national total, in the order of the sheet."""
    return tuple(
        FormTotal(
            row["total"], row["measure"], row["sheet"], row["column"], _pairs(row["where"]), words_of(row, "name")
        )
        for row in rows_of("return_totals")
    )


@cache
def definitions() -> Mapping[str, FormDefinition]:
    """Code → term that each country defines, in the order of the sheet."""
    return {
        row["definition"]: FormDefinition(
            row["definition"], tuple(row["sheets"].split()), words_of(row, "name"), words_of(row, "text")
        )
        for row in rows_of("return_definitions")
    }


def _column(row: Mapping[str, str], code: str) -> FormColumn:
    return FormColumn(
        code,
        row["kind"],
        row["list"],
        row["required"] == "yes",
        words_of(row, "label"),
        words_of(row, "note"),
        row["example"],
        row["measure"],
    )


def _pairs(text: str) -> tuple[tuple[str, str], ...]:
    pairs = (part.partition("=") for part in text.split(";") if part)
    return tuple((name, value) for name, _, value in pairs)
