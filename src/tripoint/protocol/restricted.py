"""The record kind *restricted*: what a row says that may identify a person, a case, a service or an exact spot."""

from typing import Annotated, Literal

from tripoint.protocol.columns import Words
from tripoint.protocol.record import Record


class Restricted(Record):
    """One restricted cell beside the records of the same source, series, snapshot and row.

    It stands in a table of its own, so that no answer for the public can read it by mistake.
    """

    kind: Annotated[
        Literal["seizure_events", "analysis_summaries", "firearms"],
        Words("Record kind it belongs to.", "Tipo de registro al que pertenece.", "Type d’enregistrement concerné."),
    ]
    field: Annotated[
        str,
        Words(
            "What it is: case_number, sample_number, city, dealer, note …",
            "Qué es: case_number, sample_number, city, dealer, note …",
            "Ce que c’est : case_number, sample_number, city, dealer, note …",
        ),
    ]
    text: Annotated[str, Words("The text as published.", "El texto publicado.", "Le texte publié.")]
