"""What the hits of one structure mean under one jurisdiction's clauses: exact listing, exclusion, class, open term."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from tripoint.analysis.structures.listed import Listed
from tripoint.analysis.structures.rule import Rule
from tripoint.analysis.structures.screener import ClassHit, IdentityHit, Screened

Answer = Literal["controlled", "controlled_by_class", "excluded", "needs_expert", "not_listed", "not_assessed"]
Why = Literal[
    "listed", "listed_isomer", "stereo_open", "other_stereo", "salt_not_named", "excluded", "class", "class_unclear",
    "class_needs_more", "alike", "unreadable",
]  # fmt: skip
_STRONGEST: tuple[Answer, ...] = (
    "controlled", "controlled_by_class", "needs_expert", "excluded", "not_listed", "not_assessed",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ground:
    """One reason of an answer. by: the entry's or rule's id, or the reason code of an unreadable structure."""

    answer: Answer
    why: Why
    by: str
    component: int = 0


@dataclass(frozen=True, slots=True)
class Verdict:
    """The strongest answer of all fragments, and every ground it has; weaker grounds beside it stay visible."""

    answer: Answer
    grounds: tuple[Ground, ...] = ()


def verdict(
    screened: Screened,
    listed: Mapping[str, Listed],
    rules: Mapping[str, Rule],
    *,
    alike_from: float | None = None,
) -> Verdict:
    """The answer of one jurisdiction on one day.

    listed, rules: its entries and rules in force that day, by id; hits of others do not count.
    alike_from: similarity from which an open term ("analogue", "substantially similar") asks for an expert; None if
    the law has none. `not_listed` says only that nothing was found in what was given.
    """
    if screened.unreadable:
        return Verdict("not_assessed", (Ground("not_assessed", "unreadable", screened.unreadable),))
    grounds: list[Ground] = []
    for at in range(screened.component_count):
        hits = [
            (hit, listed[hit.entry_id]) for hit in screened.identities if hit.component == at and hit.entry_id in listed
        ]
        classes = [
            (hit, rules[hit.rule_id]) for hit in screened.classes if hit.component == at and hit.rule_id in rules
        ]
        grounds += _of_fragment(at, hits, classes)
    if alike_from is not None and not grounds:
        grounds += [
            Ground("needs_expert", "alike", entry_id)
            for near in screened.nearest
            if near.similarity >= alike_from
            for entry_id in near.entry_ids
            if entry_id in listed and listed[entry_id].role == "entry"
        ]
    grounds.sort(key=lambda ground: _STRONGEST.index(ground.answer))
    return Verdict(grounds[0].answer if grounds else "not_listed", tuple(grounds))


def _of_fragment(at: int, hits: list[tuple[IdentityHit, Listed]], classes: list[tuple[ClassHit, Rule]]) -> list[Ground]:
    exclusions = {
        entry.list_id: (hit, entry) for hit, entry in hits if entry.role == "exclusion" and _means(hit, entry)
    }
    named = [
        _named(hit, entry)
        for hit, entry in hits
        if entry.role == "entry" and not (hit.form == "counter_ion" and not entry.covers_salts)
        and not _gives_way(hit, entry, exclusions)
    ]  # fmt: skip
    grounds = named + [Ground("excluded", "excluded", entry.entry_id, at) for _, entry in exclusions.values()]
    if any(ground.answer == "controlled" for ground in named):
        return grounds  # what is listed by name is not treated under a class: 21 USC 812(c) Schedule I(e)(3)
    return grounds + [_classed(hit, rule) for hit, rule in classes if rule.list_id not in exclusions]


def _means(hit: IdentityHit, entry: Listed) -> bool:
    """Whether the exception is of this very form: of dextromethorphan it is, of the racemate it is not."""
    return hit.stereo == "same" or not entry.is_stereo_specific


def _gives_way(hit: IdentityHit, entry: Listed, exclusions: Mapping[str, tuple[IdentityHit, Listed]]) -> bool:
    """An exception of the same list beats an entry, unless the entry names this stereo form and the exception does not."""
    if entry.list_id not in exclusions:
        return False
    return not (
        entry.is_stereo_specific and hit.stereo == "same" and not exclusions[entry.list_id][1].is_stereo_specific
    )


def _named(hit: IdentityHit, entry: Listed) -> Ground:
    answer: Answer = "controlled"
    why: Why = "listed"
    if entry.is_stereo_specific and hit.stereo != "same":
        if hit.stereo == "unspecified":
            answer, why = "needs_expert", "stereo_open"
        elif entry.covers_isomers:
            why = "listed_isomer"
        else:
            answer, why = "needs_expert", "other_stereo"
    if hit.form == "salt" and not entry.covers_salts:
        answer, why = "needs_expert", "salt_not_named"
    return Ground(answer, why, entry.entry_id, hit.component)


def _classed(hit: ClassHit, rule: Rule) -> Ground:
    if hit.state == "excluded":
        return Ground("excluded", "excluded", rule.rule_id, hit.component)
    if hit.state == "unclear":
        return Ground("needs_expert", "class_unclear", rule.rule_id, hit.component)
    if rule.outcome == "needs_expert":
        return Ground("needs_expert", "class_needs_more", rule.rule_id, hit.component)
    return Ground("controlled_by_class", "class", rule.rule_id, hit.component)
