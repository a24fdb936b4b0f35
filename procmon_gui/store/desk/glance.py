"""A first look into the file of the desk, without what opens it whole: most have no account, and every start asks."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

# A code without accounts: somebody has taken them away with other tools, and that is to be looked at.
_ANYTHING: Final = "SELECT EXISTS (SELECT * FROM accounts) OR EXISTS (SELECT * FROM recovery)"
_ANYTHING_FIRES: Final = "SELECT EXISTS (SELECT * FROM alerts WHERE resolved_ms IS NULL)"
_ANY_ALERT: Final = "SELECT EXISTS (SELECT * FROM alerts) OR EXISTS (SELECT * FROM mutes)"


def holds_no_account(path: Path) -> bool:
    """Return whether a desk surely has no account; False also where that can not be told so quickly.

    A desk that has no such table is of an older version, or broken: which of both, who opens it whole will know.
    """
    return _finds_nothing(path, _ANYTHING)


def holds_no_alert(path: Path) -> bool:
    """Return whether a desk surely has no alert, and nothing is muted; False also where that can not be told."""
    return _finds_nothing(path, _ANY_ALERT)


def nothing_fires(path: Path) -> bool:
    """Return whether in a desk surely nothing fires; False also where that can not be told."""
    return _finds_nothing(path, _ANYTHING_FIRES)


def _finds_nothing(path: Path, query: str) -> bool:
    address = f"{path.absolute().as_uri()}?mode=ro"
    try:
        with closing(sqlite3.connect(address, uri=True, timeout=0.2)) as desk:
            desk.execute("PRAGMA trusted_schema=OFF")
            return bool(desk.execute(query).fetchone() == (0,))
    except sqlite3.Error:
        return False
