"""A minute of the roll-ups as a moment: of each process and of the machine the averages, and nothing else. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Final

import numpy as np

from procmon_gui.domain.derive import derive
from procmon_gui.domain.host_over_time import SeriesKey
from procmon_gui.domain.ranges import ProcessFacts
from procmon_gui.domain.reading import NUMBER_FIELDS, TEXT_FIELDS, FloatArray, IntArray, Reading
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.store.history.digest import MINUTE_MS, PROCESS_FIGURES
from procmon_gui.store.history.framing import DamagedChunk
from procmon_gui.store.history.minutes import PackedColumns, host_sums, process_sums
from procmon_gui.store.history.sums import by_key, merged, stacked

# Serials are not kept. From here on they are rows of `processes`, so that none is that of another process.
SERIALS_FROM: Final = 1 << 48
_TICKS_PER_S: Final = 100


def process_means(parts: Sequence[PackedColumns], minute: int) -> tuple[IntArray, Mapping[str, FloatArray]]:
    """Return the rows of processes of a minute of an hour, and the mean of each figure; damaged parts are left out."""
    ids, sums = [], []
    for part in parts:
        try:
            rows = np.flatnonzero(part.column("minute") == minute)
            own = {figure: process_sums(part, figure).rows(rows) for figure in PROCESS_FIGURES}
            ids.append(part.column("process")[rows])
        except DamagedChunk:
            continue
        sums.append(own)
    if not ids:
        return np.zeros(0, np.int64), {}
    order, begins, unique = by_key(np.concatenate(ids))
    return unique, {
        figure: merged(stacked([own[figure] for own in sums]), order, begins).mean for figure in PROCESS_FIGURES
    }


def host_means(parts: Sequence[PackedColumns], minute: int) -> Mapping[SeriesKey, float]:
    """Return the mean of each figure of the machine in a minute of an hour, of those that are known."""
    found: dict[SeriesKey, float] = {}
    for part in parts:
        try:
            rows = np.flatnonzero(part.column("minute") == minute)
            means = host_sums(part).mean[rows].tolist()
            keys = part.column("key")[rows].tolist()
        except DamagedChunk:
            continue
        found |= {part.keys[key]: mean for key, mean in zip(keys, means, strict=True) if mean == mean}
    return found


def snapshot_of_minute(
    minute_ms: int,
    facts: Mapping[int, ProcessFacts],
    ids: IntArray,
    means: Mapping[str, FloatArray],
    host: Mapping[SeriesKey, float],
) -> Snapshot | None:
    """Return a minute as a moment; None where nobody is known of it.

    Where the machine was started anew in it, of the start that has most processes.
    """
    boots = [facts[number].key.boot_id if number in facts else "" for number in ids.tolist()]
    known = [boot_id for boot_id in boots if boot_id]
    if not known:
        return None
    boot_id = max(dict.fromkeys(known), key=known.count)
    rows = np.array([place for place, own in enumerate(boots) if own == boot_id], np.int64)
    who = [facts[number] for number in ids[rows].tolist()]
    own = {figure: values[rows] for figure, values in means.items()}
    reading = _reading(minute_ms, boot_id, ids[rows], who, own)
    snapshot = derive(None, reading)
    columns = dict(snapshot.columns) | {figure: own[figure] for figure in own if figure in snapshot.columns}
    columns["disk_bytes_per_s"] = own["disk_read_bytes_per_s"] + own["disk_write_bytes_per_s"]
    columns["tcp_bytes_per_s"] = own["tcp_received_bytes_per_s"] + own["tcp_sent_bytes_per_s"]
    return _averaged(replace(snapshot, columns=MappingProxyType(columns)), host)


def snapshot_of_machine(minute_ms: int, host: Mapping[SeriesKey, float]) -> Snapshot:
    """Return a minute as a moment of which nothing but figures of the machine is kept."""
    nobody, nothing = np.zeros(0, np.int64), dict.fromkeys(PROCESS_FIGURES, np.zeros(0))
    return _averaged(derive(None, _reading(minute_ms, "", nobody, (), nothing)), host)


def _averaged(snapshot: Snapshot, host: Mapping[SeriesKey, float]) -> Snapshot:
    figures: dict[str, dict[str, float]] = {}
    for (metric_id, instance), mean in host.items():
        figures.setdefault(metric_id, {})[instance] = mean
    return replace(snapshot, elapsed_s=MINUTE_MS / 1000, host=MappingProxyType(figures), average_of_ms=MINUTE_MS)


def _reading(
    minute_ms: int, boot_id: str, ids: IntArray, who: Sequence[ProcessFacts], means: Mapping[str, FloatArray]
) -> Reading:
    unknown = np.full(len(ids), np.nan)
    numbers = dict.fromkeys(NUMBER_FIELDS, unknown)
    numbers["pid"] = np.array([one.key.pid for one in who], np.float64)
    numbers["start_ticks"] = np.array([one.key.start_ticks for one in who], np.float64)
    numbers["ppid"] = np.array([np.nan if one.parent_pid is None else one.parent_pid for one in who], np.float64)
    numbers["rss_bytes"], numbers["threads"] = means["rss_bytes"], np.rint(means["threads"])
    texts: dict[str, Sequence[str | None]] = {field: [None] * len(ids) for field in TEXT_FIELDS}
    texts["name"] = [one.name for one in who]
    texts["executable"] = [one.executable or None for one in who]
    texts["user"] = [one.user for one in who]
    texts["command_line"] = [one.command_line for one in who]
    return Reading(
        boot_id=boot_id,
        at_ms=minute_ms,
        monotonic_ns=0,
        sockets_ns=0,
        suspended_ns=0,
        sequence=0,
        missed_beats=0,
        ticks_per_s=_TICKS_PER_S,
        boot_at_utc_s=np.nan,
        numbers=numbers,
        texts=texts,
        text_revisions=np.zeros(len(ids), np.int64),
        serials=ids + SERIALS_FROM,
        refused=np.zeros(len(ids), np.int64),
        host={},
        unsupported={},
    )
