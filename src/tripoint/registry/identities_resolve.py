"""One identity for each name of a law text, or none with the reason: what the bases say, weighed and logged."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tripoint.registry.cas import cas_check
from tripoint.registry.identities import NOT_ESTABLISHED
from tripoint.registry.identities_bases import Bases, Found, mirrored
from tripoint.registry.identities_names import Entry, keys
from tripoint.registry.names import normalise
from tripoint.registry.rows import rows_of
from tripoint.registry.substances import substances

COLUMNS = (
    "name", "language", "inchikey", "smiles", "cas", "stereo", "other_keys", "basis", "citation", "agreement", "note",
)  # fmt: skip
Row = Mapping[str, str]
PAIRS = ("law_name_pairs", "law_own_names")
"""Names that texts print, then names that none does: each with the name that it equals."""
_PREPARATION = re.compile(
    r"^Not more than|\bmg\b|dosage form|combination product|noncontrolled|in sesame oil|oral solution", re.I
)
_NOTHING = {"chosen": "", "stereo": "", "cas": "", "reason": ""}


@dataclass(frozen=True)
class _Same:
    """A name that stands for another one."""

    name: str
    reason: str


class Resolved:
    """rows: by normalised name. log: what a reviewer should read."""

    def __init__(self, bases: Bases, pairs: Mapping[str, tuple[str, str]], log: list[str]) -> None:
        """pairs: Spanish name → English name and what vouches for it (identities_names.crosswalk)."""
        self.rows: dict[str, dict[str, str]] = {}
        self.log = log
        self._bases = bases
        self._decided = {normalise(row["name"]): row for row in rows_of("law_identity_decisions")}
        self._stereo = {normalise(row["name"]): row["stereo"] for row in rows_of("law_structures_drawn")}
        self._pairs = {normalise(row["name"]): row for table in PAIRS for row in rows_of(table)}
        self._same = {name: _Same(*pair) for name, pair in pairs.items()}
        self._same |= {name: _Same(row["same_as"], row["reason"]) for name, row in self._pairs.items()}
        self._registry = {
            normalise(n): one.inchikey for one in substances() if one.inchikey for n in one.names.values()
        }

    def add(self, listed: Iterable[Entry]) -> None:
        """English names first, then what shares a name or a pair with them; UN names only if known without the UN list."""
        everything = list(listed)
        own = [entry for entry in everything if entry.place[0] != "UN" and entry.names]
        for entry in [entry for entry in own if not self._settle(entry)]:
            self._settle_by_others(entry)
        for name, pair in self._pairs.items():
            if name not in self.rows:
                self._settle_by_others(Entry(("", ""), ((name, pair["language"]),), "substance"))
        for name in (n for n, row in self._decided.items() if row["chosen"] == "none" and n not in self.rows):
            self._settle(Entry(("", ""), ((name, ""),), "substance"))
        for entry in everything:
            if entry.place[0] == "UN":
                for name in entry.of("en"):
                    if normalise(name) not in self.rows and self._bases.of([name]):
                        self._settle(Entry(("", ""), ((name, "en"),), "substance"))
        self._leave_out_ambiguous()
        self._share_stereo()

    def _decision(self, name: str) -> Row:
        return self._decided.get(name, _NOTHING)

    def _reason(self, name: str) -> str:
        return "" if self._decision(name)["chosen"] == "apart" else self._decision(name)["reason"]

    def _settle(self, entry: Entry) -> bool:
        """Writes the rows of an entry that has an identity of its own, or a decision. False if nothing is known."""
        names = [normalise(name) for name, _ in entry.names]
        head = next((name for name in names if self._decision(name)["chosen"] != "apart"), "")
        decided = self._decision(head)
        if decided["chosen"] == "none" or _PREPARATION.search(entry.names[0][0]):
            note = decided["reason"] or "preparation"
            self._write(entry, {"basis": "none", "cas": decided["cas"], "note": note})
            return True
        found = self._bases.of(entry.of("en"))
        if not found:
            return False
        chosen = [f for f in found if not decided["chosen"] or f.basis == decided["chosen"]]
        if not chosen or (len({f.skeleton for f in found}) > 1 and not decided["chosen"]):
            answers = ", ".join(dict.fromkeys(f"{f.basis} {f.inchikey}" for f in found))
            self.log.append(f"disagree: {' | '.join(n for n, _ in entry.names)[:120]}: {answers}")
            self._write(entry, {"basis": "none", "note": f"{NOT_ESTABLISHED}: bases disagree"})
            return True
        fields = self._fields(chosen[0], found, head, entry.place[0] == "CA")
        self._write(entry, fields)
        if entry.cas and fields["cas"] and entry.cas != fields["cas"]:
            self.log.append(
                f"CAS of the compiled list differs: {head}: {entry.cas}, ours {fields['cas']} ({fields['basis']})"
            )
        return True

    def _fields(self, first: Found, found: tuple[Found, ...], head: str, is_cdsa: bool) -> Row:
        decided = self._decision(head)
        alike = [f for f in found if f.skeleton == first.skeleton]
        smiles = first.smiles or self._bases.smiles_of(first.inchikey)
        stereo = decided["stereo"] or self._stereo.get(head, "")
        numbers = (decided["cas"], *(f.cas for f in (first, *alike)))
        others = {f.basis: f.inchikey for f in reversed(alike) if f.basis != first.basis}
        if head in self._registry:
            others["registry"] = self._registry[head]
            if self._registry[head][:14] != first.skeleton:
                self.log.append(f"registry differs: {head}: {self._registry[head]}, here {first.inchikey}")
        return {
            "inchikey": first.inchikey,
            "smiles": smiles,
            "cas": next((cas for cas in numbers if cas_check(cas)), ""),
            "stereo": "specific" if stereo else "any",
            "other_keys": mirrored(smiles) if stereo == "relative" else "",
            "basis": "cdsa_systematic" if is_cdsa and first.basis == "opsin" else first.basis,
            "citation": first.citation,
            "agreement": " ".join(b if key == first.inchikey else f"{b}~" for b, key in sorted(others.items())),
            "note": self._reason(head),
        }

    def _settle_by_others(self, entry: Entry) -> None:
        """By a pair (another language, another spelling), by a name that another entry has, or by a base's foreign names."""
        for name, _language in entry.names:
            pair = self._same.get(normalise(name))
            if pair and normalise(pair.name) not in self.rows:
                self._settle(Entry(("", ""), ((pair.name, "en"),), "substance"))
                known = self.rows.pop(normalise(pair.name), None)
            else:
                known = self.rows.get(normalise(pair.name if pair else name))
            if known and (known["inchikey"] or pair):
                same = {column: known[column] for column in COLUMNS[2:]}
                reason = pair.reason if pair else "same name in another text"
                self._write(entry, same | {"note": f"{known['note']}; {reason}".removeprefix("; ")})
                return
        if found := self._bases.of(entry.of("es", "fr")):
            if len({f.skeleton for f in found}) == 1:
                fields = self._fields(found[0], found, normalise(entry.names[0][0]), False)
                self._write(entry, fields)
                return
            self.log.append(f"disagree: {entry.names[0][0]}: {', '.join(f.inchikey for f in found)}")
        self._write(entry, {"basis": "none", "note": "class" if entry.kind == "class" else NOT_ESTABLISHED})

    def _write(self, entry: Entry, fields: Row) -> None:
        for name, language in entry.names:
            for key in keys(name):
                row = dict.fromkeys(COLUMNS, "") | {"name": key, "language": language} | dict(fields)
                decided = self._decision(key)
                if decided["chosen"] in ("none", "apart"):  # a plant's name among the names of its substance
                    row |= dict.fromkeys(COLUMNS[2:], "") | {
                        "basis": "none",
                        "cas": decided["cas"],
                        "note": decided["reason"],
                    }
                self._keep(key, row)

    def _keep(self, key: str, row: dict[str, str]) -> None:
        known = self.rows.setdefault(key, row)
        languages = " ".join(sorted({*known["language"].split(), *row["language"].split()}))
        if not known["inchikey"] and row["inchikey"]:
            known = self.rows[key] = row
        elif row["inchikey"] and known["inchikey"][:14] != row["inchikey"][:14]:
            known["note"] = f"ambiguous: {known['inchikey'][:14]} {row['inchikey'][:14]}"
        known["language"] = languages

    def _leave_out_ambiguous(self) -> None:
        """A name that texts print for two things says which of them only in its place."""
        for key, row in self.rows.items():
            if row["note"].startswith("ambiguous: "):
                self.log.append(f"left out, {row['note']}: {key}")
                row |= dict.fromkeys(COLUMNS[2:], "")
                row |= {"basis": "none", "note": f"{NOT_ESTABLISHED}: printed for two things"}

    def _share_stereo(self) -> None:
        """A name in another language means the same stereo form."""
        specific = {row["inchikey"]: row for row in self.rows.values() if row["stereo"] == "specific"}
        for row in self.rows.values():
            if row["stereo"] == "any" and (known := specific.get(row["inchikey"])):
                row |= {"stereo": "specific", "other_keys": known["other_keys"]}
