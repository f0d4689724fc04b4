"""What it means that nothing was found: the lists asked, with their days, and what is not held of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tripoint.controls.clause import Text
from tripoint.controls.lawbook import LawBook, current_lists
from tripoint.controls.status import Outcome, Remark, remark
from tripoint.registry.law import LawList

OLD_DAYS = 90
"""Days after which a text's age is warned of."""


@dataclass(frozen=True)
class Absence:
    """outcome: not_listed, or not_assessed where a list could not be asked. gaps: what is not held, said beside other
    outcomes too. ages: warnings of old texts."""

    outcome: Outcome
    reasons: tuple[Remark, ...]
    gaps: tuple[Remark, ...]
    ages: tuple[Remark, ...]
    texts: tuple[Text, ...]


def absence_of(book: LawBook, jurisdiction: str, on: date | None, kinds: frozenset[str]) -> Absence:
    """kinds: of lists in which what was asked could stand."""
    whole: list[Text] = []
    partial: list[Text] = []
    outside: list[Text] = []
    missing: list[LawList] = []
    for listed in current_lists(jurisdiction, kinds):
        text = book.text_asked(listed.list_id, on)
        if text is None:
            missing.append(listed)
        elif on is not None and not text.text_from <= on <= text.text_to:
            outside.append(text)
        elif text.is_whole:
            whole.append(text)
        else:
            partial.append(text)
    texts = (*whole, *partial, *outside)
    gaps = _gaps(missing, partial, book.instruments_held)
    beyond = tuple(
        dict.fromkeys(remark("text_covers", list=t.list_id, start=t.text_from, day=t.text_to) for t in outside)
    )
    nothing_held = not any(t.jurisdiction == jurisdiction and t.confidence != "background" for t in book.texts)
    if nothing_held:
        return Absence("not_assessed", (remark("no_text_held"),), (remark("no_text_held"),), (), ())
    if not (texts or missing):
        return Absence("not_listed", (remark("no_list_of_kind"),), (), (), ())
    searched = (remark("not_found", lists=_ids(whole), day=min(t.text_to for t in whole)),) if whole else ()
    ages = _ages(texts, book.today)
    if gaps or beyond:
        return Absence("not_assessed", (*beyond, *gaps, *searched), gaps, ages, texts)
    classes = (remark("class_clauses"),) if "substance" in kinds else ()
    return Absence("not_listed", (*searched, *classes), (), ages, texts)


def _gaps(missing: Iterable[LawList], partial: Iterable[Text], held: frozenset[str]) -> tuple[Remark, ...]:
    """Instruments of which nothing is held, others of which a list is missing, and copies of what could not be had."""
    lacking = dict.fromkeys(i for listed in missing if (i := listed.instrument.instrument_id) not in held)
    parts = dict.fromkeys(i for listed in missing if (i := listed.instrument.instrument_id) in held)
    copies = dict.fromkeys(t.law_list.instrument.instrument_id for t in partial)
    found = []
    if lacking:
        found.append(remark("text_not_held", instruments=" ".join(lacking)))
    if parts:
        found.append(remark("part_not_held", instruments=" ".join(parts)))
    if copies:
        found.append(remark("set_incomplete", instruments=" ".join(copies)))
    return tuple(found)


def _ages(texts: Iterable[Text], today: date) -> tuple[Remark, ...]:
    """One warning an instrument, of its oldest text."""
    oldest: dict[str, date] = {}
    for text in texts:
        instrument = text.law_list.instrument.instrument_id
        oldest[instrument] = min(oldest.get(instrument, text.text_to), text.text_to)
    return tuple(
        remark("text_old", instruments=instrument, day=day, days=(today - day).days)
        for instrument, day in oldest.items()
        if (today - day).days > OLD_DAYS
    )


def _ids(texts: Iterable[Text]) -> str:
    return " ".join(text.list_id for text in texts)
