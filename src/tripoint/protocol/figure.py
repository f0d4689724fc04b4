"""The record kind *figure*: one published statistic."""

from typing import Annotated

from tripoint.protocol.columns import Words
from tripoint.protocol.record import Dated


class Figure(Dated):
    """A value with its measure, unit, period, place, category and substance."""

    place: Annotated[
        str,
        Words(
            "Place the figure is about (registry/data/places.csv).",
            "Lugar al que se refiere la cifra (registry/data/places.csv).",
            "Lieu visé par le chiffre (registry/data/places.csv).",
        ),
    ]
    border_segment: Annotated[
        str | None,
        Words(
            "Border segment, for seizures at a border; a segment is not a state.",
            "Tramo de frontera, para aseguramientos en frontera; un tramo no es un estado.",
            "Tronçon de frontière, pour les saisies à la frontière; un tronçon n’est pas un État.",
        ),
    ] = None
    category: Annotated[
        str | None,
        Words(
            "The publisher's own classification, as a code of the source's lookups.csv; parts joined by '/'.",
            "Clasificación propia del publicador, como código de lookups.csv de la fuente; partes unidas por '/'.",
            "Classification propre à l’éditeur, code de lookups.csv de la source; parties jointes par « / ».",
        ),
    ] = None
    substance: Annotated[
        str | None,
        Words(
            "Substance or group (registry/data/substances.csv).",
            "Sustancia o grupo (registry/data/substances.csv).",
            "Substance ou groupe (registry/data/substances.csv).",
        ),
    ] = None
    substance_as_written: Annotated[
        str | None,
        Words("The substance as published.", "La sustancia tal como se publicó.", "La substance telle que publiée."),
    ] = None
