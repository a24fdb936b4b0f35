"""The shapes of what the outer rooms hand to the inner ones."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from procmon_gui.domain.attention import Attention
from procmon_gui.domain.ends import End
from procmon_gui.domain.history import CpuBeat, Gap, HostBeat, Leader, Peak, Series, Span
from procmon_gui.domain.identity import ProcessKey
from procmon_gui.domain.reading import Reading
from procmon_gui.domain.snapshot import Snapshot

if TYPE_CHECKING:
    # What is asked for seldom, and would be loaded at every start.
    from procmon_gui.domain.finding import Found, SearchEnd, Wanted
    from procmon_gui.domain.inspection import (
        EnvironmentVariable,
        General,
        Limit,
        Listing,
        Memory,
        OpenFile,
        ThreadFacts,
    )
    from procmon_gui.domain.sockets import SocketList


class Clock(Protocol):
    """Tells elapsed and wall time; tests hand in one that they move themselves."""

    def monotonic_ns(self) -> int:
        """Return a time that never goes back."""

    def utc_ms(self) -> int:
        """Return the wall time, whole milliseconds UTC: a label only."""


class Source(Protocol):
    """Something that yields readings, one a beat."""

    def read(self, timeout_s: float) -> Reading | None:
        """Wait for the next reading; None when none came in time."""

    def look_at(self, attention: Attention) -> None:
        """Say what is being looked at from now on; may be called from any thread, returns at once."""

    def refresh(self) -> None:
        """Ask for one beat now, out of turn; may be called from any thread, returns at once."""

    def close(self) -> None:
        """Stop, within a second; may be called from any thread, wakes a waiting `read`."""


class SnapshotSink(Protocol):
    """Something that wants every beat: what was read, and what it means."""

    def offer(self, reading: Reading, snapshot: Snapshot) -> None:
        """Take one beat, on the sampler's thread; must return at once and change neither."""


class HistoryReader(Protocol):
    """Remembers earlier beats. Any thread; `newest`, `span`, `gaps`, `leader_at` and `beat_near` return at once, all
    else may take a tenth of a second and belongs in a worker.
    """

    def span(self) -> Span | None:
        """Return from when to when beats are remembered, None before the first."""

    def beat_near(self, at_ms: int, steps: int = 0) -> int | None:
        """Return the time of the beat nearest to a time, or so many beats before (negative) or after it."""

    def snapshot_at(self, at_ms: int) -> Snapshot | None:
        """Return the beat nearest to a time as it was shown then; None when none is remembered.

        Raises Unavailable when what was kept is damaged.
        """

    def ended_since(self, at_ms: int) -> Mapping[int, End]:
        """Return how processes ended that were there at a time, by serial."""

    def newest(self, after_ms: int) -> Series:
        """Return the CPU of the whole machine, 0 to 1, of all beats after a time."""

    def curve(self, from_ms: int, to_ms: int, points: int) -> Series:
        """Return the CPU of the whole machine, 0 to 1, in about so many points that keep its peaks; NaN is a gap."""

    def peak(self, from_ms: int, to_ms: int) -> Peak | None:
        """Return the busiest beat of a time; None where none is known. Raises Unavailable."""

    def leader_at(self, at_ms: int) -> Leader | None:
        """Return who led the beat nearest to a time, None when that is not known."""

    def series(self, metric_id: str, from_ms: int, to_ms: int) -> Series:
        """Return a metric of the whole machine, one value a beat; an id that is not made of host figures is unknown."""

    def series_of(self, key: ProcessKey, metric_id: str, from_ms: int, to_ms: int) -> Series:
        """Return a metric of one process for every beat in which it lived."""

    def minute_means(self, key: ProcessKey, from_ms: int, to_ms: int, errand: "Errand") -> Mapping[str, Series]:
        """Return the averages of a process in each minute of a time of which beats are gone, by metric id."""

    def cpu_beats(self, from_ms: int, to_ms: int) -> tuple[CpuBeat, ...]:
        """Return the CPU of every process in each beat of a time, oldest first."""

    def host_beats(self, from_ms: int, to_ms: int) -> tuple[HostBeat, ...]:
        """Return the machine in each beat of a time, oldest first; before the oldest, the averages of minutes."""

    def gaps(self, from_ms: int, to_ms: int) -> tuple[Gap, ...]:
        """Return the stretches of a time of which nothing is known."""


class Errand(Protocol):
    """What a long piece of work asks of whoever waits for it; both may be called from the thread that works."""

    def is_cancelled(self) -> bool:
        """Return whether nobody waits any longer: stop soon."""

    def tell_progress(self, done: int, total: int) -> None:
        """Say how much of the work is done."""


class SocketLister(Protocol):
    """Lists the sockets of a machine. One thread at a time; remembers between calls what is costly to find out."""

    def list_sockets(self, errand: Errand) -> "SocketList":
        """Return every socket now. Owners are searched for within a bounded time, and the next call goes on.

        Raises Cancelled, and Unavailable where the system tells of no socket at all.
        """

    def sockets_of(self, key: ProcessKey, errand: Errand) -> "SocketList":
        """Return the sockets that one process holds, also where it lives in another network than this program.

        Raises Ended, Cancelled, and Refused where its descriptors are not shown.
        """

    def close(self) -> None:
        """Give what is held open back."""


class Finder(Protocol):
    """Finds who holds a file, a directory, a port or a socket. One thread at a time."""

    def find(
        self, wanted: "Wanted", text: str, tell: "Callable[[Sequence[Found]], None]", errand: Errand
    ) -> "SearchEnd":
        """Tell hits as they come, in small groups, and return how it went.

        Raises Cancelled, WrongInput for a text that means nothing, Unavailable where the system can not tell.
        """


class Inspector(Protocol):
    """Answers what the detail of one process asks. Files are read and may hang: never on the window thread.

    Every method may be called from any thread, checks before and after reading that it still is this very process,
    and raises `Ended` (it is gone, or its pid is another's now), `Refused`, `Unavailable`, or `Cancelled` when the
    errand is.
    """

    def general(self, key: ProcessKey, errand: Errand) -> "General":
        """Return what there is to say in general; what is refused stands in `General.refused`."""

    def threads(self, key: ProcessKey, errand: Errand) -> "Listing[ThreadFacts]":
        """Return the threads by tid."""

    def open_files(self, key: ProcessKey, errand: Errand) -> "Listing[OpenFile]":
        """Return the open descriptors by number, sockets among them."""

    def memory(self, key: ProcessKey, errand: Errand) -> "Memory":
        """Return the regions of memory by use. The kernel stops the process for a moment while it counts."""

    def limits(self, key: ProcessKey, errand: Errand) -> "Listing[Limit]":
        """Return the resource limits in the kernel's order."""

    def environment(self, key: ProcessKey, errand: Errand) -> "Listing[EnvironmentVariable]":
        """Return the environment with which the process was started, by name. Only when somebody asked for it."""
