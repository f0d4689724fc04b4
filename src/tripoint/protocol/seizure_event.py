"""The record kind *seizure event*: one item of one event in which an authority took something."""

from typing import Annotated

from tripoint.protocol.columns import Words
from tripoint.protocol.record import Dated


class SeizureEvent(Dated):
    """What was taken, how much (`value` in `unit`), where, when (the period), by whom, how hidden, which way.

    One record is one kind of item of one event: an event with rifles and cartridges gives two. Events are counted
    by distinct `event`, quantities are added within one measure and category only. What may identify a person, a
    case or an exact spot is never here but in *restricted* (docs/decisions/0007).
    """

    event: Annotated[
        str,
        Words(
            "The event, unique within its source; several records can share it.",
            "El evento, único en su fuente; varios registros pueden compartirlo.",
            "L’événement, unique dans sa source; plusieurs enregistrements peuvent le partager.",
        ),
    ]
    place: Annotated[
        str,
        Words(
            "Country, state, province or area of the authority (registry/data/places.csv).",
            "País, estado, provincia o área de la autoridad (registry/data/places.csv).",
            "Pays, État, province ou zone de l’autorité (registry/data/places.csv).",
        ),
    ]
    place_local: Annotated[
        str | None,
        Words(
            "County, municipality or port of entry inside it, if published.",
            "Condado, municipio o puerto de entrada dentro de él, si se publica.",
            "Comté, municipalité ou point d’entrée à l’intérieur, si publié.",
        ),
    ] = None
    border_segment: Annotated[
        str | None, Words("Border segment, at a border.", "Tramo, en una frontera.", "Tronçon, à une frontière.")
    ] = None
    agency: Annotated[
        str | None,
        Words(
            "Who took it (registry/data/agencies.csv); several separated by spaces.",
            "Quién aseguró (registry/data/agencies.csv); varios separados por espacios.",
            "Qui a saisi (registry/data/agencies.csv); plusieurs séparés par des espaces.",
        ),
    ] = None
    category: Annotated[
        str | None,
        Words(
            "The publisher's own classification of the item, as a code of the source's lookups.csv.",
            "Clasificación del bien por el publicador, código de lookups.csv de la fuente.",
            "Classification de l’objet par l’éditeur, code de lookups.csv de la source.",
        ),
    ] = None
    substance: Annotated[
        str | None,
        Words("Substance, if the item is one.", "Sustancia, si el bien lo es.", "Substance, si l’objet en est une."),
    ] = None
    substance_as_written: Annotated[
        str | None,
        Words("The substance as published.", "La sustancia tal como se publicó.", "La substance telle que publiée."),
    ] = None
    direction: Annotated[
        str | None,
        Words(
            "Way across a border (registry/data/terms.csv, list direction).",
            "Sentido del cruce (registry/data/terms.csv, lista direction).",
            "Sens du passage (registry/data/terms.csv, liste direction).",
        ),
    ] = None
    concealment: Annotated[
        str | None,
        Words(
            "How it was hidden (registry/data/terms.csv, list concealment).",
            "Cómo iba oculto (registry/data/terms.csv, lista concealment).",
            "Comment c’était dissimulé (registry/data/terms.csv, liste concealment).",
        ),
    ] = None
    conveyance: Annotated[
        str | None,
        Words(
            "By what it moved (registry/data/terms.csv, list conveyance).",
            "En qué se transportaba (registry/data/terms.csv, lista conveyance).",
            "Par quoi c’était transporté (registry/data/terms.csv, liste conveyance).",
        ),
    ] = None
