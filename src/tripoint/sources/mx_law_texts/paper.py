"""The lines of a consolidated law without its page furniture, its articles, its notes and the dates they print."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from tripoint.errors import Problems
from tripoint.ingest.encodings import add_wrong_encoding

PAGE = re.compile(r"\d+ de \d+")
HEADER_ENDS = "Secretaría de Servicios Parlamentarios"
LONGEST_HEADER = 6
NOTE = re.compile(
    r"Fe de erratas\b.*DOF"
    r"|(Artículo|Párrafo|Fracción|Sustancia|Inciso|Reformada)\b.*\b(reformad|adicionad|derogad|suprimid|inválid)\w*\b.*DOF"
    r"|\d\d-\d\d-\d{4} y publicada DOF"
)
ENDS = re.compile(r"Artículo \d+[^.]*\.-|CAP[IÍ]TULO |T[IÍ]TULO |TRANSITORIOS$|Sección \w+$")
DOF = re.compile(r"\d\d-\d\d-\d{4}")
MONTHS = (
    "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre",
    "diciembre",
)  # fmt: skip
PUBLISHED = re.compile(r"Publicado en el Diario Oficial de la Federación el (\d+) de (\w+) de (\d{4})")
STARTS = re.compile(r"entrará en vigor (?:(al|el) día siguiente|a los (\d+) días naturales siguientes)")


@dataclass(frozen=True)
class Line:
    """A line as it stands in the file. number: counted from 1."""

    number: int
    text: str

    @property
    def is_note(self) -> bool:
        """Is it a note of the editors on a reform, not law?"""
        return bool(NOTE.match(self.text))


@dataclass(frozen=True)
class Law:
    """One consolidated text. last_reform: the day of the DOF that its head prints. starts: see `in_force`."""

    lines: tuple[Line, ...]
    last_reform: date
    starts: Mapping[date, date] = field(default_factory=dict)

    def article(self, number: int) -> tuple[Line, ...]:
        """Its lines, notes too; empty if there is no such article."""
        first = next((i for i, x in enumerate(self.lines) if x.text.startswith(f"Artículo {number}.-")), None)
        if first is None:
            return ()
        rest = range(first + 1, len(self.lines))
        last = next((i for i in rest if ENDS.match(self.lines[i].text)), len(self.lines))
        return self.lines[first:last]

    def in_force(self, published: date) -> date:
        """The day on which what was published came into force, where a decree printed with the law says it."""
        return self.starts.get(published, published)

    def note_of(self, published: date) -> str:
        """The code of the remark on a first day."""
        return "mx_in_force" if published in self.starts else "mx_publication"

    @property
    def answers_until(self) -> date:
        """The day the last reform came into force: the last day of which the text itself says that it is its law."""
        return self.in_force(self.last_reform)


def open_law(path: Path, problems: Problems) -> Law:
    """The law in `path`. Adds `wrong_encoding`, `empty_file` or `foreign_file` and raises."""
    data = path.read_bytes()
    if not data:
        problems.add("empty_file")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        add_wrong_encoding(path, "utf-8", problems)
    problems.raise_if_any()
    lines = _without_pages([Line(n, x.rstrip()) for n, x in enumerate(text.splitlines(), 1)])
    shown = next((x.text for x in lines if x.text.startswith("Última reforma publicada DOF")), "")
    found = dates_in(shown)
    if not found:
        problems.add("foreign_file", detail="no line says “Última reforma publicada DOF”")
        problems.raise_if_any()
    return Law(tuple(lines), found[0], _starts(lines))


def dates_in(text: str) -> list[date]:
    """The days DD-MM-YYYY in a text; impossible ones are left out."""
    found = []
    for day, month, year in (map(int, x.split("-")) for x in DOF.findall(text)):
        try:
            found.append(date(year, month, day))
        except ValueError:
            continue
    return found


def latest(lines: Sequence[Line]) -> date | None:
    """The latest day that the notes among these lines print."""
    return max((day for line in lines if line.is_note for day in dates_in(line.text)), default=None)


def joined(lines: Sequence[Line]) -> str:
    """The words of the lines, as one line."""
    return " ".join(line.text.strip() for line in lines)


def _without_pages(lines: list[Line]) -> list[Line]:
    """Without page numbers and what each page repeats at its head."""
    kept, skip = [], 0
    for at, line in enumerate(lines):
        if skip:
            skip -= 1
        elif PAGE.fullmatch(line.text):
            heads = [x.text for x in lines[at + 1 : at + 1 + LONGEST_HEADER]]
            skip = heads.index(HEADER_ENDS) + 1 if HEADER_ENDS in heads else 0
        else:
            kept.append(line)
    return kept


def _starts(lines: Sequence[Line]) -> dict[date, date]:
    """Day of publication → day in force, of every decree and agreement printed with the law that says it."""
    text, found = joined(lines), {}
    published = list(PUBLISHED.finditer(text))
    for this, after in zip(published, [*published[1:], None], strict=True):
        said = STARTS.search(text, this.end(), after.start() if after else len(text))
        if said and this[2].lower() in MONTHS:
            day = date(int(this[3]), MONTHS.index(this[2].lower()) + 1, int(this[1]))
            found[day] = day + timedelta(int(said[2] or 1))
    return found
