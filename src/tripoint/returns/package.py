"""The workbook as a package: what must not be in it."""

import zipfile
from pathlib import Path

from tripoint.ingest.size import UNPACKING
from tripoint.returns.problems import ReturnProblems

MOST_BYTES = 1 << 30
"""Unpacked size of a file that is read; 200,000 rows of the widest sheet take a quarter of it."""

ACTIVE = ("vbaproject", "/macrosheets/", "/activex/", "/embeddings/", "/ctrlprops/")


def check_package(path: Path, problems: ReturnProblems) -> bool:
    """Adds a problem, and gives False, for a file that is not opened: no archive, macros, too large."""
    if path.suffix.lower() in (".xlsm", ".xltm", ".xlsb", ".xlam"):
        problems.add("return_macros", detail=path.suffix)
        return False
    try:
        with zipfile.ZipFile(path) as package:
            members = package.infolist()
    except UNPACKING as error:
        problems.add("return_unreadable", detail=str(error)[:120])
        return False
    active = [m.filename for m in members if any(part in f"/{m.filename}".lower() for part in ACTIVE)]
    if active:
        problems.add("return_macros", detail=", ".join(active[:3]))
        return False
    size = sum(m.file_size for m in members)
    if size > MOST_BYTES:
        problems.add("return_too_large", value=f"{size >> 20} MB", detail=f"{MOST_BYTES >> 20} MB")
        return False
    return True
