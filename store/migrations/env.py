"""Alembic's entry: migrates on the connection that store.schema hands over, inside its transaction."""

from __future__ import annotations

from alembic import context

from store.schema import VERSION_TABLE
from store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"], target_metadata=metadata, version_table=VERSION_TABLE
)
with context.begin_transaction():
    context.run_migrations()
