"""Reading a ledger that lies in an object store (s3://…); writing there is refused, since it needs a lock in the desk."""

import re
from functools import cached_property
from pathlib import Path
from typing import Any

import pyarrow as pa
from deltalake import DeltaTable
from deltalake.exceptions import DeltaError, TableNotFoundError

from tripoint.errors import LedgerError
from tripoint.store import manifest, tables
from tripoint.store.engine import Engine
from tripoint.store.ledger import Reader
from tripoint.store.manifest import Snapshot


class ObjectReader(Reader):
    """A reader of the ledger at `address`; credentials and endpoint come from the environment (AWS_…).

    Raises LedgerError where there is none or it cannot be reached.
    """

    def __init__(self, address: str, **options: Any) -> None:
        self.address = address.rstrip("/")
        super().__init__(Path(address), **options)

    @property
    def where(self) -> str:
        return self.address

    def _check(self) -> None:
        if self._open(tables.SNAPSHOTS) is None:
            raise LedgerError(
                "there is no ledger here", where=self.where, cure="Copy one there, or name another in TRIPOINT_LEDGER."
            )

    def _snapshots(self) -> tuple[Snapshot, ...]:
        table = self._open(tables.SNAPSHOTS)
        return manifest.from_arrow(table.to_pyarrow_table()) if table else ()

    @cached_property
    def _current(self) -> tuple[pa.Table, pa.Table]:
        """Every period by itself: which files are of a snapshot that no line shows is not known here."""
        rows = manifest.live(self.manifest, self.as_of)
        return manifest.live_whole((), rows), rows

    def _lay(self, engine: Engine, kind: str, schema: pa.Schema) -> None:
        table = self._open(kind)
        if table is None:
            engine.register(kind, schema.empty_table())
        else:
            engine.scan(kind, table, schema)

    def _open(self, kind: str) -> DeltaTable | None:
        try:
            return DeltaTable(f"{self.address}/{kind}")
        except TableNotFoundError:
            return None
        except (DeltaError, OSError) as error:
            raise LedgerError(
                f"it cannot be read ({_reason(error)})",
                where=self.where,
                cure="Give the endpoint, region and credentials of the store in AWS_… variables.",
            ) from error


def _reason(error: Exception) -> str:
    """The first and the innermost of the causes that the store's client lists, one a line, in colour."""
    causes = [re.sub(r"\x1b\[\d*m|↳", "", line).strip() for line in str(error).splitlines() if line.strip()]
    return ": ".join(cause[:160] for cause in dict.fromkeys((causes[0], causes[-1])))
