"""The cover of a return: country, year, language, version, days covered, office."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from tripoint.registry.names import normalise
from tripoint.registry.places import places
from tripoint.registry.return_form import FORM, FormColumn, cover_fields
from tripoint.returns.cells import LONGEST, day_of
from tripoint.returns.lines import LinePlace, lines_of
from tripoint.returns.problems import ReturnProblems
from tripoint.returns.raw import Cell, RawSheet, is_blank, text_of
from tripoint.returns.vocabulary import place_meanings, term_meanings

FIRST_YEAR = 2000
WANTED: Mapping[str, str] = {
    "country": "MX / CA / US",
    "year": f"{FIRST_YEAR} …",
    "language": "en / es / fr",
    "version": "1, 2, 3 …",
    "date": "2025-03-14",
    "form": FORM,
}


@dataclass(frozen=True)
class Cover:
    """values: field → country and list codes, whole numbers, dates, texts; None where blank or not understood."""

    values: Mapping[str, object]
    title: str
    places: Mapping[str, LinePlace]

    def text(self, field: str) -> str:
        return str(self.values.get(field) or "")

    def day(self, field: str) -> date | None:
        value = self.values.get(field)
        return value if isinstance(value, date) else None

    def number(self, field: str) -> int | None:
        value = self.values.get(field)
        return value if isinstance(value, int) else None

    def cells(self, *fields: str) -> list[str]:
        return [self.places[field].cell for field in fields if field in self.places]


def read_cover(sheet: RawSheet, today: date, problems: ReturnProblems) -> Cover:
    """The cover's values; adds what is blank, does not fit or contradicts itself. today: dates after it are refused."""
    fields = cover_fields()
    names = {field: column.labels for field, column in fields.items()}
    found = lines_of(sheet, "field", names, problems)
    values: dict[str, object] = {}
    for field, column in fields.items():
        if field not in found:
            continue
        line = found[field].at("value")
        cell = line.value
        if is_blank(cell):
            if column.is_required:
                problems.add("return_field_blank", sheet=sheet.title, value=found[field].text, cells=[line.cell])
            continue
        value, wanted = _value(column, cell)
        if wanted:
            problems.add(
                "return_other_form" if field == "form" else "return_field_wrong",
                sheet=sheet.title, column=found[field].text, value=text_of(cell), detail=wanted, cells=[line.cell],
            )  # fmt: skip
        values[field] = value
    cover = Cover(values, sheet.title, {field: line.at("value") for field, line in found.items()})
    _check_days(cover, today, problems)
    _check_version(cover, problems)
    return cover


def _value(column: FormColumn, cell: Cell) -> tuple[object, str]:
    """(value, "") or (None, what would fit)."""
    text = text_of(cell)
    match column.kind:
        case "country":
            found = place_meanings(None).get(normalise(text))
            code = found.code if found and found.code in {p.place_id for p in places("country")} else _country(text)
            return code, "" if code else WANTED["country"]
        case "language" | "level" | "nature":
            meaning = term_meanings(column.kind).get(normalise(text))
            names = " / ".join(term_meanings(column.kind)) if column.kind != "language" else WANTED["language"]
            return (meaning.code, "") if meaning else (None, names[:120])
        case "year" | "version":
            least = FIRST_YEAR if column.kind == "year" else 1
            number = int(text) if text.isascii() and text.isdigit() and len(text) < 5 else 0
            return (number, "") if number >= least else (None, WANTED[column.kind])
        case "date":
            day = day_of(cell)
            return (day, "") if day else (None, WANTED["date"])
        case "form":
            return (text, "") if text == FORM else (None, FORM)
        case _:
            line = " ".join(text.split())
            fits = line.isprintable() and len(line) <= LONGEST
            return (line, "") if fits else (None, f"≤ {LONGEST}")


def _country(text: str) -> str | None:
    """A country by its name alone, although a state bears the same name (México)."""
    named = [p.place_id for p in places("country") if normalise(text) in map(normalise, p.names.values())]
    return named[0] if len(named) == 1 else None


def _check_days(cover: Cover, today: date, problems: ReturnProblems) -> None:
    year, first, last, signed = (
        cover.number("period"),
        cover.day("first_day"),
        cover.day("last_day"),
        cover.day("returned_on"),
    )
    if year and first and last:
        whole = (date(year, 1, 1), date(year, 12, 31))
        cells = cover.cells("first_day", "last_day")
        if not whole[0] <= first <= last <= whole[1]:
            problems.add("return_dates_disordered", sheet=cover.title, detail=f"{first} … {last}; {year}", cells=cells)
        elif (first, last) != whole:
            problems.add("return_part_of_year", sheet=cover.title, value=f"{first} – {last}", cells=cells)
    if last and signed and signed < last:
        problems.add(
            "return_dates_disordered", sheet=cover.title, detail=f"{signed} < {last}", cells=cover.cells("returned_on")
        )
    if signed and signed > today:
        problems.add(
            "return_dates_disordered", sheet=cover.title, detail=f"{signed} > {today}", cells=cover.cells("returned_on")
        )


def _check_version(cover: Cover, problems: ReturnProblems) -> None:
    version = cover.number("version") or 1
    if version > 1 and not cover.text("corrected"):
        problems.add("return_correction_unexplained", sheet=cover.title, value=version, cells=cover.cells("corrected"))
