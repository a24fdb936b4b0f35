"""A settings folder and a data folder with channels in them, as the program has them, and no keyring."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import keyring
from keyring.backends import fail

from procmon_gui.services.places import Options


def options_in(folder: Path) -> Options:
    """Return where things lie."""
    return Options(data_dir=folder / "data", config=folder / "config" / "settings.toml")


@contextmanager
def without_keyring() -> Iterator[None]:
    """Let there be none, as on a server."""
    before = keyring.get_keyring()
    keyring.set_keyring(fail.Keyring())  # type: ignore[no-untyped-call]
    try:
        yield
    finally:
        keyring.set_keyring(before)
