"""What a class rule looks like from here; the reviewed rules themselves are data of the registry."""

from collections.abc import Mapping, Sequence
from typing import Protocol


class Group(Protocol):
    """A word of the law for a substituent, as patterns of one atom each (SMARTS).

    first: the atom next to the scaffold. others: every further atom; '' if there may be none. among: an atom that must
    be there, first or further; '' if none must.
    """

    @property
    def group_id(self) -> str: ...
    @property
    def first(self) -> str: ...
    @property
    def others(self) -> str: ...
    @property
    def among(self) -> str: ...


class Part(Protocol):
    """One modification a clause names, and where on the scaffold.

    at: map numbers of the scaffold's atoms whose substituents are looked at. roots: map numbers of atoms that are
    themselves the first atom of what is looked at (a ring that may be replaced).
    as_is, within, unclear: ids of groups that are no modification, that the words take in, and that an expert must
    judge; any other group is outside the clause. `none` stands for hydrogen alone, `*` for anything, `bridge` for what
    is bound to the scaffold twice.
    """

    @property
    def part(self) -> str: ...
    @property
    def at(self) -> Sequence[int]: ...
    @property
    def roots(self) -> Sequence[int]: ...
    @property
    def as_is(self) -> Sequence[str]: ...
    @property
    def within(self) -> Sequence[str]: ...
    @property
    def unclear(self) -> Sequence[str]: ...


class Rule(Protocol):
    """One clause. A molecule is in it if a scaffold is found and every part of it is as it was or within the words.

    scaffolds: SMARTS, any one of which is enough, with atom map numbers for the parts.
    needs_modification: whether the unmodified scaffold itself is outside ("related to X by one or more modifications").
    excluded: SMILES of what the clause itself leaves out.
    """

    @property
    def rule_id(self) -> str: ...
    @property
    def jurisdiction(self) -> str: ...
    @property
    def list_id(self) -> str: ...
    @property
    def scaffolds(self) -> Sequence[str]: ...
    @property
    def needs_modification(self) -> bool: ...
    @property
    def parts(self) -> Sequence[Part]: ...
    @property
    def excluded(self) -> Sequence[str]: ...


class RuleBook(Protocol):
    """All rules, and the groups their parts speak of."""

    @property
    def rules(self) -> Sequence[Rule]: ...
    @property
    def groups(self) -> Mapping[str, Group]: ...
