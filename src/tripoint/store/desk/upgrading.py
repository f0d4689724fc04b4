"""Brings a desk up to this program's revision with Alembic; the only importer of it."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.util.exc import CommandError
from sqlalchemy import Connection

from tripoint.errors import DeskError

MIGRATIONS = Path(__file__).parent / "migrations"


def upgrade(connection: Connection, name: str, *, to: str = "head") -> None:
    """Within the connection's transaction, so that a desk is upgraded whole or not at all.

    Raises DeskError for a desk that a newer program has upgraded.
    """
    try:
        command.upgrade(configuration(connection), to)
    except CommandError as error:
        raise DeskError("desk_newer", name, detail=str(error)[:120]) from None


def configuration(connection: Connection) -> Config:
    """Alembic's, without a file."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
