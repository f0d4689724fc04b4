"""The record kind *flow*: a measure that goes from one place to another."""

from typing import Annotated

from tripoint.protocol.columns import Words
from tripoint.protocol.record import Dated


class Flow(Dated):
    """A value from an origin place to a destination place in a period."""

    place_from: Annotated[
        str, Words("Place of origin (registry).", "Lugar de origen (registro).", "Lieu d’origine (registre).")
    ]
    place_to: Annotated[
        str,
        Words("Place of destination (registry).", "Lugar de destino (registro).", "Lieu de destination (registre)."),
    ]
    category: Annotated[
        str | None,
        Words("The publisher's own classification.", "Clasificación del publicador.", "Classification de l’éditeur."),
    ] = None
