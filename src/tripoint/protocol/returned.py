"""The record kind *returned*: one cell of a national return."""

from typing import Annotated, Literal

from tripoint.protocol.columns import Words
from tripoint.protocol.record import Dated

Handling = Literal["public", "governments"]


class Returned(Dated):
    """A value that a government returned, with everything it said of it.

    Kind apart from *figure* because a return crosses more dimensions than a published table and each of its
    sheets crosses others. Codes are terms of the registry (registry/data/terms.csv). A return of one row a
    seizure becomes the same records as a return of counts: its rows are added before they are kept.
    """

    sheet: Annotated[
        str,
        Words(
            "Sheet of the form (registry/data/return_sheets.csv).",
            "Hoja del formulario (registry/data/return_sheets.csv).",
            "Feuille du formulaire (registry/data/return_sheets.csv).",
        ),
    ]
    country: Annotated[str, Words("Country that returned it.", "País que lo informó.", "Pays qui l’a déclaré.")]
    place: Annotated[
        str | None,
        Words("Place of recovery (registry).", "Lugar de recuperación (registro).", "Lieu de récupération (registre)."),
    ] = None
    acquisition: Annotated[
        str | None,
        Words("Seized, found or surrendered.", "Asegurada, hallada o entregada.", "Saisie, trouvée ou remise."),
    ] = None
    border: Annotated[
        str | None, Words("Border or mode of entry.", "Frontera o vía de entrada.", "Frontière ou voie d’entrée.")
    ] = None
    direction: Annotated[str | None, Words("Direction.", "Dirección.", "Direction.")] = None
    item: Annotated[
        str | None,
        Words(
            "Type of firearm, part, ammunition, drug, chemical or equipment; on the sheets of totals and of definitions, "
            "which one.",
            "Tipo de arma, parte, munición, droga, sustancia o equipo; en las hojas de totales y de definiciones, cuál.",
            "Type d’arme, de pièce, de munitions, de drogue, de substance ou de matériel; sur les feuilles des totaux et "
            "des définitions, lequel.",
        ),
    ] = None
    substance: Annotated[
        str | None,
        Words(
            "Substance (registry), where the item is one.",
            "Sustancia (registro), si lo es.",
            "Substance (registre), si c’en est une.",
        ),
    ] = None
    legal_basis: Annotated[str | None, Words("Legal basis of the seizure.", "Base legal.", "Fondement juridique.")] = (
        None
    )
    criminal_context: Annotated[
        str | None, Words("Criminal context found.", "Contexto delictivo hallado.", "Contexte criminel constaté.")
    ] = None
    concealment: Annotated[str | None, Words("Concealment.", "Ocultamiento.", "Dissimulation.")] = None
    conveyance: Annotated[str | None, Words("Conveyance.", "Transporte.", "Transport.")] = None
    route_from: Annotated[
        str | None,
        Words(
            "Origin: a place, or a term of route_place.",
            "Origen: un lugar o un término de route_place.",
            "Origine\N{NO-BREAK SPACE}: un lieu ou un terme de route_place.",
        ),
    ] = None
    route_via: Annotated[
        str | None,
        Words(
            "Crossing: a place, or a term of route_place.",
            "Cruce: un lugar o un término de route_place.",
            "Passage\N{NO-BREAK SPACE}: un lieu ou un terme de route_place.",
        ),
    ] = None
    goods: Annotated[
        str | None, Words("Goods seized together.", "Bienes asegurados en conjunto.", "Biens saisis ensemble.")
    ] = None
    claim: Annotated[
        str | None,
        Words(
            "What is stated of an organisation.",
            "Lo que se afirma de una organización.",
            "Ce qui est énoncé d’une organisation.",
        ),
    ] = None
    basis: Annotated[
        str | None,
        Words("How far it is established.", "Hasta dónde está establecido.", "Jusqu’où c’est établi."),
    ] = None
    text: Annotated[
        str | None,
        Words(
            "Words of the government: an organisation, a definition, the status of a sheet.",
            "Palabras del gobierno: una organización, una definición, el estado de una hoja.",
            "Mots du gouvernement\N{NO-BREAK SPACE}: une organisation, une définition, l’état d’une feuille.",
        ),
    ] = None
    status: Annotated[
        str | None,
        Words(
            "Of a sheet: supplied, nothing_to_report or not_supplied; of a definition: as_form, own or not_counted.",
            "De una hoja: supplied, nothing_to_report o not_supplied; de una definición: as_form, own o not_counted.",
            "D’une feuille\N{NO-BREAK SPACE}: supplied, nothing_to_report ou not_supplied; d’une définition\N{NO-BREAK SPACE}: as_form, own ou not_counted.",
        ),
    ] = None
    document: Annotated[
        str | None, Words("Public document named.", "Documento público nombrado.", "Document public nommé.")
    ] = None
    language: Annotated[str, Words("Language of the return.", "Idioma del informe.", "Langue de la déclaration.")]
    handling: Annotated[
        Handling,
        Words(
            "Who may read it: public, or governments.",
            "Quién puede leerlo: public o governments.",
            "Qui peut le lire\N{NO-BREAK SPACE}: public ou governments.",
        ),
    ]
