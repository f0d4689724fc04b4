"""Clauses that control a class by its structure, as patterns a chemist and a lawyer can review, with their examples."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Literal, cast

from tripoint.registry.rows import rows_of

Outcome = Literal["controlled_by_class", "needs_expert"]
Basis = Literal["stated", "at_latest", "listed_on"]


@dataclass(frozen=True)
class StructureGroup:
    """A word of a clause for a substituent (class_rule_groups.csv), as patterns of one atom each: SMARTS.

    first: the atom bound to the scaffold. others: every further atom, '' for none. among: one that must be there, or ''.
    """

    group_id: str
    first: str
    others: str
    among: str


@dataclass(frozen=True)
class RulePart:
    """One modification (class_rule_parts.csv). at, roots: map numbers on the scaffold; the rest: ids of groups.

    words: of the clause, as in the text. as_is: no modification. within: what the words take in. unclear: what an
    expert must judge. Everything else is outside.
    """

    part: str
    words: str
    at: tuple[int, ...]
    roots: tuple[int, ...]
    as_is: tuple[str, ...]
    within: tuple[str, ...]
    unclear: tuple[str, ...]


@dataclass(frozen=True)
class ClassRule:
    """One clause (class_rules.csv).

    scaffolds: SMARTS, any of which is enough. excluded: SMILES that the clause leaves out. law_text: word for word, by
    language. valid_from: None where the text held does not say since when; valid_from_basis as in the record kind
    *control*. reviewer: who has signed the pattern; says so where nobody has.
    """

    rule_id: str
    jurisdiction: str
    list_id: str
    clause: str
    outcome: Outcome
    needs_modification: bool
    scaffolds: tuple[str, ...]
    excluded: tuple[str, ...]
    parts: tuple[RulePart, ...]
    law_text: Mapping[str, str] = field(hash=False)
    citation: str
    valid_from: date | None
    valid_from_basis: Basis
    valid_to: date | None
    reviewer: str
    note: str

    def __reduce__(self) -> tuple[object, ...]:
        values = (getattr(self, name) for name in self.__dataclass_fields__)
        return type(self), tuple(dict(v) if isinstance(v, Mapping) else v for v in values)

    def in_force(self, on: date | None) -> bool:
        """Whether the clause is law on the day; None asks for the text as it stands."""
        return on is None or (
            (self.valid_from is None or self.valid_from <= on) and (self.valid_to is None or on <= self.valid_to)
        )


@dataclass(frozen=True)
class Rules:
    """All clauses, and the groups their parts speak of."""

    rules: tuple[ClassRule, ...]
    groups: Mapping[str, StructureGroup] = field(hash=False)

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (self.rules, dict(self.groups))


@dataclass(frozen=True)
class RuleExample:
    """A substance whose standing under one clause is known (class_rule_examples.csv).

    expected: within, unclear, excluded, or outside. source: where the standing or the structure was read.
    """

    rule_id: str
    name: str
    smiles: str
    expected: Literal["within", "unclear", "excluded", "outside"]
    source: str


@cache
def class_rules() -> Rules:
    """Every rule, in file order."""
    groups = {row["group_id"]: StructureGroup(**{k: row[k] for k in _GROUP}) for row in rows_of("class_rule_groups")}
    return Rules(tuple(map(_rule, rows_of("class_rules"))), MappingProxyType(groups))


@cache
def rule_examples() -> tuple[RuleExample, ...]:
    return tuple(
        RuleExample(r["rule_id"], r["name"], r["smiles"], r["expected"], r["source"])  # type: ignore[arg-type]
        for r in rows_of("class_rule_examples")
    )


@cache
def counter_ions() -> tuple[str, ...]:
    """SMILES of ions that make salts, each as a neutral molecule where it can be one."""
    return tuple(row["smiles"] for row in rows_of("counter_ions"))


_GROUP = ("group_id", "first", "others", "among")


def _rule(row: Mapping[str, str]) -> ClassRule:
    return ClassRule(
        rule_id=row["rule_id"],
        jurisdiction=row["jurisdiction"],
        list_id=row["list_id"],
        clause=row["clause"],
        outcome=cast("Outcome", row["outcome"]),
        needs_modification=row["needs_modification"] == "yes",
        scaffolds=tuple(row["scaffolds"].split()),
        excluded=tuple(row["excluded"].split()),
        parts=tuple(_part(part) for part in rows_of("class_rule_parts") if part["rule_id"] == row["rule_id"]),
        law_text=MappingProxyType({lang: row[f"law_text_{lang}"] for lang in ("en", "fr") if row[f"law_text_{lang}"]}),
        citation=row["citation"],
        valid_from=_day(row["valid_from"]),
        valid_from_basis=cast("Basis", row["valid_from_basis"]),
        valid_to=_day(row["valid_to"]),
        reviewer=row["reviewer"],
        note=row["note"],
    )


def _part(row: Mapping[str, str]) -> RulePart:
    return RulePart(
        part=row["part"],
        words=row["words"],
        at=tuple(map(int, row["at"].split())),
        roots=tuple(map(int, row["roots"].split())),
        as_is=tuple(row["as_is"].split()),
        within=tuple(row["within"].split()),
        unclear=tuple(row["unclear"].split()),
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
