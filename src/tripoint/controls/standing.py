"""Whether a clause is law on a day, as far as its text can say."""

from datetime import date
from typing import Literal

from tripoint.controls.clause import Clause

Standing = Literal[
    "in_force", "not_yet", "ended", "proposed", "history", "background",
    "since_unknown", "earlier_wording", "text_ended", "end_passed", "start_passed",
]  # fmt: skip
"""in_force: it is law. not_yet, ended, proposed: it is not, by its own words. history, background: never asked.

The rest cannot be said: since_unknown: listed on the text's date, since when unknown. earlier_wording: the wording is
younger than the day. text_ended: the day lies after the text. end_passed, start_passed: since the text's date, a last
or first day that it names has gone by.
"""
UNKNOWN = frozenset({"since_unknown", "earlier_wording", "text_ended", "end_passed", "start_passed"})


def standing(clause: Clause, on: date | None, today: date) -> Standing:
    """on: the day whose law is asked; None asks the text as it stands, so that its own date speaks."""
    if clause.confidence == "background":
        return "background"
    if not clause.text.law_list.is_current:
        return "history"
    if clause.status == "proposed":
        return "proposed"
    return _as_it_stands(clause, today) if on is None else _on(clause, on)


def _as_it_stands(clause: Clause, today: date) -> Standing:
    dated = clause.text.text_to
    if clause.status == "repealed" or (clause.valid_to is not None and clause.valid_to <= dated):
        return "ended"
    if clause.valid_to is not None and clause.valid_to < today:
        return "end_passed"
    if clause.status == "not_yet_in_force" or (clause.valid_from is not None and clause.valid_from > dated):
        return "start_passed" if clause.valid_from is not None and clause.valid_from <= today else "not_yet"
    return "in_force"


def _on(clause: Clause, on: date) -> Standing:
    if on > clause.text.text_to:
        return "text_ended"
    if clause.valid_from is None:
        if on < clause.text.text_to:
            return "since_unknown"
        return {"not_yet_in_force": "not_yet", "repealed": "ended"}.get(clause.status, "in_force")  # type: ignore[return-value]
    if on < clause.valid_from:
        return "earlier_wording" if clause.valid_from_basis == "at_latest" else "not_yet"
    if clause.valid_to is not None and on > clause.valid_to:
        return "ended"
    if clause.status == "repealed" and clause.valid_to is None:
        return "ended" if on == clause.text.text_to else "since_unknown"
    return "in_force"
