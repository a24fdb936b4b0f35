"""The sentences and facts of one alert, in the reader's language. Window thread only."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

from PySide6.QtCore import QCoreApplication

from procmon_gui.domain.alerts import Alert, Culprit, Evidence
from procmon_gui.domain.audit_entries import AuditEntry
from procmon_gui.domain.missing_evidence import SENTENCES, parted
from procmon_gui.domain.notices import Delivery, DeliveryState
from procmon_gui.ui import moment_words, spoken, text
from procmon_gui.ui.alerts.evidence_reading import DAYS
from procmon_gui.ui.models import alert_words as words

translate = QCoreApplication.translate
AFTER_MS: Final = 300_000
# Within a few minutes, seconds tell two times apart.
_SHORT_MS: Final = 300_000
# On so many days at times that close to one another on the clock, a rule fires at a time of its own.
_FEW_DAYS: Final = 3
_HABIT_MIN: Final = 90
_MOST_NAMED: Final = 3


def sentence(alert: Alert, evidence: Evidence | None) -> str:
    """Say when it was, who did it, and by whom that was started; what counts most is marked to be read first."""
    said = [words.when_text(alert)]
    culprit = evidence.culprits[0] if evidence is not None and evidence.culprits else None
    if culprit is not None and alert.culprit and culprit.share is not None:
        template = translate("Alerts", "{culprit} made {share} of the rise.")
        said.append(template.format(culprit=words.strong(culprit.name), share=text.ratio_text(culprit.share)))
        said.append(_origin(culprit))
    elif culprit is not None and culprit.share is not None and not alert.culprit:
        said.append(translate("Alerts", "No single process made it rise."))
    if evidence is not None and evidence.missing:
        said.append(missing_text(evidence.missing))
    return " ".join(part for part in said if part)


def missing_text(sentences: str) -> str:
    """Word what is not there: sentences of whoever looked for it, one behind the other, in the reader's language."""
    return " ".join(translate("Evidence", one) if one in SENTENCES else spoken.said(one) for one in parted(sentences))


def _origin(culprit: Culprit) -> str:
    """Say by whom somebody was started, in which unit, as which user; as far as that is known."""
    parent = words.strong(culprit.parents[0]) if culprit.parents else ""
    where = ", ".join(part for part in (culprit.unit or "", _user(culprit)) if part)
    if parent and where:
        return translate("Alerts", "Started by {parent}, {where}.").format(parent=parent, where=where)
    if parent:
        return translate("Alerts", "Started by {parent}.").format(parent=parent)
    return f"{where[:1].upper()}{where[1:]}." if where else ""


def _user(culprit: Culprit) -> str:
    return translate("Alerts", "user {name}").format(name=culprit.user) if culprit.user else ""


def incomplete_text(alert: Alert, evidence: Evidence | None, now_ms: int) -> str:
    """Say until when more is being kept; empty where all is there."""
    if evidence is not None and evidence.is_complete:
        return ""
    until_ms = alert.fired_ms + AFTER_MS
    if now_ms >= until_ms + AFTER_MS:
        return translate("Alerts", "Not complete: the time after it was not kept yet.") if evidence is not None else ""
    until = moment_words.clock_text(until_ms)
    if evidence is None:
        return translate("Alerts", "The evidence is being gathered, until {time}.").format(time=until)
    return translate("Alerts", "More evidence comes until {time}.").format(time=until)


def kept_text(evidence: Evidence) -> str:
    """Say how many samples were kept, and of when."""
    count = int((evidence.values == evidence.values).sum())
    if not len(evidence.at_ms):
        return translate("Alerts", "none")
    template = translate("Alerts", "{count}, from {first} to {last}")
    is_short = int(evidence.at_ms[-1] - evidence.at_ms[0]) < _SHORT_MS
    first, last = (moment_words.clock_text(int(at_ms), has_seconds=is_short) for at_ms in evidence.at_ms[[0, -1]])
    return template.format(count=text.count_text(count), first=first, last=last)


def same_text(same_ms: Sequence[int]) -> str:
    """Say how often the rule fired lately, and whether always at one time of the day."""
    count = max(1, len(same_ms))
    said = translate("Alerts", "%n time(s) in {days} days", None, count).format(days=DAYS)
    times = [datetime.fromtimestamp(at_ms / 1000, tz=UTC).astimezone() for at_ms in same_ms]
    if len({at.date() for at in times}) < _FEW_DAYS:
        return said
    minutes = sorted(at.hour * 60 + at.minute for at in times)
    if minutes[-1] - minutes[0] > _HABIT_MIN:
        return said
    template = translate("Alerts", "{often}, always {first} to {last}")
    return template.format(often=said, first=_clock(minutes[0]), last=_clock(minutes[-1]))


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def told_text(alert: Alert, deliveries: Sequence[Delivery] | None) -> str:
    """Say over which channels somebody was told, and over which not."""
    said = []
    if deliveries is not None:
        by_channel = {one.channel_id: one.state for one in sorted(deliveries, key=lambda one: one.id)}
        said = [_told(channel, state) for channel, state in by_channel.items()]
    if alert.suppressed_count:
        said.append(translate("Alerts", "%n notice(s) held back", None, alert.suppressed_count))
    if said:
        return ", ".join(said)
    return translate("Alerts", "nobody") if deliveries is not None else text.UNKNOWN


def _told(channel: str, state: DeliveryState) -> str:
    if state is DeliveryState.DELIVERED:
        return channel
    if state is DeliveryState.WAITING:
        return translate("Alerts", "{channel} (on its way)").format(channel=channel)
    return translate("Alerts", "{channel} (failed)").format(channel=channel)


def seen_text(alert: Alert) -> str:
    """Say who has acknowledged it, when, and what he said."""
    if alert.acknowledged_ms is None:
        return translate("Alerts", "nobody yet")
    who = alert.acknowledged_by or translate("Alerts", "somebody")
    at = moment_words.moment_text(alert.acknowledged_ms, has_seconds=False)
    said = translate("Alerts", "{who}, {time}").format(who=who, time=at)
    return translate("Alerts", "{said}: {note}").format(said=said, note=alert.note) if alert.note else said


def by_hand(alert: Alert, entries: Sequence[AuditEntry], now_ms: int) -> list[AuditEntry]:
    """Return what was done to processes while it fired."""
    end_ms = now_ms if alert.resolved_ms is None else alert.resolved_ms
    return [one for one in entries if one.deed.target_key is not None and alert.fired_ms <= one.at_ms <= end_ms]


def by_hand_text(done: Sequence[str], count: int) -> str:
    """Say what was done by hand."""
    if not count:
        return translate("Alerts", "nothing")
    said = "; ".join(done[:_MOST_NAMED])
    return f"{said}; …" if count > _MOST_NAMED else said
