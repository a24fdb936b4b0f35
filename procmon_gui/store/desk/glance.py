"""A first look into the file of the desk, without what opens it whole: most have no account, and every start asks."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

_TABLES: Final = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'accounts'"
_ACCOUNTS: Final = "SELECT count(*) FROM accounts"


def holds_no_account(path: Path) -> bool:
    """Return whether a desk surely has no account; False also where that can not be told so quickly."""
    address = f"{path.absolute().as_uri()}?mode=ro"
    try:
        with closing(sqlite3.connect(address, uri=True, timeout=0.2)) as desk:
            desk.execute("PRAGMA trusted_schema=OFF")
            if desk.execute(_TABLES).fetchone() == (0,):
                return True
            return bool(desk.execute(_ACCOUNTS).fetchone() == (0,))
    except sqlite3.Error:
        return False
