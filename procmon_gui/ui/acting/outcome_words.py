"""What came of an action, in words: for the line below the list, and for who has it read out. Window thread only."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QCoreApplication

from procmon_gui.domain.actions import Action, ActionKind, ActionResult, Fate, Lost, Seen, Target
from procmon_gui.domain.audit import Outcome
from procmon_gui.domain.exit_status import signal_name
from procmon_gui.domain.metrics import QT_TRANSLATE_NOOP
from procmon_gui.ui import text
from procmon_gui.ui.acting import words
from procmon_gui.ui.acting.wishes import Notice, Offer, Tone, Wish

translate = QCoreApplication.translate
_T = QT_TRANSLATE_NOOP

_FATES: Final = {
    Fate.ENDED: _T("Acting", "{process} ended after {time}."),
    Fate.ZOMBIE: _T("Acting", "{process} has ended; its parent has not asked yet."),
    Fate.RUNNING: _T("Acting", "{process} still runs after {time}."),
    Fate.UNINTERRUPTIBLE: _T(
        "Acting", "{process} waits for the disk or a network drive; no signal reaches it before that."
    ),
    Fate.STOPPED: _T("Acting", "{process} is suspended; the signal reaches it when it is resumed."),
}
_SENT: Final = {
    ActionKind.END: _T("Acting", "{process} is asked to stop…"),
    ActionKind.KILL: _T("Acting", "{process} is being killed…"),
    ActionKind.SIGNAL: _T("Acting", "{signal} was sent to {process}."),
    ActionKind.SUSPEND: _T("Acting", "{process} is suspended."),
    ActionKind.RESUME: _T("Acting", "{process} goes on."),
    ActionKind.NICE: _T("Acting", "{process} has another priority now: {value}."),
    ActionKind.IO_PRIORITY: _T("Acting", "{process} has another I/O priority now: {value}."),
    ActionKind.AFFINITY: _T("Acting", "{process} runs on other CPUs now: {value}."),
    ActionKind.RESTART_UNIT: _T("Acting", "{unit} was restarted."),
}
_HAS_ENDED: Final = (Fate.ENDED, Fate.ZOMBIE)
_CAME_OFF: Final = (Outcome.DONE, Outcome.UNSURE)


def came_off(results: Sequence[ActionResult]) -> bool:
    """Say whether something was done, or may have been."""
    return any(result.outcome in _CAME_OFF for result in results)


def refusals(results: Sequence[ActionResult], *, is_known_who: bool = False) -> str:
    """Return why things were not done, or not surely, each reason once, and who it was where that is not known."""
    found: dict[str, list[Target]] = {}
    for result in results:
        if result.outcome is not Outcome.DONE or result.why is not None:
            found.setdefault(_why(result), []).append(result.target)
    is_about_all = len(found) == 1 and len(next(iter(found.values()))) == len(results)
    if is_known_who and is_about_all:
        return "".join(found)
    said = translate("Acting", "{process}: {reason}")
    return " ".join(said.format(process=_who(targets), reason=why) for why, targets in found.items())


def _why(result: ActionResult) -> str:
    if result.why is not None:
        return words.sentence_text(result.why)
    if result.outcome is Outcome.UNSURE:
        return translate("Acting", "It is not sure that it was this process.")
    return translate("Acting", "It was not done.")


def _who(targets: Sequence[Target]) -> str:
    if len(targets) == 1:
        return words.process_text(targets[0])
    return translate("Acting", "%Ln processes", "", len(targets))


def lost_text(wish: Wish, lost: Sequence[Lost]) -> str:
    """Return why nobody of those who were meant can be held."""
    if len(lost) == 1 and lost[0].seen in wish.names:
        process = words.named(wish.names[lost[0].seen], lost[0].seen.pid)
        reason = words.sentence_text(lost[0].why)
        return translate("Acting", "{process}: {reason}").format(process=process, reason=reason)
    reasons = list(dict.fromkeys(words.sentence_text(one.why) for one in lost))
    return " ".join(reasons) or translate("Acting", "There is no such process any more.")


# ---- what was done


def sent_text(action: Action, targets: Sequence[Target]) -> str:
    """Return what was done, before anything is known of its effect."""
    if len(targets) == 1 or action.kind is ActionKind.RESTART_UNIT:
        return translate("Acting", _SENT[action.kind]).format(
            process=words.process_text(targets[0]),
            signal=signal_name(action.signal),
            unit=targets[0].unit or text.UNKNOWN,
            value=_value(action),
        )
    count = len(targets)
    several = {
        ActionKind.END: translate("Acting", "%Ln processes are asked to stop…", "", count),
        ActionKind.KILL: translate("Acting", "%Ln processes are being killed…", "", count),
        ActionKind.SIGNAL: translate("Acting", "{signal} was sent to %Ln processes.", "", count),
        ActionKind.SUSPEND: translate("Acting", "%Ln processes are suspended.", "", count),
        ActionKind.RESUME: translate("Acting", "%Ln processes go on.", "", count),
        ActionKind.NICE: translate("Acting", "%Ln processes have another priority now: {value}.", "", count),
        ActionKind.IO_PRIORITY: translate("Acting", "%Ln processes have another I/O priority now: {value}.", "", count),
        ActionKind.AFFINITY: translate("Acting", "%Ln processes run on other CPUs now: {value}.", "", count),
    }
    return several[action.kind].format(signal=signal_name(action.signal), value=_value(action))


def _value(action: Action) -> str:
    if action.kind is ActionKind.NICE:
        return words.nice_text(action.nice)
    if action.kind is ActionKind.IO_PRIORITY:
        return words.io_text(action.io_class, action.io_level)
    return words.cpus_text(action.cpus)


def done_notice(action: Action, results: Sequence[ActionResult]) -> Notice:
    """Return what was done where there is nothing to watch, and a way back where there is one."""
    done = [result.target for result in results if result.outcome is Outcome.DONE]
    said = [sent_text(action, done)] if done else []
    trouble = refusals(results)
    tone = Tone.GOOD if _all_done(results) else Tone.BAD
    offer = way_back(action, done) if done else None
    return Notice(tone=tone, words=" ".join(part for part in (*said, trouble) if part), offer=offer)


def _all_done(results: Sequence[ActionResult]) -> bool:
    return all(result.outcome is Outcome.DONE for result in results)


def way_back(action: Action, targets: Sequence[Target]) -> Offer | None:
    """Return what takes an action back, where one action does so for all."""
    back: set[Action | None] = set()
    for target in targets:
        if action.kind is ActionKind.SUSPEND:
            back.add(Action(kind=ActionKind.RESUME))
        elif action.kind is ActionKind.NICE and target.nice is not None:
            back.add(Action(kind=ActionKind.NICE, nice=target.nice))
        elif action.kind is ActionKind.IO_PRIORITY and target.io is not None:
            back.add(Action(kind=ActionKind.IO_PRIORITY, io_class=target.io[0], io_level=target.io[1]))
        elif action.kind is ActionKind.AFFINITY and target.cpus:
            back.add(Action(kind=ActionKind.AFFINITY, cpus=target.cpus))
        else:
            back.add(None)
    only = back.pop() if len(back) == 1 else None
    if only is None or only == action:
        return None
    is_resume = only.kind is ActionKind.RESUME
    return Offer(words=translate("Acting", "Resume") if is_resume else translate("Acting", "Undo"), action=only)


# ---- what became of them


def fate_notice(action: Action, seen: Sequence[Seen], results: Sequence[ActionResult]) -> Notice:
    """Return what became of those to whom something was sent, in the end, with what was refused."""
    trouble = refusals(results)
    left = [one for one in seen if one.fate not in _HAS_ENDED]
    said = fate_text(action, seen[0]) if len(seen) == 1 else _several_text(action, seen, left)
    is_left = bool(left) and action.kind in (ActionKind.END, ActionKind.KILL)
    tone = Tone.BAD if not _all_done(results) else Tone.INFO if is_left else Tone.GOOD
    return Notice(tone=tone, words=" ".join(part for part in (said, trouble) if part), offer=_next(action, left))


def fate_text(action: Action, seen: Seen) -> str:
    """Return what became of one process."""
    process, time = words.process_text(seen.target), text.duration_text(seen.after_s)
    if seen.fate in _HAS_ENDED or seen.fate is Fate.UNINTERRUPTIBLE:
        return translate("Acting", _FATES[seen.fate]).format(process=process, time=time)
    if action.kind is ActionKind.SUSPEND:
        is_so = seen.fate is Fate.STOPPED
        return sent_text(action, [seen.target]) if is_so else _still(seen)
    if action.kind is ActionKind.RESUME and seen.fate is Fate.STOPPED:
        return translate("Acting", "{process} is still suspended.").format(process=process)
    if action.kind in (ActionKind.END, ActionKind.KILL):
        return translate("Acting", _FATES[seen.fate]).format(process=process, time=time)
    return sent_text(action, [seen.target])


def _still(seen: Seen) -> str:
    process = words.process_text(seen.target)
    return translate("Acting", "{process} still runs: it was not suspended.").format(process=process)


def _several_text(action: Action, seen: Sequence[Seen], left: Sequence[Seen]) -> str:
    if action.kind not in (ActionKind.END, ActionKind.KILL):
        return sent_text(action, [one.target for one in seen])
    if not left:
        time = text.duration_text(max(one.after_s for one in seen))
        return translate("Acting", "%Ln processes ended after {time}.", "", len(seen)).format(time=time)
    ended, time = len(seen) - len(left), text.duration_text(max(one.after_s for one in left))
    who = ", ".join(words.process_text(one.target) for one in left[:3])
    if len(left) > 3:
        who = translate("Acting", "{processes} and others").format(processes=who)
    said = translate("Acting", "{ended} of {count} ended; after {time} still there: {processes}.")
    return said.format(ended=text.count_text(ended), count=text.count_text(len(seen)), time=time, processes=who)


def _next(action: Action, left: Sequence[Seen]) -> Offer | None:
    """Return what helps with those who are still there."""
    fates = {one.fate for one in left}
    if not left:
        return None
    if action.kind is ActionKind.SUSPEND:
        return way_back(action, [one.target for one in left])
    if action.kind is ActionKind.END and Fate.STOPPED in fates and Fate.RUNNING not in fates:
        return Offer(words=translate("Acting", "Resume"), action=Action(kind=ActionKind.RESUME))
    if action.kind is ActionKind.END and fates != {Fate.UNINTERRUPTIBLE}:
        return Offer(words=translate("Acting", "Kill…"), action=Action(kind=ActionKind.KILL, is_tree=action.is_tree))
    return None
