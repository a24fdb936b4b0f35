"""Which commands somebody who may has confirmed: a file beside `channels.toml`. Any thread but the window's.

    pager = ["/usr/local/bin/page-me", "--to", "me"]

What others can write proves nothing: where they can write this file, or take its place, nothing in it counts, and what
is confirmed next begins it anew. So nothing that somebody has put there is ever trusted because of a save of ours.
"""

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from threading import Lock
from typing import Final

from procmon_gui.domain.errors import Unavailable
from procmon_gui.engine.root_owned import fault_for_us
from procmon_gui.settings.disk import read_small, replace_file, signature_of

FILE_NAME: Final = "commands.toml"
_HEADER: Final = """\
# Commands that procmon_gui may run, as they were confirmed in its window or by `procmon-gui channels confirm`.
# Only you can write this file; keep it so: else nothing in it counts.

"""


class ConfirmedCommands:
    """Those that belong to one settings file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._guard = Lock()

    def holds(self, channel_id: str, command: Sequence[str]) -> bool:
        """Return whether a channel may run exactly these words. Raises Unavailable."""
        return bool(command) and self._read().get(channel_id) == tuple(command)

    def put(self, channel_id: str, command: Sequence[str]) -> None:
        """Confirm them, in the place of what the channel could run before. Raises Unavailable."""
        with self._guard:
            known = self._read()
            # Written anew even where it is known: in a file of ours from now on.
            self._write(known | {channel_id: tuple(command)})

    def remove(self, channel_id: str) -> None:
        """Forget what a channel may run. Raises Unavailable."""
        with self._guard:
            known = self._read()
            if channel_id in known:
                self._write({id: command for id, command in known.items() if id != channel_id})

    def version(self) -> object:
        """Return what is another after every change by anybody; cheap."""
        return signature_of(self._path)

    def _read(self) -> dict[str, tuple[str, ...]]:
        if fault_for_us(self._path):
            return {}
        try:
            raw = read_small(self._path)
        except OSError as error:
            raise Unavailable(f"{self._path} can not be read: {error.strerror or error}") from None
        try:
            tree = tomllib.loads("" if raw is None else raw.decode())
        except (ValueError, RecursionError):
            return {}
        return {
            id: tuple(command)
            for id, command in tree.items()
            if isinstance(command, list) and all(isinstance(word, str) for word in command)
        }

    def _write(self, commands: Mapping[str, tuple[str, ...]]) -> None:
        import tomli_w

        try:
            replace_file(
                self._path, (_HEADER + tomli_w.dumps({id: [*words] for id, words in commands.items()})).encode()
            )
        except OSError as error:
            raise Unavailable(f"{self._path} can not be written: {error.strerror or error}") from None
