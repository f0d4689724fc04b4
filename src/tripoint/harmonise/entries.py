"""Lines of a Canadian schedule → clauses: what they name and cover, what they leave out, since when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tripoint.harmonise.controls import NAMES, Clauses, Held
from tripoint.harmonise.entry_wording import Wording, covered, understood
from tripoint.harmonise.justice_laws import Consolidation
from tripoint.harmonise.justice_schedules import Listed
from tripoint.registry.names import normalise

Facts = dict[str, object]
CLASSES = ("substance", "precursor")
"""Kinds of lists whose headings may name a class."""


@dataclass(frozen=True)
class Listing:
    """What holds for a whole list. kind: of its entries. note, duties: codes, "" for none."""

    kind: str
    note: str = ""
    duties: str = ""


@dataclass(frozen=True)
class Schedule:
    """A list while it is read. exceptions: those that stand within the words of an entry (exceptions.csv)."""

    clauses: Clauses
    whole: Consolidation
    held: Held
    listing: Listing
    exceptions: Sequence[Mapping[str, str]] = ()

    def add(self, line: Listed, **facts: object) -> None:
        """One line as a clause; wording that no lookup maps is a problem. facts: go before what is read here."""
        shared: Facts = {"under": line.under, "text": line.text} | self.whole.since(line.element) | facts
        if line.is_repealed:
            self._add(line, line.clause, shared | {"role": "provision", "kind": "provision", "status": "repealed"})
            return
        meant = self._meant(line.text)
        if meant is None:
            self.clauses.problems.add(
                "unknown_value", column="Text", value=line.text[:200], rows=1, detail="lookups.csv, covers"
            )
            return
        note = self._table("notes").get(normalise(f"{self._name} {line.clause}")) or self.listing.note
        if line.is_excluded:
            self._add(line, line.clause, shared | meant | {"role": "exclusion"})
        else:
            codes: Facts = {"note": note or None, "duties": self.listing.duties or None}
            self._add(line, line.clause, shared | {"role": "entry"} | meant | codes | facts)
        self._add_exceptions(line, shared)

    def _meant(self, text: str) -> Facts | None:
        """Kind, names and what is covered."""
        if self.listing.kind == "equipment":
            key, code = self._begins("equipment", text)
            named = " ".join(text.split()[: key.count(" ") + 1])
            return {"kind": "equipment", "equipment": code, "names": named} if code else None
        _, described = self._begins("description", text)
        if described:
            return {"kind": described, "covers": covered(text, self._table("covers"))}
        wording = understood(text, self._table("covers"))
        if wording is None:
            return None
        kind = "class" if wording.is_of_several and self.listing.kind in CLASSES else self.listing.kind
        return {"kind": kind, "names": self._names(wording), "covers": wording.covers}

    def _names(self, wording: Wording) -> str | None:
        own = self._table("names")
        return NAMES.join(own.get(normalise(name), name) for name in wording.names) or None

    def _add_exceptions(self, line: Listed, shared: Facts) -> None:
        own = [
            row for row in self.exceptions
            if (row["list"], row["clause"], row["language"]) == (self._name, line.clause, self.whole.language)
        ]  # fmt: skip
        for number, row in enumerate(own, 1):
            if row["text"] not in line.text:
                self.clauses.problems.add(
                    "unknown_value", column="Text", value=line.text[:200], rows=1, detail="exceptions.csv"
                )
                continue
            facts: Facts = {
                "role": "exclusion", "kind": self.listing.kind, "names": row["names"] or None,
                "covers": row["covers"] or None, "under": line.clause, "text": row["text"],
            }  # fmt: skip
            self._add(line, f"{line.clause} except {number}", shared | facts)

    def _add(self, line: Listed, clause: str, facts: Facts) -> None:
        row, column = self.whole.trace(line.element)
        self.clauses.add(self.held, row, column, clause=clause, **facts)

    def _begins(self, table: str, text: str) -> tuple[str, str | None]:
        """(first words, their code) in a look-up table of first words."""
        start = normalise(text)
        return next(((key, code) for key, code in self._table(table).items() if start.startswith(key)), ("", None))

    def _table(self, name: str) -> Mapping[str, str]:
        return self.clauses.context.lookups.get(name, {})

    @property
    def _name(self) -> str:
        return self.held.list_id.partition("/")[2]
