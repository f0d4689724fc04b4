"""What runs the findings' expressions: DuckDB on one machine, Spark where one is too small. Ibis compiles for both."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Literal, Protocol

import duckdb
import ibis
import ibis.expr.operations as ops
import ibis.expr.types as ir
import pyarrow as pa
from deltalake import DeltaTable

from tripoint.errors import SettingsError

EngineName = Literal["duckdb", "spark"]


class Engine(Protocol):
    """Named tables, each name given once, and the expressions run over them."""

    def view(self, name: str, files: Sequence[str], *, folder: str, schema: pa.Schema) -> None:
        """Parquet files below `folder`, parted by `source=…`, as a table; a column that they lack is null."""

    def register(self, name: str, table: pa.Table) -> None:
        """A small table held in memory."""

    def scan(self, name: str, table: DeltaTable, schema: pa.Schema) -> None:
        """A table that lies in an object store; a column that it lacks is null."""

    def fetch(self, expression: ir.Table) -> pa.Table:
        """The rows of an expression over the named tables. Raises OSError if a file is missing or broken."""


class DuckEngine:
    """DuckDB in this process."""

    def __init__(self) -> None:
        self.connection = duckdb.connect()
        for setting in ("ieee_floating_point_ops", "error_on_division_by_zero"):
            self.connection.execute(f"SET {setting} = false")  # a division by zero is null, as in Spark

    def view(self, name: str, files: Sequence[str], *, folder: str, schema: pa.Schema) -> None:
        listed = ", ".join(_quoted(path) for path in files)
        rows = f"read_parquet([{listed}], union_by_name = true, hive_partitioning = true, hive_types_autocast = false)"
        with _files():
            held = self.connection.sql(f"FROM {rows}").columns
        self._select(name, rows, held, schema)

    def register(self, name: str, table: pa.Table) -> None:
        self.connection.register(name, table)

    def scan(self, name: str, table: DeltaTable, schema: pa.Schema) -> None:
        rows = table.to_pyarrow_dataset()
        self.connection.register(f"{name}_rows", rows)
        self._select(name, f"{name}_rows", rows.schema.names, schema)

    def fetch(self, expression: ir.Table) -> pa.Table:
        with _files():
            found = self.connection.sql(_sql(expression.op(), "duckdb")).to_arrow_table()
        return _typed(found, expression)  # a sum of whole numbers is a decimal here

    def _select(self, name: str, rows: str, held: Sequence[str], schema: pa.Schema) -> None:
        columns = ", ".join(
            f'"{f.name}"' if f.name in held else f'NULL::{_DUCK_TYPES[f.type]} AS "{f.name}"' for f in schema
        )
        self.connection.execute(f"CREATE VIEW {name} AS SELECT {columns} FROM {rows}")


class SparkEngine:
    """Spark: in this process with a master such as local[2], or a cluster by its URL. Every reader has its own names.

    Numbers are those of DuckDB: no error on what SQL calls unknown (a division by zero is null), dates without zone.
    """

    def __init__(self, master: str) -> None:
        try:
            from pyspark.sql import SparkSession

            ibis.pyspark  # noqa: B018  loads the options that its compiler reads
        except ImportError:
            raise SettingsError(
                "Spark is not installed", where="TRIPOINT_ENGINE", cure="Install it: pip install 'tripoint[spark]'."
            ) from None
        settings = {
            "spark.ui.enabled": "false",
            "spark.ui.showConsoleProgress": "false",
            "spark.sql.ansi.enabled": "false",
            "spark.sql.session.timeZone": "UTC",
            "spark.sql.execution.arrow.pyspark.enabled": "true",
            "spark.sql.parquet.mergeSchema": "false",
        }
        if master.startswith("local"):
            settings |= {"spark.driver.bindAddress": "127.0.0.1", "spark.driver.host": "127.0.0.1",
                         "spark.sql.shuffle.partitions": "4"}  # fmt: skip
        builder = SparkSession.builder.master(master).appName("tripoint")
        for name, value in settings.items():
            builder = builder.config(name, value)
        try:
            self.session = builder.getOrCreate().newSession()
        except Exception as error:  # Py4J and PySpark raise what has no common class: no Java, no such master
            raise SettingsError(
                f"Spark cannot start with master '{master}' ({str(error).splitlines()[0][:160]})",
                where="TRIPOINT_SPARK_MASTER",
                cure="Install Java 17 or newer, and name a master such as local[2] or spark://host:7077.",
            ) from error

    def view(self, name: str, files: Sequence[str], *, folder: str, schema: pa.Schema) -> None:
        from pyspark.sql.pandas.types import from_arrow_schema

        reader = self.session.read.schema(from_arrow_schema(schema)).option(
            "basePath", folder if "://" in folder else f"file://{folder}"
        )
        rows = reader.parquet(*(_uri(path) for path in files)).select(*schema.names)
        rows.createOrReplaceTempView(name)

    def register(self, name: str, table: pa.Table) -> None:
        from pyspark.sql.pandas.types import from_arrow_schema

        rows = [tuple(row.values()) for row in table.to_pylist()]
        self.session.createDataFrame(rows, from_arrow_schema(table.schema)).createOrReplaceTempView(name)

    def scan(self, name: str, table: DeltaTable, schema: pa.Schema) -> None:
        """Untested: the operator supplies Spark's jar `hadoop-aws` and its credentials (docs/engines.md)."""
        folder = table.table_uri.rstrip("/").replace("s3://", "s3a://", 1)
        self.view(name, [uri.replace("s3://", "s3a://", 1) for uri in table.file_uris()], folder=folder, schema=schema)

    def fetch(self, expression: ir.Table) -> pa.Table:
        from pyspark.errors import PySparkException

        try:
            found = self.session.sql(_sql(expression.op(), "pyspark")).toArrow()
        except PySparkException as error:
            if "FAILED_READ_FILE" in str(error) or "PATH_NOT_FOUND" in str(error):
                raise OSError(str(error)) from error
            raise
        return _typed(found, expression)


def engine_of(name: EngineName, *, spark_master: str = "local[*]") -> Engine:
    """A new engine without tables. Raises SettingsError if Spark is asked for and cannot start."""
    return SparkEngine(spark_master) if name == "spark" else DuckEngine()


def _typed(found: pa.Table, expression: ir.Table) -> pa.Table:
    """The rows in the expression's own types, so that both engines give the same ones.

    Not by Ibis' own conversion, which imports a package that only its extras bring.
    """
    types = (
        _ARROW.get(type(kind).__name__, column.type)
        for kind, column in zip(expression.schema().types, found.schema, strict=True)
    )
    return found.cast(pa.schema(list(zip(found.column_names, types, strict=True))))


_ARROW = {
    "String": pa.string(), "Int64": pa.int64(), "Int32": pa.int32(), "Int16": pa.int16(), "Int8": pa.int8(),
    "Float64": pa.float64(), "Date": pa.date32(), "Boolean": pa.bool_(),
}  # fmt: skip


@lru_cache(maxsize=1024)
def _sql(asked: ops.Node, dialect: Literal["duckdb", "pyspark"]) -> str:
    """The text for an engine; compiling costs some 20 ms, and a page asks the same questions again."""
    return str(ibis.to_sql((_grouped(asked) if dialect == "pyspark" else asked).to_expr(), dialect=dialect))


def _grouped(asked: ops.Node) -> ops.Node:
    """The expression with `GROUP BY` all columns for `DISTINCT`.

    Ibis 12 writes an ordered DISTINCT for Spark over more columns than are selected, which leaves doubles
    (ibis-project/ibis pull request 11334 is on the same rewrite).
    """

    def replaced(node: ops.Node, children: Mapping[str, ops.Node] | None) -> ops.Node:
        if isinstance(node, ops.Distinct):
            parent = children["parent"] if children else node.parent
            return ops.Aggregate(parent, groups={n: ops.Field(parent, n) for n in parent.schema}, metrics={})
        return node.__recreate__(children) if children else node

    return asked.replace(replaced)


@contextmanager
def _files() -> Iterator[None]:
    """Turns what DuckDB says of a file that is missing or broken into OSError."""
    try:
        yield
    except (duckdb.IOException, duckdb.InvalidInputException) as error:
        raise OSError(str(error)) from error


_DUCK_TYPES = {pa.string(): "VARCHAR", pa.int64(): "BIGINT", pa.float64(): "DOUBLE", pa.date32(): "DATE",
               pa.bool_(): "BOOLEAN"}  # fmt: skip


def _quoted(path: str) -> str:
    """The path as DuckDB's text, matching this file alone although DuckDB reads it as a pattern."""
    return "'" + re.sub(r"([\[*?])", r"[\1]", path).replace("'", "''") + "'"


def _uri(path: str) -> str:
    """The path as Spark's text, matching this file alone although Spark reads it as a pattern."""
    return ("" if "://" in path else "file://") + re.sub(r"([{}\[\]*?,\\])", r"\\\1", path)
