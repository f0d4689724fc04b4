"""The return for machines as JSON Schema 2020-12, made from the form."""

from collections.abc import Iterable, Mapping

from tripoint.registry.places import Place, place, places
from tripoint.registry.return_form import (
    FORM,
    FormColumn,
    FormSheet,
    Level,
    cover_fields,
    definitions,
    row_sheets,
    totals,
)  # fmt: skip
from tripoint.registry.rows import LANGUAGES
from tripoint.registry.terms import terms
from tripoint.returns.cells import LONGEST, LONGEST_DEFINITION
from tripoint.returns.vocabulary import ELSEWHERE, places_of

DIALECT = "https://json-schema.org/draft/2020-12/schema"
EVENT = r"^(?=.*[0-9])[A-Za-z0-9.\-]{1,20}$"
MONTH_OR_YEAR = r"^[0-9]{4}(-(0[1-9]|1[0-2]))?$"
DAY = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
UNIT = "unit"

Schema = dict[str, object]
WEIGHED: Schema = {
    "if": {"properties": {"quantity": {"type": "number"}}, "required": ["quantity"]},
    "then": {"properties": {UNIT: {"type": "string"}}},
}
"""A quantity has a unit; where there is none, there need be no unit."""


def json_schema(level: Level, country: str | None = None) -> Schema:
    """What a filled return of the level must be; of one country, or of any of the three.

    An empty template does not pass: who may read a sheet and whether it is supplied must have been said.
    """
    sheets = row_sheets(level)
    parts = {
        "form": {"const": FORM},
        "cover": _object(
            {
                field: _cover_field(column, level, country)
                for field, column in cover_fields().items()
                if field != "form"
            },
            (field for field, column in cover_fields().items() if column.is_required and field != "form"),
        ),
        "sheets": _object({sheet.code: _state(sheet) for sheet in sheets}),
        "totals": _object({t.code: _named(t.names) | _amount("quantity") for t in totals()}, ()),
        "definitions": _object({code: _named(d.names, d.texts) | _own() for code, d in definitions().items()}, ()),
        "rows": _object({sheet.code: _rows(sheet) for sheet in sheets}),
    }
    of_country = f" ({country})" if country else ""
    return {
        "$schema": DIALECT,
        "title": f"Tripoint {FORM}: {_joined(terms('level')[level].names)}{of_country}",
        **_object(parts),
        "$defs": _lists(sheets, country),
    }


def _object(properties: Mapping[str, object], required: Iterable[str] | None = None) -> Schema:
    """required: all of them if not given."""
    wanted = list(properties if required is None else required)
    head: Schema = {"type": "object", "additionalProperties": False}
    return head | ({"required": wanted} if wanted else {}) | {"properties": dict(properties)}


def _cover_field(column: FormColumn, level: Level, country: str | None) -> Schema:
    words = _named(column.labels, column.notes)
    match column.kind:
        case "country":
            return words | {"enum": [country] if country else [found.place_id for found in places("country")]}
        case "year":
            return words | {"type": "integer", "minimum": 2000, "maximum": 2100}
        case "version":
            return words | {"type": "integer", "minimum": 1}
        case "level":
            return words | {"const": level}
        case "language" | "nature":
            return words | {"enum": list(terms(column.list_name))}
        case "date":
            return words | _date()
    return words | _text(LONGEST, is_required=column.is_required)


def _state(sheet: FormSheet) -> Schema:
    return _named(sheet.titles) | _object({"status": _ref("status"), "handling": _ref("handling")})


def _own() -> Schema:
    use = {"anyOf": [_ref("use"), {"type": "null"}]}
    return _object({"use": use, "own_text": _text(LONGEST_DEFINITION, is_required=False)}, ())


def _rows(sheet: FormSheet) -> Schema:
    columns = {column.code: _named(column.labels, column.notes) | _cell(column) for column in sheet.columns}
    required = (column.code for column in sheet.columns if column.is_required)
    items = _object(columns, required) | (WEIGHED if sheet.column(UNIT) else {})
    return _named(sheet.titles, sheet.purposes) | {"type": "array", "items": items}


def _cell(column: FormColumn) -> Schema:
    """A number may be null: not supplied. What says which row it is may not, unless the form leaves it open."""
    match column.kind:
        case "count" | "quantity":
            return _amount(column.kind)
        case "text":
            return _text(LONGEST, is_required=column.is_required)
        case "date":
            return _date()
        case "period":
            return {"type": "string", "pattern": MONTH_OR_YEAR}
        case "event":
            return {"type": "string", "pattern": EVENT}
    listed = _ref(column.list_name or column.kind)
    return listed if column.is_required and column.code != UNIT else {"anyOf": [listed, {"type": "null"}]}


def _amount(kind: str) -> Schema:
    return {"type": ["integer" if kind == "count" else "number", "null"], "minimum": 0}


def _date() -> Schema:
    return {"type": "string", "format": "date", "pattern": DAY}


def _text(longest: int, *, is_required: bool) -> Schema:
    if is_required:
        return {"type": "string", "minLength": 1, "maxLength": longest}
    return {"type": ["string", "null"], "maxLength": longest}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _lists(sheets: Iterable[FormSheet], country: str | None) -> Schema:
    """Every list that a column uses: its codes, and what they are called."""
    used = {column.list_name for sheet in sheets for column in sheet.columns if column.kind == "term"}
    lists = {
        name: {code: t.names for code, t in terms(name).items()}
        for name in sorted(used | {"status", "handling", "use"})
    }
    elsewhere = {code: t.names for code, t in terms(ELSEWHERE).items()}
    lists["place"] = _names(places_of(country))
    lists["place_any"] = elsewhere | _names(places_of(None))
    return {
        name: {"enum": list(entries), "x-names": {c: dict(n) for c, n in entries.items()}}
        for name, entries in lists.items()
    }


def _names(found: Iterable[Place]) -> dict[str, Mapping[str, str]]:
    return {entry.place_id: place(entry.place_id).names for entry in found}


def _named(names: Mapping[str, str], texts: Mapping[str, str] | None = None) -> Schema:
    """title: the label in three languages; description: what it means, a line each."""
    described = "\n".join(f"{language}: {texts[language]}" for language in LANGUAGES if texts and texts[language])
    title: Schema = {"title": _joined(names)}
    return title | ({"description": described} if described else {})


def _joined(names: Mapping[str, str]) -> str:
    return " / ".join(dict.fromkeys(names[language] for language in LANGUAGES))
