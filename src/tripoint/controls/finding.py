"""A query → the clauses it meets: by the very name, number or key, by the substance meant, by the base of a salt."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from tripoint.controls.clause import Clause
from tripoint.controls.identity import (
    FLAT,
    Identity,
    Meant,
    Stereo,
    entry_id,
    exempt_between,
    is_halide,
    is_inorganic,
    is_ion_of,
    is_racemate,
    law_identity,
    meant_by,
    meant_by_cas,
    meant_by_key,
    stereo_between,
)
from tripoint.controls.lawbook import BESIDE, LawBook
from tripoint.controls.query import Query
from tripoint.controls.spelling import spelled
from tripoint.registry.law_apart import where_elsewhere, where_no_analogue
from tripoint.registry.law_words import equipment_of
from tripoint.registry.named_classes import is_asked, named_alike, named_classes, named_forms
from tripoint.registry.names_alike import names_alike, oil_of
from tripoint.registry.salts import salt_words, without_salt

_LABELLED = re.compile(r"(.{3,})-d\d{1,2}|d\d{1,2}-(.{3,})", re.IGNORECASE)
How = Literal["name", "number", "cas", "identity", "equipment", "class"]
State = Literal["within", "unclear", "excluded"]
"""Of a structure and a class clause, as in analysis/structures."""


@dataclass(frozen=True, slots=True)
class Match:
    """A clause that a query meets. is_salt: it names the base of what was asked; is_halide: and that is
    a hydrogen halide. state: of a class, else None; asks_more:
    the clause's words ask for more than a structure can show."""

    clause: Clause
    how: How
    stereo: Stereo = "same"
    is_salt: bool = False
    state: State | None = None
    asks_more: bool = False
    is_halide: bool = False


@dataclass(frozen=True, slots=True)
class Resolved:
    """matches: clauses of all jurisdictions, history and background among them. identity: the one substance meant, if
    known. problem: why nothing can be said, a code: unknown_name, unknown_identifier, ambiguous_name, not_one_substance,
    hs_only, or the query's own. meant: of an ambiguous name. is_name_only: no structure is known of what is
    meant, so that texts which name it in other words are not met. is_unasked: a key is known and no structure, so that
    class clauses are not asked. alike: first blocks of listed substances whose structures are much like it. elsewhere:
    jurisdictions where it is under a law that is not held. no_analogue: whose open term leaves it out."""

    matches: tuple[Match, ...] = ()
    identity: Identity | None = None
    problem: str = ""
    meant: tuple[Identity, ...] = ()
    is_name_only: bool = False
    is_unasked: bool = False
    alike: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()
    no_analogue: tuple[str, ...] = ()


def resolve(book: LawBook, query: Query) -> Resolved:
    """What the book has on a query; structures are screened elsewhere."""
    found = _resolve(book, query)
    key = found.identity.inchikey if found.identity else ""
    elsewhere = where_elsewhere(key, query.text)
    no_analogue = where_no_analogue(key) if found.alike else ()
    return replace(found, elsewhere=elsewhere, no_analogue=no_analogue) if elsewhere or no_analogue else found


def _resolve(book: LawBook, query: Query) -> Resolved:
    if query.problem:
        return Resolved(problem=query.problem)
    match query.kind:
        case "name":
            found = _named(book, query)
            labelled = _LABELLED.fullmatch(query.text.strip()) if found.problem == "unknown_name" else None
            return _unlabelled(book, query, labelled[1] or labelled[2]) or found if labelled else found
        case "number":
            return _met(book, book.by_number.get(query.key, ()), "number", Meant("none"))
        case "cas":
            return _with_base(book, _met(book, book.by_cas.get(query.key, ()), "cas", meant_by_cas(query.key)))
        case "inchikey":
            return _with_base(book, _keyed(book, query.key))
        case "equipment":
            return _equipment(book, query)
        case _:
            return Resolved(problem="hs_only" if query.kind == "hs" else "structure_only")


def _unlabelled(book: LawBook, query: Query, base: str) -> Resolved | None:
    """What a name with deuterium meets: as of a drawing, the isotopes are let go, if the rest names one structure."""
    found = _named(book, replace(query, text=base, key=spelled(base)))
    return found if found.identity and found.identity.inchikey else None


def _named(book: LawBook, query: Query) -> Resolved:
    """A salt is met by its own name, and as a salt by the clauses of its base."""
    if oil := oil_of(query.text):
        clauses = (clause for clause in book.by_name.get(spelled(oil), ()) if "oils_containing" in clause.covers)
        return Resolved(tuple(Match(clause, "class", state="unclear") for clause in clauses), is_name_only=True)
    direct = _printing(book, query)
    base, words = without_salt(query.text)
    kinds = {salt_words()[word].kind for word in (words or "").split() if word in salt_words()}
    if words is None:
        meant = _meaning(query.text)
    elif kinds <= {"base", "hydrate"}:
        return _met(book, direct or book.by_name.get(spelled(base), ()), "name", meant_by(base))
    else:
        own = law_identity(query.text)
        meant = Meant("one", (own,)) if own and own.inchikey else Meant("none")
        of_base = _met(book, book.by_name.get(spelled(base), ()), "name", meant_by(base))
        if not of_base.problem:
            return _as_salt(_met(book, direct, "name", meant), of_base)
    if not direct and meant.found == "many":
        return Resolved(problem="ambiguous_name", meant=meant.identities)
    if not direct and meant.found == "not_one":
        return Resolved(problem="not_one_substance")
    return _met(book, direct, "name", meant)


def _printing(book: LawBook, query: Query) -> tuple[Clause, ...]:
    """Clauses that print the name, or another name of a thing without a structure."""
    names = (query.key, *map(spelled, names_alike(query.text)))
    return tuple({id(clause): clause for name in names for clause in book.by_name.get(name, ())}.values())


def _meaning(name: str) -> Meant:
    """What a name means; of a thing without a structure, under each of its names, what the one of the texts does."""
    own, alike = law_identity(name), names_alike(name)
    return meant_by(alike[0] if alike and not (own and own.inchikey) else name)


def _with_base(book: LawBook, own: Resolved) -> Resolved:
    """What a number or key meets; of a salt known by its name, what its base meets, too."""
    base, words = without_salt(own.identity.title("en")) if own.identity else ("", None)
    if words is None:
        return own
    of_base = _met(book, book.by_name.get(spelled(base), ()), "name", meant_by(base))
    return own if of_base.problem else _as_salt(own, of_base)


def _as_salt(own: Resolved, base: Resolved) -> Resolved:
    """What the salt itself meets, then what its base meets; a law that names both is met by the salt's own entry."""
    met = {id(match.clause) for match in own.matches}
    named = [m for m in own.matches if _names_it(m)]
    laws, lists = {_law_of(m) for m in named}, {m.clause.list_id for m in named}
    of_base = (m for m in base.matches if _law_of(m) not in laws or m.clause.list_id in lists)
    salts = (replace(m, is_salt=True) for m in of_base if id(m.clause) not in met)
    return replace(base, matches=(*own.matches, *salts), identity=base.identity or own.identity)


def is_met_as_salt(base: Identity, clause: Clause) -> bool:
    """A salt of a mineral acid is another thing, but where the clause takes salts in; of others an expert is asked."""
    return "salts" in clause.covers or not is_inorganic(base)


def _names_it(match: Match) -> bool:
    is_entry = match.clause.role == "entry" and match.clause.list_id not in BESIDE
    return is_entry and match.how != "class" and match.stereo == "same"


def _law_of(match: Match) -> str:
    return match.clause.text.law_list.instrument.instrument_id


def _keyed(book: LawBook, key: str) -> Resolved:
    """A key of which nothing is known can still have the skeleton of something listed."""
    meant = meant_by_key(key)
    if meant.found == "none" and key[:14] in book.by_block:
        meant = Meant(
            "one", (Identity(f"inchikey:{key}", key, tuple((lang, key) for lang in ("en", "es", "fr")), keys=(key,)),)
        )
    found = _met(book, (), "identity", meant)
    if key[15:25] != FLAT or not is_half_left_out(book, key[:14]):
        return found
    racemate = {id(clause) for listed, clause in book.by_block[key[:14]] if is_racemate(listed)}
    return replace(
        found,
        matches=tuple(replace(m, stereo="unspecified") if id(m.clause) in racemate else m for m in found.matches),
    )


def is_half_left_out(book: LawBook, block: str) -> bool:
    """Does a text leave out one stereo form of a skeleton? A key or drawing without stereo may be that one."""
    listed = book.by_block.get(block, ())
    return any(clause.role == "exclusion" and one.keys and not is_racemate(one) for one, clause in listed)


def _met(book: LawBook, direct: Iterable[Clause], how: How, meant: Meant) -> Resolved:
    """direct: clauses met by what was asked itself. Others are met through the substances meant."""
    matches = {id(clause): Match(clause, how) for clause in direct}
    identity = meant.identities[0] if meant.found == "one" else None
    asked = [identity] if identity else [one for clause in direct for one in book.identities_of(clause)]
    for one in asked:
        if one.inchikey:
            forms = named_forms().get(one.inchikey, {})
            for listed, clause in book.by_block.get(one.block, ()):
                if not is_ion_of(one, listed):
                    told = forms.get(entry_id(listed)) if clause.role == "entry" and not listed.keys else None
                    between = exempt_between if clause.role == "exclusion" else stereo_between
                    _add(matches, Match(clause, "identity", told.stereo if told else between(one, listed)))
            for match in classes_met(book, named_classes().get(one.inchikey, ())):
                matches.setdefault(id(match.clause), match)
        elif one.cas:
            for clause in book.by_cas.get(one.cas, ()):
                _add(matches, Match(clause, "identity"))
    for match in _in_parts(book, asked, tuple(matches.values())):
        known = matches.get(id(match.clause))
        if known is None or known.how == "class":  # a salt of what the clause names is met as such
            matches[id(match.clause)] = match
    if not matches and identity is None:
        return Resolved(problem="unknown_name" if how == "name" else "unknown_identifier")
    keyed = [one for one in asked if one.inchikey]
    return Resolved(
        tuple(matches.values()),
        identity,
        is_name_only=not keyed,
        is_unasked=any(not one.smiles and not is_asked(one.inchikey) for one in keyed),
        alike=tuple(block for one in keyed for block in named_alike().get(one.inchikey, ())),
    )


def _in_parts(book: LawBook, asked: Iterable[Identity], own: Collection[Match]) -> Iterator[Match]:
    """Clauses of what a salt or compound is made of; a law that names the compound itself is met by its own entry."""
    forms = [(part, form) for one in asked for part, form in named_forms().get(one.inchikey, {}).items()]
    laws = {_law_of(m) for m in own if _names_it(m)} if forms else set()
    for part, form in forms:
        for listed, clause in book.by_block.get(part[:14], ()) if form.is_part else ():
            match = Match(clause, "identity", form.stereo, is_salt=form.is_salt, is_halide=is_halide(listed))
            is_met = entry_id(listed) == part and (not form.is_salt or is_met_as_salt(listed, clause))
            if is_met and _law_of(match) not in laws:
                yield match


def classes_met(book: LawBook, hits: Iterable[tuple[str, State]]) -> Iterator[Match]:
    """hits: ids of class rules, each with its state. A rule whose clause is in no text held is not asked: the gap is told."""
    for rule_id, state in hits:
        rule = book.rules.get(rule_id)
        clause = book.rule_clauses.get((rule.list_id, rule.clause)) if rule else None
        if rule and clause and (clause.role == "entry" or state == "excluded"):
            yield Match(clause, "class", state=state, asks_more=rule.outcome == "needs_expert")


def _add(matches: dict[int, Match], match: Match) -> None:
    """Keeps what is met by name, and of two ways through a substance the nearer one."""
    known = matches.get(id(match.clause))
    if known is None or (known.how == "identity" and known.stereo != "same" and match.stereo == "same"):
        matches[id(match.clause)] = match


def _equipment(book: LawBook, query: Query) -> Resolved:
    word = equipment_of(query.text)
    if word is None:
        return Resolved(problem="unknown_name")
    return Resolved(tuple(Match(clause, "equipment") for clause in book.by_concept.get(word.concept, ())))
