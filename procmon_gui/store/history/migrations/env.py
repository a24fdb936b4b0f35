"""What Alembic runs for every migration: on the connection that it is handed, in one transaction."""

from alembic import context

from procmon_gui.store.history.schema import Base

context.configure(
    connection=context.config.attributes["connection"], target_metadata=Base.metadata, render_as_batch=True
)
with context.begin_transaction():
    context.run_migrations()
