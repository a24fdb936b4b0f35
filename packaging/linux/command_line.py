"""What procmon-gui understands, as its own parser has it: of this the manual page and the completions are made."""

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from procmon_gui.domain.process_metrics import PROCESS_METRICS
from procmon_gui.terminal.arguments import _parser

FILE: Final = "file"
FOLDER: Final = "folder"
PROCESS: Final = "process"
# Which names stand for something that a shell can complete.
_KINDS: Final = {"FILE": FILE, "FILE or URL": FILE, "DIR": FOLDER, "PID": PROCESS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """An option, or a word that stands by itself.

    Attributes:
        flags: how the option is written; empty for a word by itself.
        metavar: what stands for its value; empty for an option without one.
        kind: FILE, FOLDER, PROCESS, or empty.
        choices: every value that is taken; empty where there is no such list.
    """

    flags: Sequence[str]
    metavar: str
    kind: str
    choices: Sequence[str]
    help: str
    repeats: bool
    is_needed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Verb:
    """The program itself, or one of its verbs, or what stands behind such a verb."""

    path: Sequence[str]
    help: str
    text: str
    notes: str
    options: Sequence[Word]
    words: Sequence[Word]
    verbs: "Sequence[Verb]"
    needs_verb: bool

    def all(self) -> "Iterator[Verb]":
        """Yield this one and all below it."""
        yield self
        for verb in self.verbs:
            yield from verb.all()


def read() -> Verb:
    """Return the program with all its verbs."""
    return _verb(_parser(), (), "")


def _verb(parser: argparse.ArgumentParser, path: Sequence[str], said: str) -> Verb:
    options, words, verbs, needs_verb = [], [], [], False
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            needs_verb = action.required
            helps = {choice.dest: choice.help or "" for choice in action._choices_actions}
            verbs = [_verb(below, (*path, name), helps.get(name, "")) for name, below in action.choices.items()]
        elif action.help != argparse.SUPPRESS:
            (options if action.option_strings else words).append(_word(action))
    return Verb(
        path=path, help=said, text=parser.description or "", notes=parser.epilog or "", options=options, words=words,
        verbs=verbs, needs_verb=needs_verb,
    )  # fmt: skip


def _word(action: argparse.Action) -> Word:
    metavar = str(action.metavar or "") or ("VALUE" if action.nargs != 0 else "")
    choices = [str(choice) for choice in action.choices or ()]
    if metavar == "FIELD":
        choices = [metric.id for metric in PROCESS_METRICS]
    return Word(
        flags=action.option_strings, metavar=metavar, kind=_KINDS.get(metavar, ""), choices=choices,
        help=(action.help or "").replace("%%", "%"), repeats=action.nargs in ("+", "*"),
        is_needed=action.required and action.nargs not in ("?", "*"),
    )  # fmt: skip
