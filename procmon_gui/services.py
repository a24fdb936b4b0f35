"""Builds everything that has no window. Knows no Qt; read from top to bottom it is the map of the program.

Each room is loaded by what opens it: the eye is to be at work before numpy and Qt are loaded.
"""

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from procmon_gui.domain.metrics import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from procmon_gui.collectors.eye_process import EyeProcess as EyeProcess
    from procmon_gui.domain.history import Forwarding, Pace, Span
    from procmon_gui.domain.ports import Clock, Errand, Finder, Inspector, SnapshotSink, SocketLister
    from procmon_gui.domain.ranges import RangeReader
    from procmon_gui.domain.service import RecordingService
    from procmon_gui.domain.settings import SettingsStore
    from procmon_gui.engine.pulse import Pulse, WatchedSource
    from procmon_gui.remote.recorder_socket import RecorderSocket
    from procmon_gui.store.desk.checkup import DeskCheckup as DeskCheckup
    from procmon_gui.store.desk.late import LateMarks as LateMarks
    from procmon_gui.store.desk.marks import DeskMarks
    from procmon_gui.store.history.checkup import Checkup as Checkup
    from procmon_gui.store.history.forwarding import Forwarder
    from procmon_gui.store.history.incident import MadeIncident as MadeIncident
    from procmon_gui.store.history.long_history import LongHistory as LongHistory
    from procmon_gui.store.history.recent import RecentMemory as RecentMemory
    from procmon_gui.store.history.salvage import Salvaged as Salvaged
    from procmon_gui.store.history.sealed_history import IncidentHistory as IncidentHistory
    from procmon_gui.store.history.stored import StoredHistory
    from procmon_gui.store.history.writer import HistoryWriter as HistoryWriter

LOG_MAX_BYTES: Final = 1_000_000
HISTORY_FILE: Final = "history.sqlite"
DESK_FILE: Final = "desk.sqlite"
NO_HOME: Final = QT_TRANSLATE_NOOP(
    "Setting", "There is no home folder to keep settings in. What is chosen here lasts until the program ends."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """Where things live, when the person at the keyboard says otherwise."""

    data_dir: Path | None = None
    config: Path | None = None


def open_log(options: Options) -> Path | None:
    """Let the program write its log to a file that only its user can read; return where, None where it can not.

    One megabyte and its predecessor are kept. What is written is warnings and failures, never what processes hold.
    """
    import logging
    from logging.handlers import RotatingFileHandler

    import platformdirs

    folder = (
        options.data_dir / "log" if options.data_dir else platformdirs.user_log_path("procmon_gui", appauthor=False)
    )
    path = folder / "procmon_gui.log"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handler = RotatingFileHandler(path, maxBytes=LOG_MAX_BYTES, backupCount=1, encoding="utf-8", delay=False)
        path.chmod(0o600)
    except OSError as error:
        logging.getLogger(__name__).warning("There is no log file: %s: %s", path, error.strerror)
        return None
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    handler.setLevel(logging.INFO)
    logging.getLogger().addHandler(handler)
    return path


def open_settings(options: Options, environment: Mapping[str, str] | None = None) -> "SettingsStore":
    """Return what a person chose: their file, under what the environment holds. Without a home, in memory only."""
    import platformdirs

    from procmon_gui.domain.settings import Problem
    from procmon_gui.domain.settings_in_memory import SettingsInMemory
    from procmon_gui.settings.settings_file import SettingsFile

    path = options.config or platformdirs.user_config_path("procmon_gui", appauthor=False) / "settings.toml"
    held = os.environ if environment is None else environment
    if not path.is_absolute():
        return SettingsInMemory(held, trouble=Problem(template=NO_HOME))
    return SettingsFile(path, held)


def _is_linux() -> bool:
    return sys.platform == "linux"


def start_eye(options: Options) -> "EyeProcess | None":
    """Start the eye of this system ahead of whoever opens the pulse; None where there is no such process.

    None also when it can not be started: the pulse tries again and tells why; and when a recorder is listened to.
    """
    from procmon_gui.remote.door import is_recorder_there

    if not _is_linux() or is_recorder_there(data_folder(options)):
        return None
    from procmon_gui.collectors.eye_process import EyeProcess, eye_command
    from procmon_gui.domain.errors import Unavailable

    try:
        return EyeProcess(eye_command())
    except Unavailable:
        return None


def open_source(clock: "Clock", eye: "EyeProcess | None" = None) -> "WatchedSource":
    """Return all that looks at this machine: its eye, and NVIDIA's driver where its package is installed."""
    from importlib.util import find_spec

    source = open_eye(clock, eye)
    if find_spec("pynvml") is None:
        return source
    from procmon_gui.collectors.nvidia import NvidiaReader
    from procmon_gui.collectors.with_nvidia import WithNvidia

    return WithNvidia(source, NvidiaReader())


def open_eye(clock: "Clock", eye: "EyeProcess | None" = None) -> "WatchedSource":
    """Return the eye of this system: our own on Linux, maybe started already; psutil elsewhere."""
    if _is_linux():
        from procmon_gui.collectors.eye_source import EyeSource

        return EyeSource(clock=clock, started=eye)
    from procmon_gui.collectors.portable import PortableSource

    return PortableSource(clock=clock)


def _listening_source(options: Options, clock: "Clock", eye: "EyeProcess | None") -> "WatchedSource":
    from procmon_gui.remote.listening_source import ListeningSource

    first = [eye]  # only the first source of our own has it
    return ListeningSource(
        data_folder(options), lambda: open_source(clock, first.pop() if first else None), clock=clock
    )


def open_recorder_socket(options: Options, interval_s: float) -> "RecorderSocket":
    """Return the door at which windows listen to a recorder; it is a listener of the pulse, and opened with it."""
    from procmon_gui.domain.attention import Attention
    from procmon_gui.remote.recorder_socket import RecorderSocket

    return RecorderSocket(data_folder(options), own=Attention(interval_s=interval_s))


def open_memory(budget_mib: int = 16) -> "RecentMemory":
    """Return what remembers the beats of this program; it is given to every pulse that is opened."""
    from procmon_gui.store.history.recent import RecentMemory

    return RecentMemory(budget_mib)


def data_folder(options: Options) -> Path:
    """Return where data is kept."""
    import platformdirs

    return options.data_dir or platformdirs.user_data_path("procmon_gui", appauthor=False)


def open_history(options: Options, memory: "RecentMemory") -> "LongHistory":
    """Return all that is remembered as one: what the memory holds, and later what lies on disk."""
    from procmon_gui.store.history.incident import MadeIncident as MadeIncident
    from procmon_gui.store.history.long_history import LongHistory

    return LongHistory(memory, data_folder(options) / HISTORY_FILE)


def open_ranges(history: "LongHistory") -> "RangeReader":
    """Return what answers questions about ranges of a history."""
    from procmon_gui.store.history.ranges import Ranges

    return Ranges(history)


def open_history_writer(
    options: Options,
    memory: "RecentMemory",
    *,
    settings: "SettingsStore",
    history: "LongHistory | None" = None,
    clock: "Clock | None" = None,
    since_ms: int = 0,
) -> "HistoryWriter":
    """Return what keeps on disk what a memory hears, from its `start` on; a `history` learns of what is written.

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

    # -P: a folder that happens to be the current one must not be able to replace a module of the program.
    own = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-P", "-m", "procmon_gui"]
    places = {"--data-dir": options.data_dir, "--config": options.config}
    chosen = [word for name, path in places.items() if path is not None for word in (name, str(path.absolute()))]
    folder = data_folder(options)
    command = [*own, "record", "--quiet", *chosen]
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


def open_server_history(url: str, machine_id: str) -> "StoredHistory":
    """Return what a server has of a machine, to be read; raises WrongInput and Unavailable."""
    from procmon_gui.store.history.server import open_server
    from procmon_gui.store.history.stored import StoredHistory

    history = StoredHistory(open_server(url), machine_id=machine_id)
    try:
        history.refresh()
    except BaseException:
        history.close()
        raise
    return history


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


def open_stored_history(options: Options) -> "StoredHistory":
    """Return what was recorded on disk, to be read; what a cut-off recorder left is made whole first.

    Raises Unavailable where nothing was recorded.
    """
    from procmon_gui.store.history.stored import StoredHistory
    from procmon_gui.store.sqlite import reading_engine

    history = StoredHistory(reading_engine(_recorded_file(options)))
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
    from procmon_gui.collectors.eye.redact import redact_line
    from procmon_gui.store.history.incident import Wanted
    from procmon_gui.store.history.incident import make_incident as make
    from procmon_gui.store.sqlite import reading_engine

    def hide(line: str) -> str:
        return redact_line(line.encode("utf-8", "surrogatepass")).decode("utf-8", "surrogatepass")

    wanted = Wanted(from_ms=span.from_ms, to_ms=span.to_ms, has_command_lines=has_command_lines, hide=hide)
    source = reading_engine(_recorded_file(options))
    try:
        return make(source, target, wanted, errand, replaces=replaces)
    finally:
        source.dispose()


def open_incident(path: Path) -> "IncidentHistory":
    """Open a file that `make_incident` wrote, on whatever machine; raises Unavailable, which says what to do."""
    from procmon_gui.store.history.sealed_history import open_incident as open_file

    return open_file(path)


def viewer_command(path: Path) -> tuple[list[str], Path]:
    """Return what opens a file in a window of its own, and the folder to start it in."""
    if getattr(sys, "frozen", False):
        return [sys.executable, "open", str(path)], path.parent
    # Where the package lies, so that it is found in a checkout too.
    return [sys.executable, "-m", "procmon_gui", "open", str(path)], Path(__file__).resolve().parents[1]


@contextmanager
def open_stored_ranges(options: Options) -> "Iterator[RangeReader]":
    """Return what answers questions about ranges of what was recorded on disk, as long as the block runs.

    Raises Unavailable where nothing was recorded.
    """
    from procmon_gui.store.history.long_history import LongHistory
    from procmon_gui.store.history.ranges import Ranges
    from procmon_gui.store.history.recent import RecentMemory

    open_stored_history(options).close()
    history = LongHistory(RecentMemory(), data_folder(options) / HISTORY_FILE)
    try:
        history.refresh()
        yield Ranges(history)
    finally:
        history.close()


def open_marks(options: Options, clock: "Clock | None" = None) -> "LateMarks":
    """Return what keeps marks, in the desk; nothing is opened before there is something to do. One for each process."""
    from procmon_gui.store.desk.late import LateMarks

    path = data_folder(options) / DESK_FILE
    return LateMarks(path, lambda: _open_desk_marks(path, clock))


def _open_desk_marks(path: Path, clock: "Clock | None") -> "DeskMarks":
    import getpass

    from procmon_gui.engine.clock import SystemClock
    from procmon_gui.store.desk.database import Desk
    from procmon_gui.store.desk.marks import DeskMarks

    try:
        author = getpass.getuser()
    except (KeyError, OSError, ImportError):  # nobody has a name for this user
        author = str(os.getuid())
    return DeskMarks(Desk(path), author=author, clock=clock or SystemClock())


class _Patient:
    """An errand of somebody who waits until it is done."""

    def is_cancelled(self) -> bool:
        return False

    def tell_progress(self, done: int, total: int) -> None:
        pass


def check_desk(options: Options) -> "DeskCheckup | None":
    """Read all of the desk and compare every hash of the audit trail; None where nothing was ever kept.

    Raises Unavailable where it can not be read.
    """
    from procmon_gui.engine.clock import SystemClock
    from procmon_gui.store.desk.audit import DeskAudit
    from procmon_gui.store.desk.checkup import check_up
    from procmon_gui.store.desk.database import Desk

    desk = Desk(data_folder(options) / DESK_FILE)
    return check_up(desk, DeskAudit(desk, clock=SystemClock(), boot_id=""), _Patient())


def check_history(options: Options) -> "Checkup | None":
    """Read all of the history on disk and compare every checksum; None where nothing was recorded.

    Raises Unavailable where it can not be read.
    """
    path = data_folder(options) / HISTORY_FILE
    if not path.exists():
        return None
    from procmon_gui.store.history.checkup import check_up

    return check_up(path, _Patient())


def salvage_history(options: Options, path: Path, errand: "Errand") -> "Salvaged":
    """Bring what can be read of a history that was set aside into the one that is in use.

    Raises Unavailable, also while somebody records.
    """
    from procmon_gui.store.history.keeping import keeping_of
    from procmon_gui.store.history.salvage import salvage

    return salvage(path, data_folder(options), keeping_of(open_settings(options)), errand)


def open_pulse(
    options: Options,
    *,
    interval_s: float = 1.0,
    clock: "Clock | None" = None,
    memory: "SnapshotSink | None" = None,
    listeners: "Sequence[tuple[str, SnapshotSink]]" = (),
    eye: "EyeProcess | None" = None,
    listens: bool = False,
) -> "Pulse":
    """Return the heartbeat of this machine; nothing is read before its first `beat`.

    A memory and the listeners hear every beat. One that `listens` reads through a recorder while there is one.
    """
    from procmon_gui.domain.attention import Attention
    from procmon_gui.engine.clock import SystemClock
    from procmon_gui.engine.pulse import Pulse

    clock = clock or SystemClock()
    source = _listening_source(options, clock, eye) if listens else open_source(clock, eye)
    first = [("memory", memory)] if memory is not None else []
    pulse = Pulse(source, clock=clock, listeners=[*first, *listeners])
    pulse.look_at(Attention(interval_s=interval_s))
    return pulse


def open_socket_lister() -> "SocketLister":
    """Return what lists the sockets of this machine. It remembers who holds what, so everybody has one of his own."""
    if _is_linux():
        from procmon_gui.collectors.sockets_list import LinuxSocketLister

        return LinuxSocketLister()
    from procmon_gui.collectors.sockets_list_portable import PortableSocketLister

    return PortableSocketLister()


def can_find() -> bool:
    """Say whether this system tells who holds a file or a socket."""
    return _is_linux()


def open_finder() -> "Finder":
    """Return what finds who holds a file or a socket, where that can be found."""
    from procmon_gui.collectors.finder import LinuxFinder

    return LinuxFinder()


def open_inspector() -> "Inspector":
    """Return what answers the questions of the detail of one process; nothing is read before it is asked."""
    if _is_linux():
        from procmon_gui.collectors.inspector import ProcInspector

        return ProcInspector()
    from procmon_gui.collectors.portable_inspector import PortableInspector

    return PortableInspector()
