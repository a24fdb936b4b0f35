"""What Alembic runs for every migration: on the connection that it is handed, in one transaction."""

from alembic import context

from procmon_gui.store.history.rollup_schema import METADATA

context.configure(connection=context.config.attributes["connection"], target_metadata=METADATA, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
