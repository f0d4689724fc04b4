"""The record kind *analysis summary*: what one analysis of one sample says of one substance."""

from typing import Annotated, Literal

from tripoint.protocol.columns import Words
from tripoint.protocol.record import Dated

AnalysisResult = Literal["identified", "quantified", "not_quantified"]


class AnalysisSummary(Dated):
    """One substance in one sample: found (`value` 1), or its quantity in `unit`. The period is the day of the sample.

    What the sample was expected to be, what was found and by which method stay apart. A set that holds only samples
    with a result says nothing about how common a substance is.
    """

    sample: Annotated[
        str,
        Words(
            "The sample, unique within its source; never the laboratory's own number.",
            "La muestra, única en su fuente; nunca el número propio del laboratorio.",
            "L’échantillon, unique dans sa source; jamais le numéro du laboratoire.",
        ),
    ]
    result: Annotated[
        AnalysisResult,
        Words(
            "identified, quantified or not_quantified (sought, no number).",
            "identified, quantified o not_quantified (buscada, sin número).",
            "identified, quantified ou not_quantified (cherchée, sans nombre).",
        ),
    ]
    place: Annotated[
        str,
        Words(
            "Country, state, province or health authority (registry/data/places.csv).",
            "País, estado, provincia o autoridad sanitaria (registry/data/places.csv).",
            "Pays, État, province ou autorité sanitaire (registry/data/places.csv).",
        ),
    ]
    substance: Annotated[
        str | None,
        Words(
            "Substance found (registry/data/substances.csv).",
            "Sustancia hallada (registry/data/substances.csv).",
            "Substance trouvée (registry/data/substances.csv).",
        ),
    ] = None
    substance_as_written: Annotated[
        str | None,
        Words("The substance as published.", "La sustancia tal como se publicó.", "La substance telle que publiée."),
    ] = None
    expected: Annotated[
        str | None,
        Words(
            "What the sample was expected to be, as published.",
            "Lo que se esperaba que fuera la muestra, tal como se publicó.",
            "Ce que l’échantillon devait être, tel que publié.",
        ),
    ] = None
    method: Annotated[
        str | None,
        Words(
            "Method of analysis, as a code of the source's lookups.csv.",
            "Método de análisis, código de lookups.csv de la fuente.",
            "Méthode d’analyse, code de lookups.csv de la source.",
        ),
    ] = None
    category: Annotated[
        str | None,
        Words("The publisher's own classification.", "Clasificación del publicador.", "Classification de l’éditeur."),
    ] = None
