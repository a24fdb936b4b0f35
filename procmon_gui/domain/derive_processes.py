"""What two readings say of processes: every metric by slot, each worked out when somebody first asks for it. Pure.

Most metrics of a beat are looked at by nobody: a window that is not seen asks for three of some forty.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import Final

import numpy as np

from procmon_gui.domain.metrics import How
from procmon_gui.domain.process_metrics import PROCESS_METRICS
from procmon_gui.domain.reading import ENDS, BoolArray, FloatArray, IntArray, Reading

NAN: Final = float("nan")


def rate(before: FloatArray, after: FloatArray, same: BoolArray, elapsed_s: float | FloatArray) -> FloatArray:
    """Return the growth a second, NaN where it can not be known.

    All arrays have one length; each place may have an elapsed time of its own. A counter that went backwards was
    reset, so the pair says nothing.
    """
    grown = (after - before) / elapsed_s
    return np.where(same & (grown >= 0), grown, NAN)


class ProcessColumns(Mapping[str, FloatArray]):
    """Metric id to float64 by slot; frozen. Two threads that ask at once work out the same."""

    def __init__(
        self,
        previous: Reading | None,
        current: Reading,
        elapsed_s: float | FloatArray,
        *,
        before_sockets: Reading | None = None,
    ) -> None:
        """Take two readings and the time between them, by slot or one for all.

        `before_sockets` is the last reading whose TCP counters are older than the current ones: these are read less
        often than all else, and their rates are taken over their own time.
        """
        self._previous, self._current, self._elapsed_s = previous, current, elapsed_s
        self._before_sockets = before_sockets
        self._made: dict[str, FloatArray] = {}

    def __getitem__(self, metric_id: str) -> FloatArray:
        """Return a metric; raises KeyError for what is none of a process, or a text."""
        column = self._made.get(metric_id)
        if column is None:
            column = _MAKERS[metric_id](self)
            column.setflags(write=False)
            self._made[metric_id] = column
        return column

    def __iter__(self) -> Iterator[str]:
        return iter(_MAKERS)

    def __len__(self) -> int:
        return len(_MAKERS)

    def __contains__(self, metric_id: object) -> bool:
        return metric_id in _MAKERS

    # ---- the ways to make one

    def raw(self, field: str) -> FloatArray:
        """Return a field of the reading as it is."""
        return self._current.numbers[field]

    def rate_of(self, field: str) -> FloatArray:
        """Return the growth a second of a field."""
        if self._previous is None:
            return self._unknown
        return rate(self._before(self._previous, field), self._current.numbers[field], self._same, self._elapsed_s)

    def tcp_rate_of(self, field: str) -> FloatArray:
        """Return the growth a second of a field that is only read when the sockets are."""
        before, current = self._before_sockets, self._current
        if before is None or not 0 < before.sockets_ns < current.sockets_ns:
            return self._unknown
        elapsed_s = (current.sockets_ns - before.sockets_ns) / 1e9
        return rate(self._before(before, field), current.numbers[field], _same_process(before, current), elapsed_s)

    def end(self, field: str) -> FloatArray:
        """Return how or when the process of a slot ended: who has taken the slot since has not."""
        return np.where(self._current.serials < 0, self._current.numbers[field], NAN)

    def sum_of(self, *metric_ids: str) -> FloatArray:
        """Return the sum of two metrics."""
        one, other = metric_ids
        summed: FloatArray = self[one] + self[other]
        return summed

    def cpu_time_s(self) -> FloatArray:
        """Return the seconds of all cores since the process began."""
        used_s: FloatArray = self.raw("cpu_user_s") + self.raw("cpu_system_s")
        return used_s

    def started_at_utc(self) -> FloatArray:
        """Return when the process began, UTC seconds."""
        return self._current.boot_at_utc_s + self._started_s

    def age_s(self) -> FloatArray:
        """Return for how long the process has been there.

        Start times count from boot and go on while the machine sleeps (proc(5)), so the age does too.
        """
        up_s = (self._current.monotonic_ns + self._current.suspended_ns) / 1e9
        age_s: FloatArray = np.maximum(0.0, up_s - self._started_s)
        return age_s

    def gpu_ratio(self) -> FloatArray:
        """Return the share of the time in which its work was on a GPU."""
        return self.rate_of("gpu_busy_ns") / 1e9

    @cached_property
    def _started_s(self) -> FloatArray:
        return self.raw("start_ticks") / self._current.ticks_per_s

    @cached_property
    def _unknown(self) -> FloatArray:
        return np.full(len(self._current.serials), NAN)

    @cached_property
    def _same(self) -> BoolArray:
        assert self._previous is not None
        return _same_process(self._previous, self._current)

    def _before(self, reading: Reading, field: str) -> FloatArray:
        """Return a column of an older reading in the length of this one: what is new is unknown."""
        column, length = reading.numbers[field], len(self._current.serials)
        if len(column) >= length:
            return column[:length]
        return np.concatenate((column, np.full(length - len(column), NAN)))


def _same_process(before: Reading, current: Reading) -> BoolArray:
    """Say for each slot whether the same process is in it in both readings."""
    same: BoolArray = _fitted(before.serials, len(current.serials)) == current.serials
    return same & (current.serials >= 0)


def _fitted(serials: IntArray, length: int) -> IntArray:
    if len(serials) >= length:
        return serials[:length]
    return np.concatenate((serials, np.full(length - len(serials), -1, np.int64)))


def _call(method: Callable[..., FloatArray], *names: str) -> Callable[[ProcessColumns], FloatArray]:
    return lambda columns: method(columns, *names)


_MAKERS: Final[Mapping[str, Callable[[ProcessColumns], FloatArray]]] = MappingProxyType(
    {
        **{one.id: _call(ProcessColumns.raw, one.raw) for one in PROCESS_METRICS if one.how is How.GAUGE},
        **{one.id: _call(ProcessColumns.rate_of, one.raw) for one in PROCESS_METRICS if one.how is How.RATE},
        **{field: _call(ProcessColumns.end, field) for field in ENDS},
        "start_ticks": _call(ProcessColumns.raw, "start_ticks"),
        "cpu_ratio": _call(ProcessColumns.sum_of, "cpu_user_ratio", "cpu_system_ratio"),
        "cpu_time_s": ProcessColumns.cpu_time_s,
        "disk_bytes_per_s": _call(ProcessColumns.sum_of, "disk_read_bytes_per_s", "disk_write_bytes_per_s"),
        "started_at_utc": ProcessColumns.started_at_utc,
        "age_s": ProcessColumns.age_s,
        "gpu_ratio": ProcessColumns.gpu_ratio,
        "tcp_received_bytes_per_s": _call(ProcessColumns.tcp_rate_of, "tcp_received_bytes"),
        "tcp_sent_bytes_per_s": _call(ProcessColumns.tcp_rate_of, "tcp_sent_bytes"),
        "tcp_bytes_per_s": _call(ProcessColumns.sum_of, "tcp_received_bytes_per_s", "tcp_sent_bytes_per_s"),
    }
)
