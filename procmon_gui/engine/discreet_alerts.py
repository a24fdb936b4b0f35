"""Alerts as they may be seen: command lines in their evidence are for those who may see them. Any thread."""

from collections.abc import Sequence
from dataclasses import replace

from procmon_gui.domain.alerts import Alert, Alerts, Evidence, Mute
from procmon_gui.engine.discretion import Discretion


class DiscreetAlerts:
    """An `Alerts` that cuts command lines down to the name while that is needed."""

    def __init__(self, alerts: Alerts, discretion: Discretion) -> None:
        self._alerts = alerts
        self._discretion = discretion

    def evidence(self, id: int) -> Evidence | None:
        """Return what is kept of one, as it may be seen now."""
        evidence = self._alerts.evidence(id)
        return evidence_without(evidence) if evidence is not None and self._discretion.is_needed else evidence

    def version(self) -> object:
        """Return what is another after every change by anybody; None where nothing was kept. Cheap."""
        return self._alerts.version()

    def firing(self) -> Sequence[Alert]:
        """Return those that fire, the worst first."""
        return self._alerts.firing()

    def past(self, *, before: int | None = None, limit: int = 500) -> Sequence[Alert]:
        """Return so many that are over, the newest first: the last ones, or those before an id."""
        return self._alerts.past(before=before, limit=limit)

    def between(self, from_ms: int, to_ms: int) -> Sequence[Alert]:
        """Return those that fired in a time, oldest first."""
        return self._alerts.between(from_ms, to_ms)

    def alert(self, id: int) -> Alert | None:
        """Return one."""
        return self._alerts.alert(id)

    def acknowledge(self, id: int, *, by: str, note: str = "") -> None:
        """Say that somebody has seen it; it is not told again."""
        self._alerts.acknowledge(id, by=by, note=note)

    def mutes(self) -> Sequence[Mute]:
        """Return what is muted now."""
        return self._alerts.mutes()

    def mute(self, rule_id: str, until_ms: int, *, by: str) -> None:
        """Let a rule tell nobody until a time; one in the past unmutes it."""
        self._alerts.mute(rule_id, until_ms, by=by)


def evidence_without(evidence: Evidence) -> Evidence:
    """Return evidence with no more of command lines than the names of the programs."""
    return replace(
        evidence,
        culprits=tuple(replace(one, command_line=one.command_line and one.name) for one in evidence.culprits),
        started=tuple(replace(one, command_line=one.command_line and one.name) for one in evidence.started),
        ended=tuple(replace(one, command_line=one.command_line and one.name) for one in evidence.ended),
    )
