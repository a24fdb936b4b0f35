"""Builds what looks at this machine now: the eye, the heartbeat, and what answers questions in between."""

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from procmon_gui.services.places import Options, data_folder

if TYPE_CHECKING:
    from procmon_gui.collectors.eye_process import EyeProcess as EyeProcess
    from procmon_gui.domain.ports import Clock, Finder, Inspector, SnapshotSink, SocketLister
    from procmon_gui.engine.bench import Bench as Bench
    from procmon_gui.engine.pulse import Pulse, WatchedSource
    from procmon_gui.remote.listening_source import ListeningSource
    from procmon_gui.remote.recorder_socket import RecorderSocket
    from procmon_gui.remote.window_door import WindowDoor as WindowDoor


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


def open_pulse(
    options: Options,
    *,
    interval_s: float = 1.0,
    clock: "Clock | None" = None,
    memory: "SnapshotSink | None" = None,
    listeners: "Sequence[tuple[str, SnapshotSink]]" = (),
    eye: "EyeProcess | None" = None,
    listens: bool = False,
    door: "WindowDoor | None" = None,
    bench: "Bench | None" = None,
) -> "Pulse":
    """Return the heartbeat of this machine; nothing is read before its first `beat`.

    A memory and the listeners hear every beat. One that `listens` reads through a recorder while there is one. At a
    `door`, while that is open, others listen to this one. On a `bench` judgement may sit down later.
    """
    from procmon_gui.domain.attention import Attention
    from procmon_gui.engine.clock import SystemClock
    from procmon_gui.engine.pulse import Pulse

    clock = clock or SystemClock()
    listening = _listening_source(options, clock, eye, door) if listens else None
    source: WatchedSource = listening or open_source(clock, eye)
    first: list[tuple[str, SnapshotSink]] = [("memory", memory)] if memory is not None else []
    last: list[tuple[str, SnapshotSink]] = [("listeners", door)] if door is not None else []
    others = []
    if bench is not None:
        from procmon_gui.engine.with_suspicion import WithSuspicion

        source = WithSuspicion(source, bench.scores())
        last.append(("judgement", bench))
        others.append(bench.state)
    pulse = Pulse(source, clock=clock, listeners=[*first, *listeners, *last], others=others)
    pulse.look_at(Attention(interval_s=interval_s))
    if bench is not None:
        bench.stand_before(pulse, lambda: listening is not None and listening.is_listening)
    if door is not None:
        door.stand_before(pulse)
    return pulse


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


def _listening_source(
    options: Options, clock: "Clock", eye: "EyeProcess | None", door: "WindowDoor | None"
) -> "ListeningSource":
    from procmon_gui.remote.listening_source import ListeningSource

    first = [eye]  # only the first source of our own has it
    return ListeningSource(
        data_folder(options), lambda: open_source(clock, first.pop() if first else None), clock=clock, own_door=door
    )


def open_recorder_socket(options: Options) -> "RecorderSocket":
    """Return the door at which others listen to a recorder; it is a listener of the pulse, and opened with it."""
    from procmon_gui.remote.recorder_socket import RecorderSocket

    return RecorderSocket(data_folder(options))


def open_window_door(options: Options) -> "WindowDoor":
    """Return the door at which others listen to a window while that records, see `open_pulse`."""
    from procmon_gui.remote.window_door import WindowDoor

    return WindowDoor(data_folder(options))


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


def _is_linux() -> bool:
    return sys.platform == "linux"
