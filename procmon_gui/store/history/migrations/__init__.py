"""From every older form of the history to the newest, a step at a time; Alembic's script directory.

To change the tables: change `history.schema`, raise its REVISION, add a module to `versions`, keep a file of the old
form in tests/store/history/migrations/. Alembic is loaded only when there is something to do.
"""
