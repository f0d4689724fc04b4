"""Reading the countries' files of remarks, strictly: every problem of every file is named, and none is used then."""

import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from pydantic import ValidationError

from tripoint.errors import TripointError
from tripoint.findings.catalogue import CATALOGUE
from tripoint.findings.stated import COUNTRIES
from tripoint.present.remarks import LANGUAGES, Remark
from tripoint.present.text_width import without_sign
from tripoint.present.words import Words

TEXTS = ("by", *LANGUAGES)
FIELDS = ("finding", "kind", "date", *TEXTS)


def read_remarks(folder: Path, say: Words, *, today: date) -> tuple[Remark, ...]:
    """The remarks of CA.toml, MX.toml, …, by country, each file in its order.

    Raises TripointError, in the language of `say`, with all problems of all files.
    """
    paths = sorted(folder.glob("*.toml")) if folder.is_dir() else []
    names = ", ".join(f"{code}.toml" for code in sorted(COUNTRIES))
    if not paths:
        raise TripointError(
            say("no file of remarks is here"),
            where=str(folder),
            cure=say("Put one file a country into it: {names}.").format(names=names),
        )
    remarks: list[Remark] = []
    problems: list[str] = []
    for path in paths:
        if path.stem in COUNTRIES:
            found, wrong = _read(path, say, today)
        else:
            found, wrong = (
                (),
                (_told(path, say("it is named after no country"), say("The files are: {names}.").format(names=names)),),
            )
        remarks += found
        problems += wrong
    if problems:
        raise TripointError(
            say("the remarks cannot be used") + "\n" + "\n".join(problems),
            where=str(folder),
            cure=say("Nothing was written."),
        )
    return tuple(remarks)


def _read(path: Path, say: Words, today: date) -> tuple[tuple[Remark, ...], tuple[str, ...]]:
    """The remarks of one file, and its problems."""
    try:
        whole = tomllib.loads(path.read_text("utf-8"))
    except UnicodeDecodeError:
        return (), (_told(path, say("it is not UTF-8 text"), say("Save it as UTF-8.")),)
    except tomllib.TOMLDecodeError as error:
        return (), (_told(path, say("it is not TOML: {reason}").format(reason=error), say("Mend that place.")),)
    entries = whole.get("remark")
    if set(whole) != {"remark"} or not isinstance(entries, list) or not all(isinstance(e, dict) for e in entries):
        return (), (_told(path, say("it holds something else than remarks"), say("Begin each one with [[remark]].")),)
    remarks: list[Remark] = []
    problems: list[str] = []
    for number, entry in enumerate(entries, 1):
        found, wrong = _remark(path.stem, entry, say, today)
        remarks += found
        place = say("{file}, remark {number}").format(file=path.name, number=number)
        problems += [f"  {place}, {field}: {message} {cure}" for field, message, cure in wrong]
    return tuple(remarks), tuple(problems)


def _remark(
    country: str, entry: Mapping[str, object], say: Words, today: date
) -> tuple[tuple[Remark, ...], tuple[tuple[str, str, str], ...]]:
    """The remark, or its problems as (field, message, cure)."""
    if "country" in entry:
        return (), (("country", say("there is no such field."), say("The file's name says the country.")),)
    written = {key: _tidy(value) if key in TEXTS else value for key, value in entry.items()}
    try:
        remark = Remark.model_validate({"country": country, **written})
    except ValidationError as error:
        return (), tuple(
            (str(fault["loc"][0]), *_fault_words(fault["type"], str(fault["loc"][0]), say)) for fault in error.errors()
        )
    problems = tuple(_doubts(remark, say, today))
    return () if problems else (remark,), problems


def _fault_words(kind: str, field: str, say: Words) -> tuple[str, str]:
    match kind:
        case "missing":
            return say("it is missing."), say("Write it.")
        case "extra_forbidden":
            return say("there is no such field."), say("The fields are: {names}.").format(names=", ".join(FIELDS))
        case "literal_error":
            return say("there is no such kind."), say('Write "remark" or "reservation".')
        case _ if field == "date":
            return say("it is not a day."), say("Write it without quotes: 2026-03-12.")
        case _:
            return say("it is not text."), say("Write it between quotes.")


def _doubts(remark: Remark, say: Words, today: date) -> Iterator[tuple[str, str, str]]:
    if remark.finding not in CATALOGUE:
        message = say("there is no finding '{name}'.").format(name=remark.finding)
        yield "finding", message, say("The findings are: {names}.").format(names=", ".join(CATALOGUE))
    if remark.date > today:
        yield "date", say("that day has not come yet."), say("Give a day up to today.")
    if not remark.by:
        yield "by", say("it is empty."), say("Name the office that speaks.")
    if not remark.texts:
        yield "en", say("it says nothing."), say("Write it in en, es or fr.")
    for field, text in (("by", remark.by), *remark.texts.items()):
        if unknown := without_sign(text):
            message = say("these characters cannot be printed: {characters}").format(characters=" ".join(unknown))
            yield field, message, say("Write it without them.")


def _tidy(value: object) -> object:
    """Text with composed letters and without blanks around it; anything else as it is."""
    return unicodedata.normalize("NFC", value).strip() if isinstance(value, str) else value


def _told(path: Path, message: str, cure: str) -> str:
    return f"  {path.name}: {message}. {cure}"
