"""`procmon-gui doctor`: how the machine, the program and its parts do. Tells no secrets."""

import math
import time
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from procmon_gui.domain.errors import ProcmonError
from procmon_gui.services.control import others_out_of_reach
from procmon_gui.services.crashes import CrashFolder
from procmon_gui.services.desk import check_desk
from procmon_gui.services.history import check_history, check_server, look_at_recorder
from procmon_gui.services.places import Options
from procmon_gui.services.server import look_at_server
from procmon_gui.terminal.crash_facts import crash_facts
from procmon_gui.terminal.desk_facts import desk_facts
from procmon_gui.terminal.facts import Fact, Level, as_json, as_lines, is_healthy
from procmon_gui.terminal.history_facts import history_facts, hosts_facts, recorder_facts, server_facts
from procmon_gui.terminal.machine import machine_facts
from procmon_gui.terminal.output import Output, ReaderGone
from procmon_gui.terminal.places import place_facts
from procmon_gui.terminal.request import Request, complain
from procmon_gui.terminal.usual_facts import usual_facts
from procmon_gui.terminal.versions import version_facts

if TYPE_CHECKING:
    from procmon_gui.domain.rights import Rights
    from procmon_gui.domain.snapshot import Snapshot
    from procmon_gui.domain.workers import WorkerState
    from procmon_gui.services.usual import UsualCheckup
    from procmon_gui.terminal.heartbeat import Heartbeat

BEATS: Final = 2
BEAT_INTERVAL_S: Final = 0.5
PATIENCE_S: Final = 10.0
_MIB: Final = 1024.0 * 1024.0


def run_doctor(request: Request, *, open_heartbeat: "Callable[[Request], Heartbeat] | None" = None) -> int:
    """Print what was found; return 0, or 1 when something essential is broken."""
    try:
        output = Output(is_utf8=request.as_json)
        sections = _asked(request, open_heartbeat or _open_pulse)
        text = as_json(sections) if request.as_json else "\n".join(as_lines(sections, output.size().columns))
        output.write(text + "\n")
    except ReaderGone:
        return 0
    except ProcmonError as error:
        complain(str(error))
        return 1
    return 0 if is_healthy(sections) else 1


def _asked(request: Request, open_heartbeat: "Callable[[Request], Heartbeat]") -> dict[str, list[Fact]]:
    if request.asks_recording:
        return _recorder_sections(request)
    return _server_sections(request) if request.server else _sections(request, open_heartbeat)


def _sections(request: Request, open_heartbeat: "Callable[[Request], Heartbeat]") -> dict[str, list[Fact]]:
    options = Options(data_dir=request.data_dir, config=request.config)
    crashes = CrashFolder(options)
    return {
        "versions": version_facts(),
        "machine": machine_facts(),
        **_live_sections(request, open_heartbeat),
        "history": [
            *history_facts(partial(check_history, options)),
            *server_facts(partial(check_server, options)),
        ],
        "desk": desk_facts(partial(check_desk, options)),
        "usual": usual_facts(partial(_check_usual, options), time.time_ns() // 1_000_000),
        "failures": crash_facts(crashes.listed(), crashes.folder),
        "places": place_facts(request.data_dir, request.config),
    }


def _server_sections(request: Request) -> dict[str, list[Fact]]:
    return {"server": hosts_facts(partial(look_at_server, request.server))}


def _recorder_sections(request: Request) -> dict[str, list[Fact]]:
    look = partial(look_at_recorder, Options(data_dir=request.data_dir, config=request.config))
    return {"recorder": recorder_facts(look, time.time_ns() // 1_000_000)}


def _check_usual(options: Options) -> "UsualCheckup | None":
    from procmon_gui.services.usual import check_usual

    return check_usual(options)


def _open_pulse(request: Request) -> "Heartbeat":
    from procmon_gui.services.live import open_pulse

    return open_pulse(Options(data_dir=request.data_dir, config=request.config), interval_s=BEAT_INTERVAL_S)


def _live_sections(request: Request, open_heartbeat: "Callable[[Request], Heartbeat]") -> dict[str, list[Fact]]:
    """Take two real beats and tell about them; whatever goes wrong is a fact too."""
    try:
        heartbeat = open_heartbeat(request)
    except (ImportError, ProcmonError) as error:
        return {"workers": [Fact("start", "Start", f"failed: {error}", None, Level.BROKEN)]}
    try:
        snapshot = _beats(heartbeat)
        workers = [*(_worker(state) for state in heartbeat.workers()), _rights(heartbeat.rights()), _reach()]
    finally:
        heartbeat.close()
    if snapshot is None:
        silent = f"no sample came within {PATIENCE_S:.0f} seconds"
        return {"workers": [*workers, Fact("samples", "Samples", silent, None, Level.BROKEN)]}
    return {"workers": [*workers, _ends(snapshot)], "cost": _cost(snapshot), "unknown": _unknown(snapshot)}


def _beats(heartbeat: "Heartbeat") -> "Snapshot | None":
    snapshot: Snapshot | None = None
    count = 0
    give_up_s = time.monotonic() + PATIENCE_S
    while count < BEATS and time.monotonic() < give_up_s:
        latest = heartbeat.beat(1.0)
        if latest is not None:
            snapshot = latest
            count += 1
    return snapshot if count == BEATS else None


def _worker(state: "WorkerState") -> Fact:
    # A stalled part is broken only when no beat comes, which `_live_sections` tells.
    level = Level.OK if state.health.value == "ok" else Level.LIMITED
    text = f"{state.health.value}: {state.detail}" if state.detail else state.health.value
    return Fact(state.name, state.name.capitalize(), text, state.health.value, level)


def _rights(rights: "Rights") -> Fact:
    if rights.sees_everything:
        return Fact("sees_everything", "Rights of the eye", "those of root: the processes of all users", True)
    text = "figures of other users' processes are refused to it. "
    text += rights.why_not or "“Show everything” in the menu of the window asks for more"
    return Fact("sees_everything", "Rights of the eye", text, False, Level.LIMITED)


def _reach() -> Fact:
    why_not = others_out_of_reach()
    text = why_not or "can be acted on, by root or after the system has asked for a password"
    return Fact("acts_on_others", "Processes of others", text, not why_not, Level.LIMITED if why_not else Level.OK)


def _ends(snapshot: "Snapshot") -> Fact:
    # In a container the kernel takes the wish and tells nothing: only the eye knows.
    reason = snapshot.unsupported.get("exit_status", "")
    text = f"are seen only at each sample: {reason}" if reason else "are told by the kernel (process connector)"
    return Fact("process_connector", "Starts and ends", text, not reason, Level.LIMITED if reason else Level.OK)


def _cost(snapshot: "Snapshot") -> list[Fact]:
    """Tell what a beat costs, and on how many processes."""
    cpu_ms = snapshot.host_value("host.eye.cpu_ratio") * snapshot.elapsed_s * 1000
    rss_bytes = snapshot.host_value("host.eye.rss_bytes")
    count = len(snapshot.rows)
    rows = Fact("rows", "Processes", str(count), count, Level.OK if count else Level.BROKEN)
    return [
        rows,
        _figure("eye_cpu_ms_per_beat", "CPU of the eye", cpu_ms, f"{cpu_ms:.1f} ms a sample"),
        _figure("eye_rss_bytes", "Memory of the eye", rss_bytes, f"{rss_bytes / _MIB:.1f} MiB"),
        Fact("missed_beats", "Samples missed", str(snapshot.missed_beats), snapshot.missed_beats),
    ]


def _figure(id: str, title: str, number: float, text: str) -> Fact:
    is_known = math.isfinite(number)
    return Fact(id, title, text if is_known else "unknown", number if is_known else None)


def _unknown(snapshot: "Snapshot") -> list[Fact]:
    """Tell which fields this system never has, and its notes about the whole machine."""
    notes = [Fact(f"note_{note.code}", "Note", note.text, note.code, Level.LIMITED) for note in snapshot.notes]
    fields = [Fact(id, id, reason, None, Level.LIMITED) for id, reason in sorted(snapshot.unsupported.items())]
    return [*notes, *fields]
