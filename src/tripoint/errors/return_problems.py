"""What can be wrong with a national return: problems of the file, its cells, its sums, and of its place in the ledger."""

from collections.abc import Mapping

# code → (message, cure), as in PROBLEMS; where it is (sheet and cells) is said beside it.
RETURN_PROBLEMS: Mapping[str, tuple[str, str]] = {
    "return_unreadable": (
        "the file cannot be read as a return ({detail}).",
        "Send the workbook (.xlsx), the archive (.zip) or the document (.json) that the template gave.",
    ),
    "return_macros": (
        "the workbook holds macros ({detail}); it was not read.",
        "Save it as .xlsx without macros.",
    ),
    "return_too_large": (
        "the file unpacks to {value}, more than the {detail} that are read.",
        "Clear formats of empty rows, or send the return as CSV.",
    ),
    "return_sheet_missing": (
        "the sheet '{value}' is missing.",
        "Copy it back from an empty template; if it has nothing, say so on the sheet of contents.",
    ),
    "return_sheet_renamed": (
        "the sheet '{value}' looks like the sheet '{detail}' under another name.",
        "Give it its name back.",
    ),
    "return_sheet_unknown": (
        "the sheet '{value}' is not of this form.",
        "Move what it holds into the sheets of the form, or delete it.",
    ),
    "return_other_form": (
        "this is edition {value} of the form; edition {detail} is asked.",
        "Take a new template with `tripoint return template` and copy the figures over.",
    ),
    "return_level_mixed": (
        "the cover says '{value}', but the sheet has the columns of '{detail}'.",
        "Send counts by group or one row a seizure, never both.",
    ),
    "return_header_missing": (
        "row 3 does not hold the headers of this sheet ({detail}).",
        "Leave the first three rows as the template has them.",
    ),
    "return_column_missing": (
        "the column '{column}' is missing.",
        "If it stands there under another name, give it its name back; else copy the headers from an empty template.",
    ),
    "return_column_unknown": (
        "the column '{column}' is not of this sheet.",
        "If it is a column of the form under another name, give it its name back; else take it out of the workbook.",
    ),
    "return_column_repeated": (
        "the column '{column}' stands more than once.",
        "Keep one of them.",
    ),
    "return_merged": (
        "cells are merged ({value}).",
        "Unmerge them and write each value into its own cell.",
    ),
    "return_formula": (
        "cells hold formulas (number of cells: {rows}).",
        "Paste them as values.",
    ),
    "return_outside_table": (
        "there is '{value}' outside the table.",
        "Delete it, or move it into the table.",
    ),
    "return_line_missing": (
        "the line '{value}' is missing.",
        "Copy it back from an empty template.",
    ),
    "return_line_unknown": (
        "the line '{value}' is not of this sheet.",
        "Delete it, or give the line its name back.",
    ),
    "return_line_repeated": (
        "the line '{value}' stands more than once.",
        "Keep one of them.",
    ),
    "return_field_blank": (
        "'{value}' is blank on the cover.",
        "Fill it in.",
    ),
    "return_field_wrong": (
        "'{column}' holds '{value}', which does not fit ({detail}).",
        "Correct it on the cover.",
    ),
    "return_country_other": (
        "this is the return of {value}; that of {detail} is expected.",
        "Take the return of the right country, or correct the cover.",
    ),
    "return_year_other": (
        "this is the return for {value}; that for {detail} is expected.",
        "Take the return of the right year, or correct the cover.",
    ),
    "return_dates_disordered": (
        "the dates of the cover contradict each other ({detail}).",
        "The days covered must lie in the year; the date of the return comes after the last of them, and not after today.",
    ),
    "return_part_of_year": (
        "the return covers only {value}.",
        "Right if it is meant; it will be printed so.",
    ),
    "return_correction_unexplained": (
        "version {value} does not say what was corrected.",
        "Say it on the cover.",
    ),
    "return_languages_mixed": (
        "'{value}' is not in the language of the return ({detail}); it was understood.",
        "Use one language in the whole workbook.",
    ),
    "return_status_blank": (
        "nothing says whether the sheet '{value}' is supplied.",
        "Choose supplied, nothing to report or not supplied on the sheet of contents.",
    ),
    "return_handling_blank": (
        "nothing says who may read the sheet '{value}'.",
        "Choose it on the sheet of contents.",
    ),
    "return_supplied_empty": (
        "the sheet is said to be supplied and has no row.",
        "Fill it, or choose nothing to report (zero) or not supplied.",
    ),
    "return_unsupplied_filled": (
        "the sheet has rows (number of rows: {rows}), and the sheet of contents says '{value}'.",
        "Choose supplied, or delete the rows.",
    ),
    "return_blank": (
        "'{column}' is blank (number of rows: {rows}).",
        "Fill it in; where the cell has a list, choose from it.",
    ),
    "return_number_blank": (
        "'{column}' is blank (number of rows: {rows}): read as not supplied, not as zero.",
        "Write 0 if it is zero; leave it blank if you have no number.",
    ),
    "return_term_unknown": (
        "'{column}' holds '{value}' (number of rows: {rows}), which is not in the list.{detail}",
        "Choose from the list of the cell.",
    ),
    "return_place_unknown": (
        "'{column}' holds '{value}' (number of rows: {rows}), which is not a place of the list.{detail}",
        "Choose from the list of the cell.",
    ),
    "return_place_other": (
        "'{column}' holds '{value}' (number of rows: {rows}), a place of another country.",
        "Return what was taken in your own country; if the cover names the wrong country, correct it.",
    ),
    "return_date_wrong": (
        "'{column}' holds '{value}' (number of rows: {rows}), which is no date.",
        "Write a date of the calendar as 2025-03-14.",
    ),
    "return_date_outside": (
        "'{column}' holds '{value}' (number of rows: {rows}), outside the days covered ({detail}).",
        "Correct it, or return it with the year to which it belongs.",
    ),
    "return_period_wrong": (
        "'{column}' holds '{value}' (number of rows: {rows}), which is neither a month of the year nor the year.",
        "Write a month as 2025-03, or the year as 2025.",
    ),
    "return_periods_mixed": (
        "the sheet has months and the whole year together (rows for the year: {rows}).",
        "Use months in all rows, or the year in all rows.",
    ),
    "return_not_a_number": (
        "'{column}' holds '{value}' (number of rows: {rows}), which is not a number.",
        "Write the number alone, without unit or remark; leave the cell blank if you have no number.",
    ),
    "return_number_ambiguous": (
        "'{column}' holds '{value}' (number of rows: {rows}) as text with a comma, a space or a point in it, not as a number.",
        "Write it as a number of the spreadsheet, without separators of thousands; in CSV with a decimal point.",
    ),
    "return_number_as_text": (
        "'{column}' holds numbers written as text (number of rows: {rows}); they were understood.",
        "Turn them into numbers of the spreadsheet.",
    ),
    "return_not_whole": (
        "'{column}' holds '{value}' (number of rows: {rows}); things are counted in whole numbers.",
        "Write a whole number.",
    ),
    "return_negative": (
        "'{column}' holds '{value}' (number of rows: {rows}), less than zero.",
        "Corrections go into a new version of the return, not into negative numbers.",
    ),
    "return_implausible": (
        "'{column}' holds '{value}' (number of rows: {rows}), which is very large.",
        "Look for a slipped digit or a wrong unit.",
    ),
    "return_cell_error": (
        "'{column}' holds the spreadsheet error '{value}' (number of rows: {rows}).",
        "Write the value itself.",
    ),
    "return_unit_missing": (
        "a quantity has no unit (number of rows: {rows}).",
        "Choose the unit beside it.",
    ),
    "return_event_wrong": (
        "'{column}' holds '{value}' (number of rows: {rows}), which is not a running number.",
        "Use up to 20 letters, digits, hyphens or dots with a digit among them; no names and no case numbers.",
    ),
    "return_text_long": (
        "'{column}' holds a text that is too long (characters: {value}; at most: {detail}).",
        "Shorten it.",
    ),
    "return_characters": (
        "'{column}' holds characters that cannot be printed (number of rows: {rows}).",
        "Write the text anew.",
    ),
    "return_rows_repeated": (
        "rows stand more than once with the same description: {value} (number of rows: {rows}).",
        "Add them into one row, or delete the copies.",
    ),
    "return_event_contradicts": (
        "the event '{value}' has different days, places or borders in its rows ({detail}).",
        "One event has one day, one place and one border; give other events other numbers.",
    ),
    "return_total_row": (
        "a row looks like a line of totals: '{value}'.",
        "Delete it; totals stand on their own sheet.",
    ),
    "return_csv_form": (
        "the file is not text in UTF-8 with commas between its cells.",
        "Save it as “CSV UTF-8” with commas and decimal points, or send the workbook.",
    ),
    "return_not_counted": (
        "'{value}' is said not to be counted in your country, and figures of it are returned.",
        "Correct the answer on the sheet of definitions, or leave its cells blank; 0 means counted, and there was none.",
    ),
    "return_part_exceeds": (
        "'{column}' is greater than '{detail}' (number of rows: {rows}; the first: {value}).",
        "A part cannot exceed its whole; correct one of the two.",
    ),
    "return_results_differ": (
        "the results of traces do not add to those submitted (number of rows: {rows}; the first: {value}).",
        "US source, other source, not determined and pending together are those submitted.",
    ),
    "return_total_differs": (
        "the total '{column}' is {value}, and the rows of its sheet add to {detail}.",
        "Correct the total or the rows.",
    ),
    "return_total_blank": (
        "the total '{column}' is blank, and its sheet is supplied.",
        "Fill it in if you have it; if you have no figure leave it, and it is printed as not supplied.",
    ),
    "return_sheet_exceeds": (
        "'{column}', {value}: firearms on this sheet: {rows}; on the sheet of firearms only: {detail}.",
        "Each firearm stands once on each of these sheets: correct the one that is wrong.",
    ),
    "return_sheet_lacks": (
        "'{column}', {value}: firearms on this sheet only: {rows}; on the sheet of firearms: {detail}.",
        "Correct the sheet that is wrong; what is really not known goes under “not known”, where a list has it.",
    ),
    "return_contradicts": (
        "'{column}' and '{detail}' contradict each other: {value} (number of rows: {rows}).",
        "Look at the rows; correct them if it is a slip.",
    ),
    "return_definition_blank": (
        "nothing says how your country counts '{value}'.",
        "Choose as in this form, own definition or not counted.",
    ),
    "return_definition_absent": (
        "'{value}' is said to have a definition of its own, and it is not written.",
        "Write it, or choose as in this form.",
    ),
    "return_definition_unused": (
        "'{value}' has a definition of its own, and another answer is chosen.",
        "Choose own definition, or delete the text.",
    ),
    "return_definition_changed": (
        "the definition of '{value}' changed since the return for {detail}.",
        "Say on the cover, under breaks in the series, what it changes.",
    ),
    "return_series_break": (
        "'{column}' is {value}; the return for {detail} had a number that is far from it: {rows}.",
        "If the facts changed so, leave it; if counting changed, say so on the cover under breaks in the series.",
    ),
    "return_sheet_gone": (
        "the sheet '{value}' was supplied for {detail} and is not now.",
        "If it cannot be supplied any more, say why on the cover under breaks in the series.",
    ),
    "return_version_taken": (
        "version {value} of this return is in the ledger already, from another file ({detail}).",
        "A corrected return has the next version and says what was corrected.",
    ),
    "return_version_old": (
        "version {value} is older than version {detail}, which is in the ledger.",
        "Give the corrected return the next version.",
    ),
    "return_version_gap": (
        "version {value} comes after version {detail}; the versions between are not held.",
        "Merge those first; if they were never sent, give this one the next number.",
    ),
    "return_version_first": (
        "version {value} is the first one of its year that is held.",
        "Right if the versions before were sent elsewhere; a first return is version 1.",
    ),
    "return_signed_before": (
        "the return is dated {value}, not after the version in the ledger ({detail}).",
        "Date the corrected return with the day on which it is signed off.",
    ),
    "return_nature_mixed": (
        "the ledger holds {value} returns, and this one is of the other kind ({detail}).",
        "Keep synthetic returns in a ledger of their own: TRIPOINT_LEDGER=folder.",
    ),
}

WARNINGS = frozenset(
    {
        "return_part_of_year",
        "return_languages_mixed",
        "return_number_blank",
        "return_number_as_text",
        "return_implausible",
        "return_not_counted",
        "return_total_blank",
        "return_sheet_lacks",
        "return_contradicts",
        "return_definition_blank",
        "return_definition_unused",
        "return_definition_changed",
        "return_series_break",
        "return_sheet_gone",
        "return_version_first",
    }
)
"""Codes that do not keep a return out of the ledger."""
