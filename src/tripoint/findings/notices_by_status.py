"""Pre-export notices of this desk, by direction and standing: counts without firms, substances or countries."""

from collections.abc import Iterator, Mapping, Sequence

import pyarrow as pa

from tripoint.controls.notices import Count, counts
from tripoint.findings.question import N_, Column, Fact, Filters, Finding, Question, Table
from tripoint.registry.notice_form import notice_terms
from tripoint.store.desk.opening import is_there, open_desk
from tripoint.store.ledger import Reader

LANGUAGES = ("en", "es", "fr")


def answer(reader: Reader, filters: Filters) -> Finding:
    """Of a desk as it stands now: at an earlier day, or where there is no desk, there is nothing to count."""
    found = _counts(reader)
    return Finding(
        name=QUESTION.name,
        as_of=reader.as_of,
        period_start=None,
        period_end=None,
        record_count=sum(count.notices for count in found),
        origins=(),
        caveats=(),
        tables=(_table(found),),
        facts=tuple(_facts(found, reader)),
    )


def _counts(reader: Reader) -> tuple[Count, ...]:
    if not _has_desk(reader) or reader.as_of is not None:
        return ()
    return counts(open_desk(str(reader.desk_address)))


def _has_desk(reader: Reader) -> bool:
    return reader.desk_address is not None and is_there(reader.desk_address)


def _table(found: Sequence[Count]) -> Table:
    rows = [
        {
            **_words("direction", count.direction), **_words("state", count.state), **_words("answer", count.answer),
            "answer_missing": None if count.answer else "not_applicable", "notices": count.notices,
        }
        for count in found
    ]  # fmt: skip
    return Table(
        "notices", N_("Pre-export notices, by direction and standing"), None,
        (
            Column("direction", N_("Direction"), "words"), Column("state", N_("Standing"), "words"),
            Column("answer", N_("Answer"), "words", missing="answer_missing"), Column("notices", N_("Notices"), "number"),
        ),
        pa.Table.from_pylist(rows, _NOTICES),
        note=N_("Outgoing: this country’s authority tells the importing one. Incoming: another told this one."),
    )  # fmt: skip


def _words(column: str, code: str | None) -> Mapping[str, str | None]:
    """The columns of a term of the form, in each language."""
    names = notice_terms(column)[code] if code else {}
    return {f"{column}_{language}": names.get(language) for language in LANGUAGES}


def _facts(found: Sequence[Count], reader: Reader) -> Iterator[Fact]:
    if not _has_desk(reader):
        yield Fact(N_("There is no desk here, so there are no notices to count."))
    elif reader.as_of is not None:
        yield Fact(N_("Notices are counted as they stand now; how they stood on an earlier day is not counted."))
    elif found:
        late = sum(count.notices for count in found if count.answer == "no_answer")
        waiting = sum(count.notices for count in found if count.state == "sent")
        message = N_(
            "Notices at this desk: {all}; awaiting an answer: {waiting}; without an answer by the deadline: {late}."
        )
        numbers = {"all": sum(count.notices for count in found), "waiting": waiting, "late": late}
        yield Fact(message, {name: ("number", number) for name, number in numbers.items()}, is_headline=True)
    else:
        yield Fact(N_("No notice has been entered at this desk."))


_NOTICES = pa.schema(
    [
        *((f"{column}_{language}", pa.string()) for column in ("direction", "state", "answer") for language in LANGUAGES),
        ("answer_missing", pa.string()), ("notices", pa.int64()),
    ]
)  # fmt: skip

QUESTION = Question(
    name="notices_by_status",
    title=N_("Pre-export notices by standing"),
    asks=N_("How many pre-export notices are at this desk, and how do they stand?"),
    how_to_read=N_(
        "One unit is one notice of this desk. It is a draft, checked, sent, or answered: no objection, objection, stop, or no "
        "answer by the deadline."
    ),
    does_not_say=N_(
        "What is shipped, by whom or where to: firms, substances and countries stay at the desk. Notices that were sent by other "
        "ways, and those of other countries’ authorities, are not here."
    ),
    answer=answer,
    is_from_desk=True,
)
