"""Structures against the lawbook: every fragment against what is listed and against the classes, for the desk only."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property

from tripoint.analysis.structures.components import key_of
from tripoint.analysis.structures.listed import Listed
from tripoint.analysis.structures.reading import Kind, Unreadable, read
from tripoint.analysis.structures.screener import ClassHit, IdentityHit, Screened, Screener
from tripoint.controls.answer import Answer, assess
from tripoint.controls.clause import Clause
from tripoint.controls.deciding import decider, judged, ranked
from tripoint.controls.finding import Match, classes_met
from tripoint.controls.identity import Identity, Stereo, is_inorganic
from tripoint.controls.lawbook import LawBook
from tripoint.controls.likeness import ALIKE_FROM, alike_entries
from tripoint.controls.query import Query, read_query
from tripoint.controls.status import Entry
from tripoint.registry.class_rules import class_rules, counter_ions
from tripoint.registry.rows import LANGUAGES

_LABEL = re.compile(r"\[\d")
_CENTRE = re.compile(r"@{1,2}")


class Structures:
    """A screener over everything the book names, and its rules; made when the first structure comes."""

    def __init__(self, book: LawBook, on: date | None) -> None:
        self._book, self._on = book, on

    def ask(self, query: Query) -> Answer:
        """The answer to any query; of a structure as SMILES, or as a molblock if it has lines."""
        if query.kind != "structure" or query.problem:
            return assess(self._book, query, on=self._on)
        return self.answer(query.key, "molblock" if "\n" in query.key else "smiles")

    def answer(self, text: str, kind: Kind = "smiles", *, nearest: bool = False) -> Answer:
        """nearest: where nothing is met, put listed structures much alike to an expert; takes longer.

        An unreadable structure is assessed nowhere, and the problem says why.
        """
        screened = self._screener.one(text, kind, nearest=nearest)
        query = read_query(text, "structure")
        deciding = decider(self._book, self._on)
        if screened.unreadable:
            problem = f"structure_{screened.unreadable}"
            return Answer(query, self._on, self._book.as_of, deciding.unasked(problem), None, problem)
        screened = self._without_ions(screened, text, kind)
        entries = self._entries(screened)
        statuses = deciding.of_entries(entries)
        return Answer(query, self._on, self._book.as_of, statuses, self._identity(screened))

    def _entries(self, screened: Screened) -> tuple[Entry, ...]:
        found: list[Entry] = []
        for at in range(screened.component_count):
            hits = [hit for hit in screened.identities if hit.component == at]
            classes = [hit for hit in screened.classes if hit.component == at]
            found += self._of_fragment(hits, classes)
        met = {e.clause.jurisdiction for e in found if e.outcome is not None}
        alike = [near for near in screened.nearest if near.similarity >= ALIKE_FROM]
        named = (clause for near in alike for entry_id in near.entry_ids for clause in self._clauses(entry_id))
        found += alike_entries(self._book, named, met, self._on)
        return ranked(dict.fromkeys(found))

    def _of_fragment(self, hits: Sequence[IdentityHit], classes: Sequence[ClassHit]) -> tuple[Entry, ...]:
        matches = [
            Match(clause, "identity", self._stereo(hit, clause), is_salt=hit.form == "salt")
            for hit in hits
            for clause in self._clauses(hit.entry_id)
            if hit.form != "counter_ion"
        ]
        matches += classes_met(self._book, ((hit.rule_id, hit.state) for hit in classes))
        return judged(self._book, matches, self._on)

    def _identity(self, screened: Screened) -> Identity | None:
        whole = [hit for hit in screened.identities if hit.form != "counter_ion" and hit.stereo == "same"]
        if not whole:
            return None
        one, clauses = self._listed[whole[0].entry_id]
        return replace(one, titles=tuple((language, clauses[0].name(language)) for language in LANGUAGES))

    def _stereo(self, hit: IdentityHit, clause: Clause) -> Stereo:
        """An entry whose name leaves the form open means every form, whichever is drawn for it, as in controls/identity.py.
        An exception lets off only what is drawn."""
        is_open = clause.role == "entry" and not self._listed[hit.entry_id][0].keys
        return "same" if is_open else hit.stereo

    def _without_ions(self, screened: Screened, text: str, kind: Kind) -> Screened:
        """An ion is not its acid (controls/identity.py, is_ion_of): a chloride is not hydrochloric acid, unless drawn with
        the hydrogen that makes it so."""
        ions = [h for h in screened.identities if h.form == "salt" and is_inorganic(self._listed[h.entry_id][0])]
        drawn = read(text, kind) if ions else None
        if drawn is None or isinstance(drawn, Unreadable) or key_of(drawn.mol).endswith("-N"):
            return screened
        return replace(screened, identities=tuple(hit for hit in screened.identities if hit not in ions))

    def _clauses(self, entry_id: str) -> tuple[Clause, ...]:
        return self._listed[entry_id][1]

    @cached_property
    def _listed(self) -> Mapping[str, tuple[Identity, tuple[Clause, ...]]]:
        """Every drawn substance that the book names → the clauses that name it."""
        found: dict[str, tuple[Identity, dict[int, Clause]]] = {}
        for pairs in self._book.by_block.values():
            for one, clause in pairs:
                if one.smiles:
                    found.setdefault(_entry_id(one), (one, {}))[1][id(clause)] = clause
        return {entry_id: (one, tuple(clauses.values())) for entry_id, (one, clauses) in found.items()}

    @cached_property
    def _screener(self) -> Screener:
        return Screener(tuple(self._drawn()), class_rules(), counter_ions())

    def _drawn(self) -> Iterable[Listed]:
        """Jurisdiction and list say nothing here: which clauses name a substance, and what they cover, the book knows."""
        for entry_id, (one, _) in self._listed.items():
            yield Listed(entry_id, "", "", one.smiles, one.inchikey, is_stereo_specific=bool(one.keys))
            if len(one.keys) > 1:  # relative configuration: the mirror image is meant as well
                yield Listed(entry_id, "", "", _mirrored(one.smiles), is_stereo_specific=True)


def _entry_id(one: Identity) -> str:
    return f"{one.inchikey}{'' if one.keys else ' any'}"


def _mirrored(smiles: str) -> str:
    """The SMILES of the mirror image: every centre turned."""
    return _CENTRE.sub(lambda mark: "@" if mark[0] == "@@" else "@@", smiles)
