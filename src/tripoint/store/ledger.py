"""Reading the ledger or the edition: current records at a date, as Ibis tables, run on DuckDB."""

from collections.abc import Iterable
from datetime import date
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import Literal

import ibis
import ibis.expr.types as ir
import pyarrow as pa
import pyarrow.compute as pc

from tripoint.protocol.kinds import DATED, SCHEMAS
from tripoint.protocol.origin import Origin
from tripoint.store import manifest, tables
from tripoint.store.engine import DuckEngine, Engine
from tripoint.store.folder import check_ledger, is_ledger
from tripoint.store.manifest import Snapshot
from tripoint.store.tables import damaged

Audience = Literal["public", "governments"]


def edition_path() -> Path:
    """The folder of the harmonised figures that ship with the program."""
    return Path(str(files("tripoint"))) / "edition"


class Reader:
    """Records as they were known at `as_of` (None: now). Opened on a ledger or on the edition.

    without: sources that are not read at all (those whose figures may not be shown beyond their user's own desk).
    engine: a new one, for this reader alone; DuckDB unless given.
    desk_address: of the desk beside it (store/desk/opening.py), for what is only counted there; None for none.
    Only rows whose snapshot stands in the manifest are seen; what is current is decided there.
    """

    def __init__(
        self, folder: Path, *, as_of: date | None = None, audience: Audience = "public", without: Iterable[str] = (),
        engine: Engine | None = None,
    ) -> None:  # fmt: skip
        self.folder = folder
        self.as_of = as_of
        self.audience = audience
        self.without = frozenset(without)
        self._engine = engine
        self.is_edition = False
        self.desk_address: str | None = None
        self._check()

    @property
    def where(self) -> str:
        """The folder or address of the ledger, to be shown."""
        return str(self.folder)

    @cached_property
    def manifest(self) -> tuple[Snapshot, ...]:
        """Every snapshot kept and known at `as_of`, oldest first, but for those of a desk, which no list shows."""
        return manifest.known([s for s in self._read if not s.is_of_a_desk], self.as_of)

    @cached_property
    def _of_a_desk(self) -> tuple[Snapshot, ...]:
        """Snapshots of what was signed off at a desk, known at `as_of`; none for the public."""
        held = [s for s in self._read if s.is_of_a_desk] if self.audience == "governments" else []
        return manifest.known(held, self.as_of)

    @property
    def _read(self) -> list[Snapshot]:
        return [s for s in self._every if s.source not in self.without]

    @cached_property
    def _every(self) -> tuple[Snapshot, ...]:
        return self._snapshots()

    @cached_property
    def known_on(self) -> date:
        """The date the answer stands for: `as_of`, or the newest snapshot's."""
        if self.as_of is not None or not self.manifest:
            return self.as_of or date(1970, 1, 1)
        return max(s.recorded_at for s in self.manifest)

    def figures(self) -> ir.Table:
        return self._live("figures")

    def flows(self) -> ir.Table:
        return self._live("flows")

    def statements(self) -> ir.Table:
        """Current statements; each is known from the day of its document, or of access where that has none."""
        current = _ibis_table("live_snapshots", _LIVE_SNAPSHOTS)
        table = self._table("statements").semi_join(current, ["source", "series", "snapshot"])
        return table if self.as_of is None else table.filter(table.recorded_at <= ibis.date(self.as_of.isoformat()))

    def returned(self) -> ir.Table:
        """Current cells of national returns: the public ones, or all of them for the governments.

        That a sheet is supplied but not public is itself public (sheet "sheets").
        """
        table = self._live("returned")
        if self.audience == "governments":
            return table
        return table.filter((table.handling == "public") | (table.sheet == "sheets"))

    def seizure_events(self) -> ir.Table:
        return self._live("seizure_events")

    def analysis_summaries(self) -> ir.Table:
        return self._live("analysis_summaries")

    def firearms(self) -> ir.Table:
        return self._live("firearms")

    def controls(self) -> ir.Table:
        """Clauses of the law texts that are current: of each text, the newest snapshot known at `as_of`."""
        current = _ibis_table("live_snapshots", _LIVE_SNAPSHOTS)
        table = self._table("controls").semi_join(current, ["source", "series", "snapshot"])
        return table if self.as_of is None else table.filter(table.recorded_at <= ibis.date(self.as_of.isoformat()))

    def controls_ever(self) -> ir.Table:
        """Clauses of every snapshot of a law text known at `as_of`, current or replaced."""
        return self._table("controls").semi_join(_ibis_table("kept", _KEPT), ["source", "series", "snapshot"])

    def restricted(self) -> ir.Table:
        """Restricted cells beside current snapshots; nothing for the public."""
        current = _ibis_table("live_snapshots", _LIVE_SNAPSHOTS)
        table = self._table("restricted").semi_join(current, ["source", "series", "snapshot"])
        return table if self.audience == "governments" else table.limit(0)

    def pre_export_notices(self) -> ir.Table:
        """Pre-export notices, each in its newest version known at `as_of`; nothing for the public."""
        return self._newest("pre_export_notices")

    def incidents(self) -> ir.Table:
        """Incidents, each in its newest version known at `as_of`; nothing for the public."""
        return self._newest("incidents")

    def signed_ever(self, kind: str) -> ir.Table:
        """Every version of what was signed off at a desk, known at `as_of`; nothing for the public."""
        table = self._table(kind).semi_join(_ibis_table("kept", _KEPT), ["source", "series", "snapshot"])
        return table if self.audience == "governments" else table.limit(0)

    def returned_ever(self) -> ir.Table:
        """Cells of every return known at `as_of`, current or replaced, whoever may read them."""
        return self._table("returned").semi_join(_ibis_table("kept", _KEPT), ["source", "series", "snapshot"])

    def vintages(self, kind: Literal["figures", "flows"]) -> ir.Table:
        """Every record of a kind known at `as_of`, current or replaced: a cell once for each snapshot that has it."""
        return self._table(kind).semi_join(_ibis_table("kept", _KEPT), ["source", "series", "snapshot"])

    def fetch(self, expression: ir.Table) -> pa.Table:
        """Runs an expression over this reader's tables and returns its rows. Raises LedgerError on damage."""
        try:
            return self.engine.fetch(expression)
        except OSError as error:
            raise damaged(self.folder, error) from error

    def origins(self, keys: Iterable[str]) -> tuple[Origin, ...]:
        """The origins with these keys, sorted by producer and title."""
        wanted = set(keys)
        table = self._table("origins")
        rows = self.fetch(table.filter(table.origin.isin(sorted(wanted)))).to_pylist() if wanted else []
        unique = {(row["source"], row["origin"]): Origin(**row) for row in rows}
        return tuple(sorted(unique.values(), key=lambda o: (o.producer, o.title, o.origin)))

    def origin_keys(self) -> tuple[str, ...]:
        """Keys of the origins of all current records, sorted."""
        kinds = (
            self.statements(),
            self.controls(),
            *(self._live(kind) for kind in DATED if kind != "returned"),
            self.returned(),
        )
        found = self.fetch(ibis.union(*(table.select("origin") for table in kinds), distinct=True))
        return tuple(sorted(found["origin"].to_pylist()))

    @cached_property
    def engine(self) -> Engine:
        """The engine with a table per record kind and the tables `live_whole`, `live`, `live_snapshots` and `kept`."""
        known = self.manifest  # before the files: what is listed must be in them, whoever writes meanwhile
        engine = self._engine or DuckEngine()
        for kind, schema in SCHEMAS.items():
            self._lay(engine, kind, schema)
        for name, table in zip(("live_whole", "live"), self._current, strict=True):
            engine.register(name, table)
        engine.register("live_snapshots", manifest.live_snapshots(known, self.as_of))
        engine.register("kept", manifest.to_arrow((*known, *self._of_a_desk)).select(_KEPT.names))
        return engine

    @cached_property
    def _current(self) -> tuple[pa.Table, pa.Table]:
        """What is current: snapshots of which everything is, by hash alone, and periods of the others."""
        rows = manifest.live(self.manifest, self.as_of)
        whole = manifest.live_whole(self._every, rows)
        return whole, rows.filter(pc.invert(pc.is_in(rows["snapshot"], value_set=whole["snapshot"].combine_chunks())))

    def _check(self) -> None:
        """Raises LedgerError where the folder is neither an edition nor a ledger."""
        self.is_edition = (self.folder / "snapshots.parquet").is_file()
        if self.is_edition:
            return
        check_ledger(self.folder)

    def _snapshots(self) -> tuple[Snapshot, ...]:
        if not self.is_edition:
            return tables.read_manifest(self.folder)
        import pyarrow.parquet as pq

        return manifest.from_arrow(pq.read_table(self.folder / "snapshots.parquet"))

    def _lay(self, engine: Engine, kind: str, schema: pa.Schema) -> None:
        """Gives the engine the table of a record kind, without files of a snapshot that no line of the manifest shows."""
        if self.is_edition:
            paths = sorted(str(p) for p in (self.folder / kind).glob("*/*.parquet"))
        else:
            listed = {(s.source, tables.stem_of(s.series, s.snapshot)) for s in self._every}
            held = [
                f for f in tables.logged(self.folder, kind) if not f.is_of_one_snapshot or (f.source, f.stem) in listed
            ]
            paths = [str(tables.table_path(self.folder, kind) / f.path) for f in held]
        if paths:
            engine.view(kind, paths, folder=str(self.folder / kind), schema=schema)
        elif any(getattr(line, kind) for line in (*self.manifest, *self._of_a_desk)):
            raise damaged(self.folder, OSError(f"none of the files of its table {kind} is there"))
        else:
            engine.register(kind, schema.empty_table())

    def _live(self, kind: str) -> ir.Table:
        """Current records: all of some snapshots, for which the hash is enough, and some periods of the others.

        A join over the five columns of a period costs more than all the rest of a question on a large ledger
        (docs/benchmarks.md), so it is made for the records that need it.
        """
        table = self._table(kind)
        whole = table.semi_join(_ibis_table("live_whole", _LIVE_WHOLE), "snapshot")
        if not self._current[1].num_rows:
            return whole
        return whole.union(table.semi_join(_ibis_table("live", _LIVE), _LIVE.names))

    def _newest(self, kind: str) -> ir.Table:
        """The highest version of each record of a desk, whichever snapshot brought it."""
        held = self.signed_ever(kind)
        newest = held.group_by("desk_id").agg(version=held.version.max())
        return held.semi_join(newest, ["desk_id", "version"])

    def _table(self, kind: str) -> ir.Table:
        return _ibis_table(kind, SCHEMAS[kind])


_LIVE = manifest.live((), None).schema
_LIVE_WHOLE = manifest.live_whole((), manifest.live((), None)).schema
_LIVE_SNAPSHOTS = manifest.live_snapshots((), None).schema
_KEPT = pa.schema([manifest.SCHEMA.field(name) for name in ("source", "series", "snapshot")])
_IBIS_TYPES = {
    pa.string(): "string", pa.int64(): "int64", pa.float64(): "float64", pa.date32(): "date", pa.bool_(): "boolean",
}  # fmt: skip


def _ibis_table(name: str, schema: pa.Schema) -> ir.Table:
    return ibis.table({field.name: _IBIS_TYPES[field.type] for field in schema}, name=name)


def open_reader(
    ledger: Path, *, as_of: date | None = None, audience: Audience = "public", without: Iterable[str] = (),
    engine: Engine | None = None,
) -> Reader:  # fmt: skip
    """The ledger if there is one; the edition if there is none yet, or its first ingest is still under way.

    Raises LedgerError for what is neither (see is_ledger).
    """
    folder = ledger if is_ledger(ledger) else edition_path()
    return Reader(folder, as_of=as_of, audience=audience, without=without, engine=engine)
