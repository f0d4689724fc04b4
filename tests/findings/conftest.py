"""The ledger of every raw file, built once."""

from pathlib import Path

import pytest

from tripoint.pipeline.ingest import find_files, ingest_file
from tripoint.sources.catalogue import sources
from tripoint.store.ledger import Reader
from tripoint.store.writer import writing


@pytest.fixture(scope="session")
def full_ledger(raw: Path, tmp_path_factory: pytest.TempPathFactory) -> Reader:
    """Everything the sources hold, as known now."""
    folder = tmp_path_factory.mktemp("ledger")
    with writing(folder) as writer:
        # returns are no publisher's files, and of some sources none is held
        held = (m for m in sources().values() if m.text("raw_folder") or m.transcript)
        for member in (m for m in held if not m.text("merged_by")):
            for path, layout in find_files(member, raw):
                ingest_file(writer, member, path, layout, accessed=None)
    return Reader(folder)
