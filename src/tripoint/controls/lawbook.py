"""The lawbook: the clauses current at an as-of, in all languages at once, found by name, number, CAS or structure key.

book = open_lawbook(reader)          # a Reader of store/ledger.py; some tenths of a second
book.clauses, book.texts             # everything held
assess(book, query, on=None)         # controls/answer.py: the answer, per jurisdiction
resolve(book, query)                 # controls/finding.py: the clauses met; exact, never a part of a name, never nearly
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import chain
from typing import Any

from tripoint.controls.clause import CONFIDENCE, Clause, Text
from tripoint.controls.clauses import clauses_of
from tripoint.controls.identity import Identity, law_identity
from tripoint.controls.spelling import spelled
from tripoint.registry.class_rules import ClassRule, class_rules
from tripoint.registry.law import JURISDICTIONS, LawList, law_lists
from tripoint.registry.law_words import concepts_of
from tripoint.store.ledger import Reader

NUMBERS = "us_cfr1308/numbers"
"""Gives a code number and no schedule."""
BESIDE = frozenset({"us_fr/rules", NUMBERS, "us_cfr1310/thresholds", "ca_pcr/schedule", "mx_lfcpq/agreements"})
"""Lists beside the lists: absence from them says nothing, and what they lack is no gap of a jurisdiction's lists."""
EVERYWHERE = frozenset({"us_usc21/811-g"})
"""Lists of exceptions that hold against every list of their jurisdiction."""
BESIDE_WHOLE = frozenset({"ca_csr"})
"""Instruments whose lists only sort what another law controls."""
LISTING = frozenset({"substance", "precursor", "class", "preparation"})
"""Kinds of lists in which a substance can stand."""


@dataclass(frozen=True)
class LawBook:
    """clauses: of all texts, background and history among them. today: the day from which the age of a text counts.

    as_of: the as-of of the reader, None for now.
    """

    clauses: tuple[Clause, ...] = field(repr=False)
    texts: tuple[Text, ...] = field(repr=False)
    today: date
    as_of: date | None = None

    @cached_property
    def by_name(self) -> Mapping[str, tuple[Clause, ...]]:
        """Spelling (controls/spelling.py) → the clauses that print a name so spelled."""
        return _index((spelled(name), c) for c in self.clauses for names in c.names.values() for name in names)

    @cached_property
    def by_number(self) -> Mapping[str, tuple[Clause, ...]]:
        """Code number of the instrument (DEA) → its clauses."""
        return _index((c.number, c) for c in self.clauses if c.number)

    @cached_property
    def by_cas(self) -> Mapping[str, tuple[Clause, ...]]:
        """CAS number that a text prints, or that is established of a name in it → its clauses."""
        printed = ((c.cas, c) for c in self.clauses if c.cas)
        return _index(chain(printed, ((one.cas, c) for c in self.clauses for one in self.identities_of(c) if one.cas)))

    @cached_property
    def by_concept(self) -> Mapping[str, tuple[Clause, ...]]:
        """Kind of equipment (registry/data/equipment_words.csv) → the clauses that name it."""
        return _index(
            (concept, c)
            for c in self.clauses if c.equipment
            for concept in concepts_of(c.equipment, (*(n for ns in c.names.values() for n in ns), *c.words.values()))
        )  # fmt: skip

    @cached_property
    def rules(self) -> Mapping[str, ClassRule]:
        """Class rules by id."""
        return {rule.rule_id: rule for rule in class_rules().rules}

    @cached_property
    def rule_clauses(self) -> Mapping[tuple[str, str], Clause]:
        """List and place of a class rule → its clause in the texts held; of an exception that is all the list has there, it."""
        places = {(rule.list_id, rule.clause) for rule in self.rules.values()}
        return {
            (c.list_id, c.clause): c
            for c in sorted(self.clauses, key=lambda c: c.role == "entry")
            if (c.list_id, c.clause) in places and c.role != "provision" and c.confidence != "background"
        }

    @cached_property
    def with_class_clauses(self) -> frozenset[str]:
        """Jurisdictions with a class among the clauses held, background aside."""
        classes = (c for c in self.clauses if c.kind == "class" and c.list_id not in BESIDE)
        return frozenset(c.jurisdiction for c in classes if c.confidence != "background")

    @cached_property
    def by_block(self) -> Mapping[str, tuple[tuple[Identity, Clause], ...]]:
        """First block of an InChIKey → the listed substances with that skeleton, each with its clause."""
        found: dict[str, list[tuple[Identity, Clause]]] = defaultdict(list)
        for clause in self.clauses:
            for one in self.identities_of(clause):
                if one.inchikey:
                    found[one.block].append((one, clause))
        return {block: tuple(pairs) for block, pairs in found.items()}

    def identities_of(self, clause: Clause) -> tuple[Identity, ...]:
        """What is established of the names of a clause, each substance once. A code number or a class can name several."""
        found = self._identities.get(id(clause))
        if found is None:
            names = () if clause.kind in ("equipment", "provision") else clause.names.values()
            each = (law_identity(name) for of_language in names for name in of_language)
            known = {
                (one.inchikey, one.cas if not one.inchikey else ""): one
                for one in each
                if one and (one.inchikey or one.cas)
            }
            found = self._identities[id(clause)] = tuple(known.values())
        return found

    @cached_property
    def _identities(self) -> dict[int, tuple[Identity, ...]]:
        return {}

    @cached_property
    def texts_of(self) -> Mapping[str, tuple[Text, ...]]:
        """List → its texts, the one to be asked first: best confidence, then newest."""
        found: dict[str, list[Text]] = defaultdict(list)
        for text in self.texts:
            found[text.list_id].append(text)
        return {list_id: tuple(sorted(texts, key=_first)) for list_id, texts in found.items()}

    @cached_property
    def deciders(self) -> dict[date | None, Any]:
        """What controls/deciding.py remembers of this book, by day."""
        return {}

    @cached_property
    def instruments_held(self) -> frozenset[str]:
        """Instruments of which a text is held, background aside."""
        return frozenset(t.law_list.instrument.instrument_id for t in self.texts if t.confidence != "background")

    def is_asked(self, clause: Clause, on: date | None) -> bool:
        """Does the clause stand in a text that is asked: of two of a list the newest, or one that answers for the day?"""
        beside = [t for t in self.texts_of[clause.list_id] if t.confidence == clause.confidence]
        whole = [t for t in beside if on is not None and t.text_from <= on <= t.text_to]
        if whole:
            return any(t.days == clause.text.days for t in whole)
        return on is not None or clause.text.text_to == beside[0].text_to

    def text_asked(self, list_id: str, on: date | None) -> Text | None:
        """The text that answers for a list: one whose days hold `on`, else the first; None if nothing is held of it."""
        texts = [t for t in self.texts_of.get(list_id, ()) if t.confidence != "background"]
        whole = [t for t in texts if on is not None and t.text_from <= on <= t.text_to]
        return next(iter(whole or texts), None)


def current_lists(jurisdiction: str, kinds: Iterable[str] = LISTING) -> tuple[LawList, ...]:
    """Lists that are law as they stand and in which something of these kinds can stand."""
    wanted = frozenset(kinds)
    return tuple(
        listed
        for listed in law_lists().values()
        if listed.jurisdiction == jurisdiction and listed.is_current and listed.kind in wanted
        and listed.list_id not in BESIDE and listed.instrument.instrument_id not in BESIDE_WHOLE
    )  # fmt: skip


def open_lawbook(reader: Reader, *, today: date | None = None) -> LawBook:
    """Every clause current at the reader's as-of.

    today: the day from which ages of texts count; the reader's as-of, or the calendar's day, if not given.
    """
    return lawbook_of(reader.fetch(reader.controls()).to_pylist(), today=reader.as_of or today, as_of=reader.as_of)


def lawbook_of(rows: Iterable[Mapping[str, Any]], *, today: date | None = None, as_of: date | None = None) -> LawBook:
    """The lawbook of records of the kind `controls`, given as their fields."""
    return LawBook(*clauses_of(rows), today or date.today(), as_of)


def _first(text: Text) -> tuple[int, int]:
    return CONFIDENCE.index(text.confidence), -text.text_to.toordinal()


def _index(pairs: Iterable[tuple[str, Clause]]) -> Mapping[str, tuple[Clause, ...]]:
    found: dict[str, dict[int, Clause]] = {}
    for key, clause in pairs:
        if key:
            found.setdefault(key, {})[id(clause)] = clause
    return {key: tuple(clauses.values()) for key, clauses in found.items()}


__all__ = [
    "BESIDE", "JURISDICTIONS", "LISTING", "Clause", "LawBook", "Text", "current_lists", "lawbook_of", "open_lawbook",
]  # fmt: skip
