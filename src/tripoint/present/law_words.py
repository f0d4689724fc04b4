"""The words of answers about drug law: outcomes, reasons and warnings by their codes, names of lists and instruments."""

from collections.abc import Iterable, Mapping
from datetime import date

from tripoint.findings.question import N_
from tripoint.present.law_citations import cited, with_article
from tripoint.present.words import Words
from tripoint.registry.law import instruments, law_list

OUTCOMES: Mapping[str, str] = {
    "controlled": N_("controlled"),
    "controlled_by_class": N_("controlled by a class"),
    "excluded": N_("excluded by the text"),
    "needs_expert": N_("needs an expert"),
    "not_listed": N_("not listed in the texts held"),
    "not_assessed": N_("not assessed"),
}

CLAUSES: Mapping[str, str] = {
    "analogous": N_("open clause"),
    "isomers": N_("clause on isomers"),
    "exclusion": N_("clause of exclusion"),
}
EXCEPT, NOT_IN_FORCE = N_("except for"), N_("not in force")
WAITING = "not in force: "
"""How the clause of an amendment that waits begins."""

_SINCE: Mapping[str, str] = {
    "stated": N_("in force from {day}"),
    "at_latest": N_("in this wording by {day} at the latest"),
    "listed_on": N_("listed on {day}, since when is unknown"),
}

REMARKS: Mapping[str, str] = {
    # what decides
    "by_name": N_("named in {list:art}, {clause}"),
    "by_number": N_("its number stands in {list:art}, {clause}"),
    "by_cas": N_("its CAS number stands in {list:art}, {clause}"),
    "by_identity": N_("the substance is listed in {list:art}, {clause}"),
    "by_salt": N_("the base of this salt is listed in {list:art}, {clause}; the wording takes salts in"),
    "by_class": N_("within the class listed in {list:art}, {clause}"),
    "by_equipment": N_("equipment of this kind is listed in {list:art}, {clause}"),
    "excluded_by": N_("by {list:art}, {clause}, it is not included"),
    "listed_isomer": N_("an isomer of what is listed in {list:art}, {clause}; the wording takes isomers in unless they are excepted"),
    # what an expert must read
    "salt_not_named": N_("a salt of what is listed in {list:art}, {clause}; the wording does not name salts"),
    "stereo_open": N_("by {list:art}, {clause}, one stereo form is listed; the query leaves the form open"),
    "other_stereo": N_("another stereo form of what is listed in {list:art}, {clause}; the wording does not name isomers"),
    "salt_of_left_out": N_("{list:art}, {clause}, leaves out the substance and does not name its salts: an expert must read it"),
    "exclusion_of_other_form": N_("by {list:art}, {clause}, another form of it is left out"),
    "class_unclear": N_("may be within the class listed in {list:art}, {clause}: an expert must read the words"),
    "class_needs_more": N_("its structure may fall under {list:art}, {clause}, whose words ask for more than a structure can show"),
    "halide": N_("a salt of the mineral acid in {list:art}, {clause}: whether its words mean such a salt is for an expert"),
    "cannabis_act": N_("cannabis and what is in it are under the Cannabis Act, which is not among the texts held"),
    "alike": N_("much like what is listed in {list:art}, {clause}; the law has an open term for likeness"),
    # the days
    "not_yet": N_("{list}, {clause} is not in force before {day}"),
    "start_passed": N_("by {list:art}, {clause}, it starts on {day}, after the date of the text held"),
    "ended": N_("{list}, {clause} is in force no longer"),
    "end_passed": N_("by {list:art}, {clause}, it ends on {day}, which has passed since the date of the text held"),
    "earlier_wording": N_("{list}, {clause}: the wording is known from {day}; what stood there before is not held"),
    "since_unknown": N_("{list}, {clause}: listed on {day}, since when is unknown"),
    "text_ended": N_("{list}, {clause}: the text held covers {start} to {day}"),
    "text_ended_one_day": N_("{list}, {clause}: the text held is of {day}"),
    "proposed": N_("{list}, {clause} is proposed, not law"),
    "history": N_("{list}, {clause} is history, not today’s law"),
    "background": N_("{list}, {clause} is general knowledge, not read in a text; it decides nothing"),
    "ends_on": N_("{list}, {clause} is temporary, to {day}"),
    "text_covers": N_("{list}: the text held covers {start} to {day}"),
    "text_covers_one_day": N_("{list}: the text held is of {day}"),
    "text_old": N_("the text of {instruments} is of {day}, {days} days ago; look for changes since"),
    # what is held
    "not_found": N_("no entry by name in {lists} (texts to {day})"),
    "class_clauses": N_("class clauses may apply; verify"),
    "no_text_held": N_("no text of this jurisdiction is held"),
    "text_not_held": N_("text not held: {instruments}"),
    "part_not_held": N_("not all of the text is held: {instruments}"),
    "set_incomplete": N_("held as an incomplete copy only, not verified against the primary text: {instruments}"),
    "secondary_copy": N_("{list}: read in a secondary copy, not in the primary text"),
    "no_list_of_kind": N_("its instruments held have no list of this kind"),
    "level_not_stated": N_("{list}: the list gives the number, not the schedule"),
    "brand_name": N_("the name is a brand; a product may hold more than this substance"),
    "name_only": N_("known by its name only; a text that names it in other words is not met"),
    "structure_not_known": N_("its structure is not known here; class clauses and open terms were not asked"),
    # what was asked
    "unknown_name": N_("the name is not known; it is not thereby uncontrolled"),
    "unknown_identifier": N_("the identifier is of no substance known here; it is not thereby uncontrolled"),
    "ambiguous_name": N_("the name can mean several substances"),
    "not_one_substance": N_("the name means a group or mixture, not one substance"),
    "empty_query": N_("nothing is asked"),
    "name_too_long": N_("the name is too long"),
    "formula_in_cell": N_("a spreadsheet formula, not a name"),
    "unprintable": N_("it holds characters that cannot be printed"),
    "wrong_cas_form": N_("this has not the form of a CAS number"),
    "wrong_cas_digit": N_("wrong check digit of the CAS number"),
    "wrong_inchikey_form": N_("this has not the form of an InChIKey"),
    "wrong_number_form": N_("this has not the form of a DEA number (four digits)"),
    "wrong_hs_form": N_("this has not the form of an HS code (six to ten digits)"),
    "unknown_hs": N_("no HS chapter has this number"),
    "identifiers_differ": N_("the identifiers of the line are of different substances; the gravest answer stands"),
    "structure_only": N_("a structure is asked with --smiles or --mol"),
    # structures
    "structure_empty": N_("no structure is given"),
    "structure_no_text": N_("the structure holds signs that are no text"),
    "structure_too_long": N_("the structure is too long"),
    "structure_reaction": N_("a reaction, not a structure"),
    "structure_blanks": N_("the structure holds blanks"),
    "structure_query": N_("a pattern, not one structure"),
    "structure_syntax": N_("invalid SMILES or MOL block"),
    "structure_valence": N_("an atom of the structure has too many bonds"),
    "structure_aromaticity": N_("the aromatic bonds of the structure make no sense"),
    "structure_chemistry": N_("the structure makes no chemical sense"),
    "structure_no_atoms": N_("the structure has no atoms"),
    "structure_too_many_atoms": N_("the structure has too many atoms"),
    "structure_coordinates": N_("coordinates of the structure are no numbers"),
    "structure_repeating_unit": N_("a polymer or other repeating unit, not one structure"),
    "structure_unknown_kind": N_("this kind of structure is not read"),
    "structure_no_key": N_("no key can be made of the structure, so that it cannot be compared"),
    # lines of a file
    "other_encoding": N_("not UTF-8; read as Windows-1252"),
    "blank_line": N_("the line is blank"),
    "broken_line": N_("the line has not the cells of the header, or a quote is not closed"),
    "line_too_long": N_("the line is too long"),
    "error_in_cell": N_("a cell holds a spreadsheet error"),
    "bad_quantity": N_("the quantity is not a number above zero"),
    "quantity_too_large": N_("the quantity is larger than any order can be"),
    "unknown_unit": N_("the unit is none that is known"),
    "quantity_without_unit": N_("the quantity has no unit"),
    "impossible_date": N_("this is not a date of the calendar (YYYY-MM-DD)"),
    "hs_own_line": N_("HS {hs} is the line of {item}; a code alone cannot screen, ask for the substance"),
    "hs_residual": N_("HS {hs} is a residual line in which many precursors fall; a code alone cannot screen, ask for the substance"),
    "hs_only": N_("an HS code alone cannot screen; ask for the substance"),
    "hs_no_flag": N_("an HS code alone cannot screen; ask for the substance"),
}  # fmt: skip


def outcome_words(outcome: str, say: Words) -> str:
    return say(OUTCOMES[outcome])


def remark_words(code: str, values: Iterable[tuple[str, str]], say: Words) -> str:
    """The sentence of a remark. values: as controls/status.py gives them: days as YYYY-MM-DD, ids of lists and instruments."""
    given = dict(values)
    if given.get("start") == given.get("day") and f"{code}_one_day" in REMARKS:
        code += "_one_day"
    return say(REMARKS[code]).format(**{name: _shown(name, value, say) for name, value in given.items()})


def list_title(list_id: str, say: Words) -> str:
    """The list with the citation of its instrument, where the title does not say it itself."""
    listed = law_list(list_id)
    title, citation = listed.titles[say.language], listed.instrument.citation
    if citation.replace(" part", "") in title:
        return title
    return f"{title} ({instrument_citation(listed.instrument.instrument_id, say)})"


def clause_words(clause: str, say: Words) -> str:
    """The clause as the text numbers or names it; the few that have no number, in words."""
    known = CLAUSES.get(clause)
    written = say(known) if known else clause.replace(" except ", f" {say(EXCEPT)} ")
    return written.replace(WAITING, say(NOT_IN_FORCE) + say.colon)


def since_words(basis: str, day: date, say: Words) -> str:
    """Since when, as far as the text says. day: the first one, or that of the text where it is only known to be listed."""
    return say(_SINCE[basis]).format(day=say.day(day))


def instrument_citation(instrument_id: str, say: Words) -> str:
    """How it is cited; a convention, which has no citation but its name, by its title in the language."""
    named = instruments()[instrument_id]
    is_name = named.jurisdiction == "UN" and say.language != "en"
    return named.titles[say.language] if is_name else cited(named.citation, say.language)


class _Title(str):
    """The title of a list; as {list:art} it has its article."""

    language: str

    def __format__(self, form: str) -> str:
        return with_article(self, self.language) if form == "art" else str(self)


def _shown(name: str, value: str, say: Words) -> str:
    match name:
        case "day" | "start":
            return say.day(date.fromisoformat(value))
        case "days":
            return say.number(int(value))
        case "clause":
            return clause_words(value, say)
        case "list":
            title = _Title(list_title(value, say))
            title.language = say.language
            return title
        case "lists":
            return "; ".join(_instruments(value.split(), say))
        case "instruments":
            return "; ".join(instrument_citation(each, say) for each in value.split())
        case _:
            return value


def _instruments(list_ids: Iterable[str], say: Words) -> Iterable[str]:
    """The instruments of the lists, each once: naming twelve schedules hides what was asked."""
    return dict.fromkeys(instrument_citation(law_list(list_id).instrument.instrument_id, say) for list_id in list_ids)
