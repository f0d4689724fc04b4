"""Where records come from: producer, title, citation, licence and dates of one release or document."""

from datetime import date
from typing import Annotated

from pydantic import BaseModel, ConfigDict

from tripoint.protocol.columns import Words


class Origin(BaseModel):
    """One release of a publisher, or one document that is cited."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    origin: Annotated[str, Words("Key of this origin.", "Clave de este origen.", "Clé de cette origine.")]
    source: Annotated[str, Words("The source's name.", "Nombre de la fuente.", "Nom de la source.")]
    snapshot: Annotated[
        str,
        Words("SHA-256 of the file.", "SHA-256 del archivo.", "SHA-256 du fichier."),
    ]
    producer: Annotated[
        str,
        Words("Who made the figures.", "Quién produjo las cifras.", "Qui a produit les chiffres."),
    ]
    title: Annotated[str, Words("Title as published.", "Título publicado.", "Titre publié.")]
    title_es: Annotated[
        str | None, Words("Our title in Spanish.", "Nuestro título en español.", "Notre titre en espagnol.")
    ] = None
    title_fr: Annotated[
        str | None, Words("Our title in French.", "Nuestro título en francés.", "Notre titre en français.")
    ] = None
    citation: Annotated[
        str,
        Words(
            "How to cite it, with its address.",
            "Cómo citarlo, con su dirección.",
            "Comment le citer, avec son adresse.",
        ),
    ]
    url: Annotated[str | None, Words("Address.", "Dirección.", "Adresse.")] = None
    licence: Annotated[str, Words("Licence of the figures.", "Licencia de las cifras.", "Licence des chiffres.")]
    published: Annotated[
        date | None, Words("Date of publication.", "Fecha de publicación.", "Date de publication.")
    ] = None
    accessed: Annotated[
        date | None,
        Words("Date the copy was taken.", "Fecha de la copia.", "Date de la copie."),
    ] = None


def release_key(source: str, snapshot: str) -> str:
    """Key of the origin that all records of a file share; with the source, since two may read the same bytes."""
    return f"{source}/{snapshot[:16]}"
