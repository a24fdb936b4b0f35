"""Standard output, which may be a terminal, a file on a full disk, or a pipe that nobody reads any more."""

import os
import sys
from typing import Final, TextIO

from procmon_gui.domain.errors import ProcmonError, Unavailable

PIPE_WIDTH: Final = 160
_FALLBACK_SIZE: Final = os.terminal_size((80, 24))


class ReaderGone(ProcmonError):
    """Whoever read our output has left (`| head`): the work is done, nothing went wrong."""


class Output:
    """Writes text to standard output and shows it at once.

    `write` raises ReaderGone when nobody reads any more, and Unavailable when the text can not be kept.
    """

    def __init__(self, *, is_utf8: bool) -> None:
        """Open it; with `is_utf8` for programs, which want UTF-8 and the line breaks as they are, everywhere."""
        if sys.stdout is None:
            raise Unavailable("Standard output is closed, so there is nowhere to write to.")
        self._stream: TextIO = sys.stdout
        reconfigure = getattr(self._stream, "reconfigure", None)
        if reconfigure is not None:
            if is_utf8:
                reconfigure(encoding="utf-8", errors="strict", newline="")
            else:
                reconfigure(errors="backslashreplace")

    @property
    def is_terminal(self) -> bool:
        """Say whether a person sees it directly."""
        return self._stream.isatty()

    def size(self) -> os.terminal_size:
        """Return columns and lines; a pipe has more columns than any terminal, unless COLUMNS says otherwise."""
        columns = os.environ.get("COLUMNS", "")
        if not self.is_terminal:
            return os.terminal_size((int(columns) if columns.isdecimal() and int(columns) else PIPE_WIDTH, 24))
        try:
            size = os.get_terminal_size(self._stream.fileno())
        except (OSError, ValueError):
            return _FALLBACK_SIZE
        return size if size.columns > 0 and size.lines > 0 else _FALLBACK_SIZE

    def write(self, text: str) -> None:
        """Write and flush."""
        try:
            self._stream.write(text)
            self._stream.flush()
        except BrokenPipeError as error:
            self._give_up()
            raise ReaderGone from error
        except OSError as error:
            self._give_up()
            raise Unavailable(f"Standard output can not be written: {error.strerror or error}.") from error

    def _give_up(self) -> None:
        """Let what is still buffered go nowhere, or Python would complain about it once more when it ends."""
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, self._stream.fileno())
        os.close(null)
