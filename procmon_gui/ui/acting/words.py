"""The words of acting: questions, consequences, verbs, and what came of it. Window thread only."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QCoreApplication

from procmon_gui.domain.actions import Action, ActionKind, IoClass, Target
from procmon_gui.domain.exit_status import signal_name
from procmon_gui.domain.metrics import QT_TRANSLATE_NOOP
from procmon_gui.domain.sentences import Sentence
from procmon_gui.domain.text import display_text
from procmon_gui.ui import text
from procmon_gui.ui.acting import signals
from procmon_gui.ui.widgets.nice_steps import NICE_STEPS, signed

translate = QCoreApplication.translate
_T = QT_TRANSLATE_NOOP
# What stands in a title or on a button: a name may be as long as a stranger likes.
NAME_LETTERS: Final = 40

# Of one process, and of several.
_QUESTIONS: Final = {
    ActionKind.END: _T("Acting", "End {process}?"),
    ActionKind.KILL: _T("Acting", "Kill {process}?"),
    ActionKind.SUSPEND: _T("Acting", "Suspend {process}?"),
    ActionKind.RESUME: _T("Acting", "Resume {process}?"),
    ActionKind.SIGNAL: _T("Acting", "Send a signal to {process}?"),
    ActionKind.NICE: _T("Acting", "Change the priority of {process}?"),
    ActionKind.IO_PRIORITY: _T("Acting", "Change the I/O priority of {process}?"),
    ActionKind.AFFINITY: _T("Acting", "Change the CPUs of {process}?"),
    ActionKind.RESTART_UNIT: _T("Acting", "Restart {unit}?"),
}
_WINDOW_TITLES: Final = {
    ActionKind.END: _T("Acting", "End process"),
    ActionKind.KILL: _T("Acting", "Kill process"),
    ActionKind.SUSPEND: _T("Acting", "Suspend process"),
    ActionKind.RESUME: _T("Acting", "Resume process"),
    ActionKind.SIGNAL: _T("Acting", "Send signal"),
    ActionKind.NICE: _T("Acting", "Priority"),
    ActionKind.IO_PRIORITY: _T("Acting", "I/O priority"),
    ActionKind.AFFINITY: _T("Acting", "CPU affinity"),
    ActionKind.RESTART_UNIT: _T("Acting", "Restart unit"),
}
_HAPPENS_TO_ONE: Final = {
    ActionKind.END: _T(
        "Acting", "It is asked to stop (SIGTERM) and may finish its work first. What it has not saved can be lost."
    ),
    ActionKind.KILL: _T(
        "Acting", "It is stopped at once (SIGKILL) and can not finish anything. What it has not saved is lost."
    ),
    ActionKind.SUSPEND: _T(
        "Acting", "It stands still (SIGSTOP) until somebody resumes it. Whoever waits for it waits as well."
    ),
    ActionKind.RESUME: _T("Acting", "It goes on where it was suspended (SIGCONT)."),
    ActionKind.NICE: _T("Acting", "A lower number gets more of the CPU when it is short."),
    ActionKind.IO_PRIORITY: _T("Acting", "It says who comes first when several wait for the same disk."),
    ActionKind.AFFINITY: _T("Acting", "It may run on these CPUs only; so may all that it starts from now on."),
    ActionKind.RESTART_UNIT: _T(
        "Acting", "systemd ends all processes of this unit, and starts it again. Who is connected to it is cut off."
    ),
}
_HAPPENS_TO_SEVERAL: Final = {
    ActionKind.END: _T(
        "Acting", "Each is asked to stop (SIGTERM) and may finish its work first. What is not saved can be lost."
    ),
    ActionKind.KILL: _T(
        "Acting", "Each is stopped at once (SIGKILL) and can not finish anything. What is not saved is lost."
    ),
    ActionKind.SUSPEND: _T("Acting", "They stand still (SIGSTOP) until somebody resumes them."),
    ActionKind.RESUME: _T("Acting", "They go on where they were suspended (SIGCONT)."),
    ActionKind.AFFINITY: _T("Acting", "They may run on these CPUs only; so may all that they start from now on."),
}
_TREE: Final = _T("Acting", "Children come before their parents.")
IO_CLASSES: Final = {
    IoClass.REALTIME: _T("Acting", "Real time: before everybody else"),
    IoClass.BEST_EFFORT: _T("Acting", "Best effort: as everybody"),
    IoClass.IDLE: _T("Acting", "Idle: when nobody else wants the disk"),
}


def sentence_text(sentence: Sentence) -> str:
    """Return a sentence of the rooms below in the reader's language."""
    return translate("Action", sentence.template).format(**sentence.fields)


def process_text(target: Target) -> str:
    """Return what a process is called in a sentence: its name and its PID."""
    return named(target.name, target.seen.pid)


def named(name: str, pid: int) -> str:
    """Return name and PID of a process."""
    return translate("Acting", "{name}, PID {pid}").format(name=display_text(name, NAME_LETTERS), pid=pid)


def window_title(action: Action) -> str:
    """Return what stands above the dialog."""
    return translate("Acting", _WINDOW_TITLES[action.kind])


def question(action: Action, targets: Sequence[Target]) -> str:
    """Return the question, which names who is meant."""
    if len(targets) == 1 or action.kind is ActionKind.RESTART_UNIT:
        unit = display_text(targets[0].unit or text.UNKNOWN, NAME_LETTERS)
        return translate("Acting", _QUESTIONS[action.kind]).format(process=process_text(targets[0]), unit=unit)
    count = len(targets)
    questions = {
        ActionKind.END: translate("Acting", "End %Ln processes?", "", count),
        ActionKind.KILL: translate("Acting", "Kill %Ln processes?", "", count),
        ActionKind.SUSPEND: translate("Acting", "Suspend %Ln processes?", "", count),
        ActionKind.RESUME: translate("Acting", "Resume %Ln processes?", "", count),
        ActionKind.SIGNAL: translate("Acting", "Send a signal to %Ln processes?", "", count),
        ActionKind.NICE: translate("Acting", "Change the priority of %Ln processes?", "", count),
        ActionKind.IO_PRIORITY: translate("Acting", "Change the I/O priority of %Ln processes?", "", count),
        ActionKind.AFFINITY: translate("Acting", "Change the CPUs of %Ln processes?", "", count),
    }
    return questions[action.kind]


def happens(action: Action, count: int) -> str:
    """Return what will happen to those who are meant."""
    if action.kind is ActionKind.SIGNAL:
        return signals.meaning(action.signal)
    one, several = _HAPPENS_TO_ONE[action.kind], _HAPPENS_TO_SEVERAL.get(action.kind)
    words = translate("Acting", several if several is not None and count > 1 else one)
    return f"{words} {translate('Acting', _TREE)}" if action.is_tree and count > 1 else words


def verb(action: Action, count: int) -> str:
    """Return what stands on the button that does it."""
    if action.kind is ActionKind.SIGNAL:
        return translate("Acting", "Send {signal}").format(signal=signal_name(action.signal))
    if count < 2:
        return translate("Acting", _VERBS[action.kind])
    verbs = {
        ActionKind.END: translate("Acting", "End %Ln processes", "", count),
        ActionKind.KILL: translate("Acting", "Kill %Ln processes", "", count),
        ActionKind.SUSPEND: translate("Acting", "Suspend %Ln processes", "", count),
        ActionKind.RESUME: translate("Acting", "Resume %Ln processes", "", count),
    }
    return verbs.get(action.kind) or translate("Acting", _VERBS[action.kind])


_VERBS: Final = {
    ActionKind.END: _T("Acting", "End process"),
    ActionKind.KILL: _T("Acting", "Kill process"),
    ActionKind.SUSPEND: _T("Acting", "Suspend process"),
    ActionKind.RESUME: _T("Acting", "Resume process"),
    ActionKind.NICE: _T("Acting", "Change priority"),
    ActionKind.IO_PRIORITY: _T("Acting", "Change I/O priority"),
    ActionKind.AFFINITY: _T("Acting", "Change CPUs"),
    ActionKind.RESTART_UNIT: _T("Acting", "Restart unit"),
}


def is_dangerous(action: Action) -> bool:
    """Say whether something may be lost by it, so that its button is red."""
    return action.kind in (ActionKind.END, ActionKind.KILL, ActionKind.SIGNAL, ActionKind.RESTART_UNIT)


def nice_text(nice: int) -> str:
    """Return a nice value with a word: "Low, nice 10"."""
    return translate("Acting", "{word}, nice {number}").format(word=nice_word(nice), number=signed(nice))


def nice_word(nice: int) -> str:
    """Return what a nice value means."""
    return translate("Acting", next(word for least, word in reversed(NICE_STEPS) if nice >= least))


def io_text(io_class: IoClass, level: int) -> str:
    """Return an I/O priority: "Best effort, level 4"."""
    word = translate("Acting", IO_CLASSES[io_class]).partition(":")[0]
    if io_class is IoClass.IDLE:
        return word
    return translate("Acting", "{word}, level {number}").format(word=word, number=level)


def cpus_text(cpus: frozenset[int]) -> str:
    """Return CPUs as ranges: "0 to 3, 6"."""
    parts: list[str] = []
    for first, last in _ranges(sorted(cpus)):
        if first == last:
            parts.append(str(first))
        else:
            parts.append(translate("Acting", "{first} to {last}").format(first=first, last=last))
    return ", ".join(parts)


def _ranges(numbers: Sequence[int]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for number in numbers:
        if found and found[-1][1] == number - 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return found
