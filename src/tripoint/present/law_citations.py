"""Citations of law as each language writes them, and titles of lists with their article within a sentence.

Canada's law is cited in French as its French text is (L.C., ch., DORS, art.); what a country cites in one language alone
keeps its name, with section, part and range in the reader's language.
"""

import re
from collections.abc import Mapping, Sequence

_NUMBERED = r"(?<=[\d)]) {} (?=[\d(])"
_CITED: Mapping[str, Sequence[tuple[re.Pattern[str], str]]] = {
    language: [(re.compile(pattern), written) for pattern, written in pairs]
    for language, pairs in {
        "en": (),
        "es": (
            (_NUMBERED.format("and"), " y "), (_NUMBERED.format("to"), " a "), (r"\bss\. (?=\d)", "arts. "),
            (r"\bs\. (?=\d)", "art. "), (r"(?<=\d),? fr\. (?=[IVX])", ", fr. "), (r" part (?=\d)", ", parte "),
            (r"\bet seq\.", "y ss."), (r"\bUN 1988 ", "Convención de 1988, "), (r"\bSchedule (?=[IVX])", "anexo "),
        ),
        "fr": (
            (r"(?<=SOR/)(\d{4}-\d+,? ss?\. \d+)\(([a-z])\)", r"\1\2)"),
            (r"(?<=SOR/)(\d{4}-\d+,? ss\. \d+[a-z]?\)? and \d+)\(([a-z])\)", r"\1\2)"),
            (_NUMBERED.format("and"), " et "), (_NUMBERED.format("to"), " à "), (r"\b(?:arts|ss?)\. (?=\d)", "art. "),
            (r"(?<=\d\))\(([a-z](?:\.\d)?)\)", r"\1)"), (r"(?<=\d),? fr\. (?=[IVX])", ", fraction "),
            (r" part (?=\d)", ", partie "), (r"\bet seq\.", "et suiv."), (r"\bSchedule (?=[IVX])", "annexe "),
            (r"\bS\.C\. (\d{4}), c\. ", r"L.C. \1, ch. "), (r"\bC\.R\.C\., c\. ", "C.R.C., ch. "), (r"\bSOR/", "DORS/"),
            (r"\bCDSA\b", "LRCDAS"), (r"\bUN 1988 ", "Convention de 1988, "),
        ),
    }.items()
}  # fmt: skip
"""Pattern → what it becomes, in this order."""

ARTICLES: Mapping[str, Mapping[str, str]] = {
    "en": {},
    "es": {
        **dict.fromkeys(("Análogo", "Anexo", "Anexo:", "Artículo", "Cuadro"), "el "),
        **dict.fromkeys(("Lista", "Entrada", "Exclusión"), "la "),
        **dict.fromkeys(("Acuerdos", "Agentes", "Esteroides", "Números", "Umbrales"), "los "),
        **dict.fromkeys(("Disposiciones", "Máquinas", "Normas", "Sustancias"), "las "),
    },
    "fr": {
        **dict.fromkeys(("Analogue", "Annexe", "Article", "Entrée", "Exclusion"), "l’"),
        "Tableau": "le ", "Liste": "la ",
        **dict.fromkeys(
            (
                "Accords", "Agents", "Dispositions", "Machines", "Numéros", "Produits", "Règles", "Seuils", "Stéroïdes",
                "Substances",
            ), "les ",
        ),
    },
}  # fmt: skip
"""First word of a list's title → its article. English has none: a schedule goes by its name."""


def cited(citation: str, language: str) -> str:
    """A citation of the registry, which writes them in English, in the language."""
    for pattern, written in _CITED[language]:
        citation = pattern.sub(written, citation)
    return citation


def with_article(title: str, language: str) -> str:
    """The title of a list as it stands within a sentence: « l’annexe I », «la lista II»."""
    article = ARTICLES[language].get(title.split()[0])
    return title if article is None else f"{article}{title[0].lower()}{title[1:]}"
