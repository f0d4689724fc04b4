"""A query → the clauses it meets: by the very name, number or key, by the substance meant, by the base of a salt."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from tripoint.controls.clause import Clause
from tripoint.controls.identity import Identity, Meant, meant_by, meant_by_key
from tripoint.controls.lawbook import LawBook
from tripoint.controls.query import Query
from tripoint.registry.law_words import equipment_of

How = Literal["name", "number", "cas", "identity", "equipment"]
Stereo = Literal["same", "unspecified", "other"]
"""same: the form listed, or the list leaves it open. unspecified: the query leaves open what the list says. other: both
say, and differ. As in analysis/structures."""
_NO_STEREO = "UHFFFAOYSA"


@dataclass(frozen=True, slots=True)
class Match:
    """A clause that a query meets. is_salt: it names the base of what was asked."""

    clause: Clause
    how: How
    stereo: Stereo = "same"
    is_salt: bool = False


@dataclass(frozen=True, slots=True)
class Resolved:
    """matches: clauses of all jurisdictions, history and background among them. identity: the one substance meant, if
    known. problem: why nothing can be said, a code: unknown_name, unknown_identifier, ambiguous_name, not_one_substance,
    hs_only, or the query's own. salt_of: the base, where the name is that of a salt. is_name_only: no structure is known
    of what is meant, so that texts which name it in other words are not met."""

    matches: tuple[Match, ...] = ()
    identity: Identity | None = None
    problem: str = ""
    meant: tuple[Identity, ...] = ()
    salt_of: str = ""
    is_name_only: bool = False


def resolve(book: LawBook, query: Query) -> Resolved:
    """What the book has on a query; structures are screened elsewhere."""
    if query.problem:
        return Resolved(problem=query.problem)
    match query.kind:
        case "name":
            return _named(book, query)
        case "number":
            return _of_clauses(book, book.by_number.get(query.key, ()), "number", Meant("none"))
        case "cas":
            return _of_clauses(book, book.by_cas.get(query.key, ()), "cas", meant_by(query.key))
        case "inchikey":
            return _of_clauses(book, (), "identity", meant_by_key(query.key), query.key)
        case "equipment":
            return _equipment(book, query)
        case _:
            return Resolved(problem="hs_only" if query.kind == "hs" else "structure_only")


def _named(book: LawBook, query: Query) -> Resolved:
    direct = book.by_name.get(query.key, ())
    meant = meant_by(query.text)
    if not direct and meant.found == "many":
        return Resolved(problem="ambiguous_name", meant=meant.identities)
    if not direct and meant.found == "not_one":
        return Resolved(problem="not_one_substance")
    return _of_clauses(book, direct, "name", meant)


def _of_clauses(book: LawBook, direct: Iterable[Clause], how: How, meant: Meant, key: str = "") -> Resolved:
    """direct: clauses met by what was asked itself. Others are met through the substance meant."""
    matches = {id(clause): Match(clause, how) for clause in direct}
    identity = meant.identities[0] if meant.found == "one" else None
    keys = {k for clause in direct for k in book.keys_of(clause)}
    if not keys and identity and identity.inchikey:
        keys = {identity.inchikey}
    if key:
        keys.add(key)
    for asked in keys:
        for listed, clause in book.by_block.get(asked[:14], ()):
            stereo = _stereo(asked, listed)
            known = matches.get(id(clause))
            if known is None or (known.how == "identity" and known.stereo != "same" and stereo == "same"):
                matches[id(clause)] = Match(clause, "identity", stereo)
    if not matches and identity is None:
        return Resolved(problem="unknown_identifier" if how != "name" else "unknown_name")
    return Resolved(tuple(matches.values()), identity, is_name_only=not keys)


def _stereo(asked: str, listed: str) -> Stereo:
    if asked == listed or listed[15:25] == _NO_STEREO:
        return "same"
    return "unspecified" if asked[15:25] == _NO_STEREO else "other"


def _equipment(book: LawBook, query: Query) -> Resolved:
    word = equipment_of(query.text)
    if word is None:
        return Resolved(problem="unknown_name")
    return Resolved(tuple(Match(clause, "equipment") for clause in book.by_concept.get(word.concept, ())))
