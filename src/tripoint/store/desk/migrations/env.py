"""Run by Alembic: the migrations within the transaction of the connection that it is given."""

from alembic import context

from tripoint.store.desk import audit, controls, orders  # noqa: F401  their tables belong to the MetaData
from tripoint.store.desk.metadata import METADATA

context.configure(connection=context.config.attributes["connection"], target_metadata=METADATA)
context.run_migrations()
