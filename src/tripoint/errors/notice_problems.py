"""What can be wrong with a notice or an incident: its fields, and the steps that it goes through."""

from collections.abc import Mapping

# code → (message, cure), both messages for the catalogues of `present`.
NOTICE_PROBLEMS: Mapping[str, tuple[str, str]] = {
    "entry_missing": (
        "this field is asked, and it is empty.",
        "Fill in this field.",
    ),
    "entry_not_a_pair": (
        "'{value}' is not of the form FIELD=TEXT.",
        "Write it so, such as substance='acetic anhydride'.",
    ),
    "entry_field_unknown": (
        "this form has no such field.",
        "`tripoint notice fields` lists the fields.",
    ),
    "entry_repeated": (
        "this field is given more than once.",
        "Give it once.",
    ),
    "entry_too_long": (
        "the text has {value} characters; at most {detail} are kept.",
        "Shorten it.",
    ),
    "entry_unreadable": (
        "the text holds characters that cannot be printed ({value}).",
        "Write it anew without them.",
    ),
    "entry_formula": (
        "the text begins with '{value}', as a formula of a spreadsheet does.",
        "Write it without that sign.",
    ),
    "entry_person": (
        "'{value}' looks like a person; only firms and authorities are named here.",
        "Give the name of the firm, without a person, a title or an e-mail address.",
    ),
    "entry_quantity": (
        "'{value}' is not a quantity with its unit.",
        "Write a number and one of {detail}, such as 25.5 kg; no comma, no thousands separator.",
    ),
    "entry_date": (
        "'{value}' is not a date.",
        "Write it as YYYY-MM-DD.",
    ),
    "entry_date_impossible": (
        "{value} cannot be; a day from {detail} is asked.",
        "Correct the date.",
    ),
    "entry_country": (
        "'{value}' is not a country.",
        "Give the two letters of ISO 3166, such as CA, MX or US.",
    ),
    "entry_same_country": (
        "'{value}' is the exporting and the importing country.",
        "Correct one of the two.",
    ),
    "entry_choice": (
        "'{value}' is none of {detail}.",
        "Give one of them.",
    ),
    "entry_operator": (
        "nobody says who works at this desk.",
        "Set TRIPOINT_OPERATOR to your name at the desk: printable, at most 100 characters.",
    ),
    "entry_purpose": (
        "the purpose is empty, too long or cannot be printed.",
        "Say in a few words what it is for, at most 200 characters: --purpose TEXT.",
    ),
    "notice_unknown": (
        "the desk has none with this number.",
        "`tripoint notice list` and `tripoint notice incident list` show the numbers.",
    ),
    "notice_changed": (
        "it was changed meanwhile: it stands at version {value}, you gave {detail}.",
        "Look at it again with `tripoint notice show`, then repeat the step.",
    ),
    "notice_not_draft": (
        "it is no draft any more, and only a draft can be changed and checked.",
        "Look at it with `tripoint notice show`; make a new notice if the shipment is another.",
    ),
    "notice_not_checked": (
        "only a notice that was checked and not yet sent can be sent.",
        "Check it first with `tripoint notice check`, or look at it with `tripoint notice show`.",
    ),
    "notice_not_in_texts": (
        "no text that is held names '{value}' ({detail}).",
        "Correct the name, or give its CAS number; if a text that is not held names it, repeat with --not-in-texts.",
    ),
    "notice_not_sent": (
        "only a notice that was sent can be answered.",
        "Note first that it was sent: `tripoint notice send`.",
    ),
    "notice_answered": (
        "it has its answer already.",
        "Look at it with `tripoint notice show`.",
    ),
    "notice_sent_late": (
        "it is sent on {value}, and the goods leave on {detail}; a pre-export notice goes before them.",
        "Correct the day; if the goods have left, record an incident instead.",
    ),
    "notice_no_deadline": (
        "nothing says by when an answer is awaited; no period is held for exports from {value}.",
        "Give the day: --deadline YYYY-MM-DD.",
    ),
    "notice_deadline_order": (
        "the answer is awaited by {value}, and it is sent on {detail}.",
        "Correct one of the two days.",
    ),
    "notice_answer_early": (
        "it is answered on {value}, and it is sent on {detail}.",
        "Correct the day of the answer.",
    ),
    "notice_not_due": (
        "the answer is awaited up to {value}; until then there is no missing answer.",
        "Wait until that day is over.",
    ),
}
