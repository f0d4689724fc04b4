"""The form as a data dictionary, Markdown in one language: sheets, columns, lists, totals, definitions."""

from collections.abc import Iterator, Sequence

from tripoint.registry.return_form import (
    FORM,
    LEVELS,
    FormColumn,
    FormSheet,
    cover_fields,
    definitions,
    sheet,
    sheets,
    totals,
)  # fmt: skip
from tripoint.registry.terms import term, terms
from tripoint.returns.choices import place_names
from tripoint.returns.machine_cells import PRINTED
from tripoint.returns.vocabulary import ELSEWHERE, places_of
from tripoint.returns.words import word


def dictionary(language: str) -> str:
    """The whole page, with its last line ended."""
    return "\n".join(_Dictionary(language).lines()) + "\n"


class _Dictionary:
    def __init__(self, language: str) -> None:
        self.language = language

    def lines(self) -> Iterator[str]:
        yield f"# {self._word('dictionary_title').format(form=FORM)}"
        yield from ("", self._word("dictionary_lead"))
        yield from self._head("sheets")
        yield from ("", f"### {self._word('dictionary_both')}")
        yield from self._cover()
        for level in LEVELS:
            yield from ("", f"### {term('level', level).names[self.language]} (`{level}`)")
            for form in sheets(level).values():
                if form.shape == "rows":
                    yield from self._sheet(form)
        yield from self._totals()
        yield from self._definitions()
        yield from self._lists()
        yield from self._places()

    def _cover(self) -> Iterator[str]:
        """The sheets that both levels have and that are laid out in full."""
        for form in sheets("aggregate").values():
            if form.shape == "cover":
                yield from self._titled(form)
                yield from self._table("code", "field", "kind", "required", "note")
                yield from (self._column(column) for column in cover_fields().values())
            elif form.shape != "rows":
                yield from self._sheet(form)

    def _sheet(self, form: FormSheet) -> Iterator[str]:
        yield from self._titled(form)
        yield from self._table("code", "column", "kind", "required", "note")
        yield from (self._column(column) for column in form.columns if column.code not in PRINTED)

    def _titled(self, form: FormSheet) -> Iterator[str]:
        yield from ("", f"#### {form.titles[self.language]} (`{form.code}`)", "", form.purposes[self.language])

    def _column(self, column: FormColumn) -> str:
        required = self._word("yes" if column.is_required else "no")
        label, note = column.labels[self.language], column.notes[self.language]
        return _row(f"`{column.code}`", label, self._kind(column), required, note)

    def _kind(self, column: FormColumn) -> str:
        listed = column.kind in ("language", "level", "nature")
        named = {"place_any": ELSEWHERE}.get(column.kind, column.list_name)
        return self._word(f"kind_{'term' if listed else column.kind}").format(list=f"`{named}`")

    def _totals(self) -> Iterator[str]:
        yield from self._head("totals")
        yield from self._table("code", "name", "sum")
        for total in totals():
            summed = f"`{total.sheet}.{total.column}`"
            pairs = ", ".join(f"`{column}` = `{code}`" for column, code in total.where)
            where = f" {self._word('where').format(pairs=pairs)}" if pairs else ""
            yield _row(f"`{total.code}`", total.names[self.language], summed + where)

    def _definitions(self) -> Iterator[str]:
        yield from self._head("definitions")
        yield from self._table("code", "term", "definition", "sheets")
        for code, definition in definitions().items():
            titles = ", ".join(sheet(name).titles[self.language] for name in definition.sheets)
            yield _row(f"`{code}`", definition.names[self.language], definition.texts[self.language], titles)

    def _lists(self) -> Iterator[str]:
        yield from self._head("lists")
        for name in _list_names():
            yield from ("", f"### `{name}`")
            yield from self._table("code", "name")
            yield from (_row(f"`{code}`", entry.names[self.language]) for code, entry in terms(name).items())

    def _places(self) -> Iterator[str]:
        yield from self._head("places")
        yield from self._table("code", "name")
        for country in (found.place_id for found in places_of(None) if found.kind == "country"):
            for code, label in place_names(country, self.language).items():
                yield _row(f"`{code}`", label.removesuffix(f" ({code})"))

    def _head(self, what: str) -> tuple[str, str]:
        return "", f"## {self._word(f'dictionary_{what}')}"

    def _table(self, *heads: str) -> tuple[str, str, str]:
        return "", _row(*(self._word(f"head_{head}") for head in heads)), "|" + "---|" * len(heads)

    def _word(self, key: str) -> str:
        return word(key, self.language)


def _list_names() -> Sequence[str]:
    """The lists of the form, each once, in the order in which they are first used."""
    columns = [column for level in LEVELS for form in sheets(level).values() for column in form.columns]
    used = [column.list_name for column in columns if column.kind == "term"]
    of_cover = [column.kind for column in cover_fields().values() if column.kind in ("language", "level", "nature")]
    return tuple(dict.fromkeys((*of_cover, *used, ELSEWHERE)))


def _row(*cells: str) -> str:
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"
