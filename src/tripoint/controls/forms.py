"""Which stereo form and which part of a drawing a listed substance is, as its name means it: one reading for structures as
they come and for those of named substances (controls/naming_classes.py)."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from rdkit import Chem

from tripoint.analysis.structures.components import Fragments, components_of, key_of
from tripoint.analysis.structures.listed import Listed
from tripoint.analysis.structures.reading import Kind, Structure, Unreadable, read
from tripoint.analysis.structures.screener import IdentityHit, Screened, Screener
from tripoint.controls.identity import FLAT, Identity, Stereo, entry_id, is_inorganic, is_racemate

_CENTRE = re.compile(r"@{1,2}")


@dataclass(frozen=True, slots=True)
class Form:
    """hit: a listed substance found in a drawing. stereo: of an entry, which takes in what its name leaves open;
    of an exception, which lets off only what is drawn, it is the hit's own."""

    hit: IdentityHit
    stereo: Stereo


class Forms:
    """listed: by entry id; screener: over the same. left_out: first blocks of which a text leaves out one stereo form."""

    def __init__(
        self, listed: Mapping[str, Identity], screener: Screener, left_out: Collection[str] = frozenset()
    ) -> None:
        self._listed, self._screener, self._left_out = listed, screener, left_out

    def of(self, screened: Screened, text: str, kind: Kind) -> tuple[Form, ...]:
        """The hits of a drawing, counter-ions aside."""
        drawn = read(text, kind) if screened.identities else None
        parts = None if drawn is None or isinstance(drawn, Unreadable) else components_of(drawn)
        if drawn is None or isinstance(drawn, Unreadable) or parts is None or isinstance(parts, Unreadable):
            return ()
        return tuple(self._read(screened.identities, drawn, Fragments(parts)))

    def _read(self, hits: tuple[IdentityHit, ...], drawn: Structure, fragments: Fragments) -> Iterator[Form]:
        mirror: frozenset[str] | None = None
        for hit in hits:
            one = self._listed[hit.entry_id]
            if hit.form != "itself" and self._is_whole(one, drawn, fragments):
                hit = replace(hit, form="itself")
            if hit.form == "counter_ion":
                continue
            if is_racemate(one) and hit.stereo == "same":
                if fragments.key(hit.component)[15:25] != FLAT:
                    hit = replace(hit, stereo="other")  # a racemate is neither of its halves
                elif one.block in self._left_out:
                    hit = replace(hit, stereo="unspecified")  # drawn flat, it may be the half that is left out
            if one.keys or one.is_wide or hit.stereo != "other":
                yield Form(hit, hit.stereo if one.keys else "same")
                continue
            mirror = self._of_mirror_image(drawn) if mirror is None else mirror
            yield Form(hit, "same" if hit.entry_id in mirror else "other")

    @staticmethod
    def _is_whole(one: Identity, drawn: Structure, fragments: Fragments) -> bool:
        """Is all that is drawn the substance? The ion of a carbon compound stands for it; of a mineral acid only the ion
        with its hydrogen, be it drawn apart, does (controls/identity.py, is_ion_of)."""
        if is_inorganic(one):
            return key_of(drawn.mol) == one.inchikey
        return len(fragments.parts) == 1

    def _of_mirror_image(self, drawn: Structure) -> frozenset[str]:
        found = self._screener.one(mirrored(Chem.MolToSmiles(drawn.mol)), "smiles")
        return frozenset(hit.entry_id for hit in found.identities if hit.stereo != "other")


def mirrored(smiles: str) -> str:
    """The SMILES of the mirror image: every centre turned."""
    return _CENTRE.sub(lambda mark: "@" if mark[0] == "@@" else "@@", smiles)


def listed_as(identities: Iterable[Identity]) -> tuple[Listed, ...]:
    """What is screened against. Where a name gives relative configuration, the mirror image is meant as well."""
    found = []
    for one in identities:
        found.append(Listed(entry_id(one), "", "", one.smiles, one.inchikey, is_stereo_specific=bool(one.keys)))
        if len(one.keys) > 1:
            found.append(Listed(entry_id(one), "", "", mirrored(one.smiles), is_stereo_specific=True))
    return tuple(found)
