"""Many structures against all listed substances and class rules at once."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal

from rdkit import Chem, rdBase

from tripoint.analysis.structures.classes import CompiledRule, State, compiled
from tripoint.analysis.structures.components import Component, Neutral, components_of, neutral_of
from tripoint.analysis.structures.composition import Composition
from tripoint.analysis.structures.listed import Listed, Stereo, index_of, key_of
from tripoint.analysis.structures.nearest import Near, Nearest
from tripoint.analysis.structures.reading import Kind, Reason, Unreadable, read
from tripoint.analysis.structures.rule import RuleBook

Form = Literal["itself", "salt", "counter_ion"]
"""salt: the fragment is charged as drawn, or stands beside a counter-ion. counter_ion: it is one, beside another fragment."""


@dataclass(frozen=True, slots=True)
class IdentityHit:
    """Fragment `component` (from 0, as drawn) is the substance of `entry_id`, in this stereo form."""

    entry_id: str
    component: int
    stereo: Stereo
    form: Form = "itself"
    has_isotopes: bool = False


@dataclass(frozen=True, slots=True)
class ClassHit:
    """state: within the clause's words; unclear: an expert must read them; excluded: the clause leaves this one out."""

    rule_id: str
    component: int
    state: Literal["within", "unclear", "excluded"]
    parts: tuple[tuple[str, State], ...] = ()


@dataclass(frozen=True, slots=True)
class Screened:
    """unreadable: why the structure was not assessed, '' if it was. An unread structure has no component and no hit."""

    unreadable: Reason | Literal["", "no_key"] = ""
    component_count: int = 0
    identities: tuple[IdentityHit, ...] = ()
    classes: tuple[ClassHit, ...] = ()
    nearest: tuple[Near, ...] = ()


class Screener:
    """Built once, asked often. Pure: the same text has the same answer, in any process.

    counter_ions: SMILES of ions that make salts, as neutral molecules. Raises RegistryError for data that cannot be used.
    """

    def __init__(self, listed: Sequence[Listed], book: RuleBook, counter_ions: Sequence[str] = ()) -> None:
        left_out = [
            Listed(
                f"{rule.rule_id}/{at}",
                rule.jurisdiction,
                rule.list_id,
                smiles,
                role="exclusion",
                is_stereo_specific=True,
            )
            for rule in book.rules
            for at, smiles in enumerate(rule.excluded)
        ]
        self.listed = tuple(listed)
        self._all = (*listed, *left_out)
        self._left_out_of = {entry.entry_id: entry.entry_id.rpartition("/")[0] for entry in left_out}
        self._index = index_of(self._all)
        self._classes = compiled(book)
        self._counter_ions = frozenset(key_of(Chem.MolFromSmiles(text))[:14] for text in counter_ions)
        self._rules_for = lru_cache(maxsize=1 << 16)(self._possible)

    def screen(self, texts: Iterable[str], kind: Kind = "smiles", *, nearest: bool = False) -> Iterator[Screened]:
        """One answer per text, in order. nearest: also look for listed structures most alike, which takes longer."""
        return (self.one(text, kind, nearest=nearest) for text in texts)

    def one(self, text: str, kind: Kind = "smiles", *, nearest: bool = False) -> Screened:
        found = read(text, kind)
        parts = found if isinstance(found, Unreadable) else components_of(found)
        if isinstance(parts, Unreadable):
            return Screened(parts.reason)
        identities: list[tuple[str, int, Stereo, Neutral]] = []
        classes: list[ClassHit] = []
        for at, part in enumerate(parts):
            rules = self._rules_for(part.made_of, part.mol.GetRingInfo().NumRings())
            may_be_listed = part.made_of.heavy in self._index.heavy
            if not (rules or may_be_listed):
                continue
            if not self._ask(at, part, rules, may_be_listed, identities, classes):
                return Screened("no_key")
        if not (identities or classes or nearest):
            return _CLEAN if len(parts) == 1 else Screened(component_count=len(parts))
        forms = self._forms(parts) if identities else ()
        return Screened(
            component_count=len(parts),
            identities=tuple(
                IdentityHit(entry, at, stereo, forms[at], neutral.has_isotopes)
                for entry, at, stereo, neutral in identities
            ),
            classes=tuple(classes),
            nearest=self._nearest.of(neutral_of(_largest(parts)).mol) if nearest else (),
        )

    def _ask(
        self, at: int, part: Component, rules: tuple[CompiledRule, ...], may_be_listed: bool,
        identities: list[tuple[str, int, Stereo, Neutral]], classes: list[ClassHit],
    ) -> bool:  # fmt: skip
        """Adds the hits of one fragment. False if InChI has no key for it."""
        neutral = neutral_of(part)
        left_out: dict[str, Stereo] = {}
        if may_be_listed:
            key = key_of(neutral.mol)
            if not key:
                return False
            for known, stereo in self._index.of(neutral.mol, key):
                for entry in known.entries:
                    entry_id = self._all[entry].entry_id
                    if entry < len(self.listed):
                        identities.append((entry_id, at, stereo, neutral))
                    else:
                        left_out[self._left_out_of[entry_id]] = stereo
        for rule in rules:
            fit = self._classes.fit(neutral.mol, rule)
            if fit:
                stereo_left_out = left_out.get(rule.rule.rule_id)
                state = (
                    "excluded"
                    if stereo_left_out == "same"
                    else "unclear"
                    if stereo_left_out == "unspecified"
                    else fit.state
                )
                classes.append(ClassHit(rule.rule.rule_id, at, state, fit.parts))  # type: ignore[arg-type]
        return True

    def _possible(self, made_of: Composition, rings: int) -> tuple[CompiledRule, ...]:
        return tuple(r for r in self._classes.rules if any(s.needs.met_by(made_of, rings) for s in r.scaffolds))

    def _forms(self, parts: Sequence[Component]) -> tuple[Form, ...]:
        neutrals = [neutral_of(part) for part in parts]
        if len(parts) == 1:
            return ("salt" if neutrals[0].charge else "itself",)
        ions = [key_of(neutral.mol)[:14] in self._counter_ions for neutral in neutrals]
        beside = any(ions) and not all(ions)
        return tuple(
            "counter_ion" if beside and ion else "salt" if beside or neutral.charge else "itself"
            for neutral, ion in zip(neutrals, ions, strict=True)
        )

    @cached_property
    def _nearest(self) -> Nearest:
        return Nearest(self._index.by_block, [entry.entry_id for entry in self.listed])


_CLEAN = Screened(component_count=1)


def _largest(parts: Sequence[Component]) -> Component:
    return max(parts, key=lambda part: part.made_of.atom_count)
