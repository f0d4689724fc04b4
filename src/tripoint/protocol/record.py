"""What every record carries: where it came from, and when we knew it."""

from datetime import date
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, model_validator

from tripoint.protocol.columns import Words
from tripoint.protocol.missing import Missing


class Record(BaseModel):
    """Base of the record kinds: provenance and the second clock."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    source: Annotated[
        str,
        Words(
            "The source's name, <cc>_<system>.",
            "Nombre de la fuente, <cc>_<sistema>.",
            "Nom de la source, <cc>_<système>.",
        ),
    ]
    series: Annotated[
        str,
        Words(
            "The series of files within the source that continue or replace one another.",
            "La serie de archivos de la fuente que se continúan o se sustituyen.",
            "La série de fichiers de la source qui se suivent ou se remplacent.",
        ),
    ]
    snapshot: Annotated[
        str,
        Words(
            "SHA-256 of the publisher's file, hexadecimal.",
            "SHA-256 del archivo del publicador, hexadecimal.",
            "SHA-256 du fichier de l’éditeur, en hexadécimal.",
        ),
    ]
    source_row: Annotated[
        int,
        Words(
            "Row of the file (the header is row 1) or of the sheet.",
            "Fila del archivo (el encabezado es la fila 1) o de la hoja.",
            "Ligne du fichier (l’en-tête est la ligne 1) ou de la feuille.",
        ),
    ]
    source_column: Annotated[
        str,
        Words("Column the value stands in.", "Columna en la que está el valor.", "Colonne où se trouve la valeur."),
    ]
    version: Annotated[
        int,
        Words(
            "Version of the record; 1 unless corrected.",
            "Versión del registro; 1 salvo corrección.",
            "Version de l’enregistrement; 1 sauf correction.",
        ),
    ] = 1
    recorded_at: Annotated[
        date,
        Words(
            "When it was known: the date of publication or, without one, of access.",
            "Cuándo se supo: fecha de publicación o, si falta, de consulta.",
            "Quand on l’a su : date de publication ou, à défaut, de consultation.",
        ),
    ]
    origin: Annotated[
        str,
        Words(
            "Key of the origin (producer, title, citation, licence).",
            "Clave del origen (productor, título, cita, licencia).",
            "Clé de l’origine (producteur, titre, citation, licence).",
        ),
    ]

    @property
    def record_id(self) -> str:
        """The id that never moves: derived from the snapshot and the cell."""
        return f"{self.snapshot[:16]}/{self.source_row}/{self.source_column}"


class Valued(Record):
    """A record with one value, or the reason why it has none."""

    value: Annotated[
        float | None,
        Words(
            "The value in `unit`; absent if and only if `missing` is given.",
            "El valor en `unit`; ausente si y solo si se indica `missing`.",
            "La valeur en `unit`; absente si et seulement si `missing` est donné.",
        ),
    ] = None
    missing: Annotated[
        Missing | None,
        Words("Why there is no value.", "Por qué no hay valor.", "Pourquoi il n’y a pas de valeur."),
    ] = None
    as_written: Annotated[
        str | None,
        Words(
            "The text as published, where it is not the value itself (other unit, mark, separator).",
            "El texto publicado, cuando no es el valor mismo (otra unidad, marca, separador).",
            "Le texte publié, s’il n’est pas la valeur elle-même (autre unité, marque, séparateur).",
        ),
    ] = None
    unit: Annotated[str, Words("Unit of the value.", "Unidad del valor.", "Unité de la valeur.")]

    @model_validator(mode="after")
    def _value_or_reason(self) -> Self:
        if (self.value is None) == (self.missing is None):
            raise ValueError("a record has a value or a reason why it is missing, never both, never neither")
        return self


class Dated(Valued):
    """A valued record of statistics: measure and period are always known."""

    measure: Annotated[
        str,
        Words(
            "What is counted (registry/data/measures.csv). Measures are never added to or compared with each other.",
            "Lo que se cuenta (registry/data/measures.csv). Las medidas nunca se suman ni se comparan entre sí.",
            "Ce qui est compté (registry/data/measures.csv). Les mesures ne s’additionnent ni ne se comparent jamais.",
        ),
    ]
    period_start: Annotated[
        date, Words("First day of the period.", "Primer día del periodo.", "Premier jour de la période.")
    ]
    period_end: Annotated[
        date, Words("Last day of the period.", "Último día del periodo.", "Dernier jour de la période.")
    ]
    period_as_written: Annotated[
        str | None,
        Words(
            "The period as published, where it says more than its days (a running year, a cut-off).",
            "El periodo publicado, cuando dice más que sus días (año en curso, fecha de corte).",
            "La période publiée, si elle dit plus que ses jours (année en cours, date d’arrêt).",
        ),
    ] = None
    caveats: Annotated[
        str | None,
        Words(
            "Caveat codes (registry/data/caveats.csv), separated by spaces.",
            "Códigos de advertencia (registry/data/caveats.csv), separados por espacios.",
            "Codes de mise en garde (registry/data/caveats.csv), séparés par des espaces.",
        ),
    ] = None

    @model_validator(mode="after")
    def _period_runs_forward(self) -> Self:
        if self.period_end < self.period_start:
            raise ValueError(f"the period ends on {self.period_end}, before it starts on {self.period_start}")
        return self
