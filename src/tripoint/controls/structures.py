"""Structures against the lawbook: every fragment against what is listed and against the classes, for the desk only."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property

from tripoint.analysis.structures.reading import Kind
from tripoint.analysis.structures.screener import ClassHit, Screened, Screener
from tripoint.controls.answer import Answer, assess
from tripoint.controls.clause import Clause
from tripoint.controls.deciding import decider, judged, ranked
from tripoint.controls.finding import Match, classes_met, is_half_left_out, is_met_as_salt
from tripoint.controls.forms import Form, Forms, listed_as
from tripoint.controls.identity import Identity, entry_id, is_halide
from tripoint.controls.lawbook import LawBook
from tripoint.controls.likeness import alike_entries
from tripoint.controls.query import Query, read_query
from tripoint.controls.status import Entry
from tripoint.registry.class_rules import class_rules, counter_ions
from tripoint.registry.index_structures import index_structures
from tripoint.registry.law_apart import skeletons_apart, where_elsewhere, where_no_analogue
from tripoint.registry.rows import LANGUAGES


class Structures:
    """A screener over everything the book names, and its rules; made when the first structure comes."""

    def __init__(self, book: LawBook, on: date | None) -> None:
        self._book, self._on = book, on

    def ask(self, query: Query) -> Answer:
        """The answer to any query; of a structure as SMILES, or as a molblock if it has lines."""
        if query.kind != "structure" or query.problem:
            return assess(self._book, query, on=self._on)
        return self.answer(query.key, "molblock" if "\n" in query.key else "smiles")

    def answer(self, text: str, kind: Kind = "smiles") -> Answer:
        """Where nothing is met, listed structures much alike are put to an expert, in lists too.

        An unreadable structure is assessed nowhere, and the problem says why.
        """
        screened = self._screener.one(text, kind, nearest=True)
        query = read_query(text, "structure")
        deciding = decider(self._book, self._on)
        if screened.unreadable:
            problem = f"structure_{screened.unreadable}"
            return Answer(query, self._on, self._book.as_of, deciding.unasked(problem), None, problem)
        forms = self._forms.of(screened, text, kind)
        keys = dict.fromkeys(self._listed[form.hit.entry_id][0].inchikey for form in forms)
        elsewhere = frozenset(j for key in keys for j in where_elsewhere(key))
        statuses = deciding.of_entries(self._entries(screened, forms), elsewhere)
        return Answer(query, self._on, self._book.as_of, statuses, self._identity(forms))

    def _entries(self, screened: Screened, forms: Sequence[Form]) -> tuple[Entry, ...]:
        found: list[Entry] = []
        for at in range(screened.component_count):
            hits = [form for form in forms if form.hit.component == at]
            classes = [hit for hit in screened.classes if hit.component == at]
            found += self._of_fragment(hits, classes)
        met = {e.clause.jurisdiction for e in found if e.outcome is not None}
        met |= {j for form in forms for j in where_no_analogue(self._listed[form.hit.entry_id][0].inchikey)}
        alike = [near for near in screened.nearest if near.is_alike]
        named = (clause for near in alike for entry_id in near.entry_ids for clause in self._clauses(entry_id))
        found += alike_entries(self._book, named, met, self._on)
        return ranked(dict.fromkeys(found))

    def _of_fragment(self, forms: Sequence[Form], classes: Sequence[ClassHit]) -> tuple[Entry, ...]:
        matches = [
            Match(
                clause,
                "identity",
                form.stereo if clause.role == "entry" else form.hit.stereo,
                is_salt=is_salt,
                is_halide=is_halide(self._listed[form.hit.entry_id][0]),
            )
            for form in forms
            for is_salt in (form.hit.form == "salt",)
            for clause in self._clauses(form.hit.entry_id)
            if not is_salt or is_met_as_salt(self._listed[form.hit.entry_id][0], clause)
        ]
        matches += classes_met(self._book, ((hit.rule_id, hit.state) for hit in classes))
        return judged(self._book, matches, self._on)

    def _identity(self, forms: Sequence[Form]) -> Identity | None:
        named = (form.hit for form in forms if self._listed[form.hit.entry_id][1])
        whole = next((hit.entry_id for hit in named if hit.stereo == "same"), None)
        if whole is None:
            return None
        one, clauses = self._listed[whole]
        return replace(one, titles=tuple((language, clauses[0].name(language)) for language in LANGUAGES))

    def _clauses(self, entry_id: str) -> tuple[Clause, ...]:
        return self._listed[entry_id][1]

    @cached_property
    def _listed(self) -> Mapping[str, tuple[Identity, tuple[Clause, ...]]]:
        """Every drawn substance that the book names → the clauses that name it."""
        found: dict[str, tuple[Identity, dict[int, Clause]]] = {}
        for pairs in self._book.by_block.values():
            for one, clause in pairs:
                if one.smiles:
                    found.setdefault(entry_id(one), (one, {}))[1][id(clause)] = clause
        for key, smiles in index_structures().items():  # of law_apart.csv, and named by no text that is held
            if key[:14] in skeletons_apart():
                one = Identity(f"apart:{key}", key, (), smiles)
                found.setdefault(entry_id(one), (one, {}))
        return {key: (one, tuple(clauses.values())) for key, (one, clauses) in found.items()}

    @cached_property
    def _screener(self) -> Screener:
        """Jurisdiction and list say nothing here: which clauses name a substance, and what they cover, the book knows."""
        return Screener(listed_as(one for one, _ in self._listed.values()), class_rules(), counter_ions())

    @cached_property
    def _forms(self) -> Forms:
        left_out = frozenset(block for block in self._book.by_block if is_half_left_out(self._book, block))
        return Forms({key: one for key, (one, _) in self._listed.items()}, self._screener, left_out)
