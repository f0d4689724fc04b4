"""The reader of the records that the environment names, on the engine that it names."""

from collections.abc import Iterable
from datetime import date

from tripoint.settings import read_settings
from tripoint.store.engine import EngineName, engine_of
from tripoint.store.ledger import Audience, Reader, open_reader


def reader_of_environment(
    *, as_of: date | None = None, audience: Audience = "public", without: Iterable[str] = (),
    on: EngineName | None = None,
) -> Reader:  # fmt: skip
    """As `open_reader`, or of a ledger in an object store, on the engine of the environment unless `on` names another.

    Raises SettingsError where the engine is not installed or cannot start.
    """
    settings = read_settings()
    engine = engine_of(on or settings.engine, spark_master=settings.spark_master)
    if settings.is_remote:
        from tripoint.store.objects import ObjectReader

        reader: Reader = ObjectReader(
            settings.ledger_address, as_of=as_of, audience=audience, without=without, engine=engine
        )
    else:
        reader = open_reader(settings.ledger, as_of=as_of, audience=audience, without=without, engine=engine)
    reader.desk_address = settings.desk
    return reader
