"""From every older form of the desk to the newest, a step at a time; Alembic's script directory.

To change the tables: change `desk.schema`, raise its REVISION, add a module to `versions`, keep a file of the old form
in tests/store/desk/migrations/. Alembic is loaded only when there is something to do.
"""
