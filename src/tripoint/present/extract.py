"""`make words`: brings the catalogues up to the messages of the code; keeps translations, names what lacks one."""

from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from tripoint.errors import PROBLEMS
from tripoint.present.words import LOCALES

KEYWORDS = {"N_": None, "self": None, "say": None, "speak": None, "words": None}
HEADER = """# Messages of Tripoint. Written for Tripoint under the Apache License 2.0.
# Unreviewed: no native reader has checked this catalogue."""


def messages(root: Path) -> Iterable[str]:
    """Every message of the code below `root`, and the words of problems, sorted."""
    found = {
        message
        for _, _, message, _, _ in extract_from_dir(str(root), [("**.py", "python")], keywords=KEYWORDS)
        if isinstance(message, str)
    }
    found.update(text for pair in PROBLEMS.values() for text in pair)
    return sorted(found)


def updated(path: Path, locale: str, ids: Iterable[str]) -> Catalog:
    """A catalogue of exactly these messages, with the translations that `path` has."""
    old = Catalog(locale=locale)
    if path.is_file():
        with path.open("rb") as file:
            old = read_po(file, locale=locale)
    new = Catalog(locale=locale, header_comment=HEADER, fuzzy=False)
    for message in ids:
        kept = old.get(message)
        new.add(message, kept.string if kept else "")
    return new


def main() -> None:
    root = Path(str(files("tripoint")))
    ids = list(messages(root))
    for language, locale in LOCALES.items():
        if language == "en":
            continue
        path = root / "present" / "locale" / f"{locale}.po"
        catalogue = updated(path, locale, ids)
        path.parent.mkdir(exist_ok=True)
        with path.open("wb") as file:
            write_po(file, catalogue, width=0, omit_header=False, no_location=True, sort_output=True)
        lacking = [m.id for m in catalogue if m.id and not m.string]
        print(f"{path.name}: {len(ids)} messages, {len(lacking)} without a translation")


if __name__ == "__main__":
    main()
