"""Class rules applied to a molecule: the scaffold first, then every group that hangs on it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from rdkit import Chem

from tripoint.analysis.structures.composition import Composition
from tripoint.analysis.structures.rule import Group, Part, Rule, RuleBook
from tripoint.analysis.structures.sieve import Sieve
from tripoint.errors import RegistryError

State = Literal["as_is", "within", "unclear", "outside"]
_ORDER: tuple[State, ...] = ("as_is", "within", "unclear", "outside")
NONE, ANY, BRIDGE = "none", "*", "bridge"
_MAP_NUMBER = re.compile(r":\d+\]")


@dataclass(frozen=True, slots=True)
class Fit:
    """state: `within` the clause's words, or `unclear` where an expert must read them. parts: the state of each."""

    state: Literal["within", "unclear"]
    parts: tuple[tuple[str, State], ...]


@dataclass(frozen=True)
class Scaffold:
    """pattern: the query. at: the pattern's atom of each map number."""

    pattern: Chem.Mol
    at: Mapping[int, int]


@dataclass(frozen=True, eq=False)
class CompiledRule:
    rule: Rule
    scaffolds: tuple[Scaffold, ...]


@dataclass(frozen=True)
class CompiledGroup:
    first: Chem.Mol
    others: Chem.Mol | None
    among: Chem.Mol | None


@dataclass(frozen=True)
class Classes:
    """The rules of a book, ready to be asked. patterns: every scaffold once, with the rules of all jurisdictions that have it."""

    rules: tuple[CompiledRule, ...]
    groups: Mapping[str, CompiledGroup]
    patterns: tuple[tuple[Chem.Mol, tuple[CompiledRule, ...]], ...]
    sieve: Sieve

    def possible(self, mol: Chem.Mol, made_of: Composition) -> Iterator[tuple[Chem.Mol, tuple[CompiledRule, ...]]]:
        """The patterns that the molecule may have, each with its rules."""
        return (self.patterns[at] for at in self.sieve.possible(mol, made_of))

    def fit(self, mol: Chem.Mol, rule: CompiledRule) -> Fit | None:
        """How a neutral molecule stands to the clause; None if it is outside. The reading that takes most in counts."""
        best: Fit | None = None
        for scaffold in rule.scaffolds:
            if not mol.HasSubstructMatch(scaffold.pattern):
                continue
            if not rule.rule.parts:
                return Fit("within", ())
            for found in mol.GetSubstructMatches(scaffold.pattern, uniquify=False, maxMatches=200):
                fit = self._fit(mol, rule.rule, scaffold, found)
                if fit and fit.state == "within":
                    return fit
                best = best or fit
        return best

    def _fit(self, mol: Chem.Mol, rule: Rule, scaffold: Scaffold, found: tuple[int, ...]) -> Fit | None:
        states: list[tuple[str, State]] = []
        for part in rule.parts:
            state = self._state(mol, part, scaffold, found)
            if state == "outside":
                return None
            states.append((part.part, state))
        worst = max((state for _, state in states), key=_ORDER.index)
        if worst == "as_is" and rule.needs_modification:
            return None
        return Fit("unclear" if worst == "unclear" else "within", tuple(states))

    def _state(self, mol: Chem.Mol, part: Part, scaffold: Scaffold, found: tuple[int, ...]) -> State:
        """The least favourable state of all groups at the part's places."""
        core = frozenset(found) - {found[scaffold.at[number]] for number in part.roots if number in scaffold.at}
        states: list[State] = []
        for number in part.roots:
            if number in scaffold.at:
                states.append(self._of_branch(mol, part, found[scaffold.at[number]], core))
        for number in part.at:
            if number in scaffold.at:
                place = found[scaffold.at[number]]
                branches = [n.GetIdx() for n in mol.GetAtomWithIdx(place).GetNeighbors() if n.GetIdx() not in found]
                states += [self._of_branch(mol, part, first, core) for first in branches]
                if not branches:
                    states.append(_named(part, NONE, default="as_is"))
        return max(states, key=_ORDER.index, default="as_is")

    def _of_branch(self, mol: Chem.Mol, part: Part, first: int, core: frozenset[int]) -> State:
        atoms, touches = _branch(mol, first, core)
        if touches > 1:
            return _named(part, BRIDGE, default="outside")
        for state, groups in (("as_is", part.as_is), ("within", part.within), ("unclear", part.unclear)):
            if any(
                group == ANY or (group in self.groups and self._is(mol, self.groups[group], first, atoms))
                for group in groups
            ):
                return state  # type: ignore[return-value]
        return "outside"

    @staticmethod
    def _is(mol: Chem.Mol, group: CompiledGroup, first: int, atoms: frozenset[int]) -> bool:
        if first not in _matched(mol, group.first):
            return False
        others = atoms - {first}
        if others and (group.others is None or not others <= _matched(mol, group.others)):
            return False
        return group.among is None or bool(atoms & _matched(mol, group.among))


def compiled(book: RuleBook) -> Classes:
    """Raises RegistryError for a pattern that cannot be read, or a group or map number that a part names in vain."""
    groups = {name: _group(group) for name, group in book.groups.items()}
    rules = tuple(CompiledRule(rule, tuple(_scaffold(rule, text) for text in rule.scaffolds)) for rule in book.rules)
    for rule in rules:
        known = {number for scaffold in rule.scaffolds for number in scaffold.at}
        for part in rule.rule.parts:
            named = {*part.as_is, *part.within, *part.unclear} - {NONE, ANY, BRIDGE}
            if named - groups.keys() or {*part.at, *part.roots} - known:
                raise RegistryError(
                    f"part {part.part} speaks of {sorted(named - groups.keys())} and {sorted({*part.at, *part.roots} - known)}, "
                    "which are no groups and no places of the scaffold.",
                    where=rule.rule.rule_id,
                )
    patterns = tuple(_shared(rules))
    return Classes(rules, groups, patterns, Sieve([pattern for pattern, _ in patterns]))


def _shared(rules: tuple[CompiledRule, ...]) -> Iterator[tuple[Chem.Mol, tuple[CompiledRule, ...]]]:
    found: dict[str, tuple[Chem.Mol, list[CompiledRule]]] = {}
    for rule in rules:
        for text, scaffold in zip(rule.rule.scaffolds, rule.scaffolds, strict=True):
            found.setdefault(_MAP_NUMBER.sub("]", text), (scaffold.pattern, []))[1].append(rule)
    return ((pattern, tuple(having)) for pattern, having in found.values())


def _scaffold(rule: Rule, text: str) -> Scaffold:
    pattern = _pattern(text, rule.rule_id)
    at = {atom.GetAtomMapNum(): atom.GetIdx() for atom in pattern.GetAtoms() if atom.GetAtomMapNum()}
    return Scaffold(pattern, at)


def _group(group: Group) -> CompiledGroup:
    first, others, among = (
        _pattern(text, group.group_id) if text else None for text in (group.first, group.others, group.among)
    )
    if first is None:
        raise RegistryError("the group has no first atom.", where=group.group_id)
    return CompiledGroup(first, others, among)


def _pattern(text: str, where: str) -> Chem.Mol:
    pattern = Chem.MolFromSmarts(text)
    if pattern is None:
        raise RegistryError(f"'{text}' is no SMARTS.", where=where)
    return pattern


def _matched(mol: Chem.Mol, pattern: Chem.Mol) -> frozenset[int]:
    return frozenset(found[0] for found in mol.GetSubstructMatches(pattern, maxMatches=2_000))


def _named(part: Part, name: str, *, default: State) -> State:
    for state, groups in (("as_is", part.as_is), ("within", part.within), ("unclear", part.unclear)):
        if name in groups:
            return state  # type: ignore[return-value]
    return default


def _branch(mol: Chem.Mol, first: int, core: frozenset[int]) -> tuple[frozenset[int], int]:
    """The atoms reached from `first` without crossing the scaffold, and by how many bonds they hold on to it."""
    seen, waiting, touches = {first}, [first], 0
    while waiting:
        for near in _neighbours(mol, waiting.pop()):
            if near in core:
                touches += 1
            elif near not in seen:
                seen.add(near)
                waiting.append(near)
    return frozenset(seen), touches


def _neighbours(mol: Chem.Mol, atom: int) -> Iterator[int]:
    return (near.GetIdx() for near in mol.GetAtomWithIdx(atom).GetNeighbors())
