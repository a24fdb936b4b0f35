"""The rules of a person in one TOML file, above those that came with the program. Any thread but the window's.

The file is read whenever it changed and written one rule at a time; whoever edits it by hand and whoever clicks in the
window may do so at the same time: before every write it is read, and only that rule is changed in it.
"""

import logging
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final, Protocol

from procmon_gui.domain.errors import Unavailable, WrongInput
from procmon_gui.domain.notices import ChannelSpec
from procmon_gui.domain.rules import Rule, RuleProblem, Rules
from procmon_gui.domain.text import display_text
from procmon_gui.query.rule_keys import entry_of, read_rule
from procmon_gui.settings.disk import Signature, read_small, replace_file, signature_of
from procmon_gui.settings.rules_reading import LARGEST_BYTES, MOST_RULES, RulesText, rules_of
from procmon_gui.settings.rules_writing import with_rule, without_rule

log = logging.getLogger(__name__)

_TOO_LARGE: Final = "it is larger than 1 MB"
# Somebody else wrote it between reading and writing; more often than this is no coincidence.
_MOST_TRIES: Final = 5


class KnownChannels(Protocol):
    """The channels that a rule may name."""

    def channels(self) -> Sequence[ChannelSpec]:
        """Return those that are set up. Raises Unavailable."""

    def version(self) -> object:
        """Return what is another after every change; cheap."""


class RulesFile:
    """A `domain.rules.RuleBook` in a file. A file that can not be read is never written over."""

    def __init__(self, path: Path, shipped: Sequence[Rule], channels: KnownChannels | None = None) -> None:
        """Nothing is read before somebody asks. With `channels` it is said which rule names one that is not there."""
        self._path = path
        self._channels = channels
        self._shipped = tuple(shipped)
        self._lock = threading.Lock()
        self._signature: Signature | None = None
        self._contents: RulesText | None = None

    @property
    def path(self) -> Path:
        """Return the file; it may not be there."""
        return self._path

    def rules(self) -> Rules:
        """Return the rules as they are now; where the file can not be read, those that came with the program."""
        with self._lock:
            try:
                contents = self._read()
            except OSError as error:
                problem = RuleProblem(rule="", where="", words=self._said("read", error))
                return Rules(rules=self._shipped, problems=(problem,))
        return Rules(rules=contents.rules, problems=(*contents.problems, *self._of_channels(contents)))

    def _of_channels(self, contents: RulesText) -> list[RuleProblem]:
        """Return which rules tell nobody, or not all: they count, and name a channel that is not there."""
        try:
            known = {one.id: one.is_enabled for one in self._channels.channels()} if self._channels is not None else {}
        except Unavailable:
            return []
        if not known:
            return []
        lines = {block.id: block.line_of("channels") for block in contents.blocks}
        return [
            RuleProblem(rule=rule.id, where="channels", words=_lost_words(name, known), line=lines.get(rule.id, 0))
            for rule in contents.rules
            for name in rule.behaviour.channels
            if rule.is_enabled and not known.get(name, False)
        ]

    def channel_ids(self) -> Sequence[str]:
        """Return which channels a rule may name; none where they are not known."""
        try:
            return tuple(one.id for one in self._channels.channels()) if self._channels is not None else ()
        except Unavailable:
            return ()

    def version(self) -> object:
        """Return what is another after every change of the file, or of the channels."""
        return signature_of(self._path), self._channels.version() if self._channels is not None else None

    def put(self, rule: Rule) -> None:
        """Keep a rule, in the place of the one with its id. Raises WrongInput and Unavailable."""
        rule = checked(replace(rule, is_shipped=False))
        base = self._came(rule.id)
        if base is not None and replace(base, is_shipped=False) == rule:
            self.remove(rule.id)
            return

        def change(contents: RulesText) -> str:
            if len(contents.blocks) >= MOST_RULES and all(block.id != rule.id for block in contents.blocks):
                raise WrongInput(f"There are {MOST_RULES} rules already; remove one first.")
            return with_rule(contents, rule, base)

        self._change(change)

    def remove(self, id: str) -> None:
        """Take a rule away; one that came with the program is as it came again. Raises Unavailable."""
        self._change(lambda contents: without_rule(contents, id))

    def prepare_file(self) -> Path:
        """Return the file for an editor, made if there is none. Raises Unavailable."""
        from procmon_gui.settings.rules_writing import HEADER

        if signature_of(self._path) is None:
            self._change(lambda contents: contents.text or HEADER)
        return self._path

    # ---- inside

    def _came(self, id: str) -> Rule | None:
        return next((rule for rule in self._shipped if rule.id == id), None)

    def _read(self) -> RulesText:
        signature = signature_of(self._path)
        if self._contents is None or signature != self._signature:
            self._contents = rules_of(read_small(self._path, LARGEST_BYTES, _TOO_LARGE), self._shipped)
            self._signature = signature
        return self._contents

    def _change(self, change: Callable[[RulesText], str]) -> None:
        with self._lock:
            for _ in range(_MOST_TRIES):
                before = self._fresh()
                if not before.is_all:
                    raise Unavailable(f"{self._shown}: {before.problems[0].words}; it is not written over.")
                text = change(before)
                if text == before.text:
                    return
                if self._replaced(text.replace("\n", "\r\n") if before.has_crlf else text):
                    return
        raise Unavailable(f"{self._shown}: somebody else writes it all the time; nothing was kept.")

    def _fresh(self) -> RulesText:
        """Return what stands in the file now. Raises Unavailable."""
        if not self._path.is_absolute():
            raise Unavailable("There is no home folder to keep rules in.")
        self._contents = None
        try:
            return self._read()
        except OSError as error:
            raise Unavailable(self._said("read", error)) from error

    def _replaced(self, text: str) -> bool:
        """Put a text into the file; return False, with nothing done, where it is not as it was read any more."""
        if len(text.encode()) > LARGEST_BYTES:
            raise Unavailable(f"{self._shown} would be larger than 1 MB; nothing was kept.")
        if signature_of(self._path) != self._signature:
            return False
        try:
            replace_file(self._path, text.encode())
        except OSError as error:
            log.info("The rules can not be written: %s", error)
            raise Unavailable(self._said("written", error)) from error
        self._contents = None
        return True

    @property
    def _shown(self) -> str:
        return display_text(str(self._path))

    def _said(self, what: str, error: OSError) -> str:
        return f"{self._shown} can not be {what}: {display_text(error.strerror or str(error))}"


def _lost_words(name: str, known: Mapping[str, bool]) -> str:
    """Say of a channel why nobody is told over it."""
    if name in known:
        return f"the channel {name} is switched off, so nobody is told over it"
    return f"there is no channel {name}, so nobody is told over it; {', '.join(known)} are set up"


def checked(rule: Rule) -> Rule:
    """Return a rule as it will be read again. Raises WrongInput where it makes no sense, saying at which key."""
    read = read_rule(entry_of(rule))
    if read.rule is None:
        fault = read.faults[0]
        raise WrongInput(f"{fault.key}: {fault.words}" if fault.key else fault.words)
    return read.rule
