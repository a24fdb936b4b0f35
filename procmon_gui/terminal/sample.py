"""`procmon-gui sample`: prints one beat after another. Lives on the main thread."""

from collections.abc import Callable
from typing import Final

from procmon_gui.domain.attention import Attention
from procmon_gui.domain.errors import ProcmonError
from procmon_gui.domain.metrics import Look
from procmon_gui.reports.selection import Selection
from procmon_gui.services.live import open_pulse
from procmon_gui.services.places import Options
from procmon_gui.terminal.heartbeat import BeatWatch, Heartbeat
from procmon_gui.terminal.output import Output
from procmon_gui.terminal.printing import beat_printer, end_with, selection_of
from procmon_gui.terminal.request import Request
from procmon_gui.terminal.viewing import View, view_for

# Two beats are not printed: the first has no rates; the second is the first for which costly fields were asked.
SILENT_BEATS: Final = 2
SILENT_INTERVAL_S: Final = 0.5
INTERVAL_S: Final = 1.0
_WAIT_S: Final = 2.0
# Everything but the proportional memory, which costs more than all else together.
_ALL_LOOKS: Final = frozenset({Look.STATUS, Look.DESCRIPTORS, Look.SCORES, Look.GPU, Look.SOCKETS})
_TABLE_LOOKS: Final = frozenset({Look.SOCKETS})


def run_sample(
    request: Request,
    *,
    open_heartbeat: Callable[[Request], Heartbeat] | None = None,
    viewer: Callable[[Request], View] = view_for,
) -> int:
    """Print beats until the count is reached or the reader goes; return the exit status."""
    try:
        selection = selection_of(request)
        output = Output(is_utf8=request.format != "table")
        view = viewer(request)
        heartbeat = (open_heartbeat or _open_pulse)(request)
        try:
            _print_beats(heartbeat, request, selection, output, view)
        finally:
            heartbeat.close()
    except ProcmonError as error:
        return end_with(error, request)
    return 0


def _open_pulse(request: Request) -> Heartbeat:
    # A recorder beats at an interval of its own, so one that was named needs an eye of our own.
    return open_pulse(
        Options(data_dir=request.data_dir, config=request.config),
        interval_s=min(SILENT_INTERVAL_S, request.interval_s or INTERVAL_S),
        listens=request.interval_s is None,
    )


def _print_beats(heartbeat: Heartbeat, request: Request, selection: Selection, output: Output, view: View) -> None:
    looks = selection.looks | (_TABLE_LOOKS if request.format == "table" else _ALL_LOOKS)
    slots = None if selection.query is None else frozenset[int]()
    wanted_s = request.interval_s or INTERVAL_S
    interval_s = min(SILENT_INTERVAL_S, wanted_s)
    heartbeat.look_at(Attention(interval_s=interval_s, slots=slots, looks=looks))
    write = beat_printer(request, selection, output)
    beat_count = 0
    watch = BeatWatch(heartbeat, has_end=request.count is not None, interval_s=wanted_s)
    while request.count is None or beat_count < SILENT_BEATS + request.count:
        snapshot = heartbeat.beat(_WAIT_S)
        watch.look(snapshot)
        if snapshot is None:
            continue
        snapshot = view(snapshot)
        beat_count += 1
        if beat_count >= SILENT_BEATS:
            interval_s = wanted_s
        slots = selection.wanted_slots(snapshot)
        heartbeat.look_at(Attention(interval_s=interval_s, slots=slots, looks=looks))
        if beat_count > SILENT_BEATS:
            write(snapshot, selection.rows(snapshot))
