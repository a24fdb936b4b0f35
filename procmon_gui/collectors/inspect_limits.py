"""The resource limits of one process: /proc/PID/limits, and what is used of them (getrlimit(2), proc(5))."""

import math
import re
import time
from collections.abc import Mapping
from typing import Final, NamedTuple

from procmon_gui.collectors.inspect_files import count_descriptors
from procmon_gui.collectors.inspect_process import TICKS_PER_S, OpenedProcess
from procmon_gui.domain.inspection import Limit, Listing
from procmon_gui.domain.metrics import QT_TRANSLATE_NOOP
from procmon_gui.domain.text import cell_text
from procmon_gui.domain.units import Unit

_T = QT_TRANSLATE_NOOP
_MOST_BYTES: Final = 8_192
_STATUS_BYTES: Final = 8_192
_LINE: Final = re.compile(rb"(Max .{22}) *(unlimited|[0-9]+) +(unlimited|[0-9]+) *(\S*) *")


class KnownLimit(NamedTuple):
    """How one limit of the kernel is called here. `scale` turns the kernel's unit into ours."""

    id: str
    title: str
    unit: Unit
    scale: float = 1.0


KNOWN_LIMITS: Final[Mapping[bytes, KnownLimit]] = {
    b"Max cpu time": KnownLimit("cpu", _T("Inspection", "CPU time"), Unit.SECONDS),
    b"Max file size": KnownLimit("fsize", _T("Inspection", "Size of a file"), Unit.BYTES),
    b"Max data size": KnownLimit("data", _T("Inspection", "Data"), Unit.BYTES),
    b"Max stack size": KnownLimit("stack", _T("Inspection", "Stack"), Unit.BYTES),
    b"Max core file size": KnownLimit("core", _T("Inspection", "Core dump"), Unit.BYTES),
    b"Max resident set": KnownLimit("rss", _T("Inspection", "Resident memory"), Unit.BYTES),
    b"Max processes": KnownLimit("nproc", _T("Inspection", "Processes and threads of the user"), Unit.COUNT),
    b"Max open files": KnownLimit("nofile", _T("Inspection", "Open files"), Unit.COUNT),
    b"Max locked memory": KnownLimit("memlock", _T("Inspection", "Locked memory"), Unit.BYTES),
    b"Max address space": KnownLimit("as", _T("Inspection", "Virtual memory"), Unit.BYTES),
    b"Max file locks": KnownLimit("locks", _T("Inspection", "File locks"), Unit.COUNT),
    b"Max pending signals": KnownLimit("sigpending", _T("Inspection", "Waiting signals of the user"), Unit.COUNT),
    b"Max msgqueue size": KnownLimit("msgqueue", _T("Inspection", "Message queues of the user"), Unit.BYTES),
    b"Max nice priority": KnownLimit("nice", _T("Inspection", "Nice value (20 - n)"), Unit.NONE),
    b"Max realtime priority": KnownLimit("rtprio", _T("Inspection", "Real-time priority"), Unit.NONE),
    b"Max realtime timeout": KnownLimit(
        "rttime", _T("Inspection", "Real-time CPU without a pause"), Unit.SECONDS, 1e-6
    ),
}
# What is used, where /proc/PID/status tells it, in KiB.
_USED_KIB: Final = {"data": b"VmData", "stack": b"VmStk", "rss": b"VmRSS", "memlock": b"VmLck", "as": b"VmSize"}


def read_limits(process: OpenedProcess) -> Listing[Limit]:
    """Return the limits in the kernel's order."""
    read_ns = time.monotonic_ns()
    text = process.read("limits", _MOST_BYTES)
    used = _used(process)
    rows = []
    for line in text.split(b"\n"):
        found = _LINE.fullmatch(line)
        if found is not None:
            rows.append(_limit(found, used))
    return Listing(rows=tuple(rows), total_count=len(rows), read_ns=read_ns)


def _limit(found: re.Match[bytes], used: Mapping[str, float]) -> Limit:
    name = found[1].strip()
    known = KNOWN_LIMITS.get(name)
    if known is None:  # a kernel that is newer than this program
        title = cell_text(name.removeprefix(b"Max "))
        known = KnownLimit(title, title, Unit.NONE)
    return Limit(
        id=known.id,
        title=known.title,
        soft=_value(found[2]) * known.scale,
        hard=_value(found[3]) * known.scale,
        unit=known.unit,
        used=used.get(known.id),
    )


def _value(text: bytes) -> float:
    return math.inf if text == b"unlimited" else float(text)


def _used(process: OpenedProcess) -> dict[str, float]:
    """Return what is used of the limits, by id, where the system tells it."""
    status = status_fields(process.read("status", _STATUS_BYTES))
    used: dict[str, float] = {}
    for id, key in _USED_KIB.items():
        digits = status.get(key, b"").split(b" ")[0]
        if digits.isdigit():
            used[id] = float(digits) * 1024
    queued = status.get(b"SigQ", b"").partition(b"/")[0]
    if queued.isdigit():
        used["sigpending"] = float(queued)
    used["cpu"] = (int(process.fields[11]) + int(process.fields[12])) / TICKS_PER_S
    used["nice"] = 20.0 - int(process.fields[16])
    if len(process.fields) > 37:
        used["rtprio"] = float(process.fields[37])
    descriptors = count_descriptors(process)
    if descriptors is not None:
        used["nofile"] = float(descriptors)
    return used


def status_fields(text: bytes) -> dict[bytes, bytes]:
    """Return the lines of /proc/PID/status by name. The name of the process can not fake a line: it is escaped."""
    fields: dict[bytes, bytes] = {}
    for line in text.split(b"\n"):
        key, colon, value = line.partition(b":")
        if colon:
            fields.setdefault(key, value.strip())
    return fields
