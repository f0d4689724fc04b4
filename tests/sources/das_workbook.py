"""A made workbook in the layout of Canada's Drug Analysis Service; `python -m tests.sources.das_workbook` writes the samples."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

from openpyxl import Workbook

from tests.conformance.samples import folder_of
from tripoint.sources.catalogue import source

Cell = str | int | float | date | datetime | None
Rows = list[list[Cell]]
Sheets = dict[str, Rows]

NAME = "ca_das"
MADE, OLDER = "MADE_202603_nationalDAS.xlsx", "MADE_202505_nationalDAS.xlsx"
BANNER: Rows = [
    [
        "SYNTHETIC SAMPLE made for the tests of Tripoint; nothing in it is real / ÉCHANTILLON SYNTHÉTIQUE, rien n’y est réel"
    ],
    ["Drug Analysis Service\nService d’analyse des drogues", None, "Monthly / Mensuel"],
    [],
]
NOTES: Rows = [
    [],
    ["* N/A: not certified, for information only.\n* S.O. : non certifié, à titre indicatif seulement."],
    ["Made for tests / Fabriqué pour des essais"],
]
ID_HEADER: list[Cell] = [
    "Sample #\nNo d’échantillon", "Public Health Sample\nÉchantillon de santé publique", "Contains NPS\nContient une NSP",
    "Received Date\nDate de\nréception", "Date Returned to Client\nDate de retour au client", "Customer City\nVille du client",
    "Prov/Terr", "Description",
    *(f"Drug ID {n}\nIdentité de la drogue" if n != 14 else "Drug ID 14de la drogue" for n in range(1, 21)),
]  # fmt: skip
QUANT_HEADER: list[Cell] = [
    "Sample #\nNo d’échantillon", "Public Health Sample\nÉchantillon de santé publique", "Received Date\nDate de réception",
    "Date Returned to Client\nDate de retour au client", "Customer City\nVille du client", "Prov/Terr", "Description",
    "Drug Code\nCode de la drogue", "Numeric Quantity\nQuantité numérique", "Units\nUnités",
]  # fmt: skip
NPS_HEADER: list[Cell] = [
    "Sample #\nNo d’échantillon", "Drug Code\nCode de la drogue", "Substance name\nNom de la substance",
    "Other name\nAutre nom", "Prov/Terr", "Finding Date\nDate du constat", "Description",
]  # fmt: skip
DICTIONARY_HEADER: list[Cell] = [
    "Drug Code\nCode de la drogue", "English legal drug name", "French legal drug name", "English Name", "French Name",
    "English Pharmacological Class", "English sub-class", "CAS Number", "Act", "Schedule", "Item",
]  # fmt: skip
DICTIONARY: tuple[tuple[str, str, str], ...] = (
    ("FENT", "Fentanyl", "Fentanyl"),
    ("PFF", "para-Fluorofentanyl; p-Fluorofentanyl; 4-fluorofentanyl (made synonym)", "para-Fluorofentanyl"),
    ("COC_HCL", "Cocaine hydrochloride", "Chlorhydrate de cocaïne"),
    ("COCBAS", "Made name of the base; Cocaine", "Base de cocaïne"),
    ("METH", "Methamphetamine", "Méthamphétamine"),
    ("CAF", "Caffeine", "Caféine"),
    ("XYLA", "Xylazine", "Xylazine"),
    ("BROMZ", "Bromazolam", "Bromazolam"),
    ("MADEX", "Made-up substance that no sheet uses", "Substance inventée"),
)


def sample_row(
    number: Cell, *drugs: str, day: Cell = date(2026, 3, 2), received: Cell = date(2026, 2, 10), province: str = "ON",
    city: str = "Madeville", public_health: str = "N", nps: str = "N", at: Mapping[int, str] | None = None,
) -> list[Cell]:  # fmt: skip
    """A row of `DAS ID All`. drugs: from Drug ID 1 on; at: position → code of further ones."""
    cells: list[Cell] = [*drugs, *[None] * (20 - len(drugs))]
    for position, code in (at or {}).items():
        cells[position - 1] = code
    return [number, public_health, nps, received, day, city, province, "powder / poudre", *cells]


def quantity_row(
    number: Cell, code: str, quantity: Cell, unit: str, *, day: Cell = date(2026, 3, 2),
    received: Cell = date(2026, 2, 10), province: str = "ON", public_health: str = "N",
) -> list[Cell]:  # fmt: skip
    return [number, public_health, received, day, "Madeville", province, "powder / poudre", code, quantity, unit]


def nps_row(
    number: Cell, name: str, *, code: str | None = None, other: str | None = None, province: str = "ON",
    day: Cell = date(2026, 3, 5),
) -> list[Cell]:  # fmt: skip
    return [number, code, name, other, province, day, "powder / poudre"]


def dictionary_row(code: str, english: str, french: str) -> list[Cell]:
    return [code, english, french, english, french, "Made class", None, None, None, None, None]


def sheets(
    samples: Sequence[list[Cell]], quantities: Sequence[list[Cell]] = (), new: Sequence[list[Cell]] = (),
    dictionary: Sequence[tuple[str, str, str]] = DICTIONARY,
) -> Sheets:  # fmt: skip
    """The four sheets below their banners and above their notes, and an empty one."""
    rows = {
        "DAS ID All": [ID_HEADER, *samples], "DAS QUANT": [QUANT_HEADER, *quantities], "NPS": [NPS_HEADER, *new],
        "Drug Id": [DICTIONARY_HEADER, *(dictionary_row(*names) for names in dictionary)],
    }  # fmt: skip
    return {"Sheet1": [], **{name: [list(row) for row in (*BANNER, *body, *NOTES)] for name, body in rows.items()}}


def made() -> Sheets:
    """Every oddity of the layout: days in four forms, ids as floats and as text, numbers as text, a sample quantified twice."""
    return sheets(
        [
            sample_row(3700001.0, "FENT", "CAF", day="2026-03-02", public_health="N"),
            sample_row("3700002.0", "COC_HCL", "COCBAS", day="25/03/2026", received="24/02/2026", province="QC"),
            sample_row(
                3700003, "PFF", day="03/25/2026", received="02/24/2026", province="BC", at={14: "XYLA", 20: "CAF"}
            ),
            sample_row("3700004", "METH", day=46105, received=None, province="Québec"),
            sample_row(3700005, "FENT", day=datetime(2026, 3, 31, 14, 5), public_health="Y", province="YT"),
            sample_row(3700006, "BROMZ", nps="Y"),
            sample_row(3700007),
        ],
        [
            quantity_row(3700001, "FENT", 4.5, "%", day="2026-03-02"),
            quantity_row(3700001, "FENT", "45", "mg/g", day="2026-03-02"),
            quantity_row(3700004, "METH", "92.25", "%", day=46105, received=None, province="QC"),
            quantity_row(3700005, "FENT", 0.8, "mg/unit", day=date(2026, 3, 31), public_health="Y", province="YT"),
            quantity_row(3700006, "BROMZ", None, "mg/unit"),
        ],
        [
            nps_row("N/A*", "Made-nitazene; madeitazene", other="another made name", day="2026-02-27"),
            nps_row("N/A*", "Made-nitazene; madeitazene", province="AB", day=None),
            nps_row(3700006, "Bromazolam", code="BROMZ"),
        ],
    )


def older() -> Sheets:
    """The names of columns before July 2025, in capitals; a month without new substances."""
    book = sheets(
        [sample_row(3600001, "FENT", day=date(2025, 5, 5), received=date(2025, 4, 1))],
        [quantity_row(3600001, "FENT", 3, "%", day=date(2025, 5, 5), received=date(2025, 4, 1))],
    )
    older_names = {"DATE RETURNED TO CLIENT": "RETURNED TO CLIENT DATE", "DRUG CODE": "ENTERED RESULT",
                   "NUMERIC QUANTITY": "NUMERIC QUANT", "SUBSTANCE NAME": "SUBSTANCE"}  # fmt: skip
    for sheet in ("DAS ID All", "DAS QUANT", "NPS"):
        header = book[sheet][len(BANNER)]
        for at, cell in enumerate(header):
            english = str(cell).split("\n")[0].upper()
            header[at] = older_names.get(english, english)
    return book


def write(path: Path, book: Sheets) -> Path:
    """As a workbook whose dates are dates of a spreadsheet."""
    workbook = Workbook()
    workbook.remove(workbook.active)
    workbook.properties.title = "SYNTHETIC SAMPLE"
    workbook.properties.creator = "made for the tests of Tripoint; nothing in it is real"
    for name, rows in book.items():
        page = workbook.create_sheet(name)
        for row in rows:
            page.append(row)
    workbook.save(path)
    return path


if __name__ == "__main__":
    for file, book in ((MADE, made()), (OLDER, older())):
        write(folder_of(source(NAME)) / "sample" / file, book)
        print(f"{file} written")
