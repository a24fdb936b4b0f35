"""What doctor says of the history on disk."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final

from procmon_gui.domain.errors import Unavailable, WrongInput
from procmon_gui.reports.values import iso_utc
from procmon_gui.reports.wording import bytes_text
from procmon_gui.terminal.facts import Fact, Level
from procmon_gui.terminal.printing import span_text

if TYPE_CHECKING:
    from procmon_gui.domain.history import Forwarding, Pace
    from procmon_gui.domain.recorded_hosts import RecordedHost
    from procmon_gui.services.history import Checkup, Progress

_SHOWN_GAPS: Final = 3


def server_facts(check: "Callable[[], Forwarding | None]") -> list[Fact]:
    """Tell how the copy on the server of a team stands; nothing where there is none."""
    try:
        found = check()
    except WrongInput as error:
        return [Fact("server", "Copy on a server", f"history.postgresql_url: {error}", None, Level.LIMITED)]
    if found is None:
        return []
    if found.trouble:
        return [Fact("server", "Copy on a server", found.trouble, found.server, Level.LIMITED)]
    waits = f"; {found.waiting_count} minutes of this history are not there yet" if found.waiting_count else ""
    return [Fact("server", "Copy on a server", f"{found.server} answers{waits}", found.server)]


def hosts_facts(look: "Callable[[], tuple[str, list[RecordedHost], int]]") -> list[Fact]:
    """Tell which machines a server has histories of, and how much room they take together."""
    try:
        label, hosts, size_bytes = look()
    except Unavailable as error:
        return [Fact("server", "Server", str(error), False, Level.BROKEN)]
    return [
        Fact("server", "Server", f"{label} answers", label),
        Fact("size_bytes", "Size", bytes_text(size_bytes), size_bytes),
        Fact("hosts", "Machines", str(len(hosts)), len(hosts)),
        *(Fact(f"host_{host.machine_id}", host.name, _span_of(host), host.name) for host in hosts),
    ]


def _span_of(host: "RecordedHost") -> str:
    return f"{span_text(host.span)} ({host.fingerprint})"


def recorder_facts(look: "Callable[[], tuple[Progress, float]]", now_ms: int) -> list[Fact]:
    """Tell whether what happens is being recorded; broken where nobody records, or nothing new is on the disk."""
    try:
        found, most_age_s = look()
    except Unavailable as error:
        return [Fact("recording", "Recording", str(error), False, Level.BROKEN)]
    return [_who_records(found), _newest(found, most_age_s, now_ms)]


def _who_records(found: "Progress") -> Fact:
    if found.is_recording is None:
        return Fact("recording", "Recording", "it can not be found out here who records", None, Level.LIMITED)
    text = "somebody records" if found.is_recording else "nobody records"
    return Fact("recording", "Recording", text, found.is_recording, Level.OK if found.is_recording else Level.BROKEN)


def _newest(found: "Progress", most_age_s: float, now_ms: int) -> Fact:
    if found.newest_ms is None:
        return Fact("age_s", "Newest sample", "none is on the disk yet", None, Level.BROKEN)
    # A clock that was set back makes a beat of before one of the future, which says nothing of its age.
    age_s = max(0.0, (now_ms - found.newest_ms) / 1000)
    is_late = age_s > most_age_s
    late = f"; it should be less than {most_age_s:.0f} s: none came since, or none could be written" if is_late else ""
    text = f"is {age_s:.0f} s old{late}"
    return Fact("age_s", "Newest sample", text, round(age_s, 1), Level.BROKEN if is_late else Level.OK)


def history_facts(check: "Callable[[], Checkup | None]") -> list[Fact]:
    """Read all that was recorded and tell how it is; where nothing was, say that."""
    try:
        found = check()
    except Unavailable as error:
        return [Fact("readable", "History", str(error), False, Level.BROKEN)]
    if found is None:
        return [Fact("beats", "Beats", "nothing was recorded yet", 0)]
    return [*_file(found), *([] if found.is_older else _content(found)), *_notes(found)]


def _file(found: "Checkup") -> list[Fact]:
    form = f"{found.revision}, brought up to date at the next start" if found.is_older else found.revision
    size = f"{bytes_text(found.size_bytes)}; {bytes_text(found.free_bytes)} are free beside it"
    recording = "somebody records into it now" if found.is_recording else "nobody records now"
    return [
        Fact("path", "File", found.path, found.path),
        Fact("revision", "Format", form, found.revision),
        Fact("size_bytes", "Size", size, found.size_bytes),
        Fact("recording", "Recording", recording, found.is_recording),
    ]


def _content(found: "Checkup") -> list[Fact]:
    return [
        _beats(found),
        *_minutes(found),
        *_pace(found.pace),
        _runs(found),
        _counted("lost_beats", "Beats lost", found.lost_beats, "none", "could not be kept"),
        _damage(found),
        _gaps(found),
    ]


def _notes(found: "Checkup") -> list[Fact]:
    return [Fact("warning", "Note", warning, None, Level.LIMITED) for warning in found.warnings]


def _beats(found: "Checkup") -> Fact:
    if found.span is None:
        return Fact("beats", "Beats", "none yet", 0)
    text = f"{found.beat_count}, from {_time(found.span.from_ms)} to {_time(found.span.to_ms)} UTC"
    return Fact("beats", "Beats", text, found.beat_count)


def _minutes(found: "Checkup") -> "Iterator[Fact]":
    """Yield from when to when minutes are kept, which goes further back than the beats."""
    if found.minutes_span is not None:
        text = f"of every process, from {_time(found.minutes_span.from_ms)} to {_time(found.minutes_span.to_ms)} UTC"
        yield Fact("minutes_from_ms", "Minutes", text, found.minutes_span.from_ms)


def _pace(pace: "Pace") -> "Iterator[Fact]":
    """Yield what the newest recorder told of itself."""
    if pace.bytes_a_day is not None:
        text = f"about {bytes_text(pace.bytes_a_day)} a day, from what the last stretch came to"
        yield Fact("written_bytes_a_day", "Written", text, round(pace.bytes_a_day))
    if pace.kept_every > 1:
        limit = f"to stay below {bytes_text(pace.most_bytes_a_day)} a day"
        text = f"one sample of {pace.kept_every}, {limit}"
        yield Fact("kept_every", "Kept", text, pace.kept_every, Level.LIMITED)


def _runs(found: "Checkup") -> Fact:
    cut_off = f", {found.cut_off_count} of them were cut off" if found.cut_off_count else ""
    return Fact("runs", "Recorders so far", f"{found.run_count}{cut_off}", found.run_count)


def _damage(found: "Checkup") -> Fact:
    count = found.damaged_chunks + found.damaged_texts + found.damaged_pieces + found.damaged_hours
    parts = (
        ("chunks", found.damaged_chunks), ("batches of texts", found.damaged_texts),
        ("pieces of the journal", found.damaged_pieces), ("hours of minutes", found.damaged_hours),
    )  # fmt: skip
    text = ", ".join(f"{what}: {number}" for what, number in parts if number) + "; each is a gap, the rest is whole"
    return Fact("damaged", "Damaged", text if count else "nothing; every checksum fits", count, _level(count))


def _gaps(found: "Checkup") -> Fact:
    told = [f"{_time(gap.from_ms)} to {_time(gap.to_ms)}" for gap in found.gaps[-_SHOWN_GAPS:]]
    more = "" if len(found.gaps) <= _SHOWN_GAPS else f"{len(found.gaps)}, the last of them: "
    return Fact("gaps", "Gaps", more + "; ".join(told) if told else "none", len(found.gaps))


def _counted(id: str, title: str, count: int, none: str, words: str) -> Fact:
    return Fact(id, title, f"{count} {words}" if count else none, count, _level(count))


def _level(count: int) -> Level:
    return Level.LIMITED if count else Level.OK


def _time(at_ms: int) -> str:
    return (iso_utc(at_ms / 1000) or "?")[:19].replace("T", " ")
