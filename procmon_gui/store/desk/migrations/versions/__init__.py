"""One module for each step; Alembic finds them by their file."""
