"""`tripoint substance`: every meaning of a name, with where the name comes from; or names spelled alike."""

import csv
import json
import re
import sys
from collections.abc import Iterator, Mapping

from tripoint.present.words import Words, words
from tripoint.registry.names import normalise
from tripoint.registry.substance_index import Answer, Candidate, substance_index
from tripoint.registry.substance_rows import Name

MOST_NAMES = 6
"""Names of one meaning that the text shows; JSON and CSV give all."""
COLUMNS = (
    "found", "similarity", "meaning_id", "title", "kind", "inchikey", "first_block", "stereo", "name", "name_kind",
    "name_source", "name_language", "citation",
)  # fmt: skip

_SIGN = re.compile(r"\([+±-]+\)")


def show_substance(text: str, *, most: int, form: str, language: str) -> None:
    """Prints the answer. A name without a meaning is an answer, not an error."""
    answer = substance_index().ask(text, most=most)
    match form:
        case "json":
            json.dump(as_data(answer, language), sys.stdout, ensure_ascii=False, indent=1)
            print()
        case "csv":
            writer = csv.DictWriter(sys.stdout, COLUMNS, lineterminator="\n")
            writer.writeheader()
            writer.writerows(_rows(answer, language))
        case _:
            print("\n".join(_lines(answer, words(language))))


def as_data(answer: Answer, language: str) -> Mapping[str, object]:
    """The whole answer. match: exact, suggestions (never a match) or none."""
    return {
        "text": answer.text,
        "match": "exact" if answer.exact else "suggestions" if answer.suggestions else "none",
        "is_short": answer.is_short,
        "meanings": [_candidate(candidate, language) for candidate in answer.exact],
        "suggestions": [
            {
                "similarity": round(suggestion.similarity, 3),
                "is_inside": suggestion.is_inside,
                "meanings": [_candidate(candidate, language) for candidate in suggestion.candidates],
            }
            for suggestion in answer.suggestions
        ],
    }


def _candidate(candidate: Candidate, language: str) -> Mapping[str, object]:
    meaning = candidate.meaning
    return {
        "meaning_id": meaning.meaning_id,
        "title": meaning.titles[language],
        "kind": meaning.kind or None,
        "inchikey": meaning.inchikey or None,
        "first_block": meaning.first_block or None,
        "stereo": meaning.stereo or None,
        "note": meaning.notes.get(language),
        "names": [
            {
                "name": name.text,
                "kind": name.kind,
                "source": name.source,
                "language": name.language or None,
                "citation": name.citation or None,
            }
            for name in candidate.names
        ],
    }


def _rows(answer: Answer, language: str) -> Iterator[Mapping[str, str]]:
    found = [("exact", "", answer.exact)]
    for s in answer.suggestions:
        found.append(("inside" if s.is_inside else "suggestion", f"{s.similarity:.3f}", s.candidates))
    for how, similarity, candidates in found:
        for candidate in candidates:
            meaning = candidate.meaning
            of = (meaning.titles[language], meaning.kind, meaning.inchikey, meaning.first_block, meaning.stereo)
            for name in candidate.names:
                of_name = (name.text, name.kind, name.source, name.language, name.citation)
                yield dict(zip(COLUMNS, (how, similarity, meaning.meaning_id, *of, *of_name), strict=True))


def _lines(answer: Answer, say: Words) -> Iterator[str]:
    if len(answer.exact) > 1:
        yield say("“{text}” can mean {count} things:").format(text=answer.text, count=say.number(len(answer.exact)))
    elif answer.exact:
        yield say("“{text}” means:").format(text=answer.text)
    elif answer.suggestions:
        yield say("“{text}” is no name of the index. Did you mean:").format(text=answer.text)
    else:
        yield say("“{text}” is no name of the index, and none is spelled like it.").format(text=answer.text)
    for candidate in answer.exact:
        yield from _meaning(candidate, say)
    for suggestion in answer.suggestions:
        alike = say("{percent} alike").format(percent=say.percent(100 * suggestion.similarity, 0))
        alike = say("stands in the text") if suggestion.is_inside else alike
        for candidate in suggestion.candidates:
            yield from _meaning(candidate, say, f" – {candidate.names[0].text} ({alike})")
    yield from _remarks(answer, say)


def _meaning(candidate: Candidate, say: Words, spelled: str = "") -> Iterator[str]:
    meaning = candidate.meaning
    yield f"• {meaning.titles[say.language]}{spelled}"
    if meaning.inchikey:
        label, stereo = say("InChIKey, first block"), _stereo(say)[meaning.stereo]
        yield f"    {label} {meaning.first_block}; {stereo} ({meaning.inchikey})"
    else:
        yield "    " + say("no structure known here")
    if note := meaning.notes.get(say.language):
        yield f"    {note}"
    for name in candidate.names[:MOST_NAMES]:
        yield f"    = {_origin(name, say)}"
    if len(candidate.names) > MOST_NAMES:
        yield "    " + say("… and {count} more.").format(count=say.number(len(candidate.names) - MOST_NAMES))


def _origin(name: Name, say: Words) -> str:
    source = _sources(say).get(name.source, name.source)
    language = f" [{name.language}]" if name.language else ""
    citation = f" ({name.citation})" if name.citation else ""
    return f"{name.text}{language} – {_kinds(say)[name.kind]}, {source}{citation}"


def _remarks(answer: Answer, say: Words) -> Iterator[str]:
    shown = [*answer.exact, *(c for s in answer.suggestions for c in s.candidates)]
    kinds = {name.kind for candidate in shown for name in candidate.names}
    blocks = [candidate.meaning.first_block for candidate in answer.exact if candidate.meaning.inchikey]
    if answer.is_short:
        yield "! " + say("So short a text is often a coincidence, and is not searched for misspellings.")
    if any(suggestion.is_inside for suggestion in answer.suggestions):
        yield "! " + say(
            "A name that stands in the text is not all of it: the rest may say a salt, a form or a mixture."
        )
    if answer.suggestions and _SIGN.search(normalise(answer.text)):
        yield "! " + say(
            "Signs such as (+) or (–) are not compared; of mirror forms, a suggestion can be the other one."
        )
    if "street" in kinds:
        yield "! " + say(
            "Street names age, differ from place to place and promise nothing about what is inside; only analysis tells."
        )
    if "filed" in kinds:
        yield "! " + say(
            "A name filed by DEA under a substance may be an isomer, a salt, a brand or another substance of its number."
        )
    if len(set(blocks)) < len(blocks):
        yield "! " + say("Meanings with the same first block are one substance in different stereo or other forms.")
    if not answer.exact and not answer.suggestions:
        yield "! " + say("A name that is not found here is not thereby unknown or uncontrolled.")


def _kinds(say: Words) -> Mapping[str, str]:
    return {
        "generic": say("common name"),
        "label": say("label"),
        "legal": say("name in a law or official list"),
        "synonym": say("other name"),
        "brand": say("brand name"),
        "systematic": say("systematic name"),
        "number": say("number of a register"),
        "street": say("street name"),
        "filed": say("filed under it by DEA"),
        "inchikey": say("key of its structure"),
    }


def _stereo(say: Words) -> Mapping[str, str]:
    return {
        "defined": say("stereo or isotopes given"),
        "open": say("stereo left open, as of a racemate"),
        "none": say("no stereo in the key"),
    }


def _sources(say: Words) -> Mapping[str, str]:
    """Sources of Tripoint are called as everywhere else."""
    dope = say("lexicon DOPE")
    return {
        "drugbank": say("DrugBank open vocabulary"),
        "ca_cdsa": say("Controlled Drugs and Substances Act (Canada)"),
        "us_niem_dea": say("DEA numbers, NIEM 6.0"),
        "dope_dea_street": say("{lexicon}, street names of DEA").format(lexicon=dope),
        "dope_dea_brands": say("{lexicon}, brand names of DEA").format(lexicon=dope),
        "dope_dea_controlled": say("{lexicon}, controlled substances of DEA").format(lexicon=dope),
        "dope_lookup": dope,
        "tripoint": say("registry of Tripoint"),
    }
