"""What is said of the life of a process or a program, in the reader's language. Window thread only."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QCoreApplication

from procmon_gui.domain.metrics import QT_TRANSLATE_NOOP
from procmon_gui.domain.ranges import ProcessFacts, ProcessLife, ProgramLife, Use
from procmon_gui.ui import moment_words, text
from procmon_gui.ui.models.life_columns import lasted_s, name_of
from procmon_gui.ui.models.process_kinds import icon_of
from procmon_gui.ui.widgets.detail.header import Title
from procmon_gui.ui.widgets.detail.pairs import Fact

translate = QCoreApplication.translate
_T = QT_TRANSLATE_NOOP

# The rows beside the charts from top to bottom: id and label.
ROWS: Final = (
    ("user", _T("Detail", "User")),
    ("program", _T("Detail", "Program")),
    ("parent", _T("Detail", "Parent")),
    ("started", _T("Detail", "First seen")),
    ("ended", _T("Detail", "Ended")),
    ("lasted", _T("Detail", "Lasted")),
    ("cpu", _T("Detail", "CPU time")),
    ("cpu_most", _T("Detail", "Most CPU")),
    ("memory_mean", _T("Detail", "Memory, mean")),
    ("memory_most", _T("Detail", "Memory, most")),
    ("read", _T("Detail", "Bytes read")),
    ("written", _T("Detail", "Bytes written")),
    ("received", _T("Detail", "Bytes received")),
    ("sent", _T("Detail", "Bytes sent")),
)
PARENT_LINK: Final = 0
PEAK_LINK: Final = 1
# Within this, the end of a process needs no second day.
_FAR_MS: Final = 3_600_000


def process_title(life: ProcessLife) -> Title:
    """Return the head of the life of a process."""
    facts = life.facts
    line = translate("Detail", "PID {pid}").format(pid=facts.key.pid)
    if facts.name and facts.name != name_of(facts):
        line = translate("Detail", "{pid}, {program}").format(pid=line, program=facts.name)
    tag = ""
    if facts.last_ms is not None:
        tag = translate("Detail", "ended {time}").format(time=moment_words.moment_text(facts.last_ms))
    return Title(icon_of(facts.name), name_of(facts), tag, "past", line, (facts.command_line or "")[: text.TOOLTIP_CAP])


def program_title(life: ProgramLife) -> Title:
    """Return the head of the life of a program."""
    tag = translate("Detail", "%Ln runs", None, len(life.runs))
    if life.is_cut:
        tag = translate("Detail", "the newest {runs}").format(runs=tag)
    line = life.executable or translate("Detail", "Its file is not known")
    return Title(icon_of(life.name), life.name, tag, "t2", line)


def process_facts(life: ProcessLife) -> dict[str, Fact | None]:
    """Return what stands beside the charts of a process, by the ids of `ROWS`."""
    facts = life.facts
    return {
        "user": _plain(facts.user),
        "program": _plain(facts.executable or facts.name, is_path=True),
        "parent": _parent(life),
        "started": _started(facts),
        "ended": _ended(life),
        "lasted": _lasted(facts),
        **use_facts(life.use),
    }


def use_facts(use: Use) -> dict[str, Fact | None]:
    """Return what was used in all, and the peaks; what is not known of anything is not there."""
    return {
        "cpu": _optional(use.cpu_s, text.duration_text),
        "cpu_most": _peak(use),
        "memory_mean": _optional(use.rss_mean_bytes, text.bytes_text),
        "memory_most": _optional(use.rss_most_bytes, text.bytes_text),
        "read": _optional(use.read_bytes, text.bytes_text),
        "written": _optional(use.write_bytes, text.bytes_text),
        "received": _optional(use.received_bytes, text.bytes_text, is_rare=True),
        "sent": _optional(use.sent_bytes, text.bytes_text, is_rare=True),
    }


# ---- parts


def _unknown(explained: str) -> Fact:
    return Fact(words=text.UNKNOWN, explained=explained, token="zero")


def _told(words: str, explained: str) -> Fact:
    # The words too, where the panel is too narrow for them.
    return Fact(words=words, explained=f"{words}\n{explained}")


def _plain(said: str | None, *, is_path: bool = False) -> Fact:
    if not said:
        return _unknown(translate("Detail", "Not recorded."))
    return Fact(words=said, explained=said[: text.TOOLTIP_CAP], is_path=is_path)


def _optional(value: float | None, worded: Callable[[float], str], *, is_rare: bool = False) -> Fact | None:
    if value or (value is not None and not is_rare):
        return Fact(words=worded(value))
    return None if is_rare else _unknown(translate("Detail", "Not recorded."))


def _peak(use: Use) -> Fact:
    if use.cpu_ratio_most is None:
        return _unknown(translate("Detail", "Not recorded."))
    words = text.ratio_text(use.cpu_ratio_most)
    if use.peak_ms is None:
        return Fact(words=words)
    said = translate("Detail", "{value} at {time}").format(value=words, time=moment_words.moment_text(use.peak_ms))
    explained = translate("Detail", "Goes to this moment.")
    return Fact(words=said, explained=f"{said}\n{explained}", link=PEAK_LINK)


def _parent(life: ProcessLife) -> Fact:
    parent, pid = life.parent, life.facts.parent_pid
    if parent is not None:
        words = translate("Detail", "{name}, PID {pid}").format(name=name_of(parent), pid=parent.key.pid)
        return Fact(words=words, explained=translate("Detail", "Shows the life of the parent."), link=PARENT_LINK)
    if not pid:
        return _unknown(translate("Detail", "Not recorded."))
    words = translate("Detail", "PID {pid}").format(pid=pid)
    return Fact(words=words, explained=translate("Detail", "Who had this PID then was not recorded."))


def _started(facts: ProcessFacts) -> Fact:
    if facts.first_ms is None:
        return _unknown(translate("Detail", "It was there before the recording began."))
    words = moment_words.moment_text(facts.first_ms)
    return _told(words, translate("Detail", "The first sample in which it was seen."))


def _ended(life: ProcessLife) -> Fact:
    facts = life.facts
    if life.running_ms is not None:
        words = translate("Detail", "still running at {time}")
        explained = translate("Detail", "It was in the newest sample that was recorded.")
        return _told(words.format(time=moment_words.moment_text(life.running_ms)), explained)
    if facts.last_ms is None:
        return Fact(words=translate("Detail", "not that anybody saw"), token="t2")
    if facts.exit_status is not None and facts.ended_ms is not None:
        words = translate("Detail", "{moment}, {how}")
        how, moment = text.end_text(facts.exit_status), moment_words.moment_text(facts.ended_ms)
        return _told(words.format(moment=moment, how=how), translate("Detail", "As the system told it."))
    last = moment_words.moment_text(facts.last_ms)
    if facts.gone_ms is None:
        explained = translate("Detail", "The last sample in which it was seen; the recording stopped there.")
        return _told(translate("Detail", "after {time}").format(time=last), explained)
    words = translate("Detail", "between {last} and {gone}")
    gone = moment_words.clock_text(facts.gone_ms)
    if facts.gone_ms - facts.last_ms > _FAR_MS:
        gone = moment_words.moment_text(facts.gone_ms)
    explained = translate("Detail", "The last sample in which it was seen, and the first in which it was not.")
    return _told(words.format(last=last, gone=gone), explained)


def _lasted(facts: ProcessFacts) -> Fact | None:
    seconds = lasted_s(facts)
    return None if seconds is None else Fact(words=text.duration_text(seconds))
