"""Many structures against all listed substances and class rules at once."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from rdkit import Chem, rdBase

from tripoint.analysis.structures.classes import State, compiled
from tripoint.analysis.structures.components import Fragments, components_of, key_of
from tripoint.analysis.structures.listed import Known, Listed, NoKey, Stereo, index_of
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
            Listed(f"{rule.rule_id}/{at}", rule.jurisdiction, rule.list_id, smiles, is_stereo_specific=True)
            for rule in book.rules
            for at, smiles in enumerate(rule.excluded)
        ]
        self.listed = tuple(listed)
        self._left_out_of = {at: entry.entry_id.rpartition("/")[0] for at, entry in enumerate(left_out, len(listed))}
        self._index = index_of((*listed, *left_out))
        self._classes = compiled(book)
        self._counter_ions = frozenset(key_of(Chem.MolFromSmiles(text))[:14] for text in counter_ions)
        self._possible = self._classes.possible

    def screen(self, texts: Iterable[str], kind: Kind = "smiles", *, nearest: bool = False) -> Iterator[Screened]:
        """One answer per text, in order. nearest: also look for listed structures most alike, which takes longer."""
        return (self.one(text, kind, nearest=nearest) for text in texts)

    def one(self, text: str, kind: Kind = "smiles", *, nearest: bool = False) -> Screened:
        with rdBase.BlockLogs():
            return self._one(text, kind, nearest)

    def _one(self, text: str, kind: Kind, nearest: bool) -> Screened:
        found = read(text, kind)
        parts = found if isinstance(found, Unreadable) else components_of(found)
        if isinstance(parts, Unreadable):
            return Screened(parts.reason)
        fragments = Fragments(parts)
        identities: list[tuple[Known, Stereo, int]] = []
        classes: list[ClassHit] = []
        for at in range(len(parts)):
            try:
                known = self._index.of(fragments, at)
            except NoKey:
                return Screened("no_key")
            identities += [(one, stereo, at) for one, stereo in known]
            classes += self._classed(fragments, at, known)
        if not (identities or classes or nearest):
            return _CLEAN if len(parts) == 1 else Screened(component_count=len(parts))
        return Screened(
            component_count=len(parts),
            identities=tuple(self._hits(fragments, identities)),
            classes=tuple(classes),
            nearest=self._nearest.of(fragments.neutral(fragments.largest).mol) if nearest else (),
        )

    def _classed(self, fragments: Fragments, at: int, known: tuple[tuple[Known, Stereo], ...]) -> Iterator[ClassHit]:
        mol, made_of = fragments.neutral(at).mol, fragments.parts[at].made_of
        shared = [rules for pattern, rules in self._possible(mol, made_of) if mol.HasSubstructMatch(pattern)]
        if not shared:
            return
        found = sorted({rule for rules in shared for rule in rules}, key=self._classes.rules.index)
        left_out = {
            self._left_out_of[entry]: stereo
            for one, stereo in known
            for entry in one.entries
            if entry in self._left_out_of
        }
        for rule in found:
            fit = self._classes.fit(mol, rule)
            if fit:
                state = _LEFT_OUT.get(left_out.get(rule.rule.rule_id, "other"), fit.state)
                yield ClassHit(rule.rule.rule_id, at, state, fit.parts)

    def _hits(self, fragments: Fragments, identities: list[tuple[Known, Stereo, int]]) -> Iterator[IdentityHit]:
        forms = self._forms(fragments) if identities else ()
        for known, stereo, at in identities:
            form = "itself" if known.beside else forms[at]
            for entry in known.entries:
                if entry not in self._left_out_of:
                    labelled = fragments.neutral(at).has_isotopes
                    yield IdentityHit(self.listed[entry].entry_id, at, stereo, form, labelled)

    def _forms(self, fragments: Fragments) -> tuple[Form, ...]:
        charges = [fragments.neutral(at).charge for at in range(len(fragments.parts))]
        ions = (
            [fragments.key(at)[:14] in self._counter_ions for at in range(len(charges))]
            if len(charges) > 1
            else [False]
        )
        beside = any(ions) and not all(ions)
        return tuple(
            "counter_ion" if beside and ion else "salt" if beside or charge else "itself"
            for charge, ion in zip(charges, ions, strict=True)
        )

    @cached_property
    def _nearest(self) -> Nearest:
        return Nearest(self._index.by_block, [entry.entry_id for entry in self.listed])


_LEFT_OUT: Mapping[Stereo, Literal["excluded", "unclear"]] = {"same": "excluded", "unspecified": "unclear"}
_CLEAN = Screened(component_count=1)
