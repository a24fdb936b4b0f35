"""Builds what learns what is usual, and what keeps it: one program of a data folder writes it, the one that judges."""

import logging
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from procmon_gui.anomaly.suspicion import Suspicion
from procmon_gui.engine.learning import Learning
from procmon_gui.services.places import Options, data_folder
from procmon_gui.store.baselines import BaselinesFile

if TYPE_CHECKING:
    from procmon_gui.domain.ports import Clock
    from procmon_gui.engine.bench import Bench

log = logging.getLogger(__name__)


def open_learning(options: Options, bench: "Bench", clock: "Clock") -> Learning:
    """Return what learns, from what was learned before on; who sits on the bench may be asked from now on.

    Waits for the disk, and changes nothing there.
    """
    shelf = _Shelf(BaselinesFile(data_folder(options)), bench)
    return Learning(shelf.take_down(), bench.scores().tell, shelf, clock)


class _Shelf:
    """Knows whether what lies there is what is known already."""

    def __init__(self, file: BaselinesFile, bench: "Bench") -> None:
        self._file = file
        self._bench = bench
        self._known: object = None

    def take_down(self) -> Suspicion:
        """Return what knows what was learned before, as far as that can be used."""
        suspicion, version = Suspicion(), self._file.version()
        found = self._file.read()
        if not found.fault and not _restore(suspicion, found.learned):
            self._known = version
        self._bench.usual.know(suspicion)
        return suspicion

    def newer(self) -> Suspicion | None:
        """Return what knows what another program has kept since, None where that is nothing; for who judges.

        What can not be used is set aside.
        """
        version = self._file.version()
        if version == self._known:
            return None
        suspicion, found = Suspicion(), self._file.load()
        if found.learned is not None and (fault := _restore(suspicion, found.learned)):
            found = self._file.refuse(fault)
        if found.note:
            log.warning("%s", found.note)
        self._known = self._file.version()
        if found.learned is None:
            return None
        self._bench.usual.know(suspicion)
        return suspicion

    def keep(self, data: bytes) -> None:
        """Keep what was learned; for who judges. Raises Unavailable."""
        self._file.save(data)
        self._known = self._file.version()

    def give_up(self) -> None:
        """Let nobody be asked what is usual any more."""
        self._bench.usual.know(None)


@dataclass(frozen=True, slots=True, kw_only=True)
class UsualCheckup:
    """What lies there of what is usual.

    Attributes:
        written_ms: when it was written last.
        fault: why it can not be used; empty where it can.
    """

    path: str
    size_bytes: int
    written_ms: int
    fault: str = ""
    series_count: int = 0
    program_count: int = 0


def check_usual(options: Options) -> UsualCheckup | None:
    """Look whether what was learned can be used; None where nothing was. Nothing is changed."""
    file = BaselinesFile(data_folder(options))
    try:
        there = os.lstat(file.path)
    except OSError:
        return None
    found, suspicion = file.read(), Suspicion()
    fault = found.fault or _restore(suspicion, found.learned)
    host_count, program_count = suspicion.known_counts
    return UsualCheckup(
        path=str(file.path), size_bytes=there.st_size, written_ms=there.st_mtime_ns // 1_000_000, fault=fault,
        series_count=host_count, program_count=program_count,
    )  # fmt: skip


def _restore(suspicion: Suspicion, learned: bytes | None) -> str:
    """Return why what was learned can not be used; empty where it can, or there is nothing."""
    try:
        if learned is not None:
            suspicion.restore(learned)
    except ValueError as error:
        return str(error)
    return ""
