"""The record kind *pre-export notice*: that a shipment of a precursor was told to the importing country, and its answer."""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import model_validator

from tripoint.protocol.columns import Words
from tripoint.protocol.record import Record
from tripoint.protocol.signed import AS_WRITTEN, COUNTRY, Signed


class SignedNotice(Signed):
    """A notice as the desk signs it off, once it was sent and once it was answered."""

    direction: Annotated[
        Literal["outgoing", "incoming"],
        Words(
            "Told by this country or to it (registry/data/notice_terms.csv, list direction).",
            "Dada por este país o recibida por él (registry/data/notice_terms.csv, lista direction).",
            "Donnée par ce pays ou reçue par lui (registry/data/notice_terms.csv, liste direction).",
        ),
    ]
    state: Annotated[
        Literal["sent", "answered"],
        Words(
            "Where it stands (registry/data/notice_terms.csv, list state); drafts stay at the desk.",
            "En qué estado está (registry/data/notice_terms.csv, lista state); los borradores quedan en la mesa.",
            "Où elle en est (registry/data/notice_terms.csv, liste state); les brouillons restent au bureau.",
        ),
    ]
    answer: Annotated[
        Literal["no_objection", "objection", "stop", "no_answer"] | None,
        Words(
            "Answer of the importing country, if answered (registry/data/notice_terms.csv, list answer).",
            "Respuesta del país importador, si la hay (registry/data/notice_terms.csv, lista answer).",
            "Réponse du pays importateur, s’il y en a une (registry/data/notice_terms.csv, liste answer).",
        ),
    ] = None
    exporting_country: Annotated[
        str,
        COUNTRY,
        Words(
            "Exporting country, ISO 3166-1 (registry/data/notice_fields.csv, exporting_country).",
            "País exportador, ISO 3166-1 (registry/data/notice_fields.csv, exporting_country).",
            "Pays exportateur, ISO 3166-1 (registry/data/notice_fields.csv, exporting_country).",
        ),
    ]
    importing_country: Annotated[
        str,
        COUNTRY,
        Words(
            "Importing country, ISO 3166-1 (registry/data/notice_fields.csv, importing_country).",
            "País importador, ISO 3166-1 (registry/data/notice_fields.csv, importing_country).",
            "Pays importateur, ISO 3166-1 (registry/data/notice_fields.csv, importing_country).",
        ),
    ]
    substance_as_written: Annotated[
        str,
        AS_WRITTEN,
        Words(
            "The substance as entered (registry/data/notice_fields.csv, substance).",
            "La sustancia tal como se registró (registry/data/notice_fields.csv, substance).",
            "La substance telle que saisie (registry/data/notice_fields.csv, substance).",
        ),
    ]
    dispatch_on: Annotated[
        date,
        Words(
            "Expected day of dispatch (registry/data/notice_fields.csv, dispatch_date).",
            "Día de envío previsto (registry/data/notice_fields.csv, dispatch_date).",
            "Jour d’envoi prévu (registry/data/notice_fields.csv, dispatch_date).",
        ),
    ]
    sent_on: Annotated[
        date,
        Words("Day on which it was sent.", "Día en que se envió.", "Jour où elle a été envoyée."),
    ]
    reply_by: Annotated[
        date,
        Words(
            "Last day for the answer (registry/data/notice_deadlines.csv, or as agreed).",
            "Último día para la respuesta (registry/data/notice_deadlines.csv, o lo acordado).",
            "Dernier jour pour la réponse (registry/data/notice_deadlines.csv, ou selon l’accord).",
        ),
    ]
    answered_on: Annotated[
        date | None,
        Words(
            "Day of the answer, if answered.", "Día de la respuesta, si la hay.", "Jour de la réponse, s’il y en a une."
        ),
    ] = None

    @model_validator(mode="after")
    def _steps_follow_one_another(self) -> Self:
        if {self.answer is not None, self.answered_on is not None} != {self.state == "answered"}:
            raise ValueError("an answered notice has an answer and its day, and no other has")
        if self.reply_by < self.sent_on or (self.answered_on and self.answered_on < self.sent_on):
            raise ValueError("an answer is awaited, and comes, no sooner than the notice was sent")
        if self.exporting_country == self.importing_country:
            raise ValueError("a shipment goes from one country to another")
        if self.quantity is None:
            raise ValueError("a notice says the quantity")
        return self


class PreExportNotice(SignedNotice, Record):
    """A signed notice in a snapshot of the ledger; for governments only, never for the public."""
