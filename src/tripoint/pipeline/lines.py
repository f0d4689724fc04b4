"""The records of a line of the manifest, from the bytes that are kept of it or from the edition."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from tripoint.errors import BadInput, LedgerError, Problem, TripointError
from tripoint.pipeline.again import Again, write_again
from tripoint.pipeline.seeding import edition_lines, write_edition
from tripoint.returns.source import layout_of as layout_of_return
from tripoint.sources.catalogue import source
from tripoint.store import kept, tables
from tripoint.store.manifest import Snapshot, with_counts
from tripoint.store.writer import Parts


def write_line(parts: Parts, ledger: Path, line: Snapshot) -> Snapshot:
    """The records of a line from wherever it came. Raises BadInput if that is not at hand."""
    if line.came_from == "edition" and line.key in {known.key for known in edition_lines()}:
        write_edition(line, parts)
        parts.close()
        return with_counts(line, {kind: parts.rows.get(kind, 0) for kind in tables.kinds()})
    with held_file(ledger, line, work=parts.ledger) as again:
        try:
            return write_again(parts, again)
        except (BadInput, LedgerError):
            raise
        except TripointError as error:  # a word that the registry has no more
            raise _not_read(line, error.message) from error


@contextmanager
def held_file(ledger: Path, line: Snapshot, *, work: Path) -> Iterator[Again]:
    """The kept bytes of a line, as a file under the publisher's name, below `work` while it lasts.

    Raises BadInput if they are not kept whole, or no source of this program reads them any more.
    """
    with TemporaryDirectory(prefix=tables.SPILL, dir=work) as folder:
        path = Path(folder) / Path(line.file).name
        try:
            kept.restore(ledger, line.snapshot, path)
        except FileNotFoundError:
            raise _not_read(line, "no copy of it is kept") from None
        except OSError as error:
            raise _not_read(line, str(error)) from error
        try:
            member = source(line.source)
        except TripointError as error:
            raise _not_read(line, error.message) from error
        layout = member.layout_for(path)
        if layout is None and member.text("merged_by"):  # a return may bear any name
            layout = layout_of_return(int(line.series))
        if layout is None:
            raise _not_read(line, "no layout of its source fits its name")
        yield Again(member, layout, path, line, member.read)


def _not_read(line: Snapshot, why: str) -> BadInput:
    return BadInput((Problem("ledger_not_rebuilt", line.source, line.file, detail=why),))
