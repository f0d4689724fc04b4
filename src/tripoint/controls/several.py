"""Several names and identifiers of one thing, asked together: the clauses that any of them meets decide."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from itertools import chain

from tripoint.controls.answer import OUTCOMES, Answer, Status
from tripoint.controls.deciding import decider
from tripoint.controls.finding import Match, Resolved, resolve
from tripoint.controls.identity import Identity
from tripoint.controls.lawbook import LawBook
from tripoint.controls.query import Query, read_query
from tripoint.controls.structures import Structures
from tripoint.registry.identities import identity_of


def assess_together(book: LawBook, texts: Iterable[str], *, on: date | None = None) -> Answer:
    """The answer to texts that all mean one thing. Raises ValueError for no text.

    A text that is not known, or means another substance than the first that is known, adds nothing. Where none is known
    the answer is that of the first text.
    """
    asked = [(query, resolve(book, query)) for query in map(read_query, texts)]
    if not asked:
        raise ValueError("nothing is asked")
    known = [(query, found) for query, found in asked if not found.problem]
    query, merged = _merged(known) if known else asked[0]
    statuses = decider(book, on).statuses(query, merged)
    return Answer(query, on, book.as_of, statuses, merged.identity, merged.problem, merged.meant)


def assess_with_structure(
    structures: Structures, book: LawBook, texts: Iterable[str], *, on: date | None = None
) -> Answer:
    """As assess_together; where a law text's name of the thing has a known structure, classes and listed structures much
    alike are asked too, and of each jurisdiction the gravest answer stands. structures: of the same book and day.
    """
    asked = tuple(texts)
    named = assess_together(book, asked, on=on)
    smiles = "" if named.problem else _smiles(named, asked)
    if not smiles:
        return named
    drawn = structures.answer(smiles)
    return replace(named, statuses=tuple(map(_graver, named.statuses, drawn.statuses)))


def _smiles(named: Answer, asked: Iterable[str]) -> str:
    """The structure of a name that was asked, or of one under which a law text lists the very thing."""
    same = (
        e.clause for s in named.statuses for e in s.entries if e.outcome == "controlled" and e.clause.kind != "class"
    )
    names = (name for clause in same for of_language in clause.names.values() for name in of_language)
    return next((known.smiles for name in chain(asked, names) if (known := identity_of(name)) and known.smiles), "")


def _graver(one: Status, other: Status) -> Status:
    """The first, unless the other weighs more."""
    return min((one, other), key=lambda status: OUTCOMES.index(status.outcome))


def _merged(known: list[tuple[Query, Resolved]]) -> tuple[Query, Resolved]:
    """The query that tells most, and every clause met."""
    identity = next((found.identity for _, found in known if found.identity and found.identity.inchikey), None)
    same = [(query, found) for query, found in known if _is_same(found.identity, identity)]
    matches: dict[int, Match] = {}
    for _, found in same:
        for match in found.matches:
            before = matches.get(id(match.clause))
            if (
                before is None
                or (before.stereo != "same" and match.stereo == "same")
                or (before.is_salt and not match.is_salt)
            ):
                matches[id(match.clause)] = match
    query = next((q for q, found in same if found.identity is identity), same[0][0])
    return query, Resolved(
        tuple(matches.values()),
        identity or same[0][1].identity,
        is_name_only=all(found.is_name_only for _, found in same),
        is_unasked=all(found.is_unasked or found.is_name_only for _, found in same),
        alike=tuple(dict.fromkeys(block for _, found in same for block in found.alike)),
        elsewhere=tuple(dict.fromkeys(j for _, found in same for j in found.elsewhere)),
        no_analogue=tuple(dict.fromkeys(j for _, found in same for j in found.no_analogue)),
    )


def _is_same(one: Identity | None, other: Identity | None) -> bool:
    """Unknown structures contradict nothing."""
    return one is None or other is None or not one.inchikey or one.inchikey[:14] == other.inchikey[:14]
