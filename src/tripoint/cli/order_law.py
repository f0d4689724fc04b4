"""What the law says of ordered goods, in the user's language: how they are named, for which day, and why nothing is drafted."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from tripoint.controls.lawbook import LawBook
from tripoint.controls.order_flags import Judged, Regulated
from tripoint.present.law_cells import duties_text
from tripoint.present.law_citations import cited
from tripoint.present.law_words import clause_words, list_title
from tripoint.present.words import Words
from tripoint.registry.order_words import Report

DEVICES = "S.C. 1996, c. 19, s. 46.3"
"""Canada's clause on the importation of the devices of Schedule IX."""


def named_as(what: Regulated) -> str:
    """A code: what the texts held of the seller's country take the goods for on the order's day."""
    if not what.is_assessed:
        return "not_assessed"
    if what.is_machine:
        return "equipment"
    if what.needs_expert:
        return "needs_expert"
    return "listed_chemical" if what.is_listed else "controlled_substance" if what.is_scheduled else "not_found"


def law_words(judged: Judged, say: Words) -> str:
    """What is to be known of the law beside the flags, '' where nothing is. Never that goods are not controlled."""
    what = judged.regulated
    if what.is_named and what.text_days and not what.is_assessed:
        return day_words(judged.order.ordered, what.text_days, what.stands_in, say)
    if not what.is_assessed:
        return say("not assessed: the name is not known, or no text of the seller’s country answers for it")
    if not what.is_named:
        return say("not found in the texts held of the seller’s country; class clauses may apply")
    if what.is_scheduled or (what.is_machine and judged.order.country == "CA"):
        return no_draft_words(judged, say)
    return ""


def day_words(day: date, held: Sequence[date], places: Sequence[Sequence[str]], say: Words) -> str:
    said = (
        say("not assessed for {day}: the text held is of {last}; there the goods are named in {places}")
        if held[0] == held[1]
        else say(
            "not assessed for {day}: the text held covers {first} to {last}; there the goods are named in {places}"
        )
    )
    return said.format(
        day=say.day(day), first=say.day(held[0]), last=say.day(held[1]), places=places_words(places, say)
    )


def places_words(places: Sequence[Sequence[str]], say: Words) -> str:
    return "; ".join(f"{list_title(list_id, say)}, {clause_words(clause, say)}" for list_id, clause in places)


def no_draft_words(judged: Judged, say: Words) -> str:
    """Why no report about the order is drafted."""
    what = judged.regulated
    if not what.is_named:
        return law_words(judged, say)
    if what.is_scheduled:
        said = say("a controlled substance, not a listed chemical: {places}; no report drafted here is about it")
        said = said.format(places=places_words(what.stands_in, say))
        if what.duties:
            said += ". " + say("Its own duties: {duties}").format(duties=duties_text(" ".join(what.duties), say))
        return said
    if what.is_machine and judged.order.country == "CA":
        return say(
            "Schedule IX names it: whoever imports it into Canada registers the importation with the Minister before "
            "[{citation}]; the texts held ask for no record or report of its sale"
        ).format(citation=cited(DEVICES, say.language))
    return say("nothing about it is unusual")


def sheet_words(asked: Report, fields: Mapping[str, Any], book: LawBook, say: Words) -> tuple[str, ...]:
    """What a hand-over sheet says of the law: where the goods stand, for which day, and what is not yet in force."""
    lines = []
    ordered = date.fromisoformat(fields["ordered"])
    held = [date.fromisoformat(day) for day in fields.get("text_days", ())]
    if held:
        said = day_words(ordered, held, fields["stands_in"], say)
        lines.append(said[:1].upper() + said[1:])
    elif fields.get("stands_in"):
        lines.append(say("The goods are named in: {places}").format(places=places_words(fields["stands_in"], say)))
    lines += _duty_day(asked, ordered, book, say)
    if fields.get("needs_expert"):
        lines.append(say("Whether the clause covers the goods needs an expert."))
    if fields.get("is_machine") and fields["destination"] == "CA":
        lines.append(
            say(
                "Canada: whoever imports a device of Schedule IX registers the importation with the Minister before [{citation}]"
            ).format(citation=cited(DEVICES, say.language))
        )
    return (*lines, *_pending(asked, book, say))


def _duty_day(asked: Report, ordered: date, book: LawBook, say: Words) -> tuple[str, ...]:
    """That the text of the duty does not answer for the day of the order, where it does not."""
    text = book.text_asked(asked.provision_list, ordered)
    if text is None or text.text_from <= ordered <= text.text_to:
        return ()
    said = (
        say("The text of the duty held is of {last}: whether the duty applied on the day of the order is not assessed.")
        if text.text_from == text.text_to
        else say(
            "The text of the duty held covers {first} to {last}: whether the duty applied on the day of the order is not assessed."
        )
    )
    return (said.format(first=say.day(text.text_from), last=say.day(text.text_to)),)


def _pending(asked: Report, book: LawBook, say: Words) -> tuple[str, ...]:
    """A clause that stands among the amendments not in force in the text held, with the day that the text gives."""
    waiting = [
        c for c in book.clauses
        if c.list_id == asked.provision_list and c.clause == asked.pending_clause and c.status == "not_yet_in_force"
    ]  # fmt: skip
    if not asked.pending_clause or not waiting:
        return ()
    clause = max(waiting, key=lambda c: c.text.text_to)
    said = (
        say("Not in force in the text held as of {day}, which gives no day; look whether it is now: {clause}")
        if clause.valid_from is None
        else say("Not in force in the text held as of {day}; in force from {start}: {clause}")
    )
    start = "" if clause.valid_from is None else say.day(clause.valid_from)
    return (said.format(day=say.day(clause.text.text_to), start=start, clause=asked.pending[say.language]),)
