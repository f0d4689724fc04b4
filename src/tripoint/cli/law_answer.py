"""An answer of the lawbook in words, and as data for machines."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from tripoint.controls.answer import Answer, Entry, Remark, Status
from tripoint.present.law_citations import cited
from tripoint.present.law_words import (
    clause_words,
    instrument_citation,
    list_title,
    outcome_words,
    remark_words,
    since_words,
)
from tripoint.present.words import Words
from tripoint.registry.law import duties, law_notes


def lines_of(answer: Answer, say: Words) -> Iterator[str]:
    """The whole answer, one jurisdiction after the other, each with the dates of its texts."""
    asked = say("“{text}”").format(text=answer.query.text)
    if answer.identity is not None and answer.identity.title(say.language).casefold() != answer.query.text.casefold():
        asked += f" = {answer.identity.title(say.language)}"
    when = say("law of {day}").format(day=say.day(answer.on)) if answer.on else say("texts as they stand")
    yield f"{asked}{say.colon}{when}"
    for status in answer.statuses:
        yield ""
        yield from _status(status, say)
    yield from _questions(answer, say)
    yield ""
    yield say("Found by name is no legal advice; not found is not the same as not controlled.")


def _status(status: Status, say: Words) -> Iterator[str]:
    yield f"{jurisdiction_title(status.jurisdiction, say)}{say.colon}{outcome_words(status.outcome, say)}"
    for reason in status.reasons:
        yield f"  • {_words(reason, say)}"
    for entry in status.decides:
        yield from _entry(entry, say)
    for warning in status.warnings:
        yield f"  ! {_words(warning, say)}"
    if dated := dates_of(status):
        texts = "; ".join(f"{instrument_citation(i, say)}{say.colon}{say.day(day)}" for i, day in dated.items())
        yield "  " + say("date of the text: {texts}").format(texts=texts)


def _entry(entry: Entry, say: Words) -> Iterator[str]:
    clause = entry.clause
    name = clause.name(say.language)
    yield f"    {list_title(clause.list_id, say)}, {clause_words(clause.clause, say)}" + (
        f"{say.colon}{name}" if name else ""
    )
    yield "      " + since_words(clause.valid_from_basis, clause.valid_from or clause.text.text_to, say)
    for duty in () if entry.outcome == "excluded" else clause.duties:
        known = duties()[duty]
        yield f"      {known.names[say.language]} ({cited(known.citation, say.language)})"
    if clause.threshold is not None:
        yield "      " + say("the text sets a quantity for it")
    for note in (clause.note or "").split():
        yield f"      {law_notes()[note][say.language]}"


def _questions(answer: Answer, say: Words) -> Iterator[str]:
    if answer.meant:
        names = ", ".join(identity.title(say.language) for identity in answer.meant)
        yield ""
        yield say("It can mean: {names}").format(names=names)
    elif questions := answer.questions():
        yield ""
        yield say("Did you mean: {names}").format(names=", ".join(questions))


def jurisdiction_title(code: str, say: Words) -> str:
    return {
        "US": say("United States"), "CA": say("Canada"), "MX": say("Mexico"), "UN": say("UN conventions"),
    }[code]  # fmt: skip


def _words(remark: Remark, say: Words) -> str:
    return remark_words(remark.code, remark.values, say)


def dates_of(status: Status) -> Mapping[str, date]:
    """Instrument → the date of its oldest text asked."""
    found: dict[str, date] = {}
    for text in status.texts:
        instrument = text.law_list.instrument.instrument_id
        found[instrument] = min(found.get(instrument, text.text_to), text.text_to)
    return found


def as_data(answer: Answer, say: Words) -> Mapping[str, object]:
    """The whole answer: codes beside words. No quantity stands in it, only whether a text sets one."""
    identity = answer.identity
    return {
        "query": answer.query.text,
        "query_kind": answer.query.kind,
        "problem": answer.problem or None,
        "on": answer.on and answer.on.isoformat(),
        "as_of": answer.as_of and answer.as_of.isoformat(),
        "substance": identity and {"meaning_id": identity.meaning, "title": identity.title(say.language), "inchikey": identity.inchikey or None},
        "may_mean": [i.title(say.language) for i in answer.meant],
        "did_you_mean": list(answer.questions()),
        "jurisdictions": [_status_data(status, say) for status in answer.statuses],
    }  # fmt: skip


def _status_data(status: Status, say: Words) -> Mapping[str, object]:
    return {
        "jurisdiction": status.jurisdiction,
        "outcome": status.outcome,
        "outcome_words": outcome_words(status.outcome, say),
        "entries": [_entry_data(entry, say) for entry in status.entries],
        "reasons": _remarks(status.reasons, say),
        "warnings": _remarks(status.warnings, say),
        "texts": [
            {
                "list": text.list_id, "source": text.source, "confidence": text.confidence,
                "text_from": text.text_from.isoformat(), "text_to": text.text_to.isoformat(),
                "snapshots": list(text.snapshots), "is_whole": text.is_whole,
            }
            for text in status.texts
        ],
    }  # fmt: skip


def _entry_data(entry: Entry, say: Words) -> Mapping[str, object]:
    clause = entry.clause
    return {
        "list": clause.list_id, "list_title": list_title(clause.list_id, say), "clause": clause.clause,
        "role": clause.role, "kind": clause.kind, "how": entry.how, "standing": entry.standing, "why": entry.why or None,
        "outcome": entry.outcome, "names": {language: list(names) for language, names in clause.names.items()},
        "text": dict(clause.words), "covers": sorted(clause.covers), "number": clause.number, "duties": list(clause.duties),
        "has_threshold": clause.threshold is not None, "valid_from": clause.valid_from and clause.valid_from.isoformat(),
        "valid_from_basis": clause.valid_from_basis, "valid_to": clause.valid_to and clause.valid_to.isoformat(),
        "status": clause.status, "confidence": clause.confidence, "records": list(clause.records),
    }  # fmt: skip


def _remarks(remarks: Iterable[Remark], say: Words) -> list[Mapping[str, object]]:
    return [{"code": r.code, **dict(r.values), "words": _words(r, say)} for r in remarks]
