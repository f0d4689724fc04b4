"""Clauses met → the status of each jurisdiction: exact listing before class, exclusion before class, absence last."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date

from tripoint.controls.absence import Absence, absence_of
from tripoint.controls.clause import CONFIDENCE
from tripoint.controls.finding import Match, Resolved
from tripoint.controls.lawbook import BESIDE, BESIDE_WHOLE, EVERYWHERE, LISTING, NUMBERS, LawBook
from tripoint.controls.likeness import alike_entries, asks_structures
from tripoint.controls.query import Query
from tripoint.controls.standing import UNKNOWN, Standing, standing
from tripoint.controls.status import OUTCOMES, Entry, Outcome, Remark, Status, gravest, remark
from tripoint.registry.law import JURISDICTIONS
from tripoint.registry.law_words import hs_flag

KEPT = 50_000
"""Sets of clauses whose statuses are remembered; then they are forgotten and worked out anew."""

OPEN_LISTINGS = frozenset({"salt_not_named", "stereo_open"})
"""Listings that an expert must read: the base is listed, or one form of what was asked."""
UNLESS_LISTED = frozenset({"us_usc21/812-I-e"})
"""Classes that leave out what another schedule lists, in whatever words: 21 USC 812(c) Schedule I(e)(3)."""


def decider(book: LawBook, on: date | None) -> "Decider":
    """The one decider of a book and a day."""
    if on not in book.deciders:
        book.deciders[on] = Decider(book, on)
    found: Decider = book.deciders[on]
    return found


class Decider:
    """Remembers the statuses of sets of clauses: a file of a million lines meets few."""

    def __init__(self, book: LawBook, on: date | None) -> None:
        self._book, self._on = book, on
        self._absences: dict[tuple[str, bool], Absence] = {}
        self._kept: dict[tuple[object, ...], tuple[Status, ...]] = {}

    def statuses(self, query: Query, resolved: Resolved) -> tuple[Status, ...]:
        """One status for each of US, CA, MX, UN."""
        is_brand = resolved.identity is not None and resolved.identity.is_brand
        key = (
            resolved.problem, resolved.is_name_only, resolved.is_unasked, resolved.alike, resolved.elsewhere,
            resolved.no_analogue, query.kind, query.key if query.kind == "hs" else "", is_brand,
            tuple((id(m.clause), m.how, m.stereo, m.is_salt, m.is_halide, m.state) for m in resolved.matches),
        )  # fmt: skip
        found = self._kept.get(key)
        if found is None:
            extra = (remark("brand_name"),) if is_brand else ()
            found = self._keep(
                key,
                tuple(self._told(self._status(j, query, resolved, extra), resolved.elsewhere) for j in JURISDICTIONS),
            )
        return found

    def unasked(self, *codes: str) -> tuple[Status, ...]:
        """Not assessed anywhere, for these reasons."""
        return tuple(self._nowhere(j, tuple(map(remark, codes)), is_equipment=False) for j in JURISDICTIONS)

    def of_entries(self, entries: Iterable[Entry], elsewhere: frozenset[str] = frozenset()) -> tuple[Status, ...]:
        """The statuses that clauses already judged come to. elsewhere: as of Resolved."""
        found = tuple(entries)
        key = (elsewhere, tuple((id(e.clause), e.how, e.outcome, e.why) for e in found))
        if key not in self._kept:
            self._keep(
                key, tuple(self._told(self._decided(j, found, is_equipment=False), elsewhere) for j in JURISDICTIONS)
            )
        return self._kept[key]

    @staticmethod
    def _told(status: Status, elsewhere: Collection[str]) -> Status:
        """Where a law that is not held has it, nothing found is no absence, and other outcomes are warned of."""
        if status.jurisdiction not in elsewhere:
            return status
        if status.outcome in ("not_listed", "not_assessed"):
            return replace(status, outcome="not_assessed", reasons=(remark("cannabis_act"), *status.reasons))
        return replace(status, warnings=(remark("cannabis_act"), *status.warnings))

    def _keep(self, key: tuple[object, ...], statuses: tuple[Status, ...]) -> tuple[Status, ...]:
        if len(self._kept) >= KEPT:
            self._kept.clear()
        self._kept[key] = statuses
        return statuses

    def _status(self, jurisdiction: str, query: Query, resolved: Resolved, extra: tuple[Remark, ...]) -> Status:
        is_equipment = query.kind == "equipment"
        if resolved.problem:
            reasons = _hs(query) if resolved.problem == "hs_only" else (remark(resolved.problem),)
            return self._nowhere(jurisdiction, reasons, is_equipment=is_equipment)
        entries = judged(self._book, (m for m in resolved.matches if m.clause.jurisdiction == jurisdiction), self._on)
        met = {e.clause.jurisdiction for e in entries if e.outcome} | set(resolved.no_analogue)
        near = (clause for block in resolved.alike for _, clause in self._book.by_block.get(block, ()))
        entries = (*entries, *dict.fromkeys(alike_entries(self._book, near, met, self._on)))
        unknown = "name_only" if resolved.is_name_only else ""
        if resolved.is_unasked and asks_structures(self._book, jurisdiction):
            unknown = "structure_not_known"
        return self._decided(jurisdiction, entries, is_equipment=is_equipment, unknown=unknown, extra=extra)

    def _nowhere(self, jurisdiction: str, reasons: tuple[Remark, ...], *, is_equipment: bool) -> Status:
        absence = self._absence(jurisdiction, is_equipment=is_equipment)
        return Status(jurisdiction, "not_assessed", (), reasons, absence.ages, absence.texts)

    def _decided(
        self, jurisdiction: str, entries: Sequence[Entry], *, is_equipment: bool, unknown: str = "",
        extra: tuple[Remark, ...] = (),
    ) -> Status:  # fmt: skip
        absence = self._absence(jurisdiction, is_equipment=is_equipment)
        entries = tuple(e for e in entries if e.clause.jurisdiction == jurisdiction)
        decided: list[Outcome] = [entry.outcome for entry in entries if entry.outcome is not None]
        outcome = gravest(decided) if decided else absence.outcome
        reasons = (*_reasons(entries, outcome), *(() if decided else absence.reasons))
        if unknown and not decided and (outcome == "not_listed" or unknown != "name_only"):
            outcome, reasons = "not_assessed", (*reasons, remark(unknown))
        warnings = (*_warnings(entries, outcome), *extra, *absence.ages, *(absence.gaps if decided else ()))
        return Status(
            jurisdiction, outcome, entries, tuple(dict.fromkeys(reasons)), tuple(dict.fromkeys(warnings)), absence.texts
        )

    def _absence(self, jurisdiction: str, *, is_equipment: bool) -> Absence:
        found = self._absences.get((jurisdiction, is_equipment))
        if found is None:
            kinds = frozenset({"equipment"}) if is_equipment else LISTING
            found = absence_of(self._book, jurisdiction, self._on, kinds)
            self._absences[jurisdiction, is_equipment] = found
        return found


def judged(book: LawBook, matches: Iterable[Match], on: date | None) -> tuple[Entry, ...]:
    """What each clause says, those that decide first; an exception beats what a list has only by the substance."""
    asked = (m for m in matches if m.clause.role != "provision" and book.is_asked(m.clause, on))
    found = [(m, _told(_entry(m, on, book.today))) for m in asked]
    excepted = [
        e.clause for m, e in found if e.outcome == "excluded" and (m.how != "class" or m.clause.role == "exclusion")
    ]
    left_out = {clause.list_id for clause in excepted}
    left_out |= {
        e.clause.list_id for _, e in found for clause in excepted
        if clause.list_id in EVERYWHERE and clause.jurisdiction == e.clause.jurisdiction
    }  # fmt: skip
    entries = [
        e for m, e in found
        if not (e.clause.role == "entry" and e.clause.list_id in left_out and m.how == "identity" and e.outcome is not None)
    ]  # fmt: skip
    salts_open = {e.clause.jurisdiction for e in entries if e.why == "salt_of_left_out"}
    other_forms = {id(m.clause) for m, _ in found if m.is_salt and m.stereo == "other"}
    entries = [  # what lists other stereo forms of it says nothing of a salt of the form that is left out
        e for e in entries
        if not (e.why == "salt_not_named" and e.clause.jurisdiction in salts_open and id(e.clause) in other_forms)
    ]  # fmt: skip
    listed = {e.clause.jurisdiction for e in entries if e.outcome == "controlled"}
    perhaps = {e.clause.jurisdiction for e in entries if e.why in OPEN_LISTINGS and e.clause.list_id not in BESIDE}
    # what is listed by name is not treated under a class (21 USC 812(c) Schedule I(e)(3)), what is excepted neither
    entries = [
        e for e in entries
        if e.how != "class" or e.clause in excepted
        or not (
            e.clause.jurisdiction in listed
            or e.clause.list_id in left_out
            or (e.clause.list_id in UNLESS_LISTED and e.clause.jurisdiction in perhaps)
        )
    ]  # fmt: skip
    primary = {e.clause.list_id for e in entries if e.outcome and e.clause.confidence == "primary"}
    entries = [e for e in entries if e.clause.confidence != "secondary" or e.clause.list_id not in primary]
    exact = {e.clause.list_id for e in entries if e.outcome == "controlled" and not e.why}
    entries = [e for e in entries if not (e.why and e.clause.list_id in exact)]
    return ranked(entries)


def _told(entry: Entry) -> Entry:
    """As it is, or deciding nothing: an instrument that only sorts what another law controls."""
    instrument = entry.clause.text.law_list.instrument.instrument_id
    return replace(entry, outcome=None) if instrument in BESIDE_WHOLE else entry


def ranked(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Those that decide first."""
    return tuple(sorted(entries, key=_rank))


def _entry(match: Match, on: date | None, today: date) -> Entry:
    clause, how = match.clause, "salt" if match.is_salt else match.how
    stands = standing(clause, on, today)
    if stands in UNKNOWN:
        return Entry(clause, how, stands, "not_assessed", stands)
    if stands != "in_force":
        return Entry(clause, how, stands, None, stands)
    if match.state is not None:
        return _classed(match, stands)
    if clause.role == "exclusion":
        means = match.stereo == "same" and (not match.is_salt or "salts" in clause.covers)
        if match.stereo == "same" and not means and clause.list_id in EVERYWHERE:
            return Entry(clause, "salt", stands, "needs_expert", "salt_of_left_out")
        return Entry(
            clause, match.how, stands, "excluded" if means else None, "" if means else "exclusion_of_other_form"
        )
    if match.is_salt and match.is_halide and how == "salt":
        return Entry(clause, how, stands, "needs_expert", "halide")
    if match.is_salt and "salts" not in clause.covers:
        return Entry(clause, how, stands, "needs_expert", "salt_not_named")
    if match.stereo == "unspecified":
        return Entry(clause, how, stands, "needs_expert", "stereo_open")
    if match.stereo == "other":
        if clause.covers & {"isomers", "stereoisomers", "optical_isomers"}:
            return Entry(clause, how, stands, "needs_expert", "listed_isomer")
        return Entry(clause, how, stands, "needs_expert", "other_stereo")
    return Entry(clause, how, stands, "controlled")


def _classed(match: Match, stands: Standing) -> Entry:
    if match.state == "excluded":
        return Entry(match.clause, "class", stands, "excluded")
    if match.state == "unclear":
        return Entry(match.clause, "class", stands, "needs_expert", "class_unclear")
    if match.asks_more:
        return Entry(match.clause, "class", stands, "needs_expert", "class_needs_more")
    return Entry(match.clause, "class", stands, "controlled_by_class")


def _rank(entry: Entry) -> tuple[int, bool, int]:
    grave = OUTCOMES.index(entry.outcome) if entry.outcome else len(OUTCOMES)
    return grave, entry.clause.list_id in BESIDE, CONFIDENCE.index(entry.clause.confidence)


def _reasons(entries: Sequence[Entry], outcome: Outcome) -> tuple[Remark, ...]:
    """Why: of the entries that decide, and of those that would if they were law on the day."""
    found = []
    for entry in entries:
        clause = entry.clause
        values: dict[str, object] = {"list": clause.list_id, "clause": clause.clause}
        if entry.why in ("not_yet", "start_passed") and clause.valid_from:
            values["day"] = clause.valid_from
        if entry.why in ("ended", "end_passed") and clause.valid_to:
            values["day"] = clause.valid_to
        if entry.why == "earlier_wording":
            values["day"] = clause.valid_from
        if entry.why in ("since_unknown", "text_ended"):
            values |= {"start": clause.text.text_from, "day": clause.text.text_to}
        code = entry.why or {
            "controlled": f"by_{entry.how}",
            "controlled_by_class": "by_class",
            "excluded": "excluded_by",
        }.get(str(entry.outcome), "")
        if code and (entry.outcome in (None, outcome) or entry.outcome == "excluded"):
            found.append(remark(code, **values))
    return tuple(found)


def _warnings(entries: Sequence[Entry], outcome: Outcome) -> tuple[Remark, ...]:
    found = []
    decides = [e for e in entries if e.outcome == outcome]
    for entry in decides:
        clause = entry.clause
        if clause.confidence == "secondary":
            found.append(remark("secondary_copy", list=clause.list_id))
        if clause.valid_to is not None:
            found.append(remark("ends_on", list=clause.list_id, clause=clause.clause, day=clause.valid_to))
    if decides and all(e.clause.list_id == NUMBERS for e in decides):
        found.append(remark("level_not_stated", list=NUMBERS))
    return tuple(found)


def _hs(query: Query) -> tuple[Remark, ...]:
    flag = hs_flag(query.key)
    if flag is None:
        return (remark("hs_no_flag"),)
    return (remark("hs_own_line", hs=flag.hs, item=flag.item) if flag.is_own else remark("hs_residual", hs=flag.hs),)
