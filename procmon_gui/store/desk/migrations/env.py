"""What Alembic runs for every migration."""

from procmon_gui.store.upgrading import run_steps

run_steps()
