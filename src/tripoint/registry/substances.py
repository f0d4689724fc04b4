"""Substances and substance groups, and the labels under which publishers print them."""

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from tripoint.errors import UnknownSubstance
from tripoint.registry.names import normalise
from tripoint.registry.rows import rows_of, words_of
from tripoint.registry.substance_identity import first_block, has_layer


@dataclass(frozen=True)
class Substance:
    """One row of substances.csv.

    kind: `substance` (one compound, salts included), `isomer_unspecified` (the name leaves the isomer
        open) or `group` (several compounds, a publisher's bucket).
    names: by language (en, es, fr).
    inchikey, cas: of the base, '' where not established; always '' unless kind is `substance`.
    identity_source: where inchikey and cas come from, '' if both are blank.
    """

    substance_id: str
    kind: str
    names: Mapping[str, str] = field(hash=False)
    inchikey: str = ""
    cas: str = ""
    identity_source: str = ""

    @property
    def first_block(self) -> str:
        """The InChIKey's first block, one for all stereo forms; '' where no key is established."""
        return first_block(self.inchikey)

    @property
    def has_defined_stereo(self) -> bool:
        """Whether the key says which stereo form (or isotope) is meant; substance_index tells a racemate from the rest."""
        return has_layer(self.inchikey)


@cache
def _by_id() -> Mapping[str, Substance]:
    return {
        row["substance_id"]: Substance(
            substance_id=row["substance_id"],
            kind=row["kind"],
            names=words_of(row, "name"),
            inchikey=row["inchikey"],
            cas=row["cas"],
            identity_source=row["identity_source"],
        )
        for row in rows_of("substances")
    }


def substance(substance_id: str) -> Substance:
    """The substance with exactly this id. Raises UnknownSubstance."""
    found = _by_id().get(substance_id)
    if found is None:
        near = tuple(difflib.get_close_matches(substance_id, _by_id(), n=3))
        hint = f"Did you mean {', '.join(near)}? " if near else ""
        raise UnknownSubstance(
            f"no substance has the id '{substance_id}'.",
            text=substance_id,
            candidates=near,
            cure=f"{hint}Ids are listed in registry/data/substances.csv.",
        )
    return found


def substances() -> tuple[Substance, ...]:
    """Every substance and group in the order of substances.csv."""
    return tuple(_by_id().values())


@cache
def labels(source: str) -> Mapping[str, str]:
    """Normalised label → substance id, for one source (us_nflis_drug …); empty if it has no labels."""
    return {
        normalise(row["label"]): row["substance_id"] for row in rows_of("substance_labels") if row["source"] == source
    }


def resolve_substance(label: str, source: str) -> Substance:
    """The substance a source means by its label, never guessed from others. Raises UnknownSubstance."""
    known = labels(source)
    found = known.get(normalise(label))
    if found is None:
        near = difflib.get_close_matches(normalise(label), known, n=3)
        raise UnknownSubstance(
            f"the label '{label}' is not known.",
            text=label,
            within=source,
            candidates=tuple(dict.fromkeys(known[n] for n in near)),
            where=source,
            cure="Add it to registry/data/substance_labels.csv.",
        )
    return substance(found)
