"""When something fired, made of the events that tell it: from its beginning to its end. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from procmon_gui.domain.alerts import AlertEvent, Change
from procmon_gui.domain.dry_run import DryRun
from procmon_gui.domain.rules import Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A time in which it fires.

    Attributes:
        to_ms: None where it fires still, at the end of what is shown.
        number: of the event that began it, in the list of events; -1 where there is none.
    """

    from_ms: int
    to_ms: int | None
    severity: Severity
    number: int = -1


def stretches_of(events: Sequence[AlertEvent]) -> list[Stretch]:
    """Return when something fires, one stretch for each severity that it had, oldest first."""
    begun: dict[object, tuple[int, Severity, int]] = {}
    found: list[Stretch] = []

    def end(identity: object, to_ms: int | None) -> None:
        if identity in begun:
            from_ms, severity, number = begun.pop(identity)
            found.append(Stretch(from_ms=from_ms, to_ms=to_ms, severity=severity, number=number))

    for number, event in enumerate(events):
        identity = event.about.identity
        if event.change is Change.REPEATED:
            continue
        end(identity, event.at_ms)
        if event.change is not Change.RESOLVED:
            begun[identity] = (event.at_ms, event.severity, number)
    for waiting in tuple(begun):
        end(waiting, None)
    return sorted(found, key=_beginning)


def _beginning(stretch: Stretch) -> int:
    return stretch.from_ms


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One time at which it fired, from its beginning to its end.

    Attributes:
        number: of the event that began it.
        pid: of a process; None of all else.
        to_ms: None where it fires still, at the end of what was played.
        severity: the worst that it had.
        value: what was judged when it fired.
        is_told: whether anybody would have been told of it.
    """

    number: int
    name: str
    from_ms: int
    to_ms: int | None
    severity: Severity
    value: float
    is_told: bool
    span_to_ms: int
    pid: int | None = None

    @property
    def lasted_ms(self) -> int:
        """Return how long it fired, within what was played."""
        return (self.span_to_ms if self.to_ms is None else self.to_ms) - self.from_ms


def found_in(run: DryRun) -> list[Found]:
    """Return every time at which it fired, the oldest first."""
    found: list[Found] = []
    stretches = {stretch.number: stretch for stretch in stretches_of(run.events)}
    open_at: dict[object, int] = {}
    for number, event in enumerate(run.events):
        stretch, identity = stretches.get(number), event.about.identity
        if stretch is None:
            continue
        before = open_at.get(identity)
        if before is not None and found[before].to_ms == stretch.from_ms:
            found[before] = _worse(found[before], stretch, event)
        else:
            open_at[identity] = len(found)
            found.append(_found(run, number, stretch, event))
    return found


def _found(run: DryRun, number: int, stretch: Stretch, event: AlertEvent) -> Found:
    return Found(
        number=number, name=event.about.name, from_ms=stretch.from_ms, to_ms=stretch.to_ms, severity=event.severity,
        value=event.value, is_told=event.is_told, span_to_ms=run.span.to_ms,
        pid=event.about.key.pid if event.about.key is not None else None,
    )  # fmt: skip


def _worse(found: Found, stretch: Stretch, event: AlertEvent) -> Found:
    """Return the same with what came after it at once: worse, or better again."""
    return replace(
        found,
        to_ms=stretch.to_ms,
        severity=max(found.severity, event.severity),
        is_told=found.is_told or event.is_told,
    )
