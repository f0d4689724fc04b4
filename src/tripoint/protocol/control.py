"""The record kind *control*: one clause of a law text: an entry of a list, an exception to it, or a provision."""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import model_validator

from tripoint.protocol.columns import Words
from tripoint.protocol.record import Record

NAMES = " | "
"""Between the names of one clause."""


class Control(Record):
    """One clause, as one text held says it. It answers for the days from `text_from` to `text_to`, and no others.

    `recorded_at` is when the text was known; `valid_from` and `valid_to` are the days of the law. Two languages of
    one text are two snapshots with the same `list_id` and `clause`.
    """

    jurisdiction: Annotated[
        Literal["US", "CA", "MX", "UN"],
        Words(
            "Whose law: a country, or UN for the conventions.",
            "De quién es la ley: un país, o UN por los convenios.",
            "De qui est le droit : un pays, ou UN pour les conventions.",
        ),
    ]
    list_id: Annotated[
        str,
        Words(
            "List of the instrument (registry/data/law_lists.csv).",
            "Lista del instrumento (registry/data/law_lists.csv).",
            "Liste de l’instrument (registry/data/law_lists.csv).",
        ),
    ]
    clause: Annotated[
        str,
        Words(
            "Where in the list it stands, the same in every language: 16(4).",
            "Dónde está en la lista, igual en todos los idiomas: 16(4).",
            "Où elle se trouve dans la liste, pareille dans toutes les langues : 16(4).",
        ),
    ]
    role: Annotated[
        Literal["entry", "exclusion", "provision"],
        Words(
            "entry: is controlled; exclusion: is named as not included; provision: says a duty, a start or an end.",
            "entry: está sujeto a control; exclusion: se nombra como no incluido; provision: fija un deber, inicio o fin.",
            "entry : est réglementé; exclusion : est nommé comme non visé; provision : fixe une obligation, un début, une fin.",
        ),
    ]
    kind: Annotated[
        Literal["substance", "precursor", "class", "preparation", "equipment", "provision"],
        Words(
            "What is listed. A class has members that the text does not name.",
            "Lo que se lista. Una clase tiene miembros que el texto no nombra.",
            "Ce qui est inscrit. Une classe a des membres que le texte ne nomme pas.",
        ),
    ]
    equipment: Annotated[
        Literal["machine", "die", "mould", "punch", "part"] | None,
        Words("What kind of equipment.", "Qué clase de equipo.", "Quelle sorte d’équipement."),
    ] = None
    under: Annotated[
        str | None,
        Words(
            "Clause of the heading it stands under.",
            "Cláusula del encabezado bajo el que está.",
            "Disposition de l’intitulé sous lequel elle se trouve.",
        ),
    ] = None
    names: Annotated[
        str | None,
        Words(
            "The names of what is listed, in the text's language, as written, the first one first; separated by “ | ”.",
            "Los nombres de lo listado, en el idioma del texto, tal como están; primero el principal; separados por « | ».",
            "Les noms de ce qui est inscrit, dans la langue du texte, tels quels; le principal d’abord; séparés par « | ».",
        ),
    ] = None
    language: Annotated[
        Literal["en", "es", "fr"],
        Words("Language of the text.", "Idioma del texto.", "Langue du texte."),
    ]
    text: Annotated[
        str | None,
        Words(
            "The clause word for word; absent where it may not be passed on.",
            "La cláusula al pie de la letra; ausente donde no puede transmitirse.",
            "La disposition mot pour mot; absente là où elle ne peut être transmise.",
        ),
    ] = None
    number: Annotated[
        str | None,
        Words(
            "Code number that the instrument gives (DEA number).",
            "Número de código que da el instrumento (número de la DEA).",
            "Numéro de code que donne l’instrument (numéro de la DEA).",
        ),
    ] = None
    cas: Annotated[
        str | None,
        Words(
            "CAS number, if the text prints it.",
            "Número CAS, si el texto lo trae.",
            "Numéro CAS, si le texte l’imprime.",
        ),
    ] = None
    covers: Annotated[
        str | None,
        Words(
            "What the wording takes in beside the thing itself, as codes (registry/data/law_covers.csv), separated by spaces.",
            "Lo que la redacción abarca además de la cosa misma, en códigos (registry/data/law_covers.csv), separados por espacios.",
            "Ce que le libellé vise outre la chose même, en codes (registry/data/law_covers.csv), séparés par des espaces.",
        ),
    ] = None
    threshold: Annotated[
        float | None,
        Words(
            "Quantity that the text sets for this entry.",
            "Cantidad que el texto fija para esta entrada.",
            "Quantité que le texte fixe pour cette entrée.",
        ),
    ] = None
    threshold_unit: Annotated[
        Literal["kg", "L", "units"] | None,
        Words("Unit of the threshold.", "Unidad del umbral.", "Unité du seuil."),
    ] = None
    threshold_kind: Annotated[
        Literal["maximum_quantity", "regulated_transaction"] | None,
        Words(
            "What the quantity is for.",
            "Para qué es la cantidad.",
            "À quoi sert la quantité.",
        ),
    ] = None
    duties: Annotated[
        str | None,
        Words(
            "Duties that the text attaches, as codes (registry/data/law_duties.csv), separated by spaces.",
            "Deberes que el texto impone, en códigos (registry/data/law_duties.csv), separados por espacios.",
            "Obligations que le texte impose, en codes (registry/data/law_duties.csv), séparés par des espaces.",
        ),
    ] = None
    valid_from: Annotated[
        date | None,
        Words(
            "Since when it is the law, as far as `valid_from_basis` says.",
            "Desde cuándo es ley, hasta donde dice `valid_from_basis`.",
            "Depuis quand c’est le droit, dans la mesure que dit `valid_from_basis`.",
        ),
    ] = None
    valid_from_basis: Annotated[
        Literal["stated", "at_latest", "listed_on"],
        Words(
            "stated: the text says the day; at_latest: this wording was in force by that day; "
            "listed_on: it is listed on `text_to`, since when is unknown.",
            "stated: el texto dice el día; at_latest: esta redacción estaba vigente ese día a más tardar; "
            "listed_on: está listado en `text_to`, se ignora desde cuándo.",
            "stated : le texte dit le jour; at_latest : ce libellé était en vigueur ce jour-là au plus tard; "
            "listed_on : inscrit au jour `text_to`, on ignore depuis quand.",
        ),
    ]
    valid_to: Annotated[
        date | None,
        Words(
            "Last day of the law, if the text says it.",
            "Último día de vigencia, si el texto lo dice.",
            "Dernier jour en vigueur, si le texte le dit.",
        ),
    ] = None
    status: Annotated[
        Literal["in_force", "proposed", "temporary", "not_yet_in_force", "repealed"],
        Words("Standing on `text_to`.", "Situación en `text_to`.", "État au jour `text_to`."),
    ]
    text_from: Annotated[
        date,
        Words(
            "First day for which the list's text answers whole.",
            "Primer día por el que el texto de la lista responde por entero.",
            "Premier jour pour lequel le texte de la liste répond en entier.",
        ),
    ]
    text_to: Annotated[
        date,
        Words(
            "Last day for which the text answers: its own date.",
            "Último día por el que el texto responde: su propia fecha.",
            "Dernier jour pour lequel le texte répond : sa propre date.",
        ),
    ]
    confidence: Annotated[
        Literal["primary", "secondary", "background"],
        Words(
            "Read in the primary text, in a secondary copy, or general knowledge that decides nothing.",
            "Leído en el texto primario, en una copia secundaria, o conocimiento general que nada decide.",
            "Lu dans le texte premier, dans une copie secondaire, ou connaissance générale qui ne décide de rien.",
        ),
    ]
    note: Annotated[
        str | None,
        Words(
            "A remark on the clause, as a code (registry/data/law_notes.csv).",
            "Una observación sobre la cláusula, en código (registry/data/law_notes.csv).",
            "Une remarque sur la disposition, en code (registry/data/law_notes.csv).",
        ),
    ] = None

    @model_validator(mode="after")
    def _days_run_forward(self) -> Self:
        if self.text_to < self.text_from:
            raise ValueError(f"the text answers until {self.text_to}, before it starts on {self.text_from}")
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise ValueError(f"the clause ends on {self.valid_to}, before it starts on {self.valid_from}")
        if (self.valid_from is None) != (self.valid_from_basis == "listed_on"):
            raise ValueError("a clause has a first day, or is only known to be listed")
        if (self.threshold is None) != (self.threshold_unit is None):
            raise ValueError("a threshold has a quantity and a unit")
        return self
