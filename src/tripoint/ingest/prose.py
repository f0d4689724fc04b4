"""Plain text as lines, for documents that are no table."""

from pathlib import Path

from tripoint.errors import Problems
from tripoint.ingest.encodings import add_wrong_encoding


def open_prose(path: Path, problems: Problems) -> list[str]:
    """The lines of a text in UTF-8, without their ends; line 1 is the first of the list.

    Adds `empty_file` or `wrong_encoding` (or `mixed_encodings`) to problems and raises.
    """
    data = path.read_bytes()
    if not data.strip():
        problems.add("empty_file")
        problems.raise_if_any()
    if b"\0" in data:
        problems.add("wrong_encoding", detail="UTF-8")
        problems.raise_if_any()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        add_wrong_encoding(path, "utf-8", problems)
        problems.raise_if_any()
        raise
    return text.replace("\r\n", "\n").split("\n")
