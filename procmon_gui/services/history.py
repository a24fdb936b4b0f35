"""Builds what remembers: the memory, what records it, the server of a team, and what reads it all again."""

import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from procmon_gui.engine.own_programs import is_frozen, itself, own_folder
from procmon_gui.services.places import Options, data_folder, open_settings

if TYPE_CHECKING:
    from procmon_gui.domain.heat import HeatReader
    from procmon_gui.domain.history import Forwarding, Pace, Span
    from procmon_gui.domain.marks import Mark
    from procmon_gui.domain.ports import Clock, Errand
    from procmon_gui.domain.ranges import RangeReader
    from procmon_gui.domain.service import RecordingService
    from procmon_gui.domain.settings import SettingsStore
    from procmon_gui.remote.window_door import WindowDoor
    from procmon_gui.store.history.checkup import Checkup as Checkup
    from procmon_gui.store.history.forwarding import Forwarder
    from procmon_gui.store.history.incident import MadeIncident as MadeIncident
    from procmon_gui.store.history.long_history import LongHistory as LongHistory
    from procmon_gui.store.history.progress import Progress as Progress
    from procmon_gui.store.history.recent import RecentMemory as RecentMemory
    from procmon_gui.store.history.salvage import Salvaged as Salvaged
    from procmon_gui.store.history.sealed_history import IncidentHistory as IncidentHistory
    from procmon_gui.store.history.writer import HistoryWriter as HistoryWriter

HISTORY_FILE: Final = "history.sqlite"
# A disk may be busy for that long before somebody is told that a recorder does not write.
LATE_S: Final = 30.0


def open_memory(budget_mib: int = 8) -> "RecentMemory":
    """Return what remembers the beats of this program; it is given to every pulse that is opened."""
    from procmon_gui.store.history.recent import RecentMemory

    return RecentMemory(budget_mib)


def open_history(options: Options, memory: "RecentMemory") -> "LongHistory":
    """Return all that is remembered as one: what the memory holds, and later what lies on disk."""
    from procmon_gui.store.history.long_history import LongHistory

    return LongHistory(memory, data_folder(options) / HISTORY_FILE)


class RangeOpener:
    """Opens what answers questions about ranges of a history: once, so that what was read for one serves all.

    May be called from any thread; who reads and computes is loaded by the first call.
    """

    def __init__(self, history: "LongHistory") -> None:
        self._history = history
        self._guard = threading.Lock()
        self._ranges: HeatReader | None = None

    def __call__(self) -> "HeatReader":
        """Return the one reader."""
        from procmon_gui.store.history.ranges import Ranges

        with self._guard:
            if self._ranges is None:
                self._ranges = Ranges(self._history)
            return self._ranges


def open_history_writer(
    options: Options,
    memory: "RecentMemory",
    *,
    settings: "SettingsStore",
    history: "LongHistory | None" = None,
    clock: "Clock | None" = None,
    since_ms: int = 0,
    door: "WindowDoor | None" = None,
) -> "HistoryWriter":
    """Return what keeps on disk what a memory hears, from its `start` on; a `history` learns of what is written.

    A `door` is open while the folder is held.
    What the memory heard before `since_ms` is left out. Where a server is set, what is on the disk is copied to it.
    """
    from procmon_gui.engine.clock import SystemClock
    from procmon_gui.store.history.keeping import keeping_of
    from procmon_gui.store.history.writer import HistoryWriter

    refresh = history.refresh if history is not None else None
    return HistoryWriter(
        memory,
        data_folder(options),
        clock=clock or SystemClock(),
        keeping=keeping_of(settings),
        after_commit=refresh,
        forwarder=open_forwarder(options, settings),
        since_ms=since_ms,
        on_held=door.set_open if door is not None else None,
    )


def keep_history(writer: "HistoryWriter", settings: "SettingsStore") -> None:
    """Let a history be kept as the settings say from now on."""
    from procmon_gui.store.history.keeping import keeping_of

    writer.keep(keeping_of(settings))


def look_up_history(options: Options, history: "LongHistory") -> "Pace":
    """Let a history learn what lies on disk, and return how much whoever records there writes.

    What a cut-off recorder left is made whole first. Raises Unavailable.
    """
    from procmon_gui.domain.history import ALL_IS_KEPT

    folder = data_folder(options)
    if (folder / HISTORY_FILE).exists():
        from procmon_gui.store.history.writer import make_whole

        make_whole(folder)
        history.refresh()
    return history.stored.pace() if history.stored is not None else ALL_IS_KEPT


def was_recorded(options: Options) -> bool:
    """Say whether anything was recorded there before."""
    return (data_folder(options) / HISTORY_FILE).exists()


def open_recording_service(options: Options) -> "RecordingService":
    """Return what records without a window for as long as this user is logged in, where systemd does that."""
    from procmon_gui.control.user_service import PACKAGED, UserService
    from procmon_gui.remote.door import is_recorder_there

    chosen = chosen_places(options)
    folder = data_folder(options)
    command = [*itself(), "record", "--quiet", *chosen]
    # What a package has brought along knows no places of our own.
    packaged = () if chosen else PACKAGED
    return UserService(command, is_recording=lambda: is_recorder_there(folder), packaged=packaged)


def open_forwarder(options: Options, settings: "SettingsStore") -> "Forwarder | None":
    """Return what copies the history to the server of a team, where one is set."""
    import logging

    from procmon_gui.domain.errors import WrongInput
    from procmon_gui.domain.settings import word

    url = word(settings, "history.postgresql_url")
    if not url:
        return None
    from procmon_gui.store.history.forwarding import Forwarder
    from procmon_gui.store.postgresql import address_of

    try:
        address = address_of(url)
    except WrongInput as error:
        # Recording matters more.
        logging.getLogger(__name__).warning("history.postgresql_url: %s", error)
        return None
    return Forwarder(data_folder(options) / HISTORY_FILE, address)


def prepare_server(url: str) -> str:
    """Set the database of a team up, as its owner, and return what it is called; raises WrongInput and Unavailable."""
    from procmon_gui.store.history.server import prepare_server as prepare
    from procmon_gui.store.postgresql import address_of

    prepare(url)
    return address_of(url).label


def check_server(options: Options) -> "Forwarding | None":
    """Ask the server of a team what it has of this history; None where none is set. Raises WrongInput."""
    from procmon_gui.domain.settings import word

    url = word(open_settings(options), "history.postgresql_url")
    if not url:
        return None
    from procmon_gui.store.history.forwarding import Forwarder
    from procmon_gui.store.postgresql import address_of

    return Forwarder(data_folder(options) / HISTORY_FILE, address_of(url)).look()


def open_stored_history(options: Options) -> "LongHistory":
    """Return what was recorded on disk, to be read; what a cut-off recorder left is made whole first.

    Raises Unavailable where nothing was recorded.
    """
    from procmon_gui.store.history.long_history import LongHistory
    from procmon_gui.store.history.recent import RecentMemory

    history = LongHistory(RecentMemory(), _recorded_file(options), reads_journal=True)
    history.refresh()
    return history


def _recorded_file(options: Options) -> Path:
    """Return where the history lies, whole and up to date; raises Unavailable where nothing was recorded."""
    from procmon_gui.domain.errors import Unavailable
    from procmon_gui.store.history.writer import make_whole

    folder = data_folder(options)
    path = folder / HISTORY_FILE
    if not path.exists():
        raise Unavailable(f"Nothing was recorded into {folder} yet; `procmon-gui record` does, and an open window.")
    make_whole(folder)
    return path


def make_incident(
    options: Options,
    target: Path,
    span: "Span",
    errand: "Errand",
    *,
    has_command_lines: bool = False,
    replaces: bool = False,
) -> "MadeIncident":
    """Write what was recorded in a time into a file of its own; command lines only when they are wished.

    What a recorder that goes on has not made whole yet is in it too. Raises WrongInput, Cancelled and Unavailable.
    """
    from procmon_gui.store.history.incident import Wanted
    from procmon_gui.store.history.incident import make_incident as make
    from procmon_gui.store.sqlite import reading_engine

    wanted = Wanted(
        from_ms=span.from_ms,
        to_ms=span.to_ms,
        has_command_lines=has_command_lines,
        hide=without_secrets,
        marks=_marks_of(options),
    )
    source = reading_engine(_recorded_file(options))
    try:
        return make(source, target, wanted, errand, replaces=replaces)
    finally:
        source.dispose()


def without_secrets(line: str) -> str:
    """Return a command line without what is recognised as a secret."""
    from procmon_gui.collectors.eye.redact import redact_line

    return redact_line(line.encode("utf-8", "surrogatepass")).decode("utf-8", "surrogatepass")


def _marks_of(options: Options) -> "Sequence[Mark]":
    """Return the marks, none where they can not be read: what was recorded matters more than what was said of it."""
    from procmon_gui.domain.errors import Unavailable
    from procmon_gui.services.desk import open_marks

    try:
        return open_marks(options).all()
    except Unavailable as error:
        import logging

        logging.getLogger(__name__).warning("No mark comes into the recording: %s", error)
        return ()


def open_incident(path: Path) -> "IncidentHistory":
    """Open a file that `make_incident` wrote, on whatever machine; raises Unavailable, which says what to do."""
    from procmon_gui.store.history.sealed_history import open_incident as open_file

    return open_file(path)


def viewer_command(path: Path) -> tuple[list[str], Path]:
    """Return what opens a file in a window of its own, and the folder to start it in."""
    command, folder = program_command()
    return [*command, "open", str(path)], folder


def chosen_places(options: Options) -> list[str]:
    """Return the words of the command line that name the places which were chosen."""
    places = {"--data-dir": options.data_dir, "--config": options.config}
    return [word for name, path in places.items() if path is not None for word in (name, str(path.absolute()))]


def program_command() -> tuple[list[str], Path]:
    """Return what starts this program, and the folder to start it in."""
    if is_frozen():
        return itself(), own_folder()
    # Where the package lies, so that it is found in a checkout too.
    return [sys.executable, "-m", "procmon_gui"], Path(__file__).resolve().parents[2]


@contextmanager
def open_stored_ranges(options: Options) -> "Iterator[RangeReader]":
    """Return what answers questions about ranges of what was recorded on disk, as long as the block runs.

    Raises Unavailable where nothing was recorded.
    """
    from procmon_gui.store.history.ranges import Ranges

    history = open_stored_history(options)
    try:
        yield Ranges(history)
    finally:
        history.close()


def check_history(options: Options) -> "Checkup | None":
    """Read all of the history on disk and compare every checksum; None where nothing was recorded.

    Raises Unavailable where it can not be read.
    """
    path = data_folder(options) / HISTORY_FILE
    if not path.exists():
        return None
    from procmon_gui.domain.patience import Patient
    from procmon_gui.store.history.checkup import check_up

    return check_up(path, Patient())


def look_at_recorder(options: Options) -> "tuple[Progress, float]":
    """Return how far whoever records there has come, and how old the newest beat on the disk may be, in seconds.

    Raises Unavailable where nothing was recorded, or it can not be read.
    """
    from procmon_gui.domain.settings import number
    from procmon_gui.store.history.keeping import keeping_of
    from procmon_gui.store.history.progress import progress_of

    found = progress_of(data_folder(options) / HISTORY_FILE)
    settings = open_settings(options)
    interval_s = number(settings, "sampling.interval_s") * found.kept_every
    return found, interval_s + keeping_of(settings).commit_s_of(found.kept_every) + LATE_S


def salvage_history(options: Options, path: Path, errand: "Errand") -> "Salvaged":
    """Bring what can be read of a history that was set aside into the one that is in use.

    Raises Unavailable, also while somebody records.
    """
    from procmon_gui.store.history.keeping import keeping_of
    from procmon_gui.store.history.salvage import salvage

    return salvage(path, data_folder(options), keeping_of(open_settings(options)), errand)
