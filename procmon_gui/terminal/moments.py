"""Which recorded moments a verb is asked for: times are read, and what is not there is said."""

import time
from collections.abc import Iterator, Mapping
from typing import Final, Protocol

from procmon_gui.domain.ends import End, as_ended
from procmon_gui.domain.errors import Unavailable, WrongInput
from procmon_gui.domain.history import Span
from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.query import QueryError
from procmon_gui.reports.values import iso_utc
from procmon_gui.services.history import open_incident, open_stored_history
from procmon_gui.services.places import Options
from procmon_gui.services.server import open_server_history
from procmon_gui.terminal.printing import WrongTime
from procmon_gui.terminal.request import Request, complain

# What was recorded at longer intervals than this is asked for by people who know it.
_NEAR_MS: Final = 60_000


class Moments(Protocol):
    """What is needed of a history: that of this machine, or one in a file."""

    @property
    def host_name(self) -> str:
        """Return the name of the machine that was recorded."""

    def span(self) -> Span | None:
        """Return from when to when there is anything."""

    def snapshot_at(self, at_ms: int) -> Snapshot | None:
        """Return the beat nearest to a time, or of an old time a minute; raises Unavailable where it is damaged."""

    def ended_since(self, at_ms: int) -> Mapping[int, End]:
        """Return how processes ended that were there at a time, by serial; raises Unavailable."""

    def moment_times(self, from_ms: int, to_ms: int) -> Iterator[int]:
        """Yield the times of all moments, oldest first; raises Unavailable."""

    def close(self) -> None:
        """Give back what is open."""


def open_moments(request: Request) -> Moments:
    """Return what was recorded, here, in a file or on a server; raises Unavailable where nothing was, and WhichHost."""
    if request.server:
        return open_server_history(request.server, request.host)
    if request.file is not None:
        return open_incident(request.file)
    return open_stored_history(Options(data_dir=request.data_dir, config=request.config))


class Times:
    """The times that were asked for, UTC milliseconds; None is not said."""

    def __init__(self, request: Request) -> None:
        self.now_ms = now_ms = int(time.time() * 1000)
        self.at_ms = time_ms(request.at, now_ms)
        self.from_ms = time_ms(request.from_, now_ms)
        self.to_ms = time_ms(request.to, now_ms)
        self.every_ms = round(request.every_s * 1000) if request.every_s is not None else 0
        if self.at_ms is not None and (self.to_ms is not None or self.every_ms):
            raise WrongInput("--at is one moment: --to and --every go with --from.")
        if self.from_ms is None and (self.to_ms is not None or self.every_ms):
            raise WrongInput("--to and --every need --from: from when?")
        if self.from_ms is not None and self.to_ms is not None and self.to_ms < self.from_ms:
            raise WrongInput("--to lies before --from.")


def time_ms(text: str, now_ms: int) -> int | None:
    """Return the time that a person has typed, UTC; None where they typed none. Raises WrongTime."""
    from procmon_gui.query.times import parse_time

    if not text:
        return None
    try:
        return parse_time(text, now_ms=now_ms)
    except QueryError as error:
        raise WrongTime(text, error) from error


def chosen(moments: Moments, times: Times) -> Iterator[Snapshot]:
    """Yield the moments that were asked for; says what is not there."""
    span = moments.span()
    if span is None:
        raise Unavailable("Nothing was recorded yet.")
    if times.from_ms is None:
        at_ms = span.to_ms if times.at_ms is None else times.at_ms
        snapshot = _moment(moments, at_ms)
        if snapshot is None:
            raise Unavailable("That moment is not remembered any more.")
        _say_what_it_is(snapshot, at_ms)
        yield snapshot
        return
    yield from _between(moments, times.from_ms, span.to_ms if times.to_ms is None else times.to_ms, times.every_ms)


def _moment(moments: Moments, at_ms: int) -> Snapshot | None:
    """Return a moment whose processes say how they ended since."""
    snapshot = moments.snapshot_at(at_ms)
    return None if snapshot is None else as_ended(snapshot, moments.ended_since(at_ms))


def _say_what_it_is(snapshot: Snapshot, at_ms: int) -> None:
    """Say of the moment nearest to a time where it lies, and that it is no beat where it is none."""
    from_ms, to_ms = snapshot.at_ms, snapshot.at_ms + snapshot.average_of_ms
    if max(from_ms - at_ms, at_ms - to_ms) > _NEAR_MS:
        complain(f"Nothing was recorded at {said(at_ms)}; the nearest moment is {said(from_ms)}")
    if snapshot.average_of_ms:
        complain(f"Only averages of the minute from {said(from_ms)} on are left")


def _between(moments: Moments, from_ms: int, to_ms: int, every_ms: int) -> Iterator[Snapshot]:
    next_ms: int | None = None
    found_count = damaged_count = 0
    has_said_averages = False
    for at_ms in moments.moment_times(from_ms, to_ms):
        if next_ms is not None and at_ms < next_ms:
            continue
        if every_ms:
            next_ms = at_ms + every_ms
        try:
            snapshot = _moment(moments, at_ms)
        except Unavailable:
            damaged_count += 1
            continue
        if snapshot is None:
            continue
        if snapshot.average_of_ms and not has_said_averages:
            has_said_averages = True
            complain(f"The oldest moments, from {said(at_ms)} on, are averages of a minute: nothing else is left")
        found_count += 1
        yield snapshot
    if not found_count:
        # A program that reads the output takes an empty one for an answer, and a file would be replaced by nothing.
        what = "All that was recorded is damaged" if damaged_count else "Nothing was recorded"
        raise Unavailable(f"{what} between {said(from_ms)} and {said(to_ms)}.")
    if damaged_count:
        complain(f"{damaged_count} moments are damaged and were left out")


def said(at_ms: int) -> str:
    """Return a time for people, in UTC."""
    return (iso_utc(at_ms / 1000) or "?")[:19].replace("T", " ") + " UTC"
