"""The record kind *firearm*: one firearm, or one model of firearm, as a document describes it."""

from datetime import date
from typing import Annotated, Literal

from tripoint.protocol.columns import Words
from tripoint.protocol.record import Dated


class Firearm(Dated):
    """One firearm of a case (`value` 1), or one listed model. Serial numbers are never here, masked or not.

    The period is that of the document (the year of a court's filing, the day of a list).
    """

    described: Annotated[
        Literal["firearm", "model"],
        Words(
            "firearm: one object; model: all of its make and model.",
            "firearm: un objeto; model: todos los de su marca y modelo.",
            "firearm : un objet; model : tous ceux de sa marque et de son modèle.",
        ),
    ]
    case: Annotated[
        str | None,
        Words(
            "The case within its source, as a key that names nobody.",
            "El caso en su fuente, como clave que no nombra a nadie.",
            "L’affaire dans sa source, par une clé qui ne nomme personne.",
        ),
    ] = None
    reference_number: Annotated[
        str | None,
        Words(
            "Number of the model in a public reference table.",
            "Número del modelo en una tabla pública de referencia.",
            "Numéro du modèle dans une table publique de référence.",
        ),
    ] = None
    category: Annotated[
        str | None,
        Words(
            "The publisher's own type, as a code of the source's lookups.csv.",
            "Tipo según el publicador, código de lookups.csv de la fuente.",
            "Type selon l’éditeur, code de lookups.csv de la source.",
        ),
    ] = None
    maker: Annotated[
        str | None, Words("Maker, one spelling each.", "Fabricante, una sola grafía.", "Fabricant, une seule graphie.")
    ] = None
    maker_as_written: Annotated[
        str | None, Words("Maker as published.", "Fabricante tal como se publicó.", "Fabricant tel que publié.")
    ] = None
    model: Annotated[
        str | None, Words("Model as published.", "Modelo tal como se publicó.", "Modèle tel que publié.")
    ] = None
    calibre: Annotated[
        str | None, Words("Calibre, one spelling each.", "Calibre, una sola grafía.", "Calibre, une seule graphie.")
    ] = None
    calibre_as_written: Annotated[
        str | None, Words("Calibre as published.", "Calibre tal como se publicó.", "Calibre tel que publié.")
    ] = None
    place_from: Annotated[
        str | None,
        Words(
            "State or country of purchase.",
            "Estado o país de compra.",
            "État ou pays d’achat.",
        ),
    ] = None
    place_to: Annotated[
        str | None,
        Words(
            "State or country of recovery.",
            "Estado o país de recuperación.",
            "État ou pays de récupération.",
        ),
    ] = None
    purchased: Annotated[date | None, Words("Day of purchase.", "Día de compra.", "Jour d’achat.")] = None
    recovered: Annotated[date | None, Words("Day of recovery.", "Día de recuperación.", "Jour de récupération.")] = None
