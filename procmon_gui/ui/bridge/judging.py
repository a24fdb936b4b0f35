"""Lets the program judge its beats, from the window's side. Window thread only.

What judges is loaded in a worker some time after the first beat: neither paint nor data wait for it.
"""

from collections.abc import Callable
from typing import Final, Protocol

from PySide6.QtCore import QObject, QTimer, Slot

from procmon_gui.domain.ports import Errand
from procmon_gui.ui.bridge.operation import Operation

# After the recorder, so that what it reads on disk is there.
START_MS: Final = 4_000


class Judging(Protocol):
    """What is needed of `engine.seat.Seat`."""

    def start(self) -> None:
        """Begin, on a thread of its own."""

    def stop(self) -> bool:
        """Keep what happened, and end; False when that took too long."""

    def look_around(self) -> None:
        """Look at once for what may have changed."""


class _Open:
    """Loads what judges, and makes it."""

    def __init__(self, opener: Callable[[], Judging]) -> None:
        self._opener = opener

    def __call__(self, _errand: Errand) -> Judging:
        return self._opener()


class JudgingHere(QObject):
    """Starts and ends it with the program."""

    def __init__(self, opener: Callable[[], Judging], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._opener = opener
        self._judging: Judging | None = None
        self._is_over = False
        self._start = QTimer(self)
        self._start.setSingleShot(True)
        self._start.setInterval(START_MS)
        self._start.timeout.connect(self._open)

    def start_soon(self) -> None:
        """Judge as soon as the window is up."""
        self._start.start()

    def look_around(self) -> None:
        """Obey a setting that changed now and not in some seconds."""
        if self._judging is not None:
            self._judging.look_around()

    def stop(self) -> bool:
        """Let what happened be kept, and end; False when that took too long and was left behind."""
        self._start.stop()
        self._is_over = True
        return self._judging.stop() if self._judging is not None else True

    @Slot()
    def _open(self) -> None:
        Operation(_Open(self._opener), owner=self, channel="judging").success(self._on_open).start()

    def _on_open(self, judging: Judging) -> None:
        if not self._is_over:
            self._judging = judging
            judging.start()
