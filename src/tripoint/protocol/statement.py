"""The record kind *statement*: what one official document says, once.

A statement may hold a quantity, but it has no measure: a quantity that an official body states in a
release is shown with its citation and grade and can never be joined into a series of figures.
"""

from datetime import date
from typing import Annotated, Literal

from pydantic import model_validator

from tripoint.protocol.columns import Words
from tripoint.protocol.record import Valued

StatementKind = Literal[
    "quantity", "method", "route", "link", "organisation", "definition", "caution", "remark", "commitment"
]
Grade = Literal["A", "B"]


class Statement(Valued):
    """One statement of an official body, in our own neutral words in three languages."""

    statement_id: Annotated[
        str, Words("The row's id in the transcript.", "Identificador de la fila.", "Identifiant de la ligne.")
    ]
    kind: Annotated[
        StatementKind,
        Words("What is stated.", "Qué se afirma.", "Ce qui est énoncé."),
    ]
    topic: Annotated[str, Words("Topic code.", "Código de tema.", "Code de sujet.")]
    countries: Annotated[
        str,
        Words(
            "Countries it is about, separated by spaces.",
            "Países a los que se refiere, separados por espacios.",
            "Pays visés, séparés par des espaces.",
        ),
    ]
    place: Annotated[str | None, Words("Place, if one.", "Lugar, si lo hay.", "Lieu, s’il y en a un.")] = None
    body: Annotated[
        str,
        Words("The body that says it.", "El organismo que lo afirma.", "L’organisme qui l’énonce."),
    ]
    stated: Annotated[
        str | None,
        Words(
            "Date of the document, ISO 8601; only the month or the year where no more is known.",
            "Fecha del documento, ISO 8601; solo el mes o el año si no se sabe más.",
            "Date du document, ISO 8601; le mois ou l’année seulement si l’on n’en sait pas plus.",
        ),
    ] = None
    grade: Annotated[
        Grade,
        Words(
            "A: the body's own text; B: somebody else's page quoting it, not checked.",
            "A: texto del propio organismo; B: página de terceros que lo cita, sin verificar.",
            "A : texte de l’organisme; B : page d’un tiers qui le cite, non vérifiée.",
        ),
    ]
    direction: Annotated[
        Literal["northbound", "southbound"] | None,
        Words(
            "Direction, where the text gives one.", "Dirección, si el texto la da.", "Direction, si le texte la donne."
        ),
    ] = None
    denominator: Annotated[
        str | None,
        Words(
            "What a quantity or share refers to: seized, submitted, us_sourced, purchaser_identified, identified, other.",
            "A qué se refiere la cantidad o proporción: seized, submitted, us_sourced, purchaser_identified, identified, other.",
            "Base de la quantité ou de la part : seized, submitted, us_sourced, purchaser_identified, identified, other.",
        ),
    ] = None
    base: Annotated[
        str | None,
        Words("Denominator of a share.", "Denominador de una proporción.", "Dénominateur d’une part."),
    ] = None
    qualifier: Annotated[
        str | None,
        Words(
            "exactly, about, over, nearly, up to, between or derived.",
            "exactly, about, over, nearly, up to, between o derived.",
            "exactly, about, over, nearly, up to, between ou derived.",
        ),
    ] = None
    period_start: Annotated[
        date | None, Words("First day, if given.", "Primer día, si consta.", "Premier jour, si connu.")
    ] = None
    period_end: Annotated[
        date | None, Words("Last day, if given.", "Último día, si consta.", "Dernier jour, si connu.")
    ] = None
    is_running_total: Annotated[
        bool,
        Words(
            "True if the quantity accumulates since a starting date.",
            "Verdadero si la cantidad se acumula desde una fecha.",
            "Vrai si la quantité s’accumule depuis une date.",
        ),
    ] = False
    is_cross_border_firearm: Annotated[
        bool,
        Words(
            "True if it is about firearms, parts or ammunition at or across a border.",
            "Verdadero si trata de armas de fuego, partes o municiones en una frontera o a través de ella.",
            "Vrai s’il s’agit d’armes à feu, de pièces ou de munitions à la frontière ou à travers elle.",
        ),
    ] = False
    contradicts: Annotated[
        str | None,
        Words(
            "Group of statements on the same thing that differ.",
            "Grupo de afirmaciones sobre lo mismo que difieren.",
            "Groupe d’énoncés sur le même objet qui diffèrent.",
        ),
    ] = None
    shown_by: Annotated[
        str | None,
        Words(
            "Findings that bear on a commitment, separated by spaces.",
            "Resultados relacionados con un compromiso, separados por espacios.",
            "Résultats liés à un engagement, séparés par des espaces.",
        ),
    ] = None
    words_en: Annotated[str, Words("What is said, English.", "Lo que se dice, inglés.", "Ce qui est dit, anglais.")]
    words_es: Annotated[str, Words("What is said, Spanish.", "Lo que se dice, español.", "Ce qui est dit, espagnol.")]
    words_fr: Annotated[str, Words("What is said, French.", "Lo que se dice, francés.", "Ce qui est dit, français.")]
    name_en: Annotated[
        str | None, Words("Name of the method or organisation, English.", "Nombre, inglés.", "Nom, anglais.")
    ] = None
    name_es: Annotated[str | None, Words("Name, Spanish.", "Nombre, español.", "Nom, espagnol.")] = None
    name_fr: Annotated[str | None, Words("Name, French.", "Nombre, francés.", "Nom, français.")] = None
    unit_en: Annotated[str | None, Words("Unit in words, English.", "Unidad, inglés.", "Unité, anglais.")] = None
    unit_es: Annotated[str | None, Words("Unit in words, Spanish.", "Unidad, español.", "Unité, espagnol.")] = None
    unit_fr: Annotated[str | None, Words("Unit in words, French.", "Unidad, francés.", "Unité, français.")] = None
    period_en: Annotated[
        str | None, Words("Period as stated, English.", "Periodo indicado, inglés.", "Période énoncée, anglais.")
    ] = None
    period_es: Annotated[
        str | None, Words("Period as stated, Spanish.", "Periodo indicado, español.", "Période énoncée, espagnol.")
    ] = None
    period_fr: Annotated[
        str | None, Words("Period as stated, French.", "Periodo indicado, francés.", "Période énoncée, français.")
    ] = None
    indicator_en: Annotated[
        str | None, Words("What would show a commitment kept, English.", "Indicador, inglés.", "Indicateur, anglais.")
    ] = None
    indicator_es: Annotated[
        str | None, Words("Indicator, Spanish.", "Indicador, español.", "Indicateur, espagnol.")
    ] = None
    indicator_fr: Annotated[str | None, Words("Indicator, French.", "Indicador, francés.", "Indicateur, français.")] = (
        None
    )
    note_en: Annotated[str | None, Words("Note, English.", "Nota, inglés.", "Note, anglais.")] = None
    note_es: Annotated[str | None, Words("Note, Spanish.", "Nota, español.", "Note, espagnol.")] = None
    note_fr: Annotated[str | None, Words("Note, French.", "Nota, francés.", "Note, français.")] = None

    @model_validator(mode="after")
    def _period_runs_forward(self) -> "Statement":
        if self.period_start and self.period_end and self.period_end < self.period_start:
            raise ValueError(f"the period ends on {self.period_end}, before it starts on {self.period_start}")
        return self
