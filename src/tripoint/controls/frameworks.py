"""Review of frameworks at the regulator's desk: one topic, every text, side by side, with what is unknown left unknown.

A list across countries of what a text does not name exists here alone: for a named user of the desk, with a purpose and an
audit line, and never in the public edition or report.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from rdkit import Chem

from tripoint.analysis.structures.listed import Listed, index_of
from tripoint.analysis.structures.nearest import Nearest
from tripoint.controls import audit
from tripoint.controls.audit import Act
from tripoint.controls.clause import Clause
from tripoint.controls.lawbook import BESIDE, LawBook
from tripoint.controls.several import assess_with_structure
from tripoint.controls.status import Status
from tripoint.controls.structures import Structures
from tripoint.errors import BadEntry, Problem
from tripoint.errors.problems import readable
from tripoint.registry.identities import identity_of
from tripoint.registry.law import JURISDICTIONS, OPEN
from tripoint.registry.review_topics import ReviewItem, ReviewTopic, review_topics
from tripoint.store.desk.opening import Desk

COUNTRIES = ("US", "CA", "MX")
NAMED = frozenset({"controlled", "controlled_by_class"})
NEAR_FROM = 0.4
"""Similarity (Tanimoto) from which a listed structure is shown as near; below it, likeness says nothing."""


@dataclass(frozen=True)
class NearClause:
    """The clause of a text that names the structure most alike. Likeness decides nothing: it tells where to read."""

    clause: Clause
    similarity: float


@dataclass(frozen=True)
class Reviewed:
    """One thing. statuses: of US, CA, MX and UN. nearest: by jurisdiction, only of those that do not name it."""

    names: Mapping[str, str] = field(hash=False)
    statuses: tuple[Status, ...]
    nearest: Mapping[str, NearClause] = field(hash=False)

    def countries(self, *outcomes: str) -> tuple[str, ...]:
        """Those of the three countries whose texts say so."""
        return tuple(s.jurisdiction for s in self.statuses if s.jurisdiction in COUNTRIES and s.outcome in outcomes)

    def status(self, jurisdiction: str) -> Status:
        return next(s for s in self.statuses if s.jurisdiction == jurisdiction)


@dataclass(frozen=True)
class Review:
    """rows: of topics that ask for things. clauses: of the topic on classes, by jurisdiction. open_entries: of the same
    topic, how many entries of a list take in open terms, and how many it has. audit_line: its number."""

    topic: ReviewTopic
    on: date | None
    book: LawBook
    rows: tuple[Reviewed, ...]
    clauses: tuple[Clause, ...]
    open_entries: tuple[tuple[str, int, int], ...]
    audit_line: int


def review(book: LawBook, topic_id: str, *, desk: Desk, act: Act, on: date | None = None) -> Review:
    """The page of one topic, once it is noted who asks and why. Raises BadEntry for a topic that does not exist."""
    topic = review_topics().get(topic_id)
    if topic is None:
        known = ", ".join(review_topics())
        raise BadEntry((Problem("review_topic_unknown", "desk", "TOPIC", value=readable(topic_id), detail=known),))
    if not book.clauses:
        raise BadEntry((Problem("law_nothing_held", "desk", "--as-of", value=book.today.isoformat()),))
    detail = {"on": on.isoformat() if on else None, "as_of": book.as_of.isoformat() if book.as_of else None}
    line = audit.note(desk, act, action="law.review", subject=topic_id, detail=detail)
    is_of_classes = topic.kind == "classes"
    clauses = class_clauses(book) if is_of_classes else ()
    items = excluded_items(book) if topic.kind == "exclusions" else topic.items
    nearby = Nearby(book, on)
    rows = tuple(reviewed(book, item, on, nearby) for item in items)
    return Review(topic, on, book, rows, clauses, open_entries(book) if is_of_classes else (), line)


def reviewed(book: LawBook, item: ReviewItem, on: date | None, nearby: "Nearby") -> Reviewed:
    """What each text says of one thing, and where the silent ones come nearest."""
    statuses = assess_with_structure(nearby.structures, book, item.queries, on=on).statuses
    smiles = next((known.smiles for name in item.queries if (known := identity_of(name)) and known.smiles), "")
    silent = [s.jurisdiction for s in statuses if s.outcome not in NAMED | {"excluded"}] if smiles else []
    return Reviewed(item.names, statuses, {j: near for j in silent if (near := nearby.to(j, smiles))})


def class_clauses(book: LawBook) -> tuple[Clause, ...]:
    """Clauses that cover members they do not name, and provisions that define open terms, by jurisdiction."""
    found = [
        clause for clause in book.clauses
        if clause.text.law_list.is_current and clause.confidence != "background" and clause.list_id not in BESIDE
        and ((clause.role == "entry" and clause.kind == "class") or (clause.role == "provision" and clause.covers & OPEN))
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda c: JURISDICTIONS.index(c.jurisdiction)))


def open_entries(book: LawBook) -> tuple[tuple[str, int, int], ...]:
    """List, entries whose wording takes in derivatives or analogues, all entries; of lists that have any."""
    of_list: dict[str, tuple[int, int]] = {}
    for clause in book.clauses:
        if clause.role == "entry" and clause.text.law_list.is_current and clause.confidence != "background":
            taken, every = of_list.get(clause.list_id, (0, 0))
            of_list[clause.list_id] = taken + bool(clause.covers & OPEN), every + 1
    return tuple((list_id, taken, every) for list_id, (taken, every) in of_list.items() if taken)


def excluded_items(book: LawBook) -> tuple[ReviewItem, ...]:
    """What any text names as not included, each once."""
    found: dict[str, ReviewItem] = {}
    for clause in book.clauses:
        names = {code: clause.name(code) for code in ("en", "es", "fr")}
        if clause.role == "exclusion" and names["en"] and clause.text.law_list.is_current:
            found.setdefault(
                names["en"].casefold(), ReviewItem(names, tuple(n for ns in clause.names.values() for n in ns))
            )
    return tuple(found[name] for name in sorted(found))


class Nearby:
    """The structures that the lists of each jurisdiction name, their fingerprints made once; and the screener of them all."""

    def __init__(self, book: LawBook, on: date | None) -> None:
        self._book = book
        self.structures = Structures(book, on)
        self._made: dict[str, tuple[tuple[Clause, ...], Nearest | None]] = {}

    def to(self, jurisdiction: str, smiles: str) -> NearClause | None:
        """The clause whose structure is most alike; None where none is near."""
        if jurisdiction not in self._made:
            self._made[jurisdiction] = self._structures(jurisdiction)
        clauses, nearest = self._made[jurisdiction]
        mol = Chem.MolFromSmiles(smiles)
        best = next(iter(nearest.of(mol)), None) if mol is not None and nearest is not None else None
        if best is None or best.similarity < NEAR_FROM:
            return None
        return NearClause(clauses[int(best.entry_ids[0])], best.similarity)

    def _structures(self, jurisdiction: str) -> tuple[tuple[Clause, ...], Nearest | None]:
        clauses = tuple(
            c for c in self._book.clauses
            if c.jurisdiction == jurisdiction and c.role == "entry" and c.text.law_list.is_current
            and c.confidence != "background" and c.list_id not in BESIDE
        )  # fmt: skip
        listed = [
            Listed(str(at), jurisdiction, clause.list_id, smiles)
            for at, clause in enumerate(clauses)
            for smiles in _smiles_of(name for names in clause.names.values() for name in names)
        ]
        if not listed:
            return clauses, None
        return clauses, Nearest(index_of(listed).by_block, [one.entry_id for one in listed])


def _smiles_of(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(known.smiles for name in names if (known := identity_of(name)) and known.smiles))
