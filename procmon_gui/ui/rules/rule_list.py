"""The rules as the window knows them, read and written in a worker; what others change is found soon after.

Window thread only.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final, Protocol

from PySide6.QtCore import QObject, Signal

from procmon_gui.auth.gate import Denied
from procmon_gui.domain.errors import ProcmonError, WrongInput
from procmon_gui.domain.rules import Rule, RuleBook, RuleProblem, Rules
from procmon_gui.ui import spoken
from procmon_gui.ui.bridge.late_list import LateList
from procmon_gui.ui.leave import denied_text

# How often it is looked whether somebody has written the file.
LOOK_MS: Final = 3_000


class FiledBook(RuleBook, Protocol):
    """A book that is a file, which a person may open."""

    def channel_ids(self) -> Sequence[str]:
        """Return which channels a rule may name; none where they are not known."""

    def prepare_file(self) -> Path:
        """Return the file, made if there is none. Raises Unavailable."""


@dataclass(frozen=True, slots=True)
class _News:
    rules: Rules
    channels: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What came of a change.

    Attributes:
        rule: as it stands now; None where it was taken away.
        other: the rule as somebody else has changed it meanwhile, so that nothing was done.
        before: what to put back to undo it.
    """

    id: str
    rule: Rule | None = None
    other: Rule | None = None
    before: Rule | None = None


def _read(book: FiledBook) -> _News:
    return _News(book.rules(), book.channel_ids())


def _put(rule: Rule, seen: Rule | None, is_new: bool, book: FiledBook) -> Kept:
    """Keep a rule, unless somebody else has changed it since it was seen."""
    now = _rule_in(book.rules(), rule.id)
    if is_new and now is not None:
        raise WrongInput(f"There is a rule {rule.id} already; give this one another name.")
    if seen is not None and now is not None and not _is_same(now, seen):
        return Kept(id=rule.id, other=now)
    book.put(rule)
    return Kept(id=rule.id, rule=_rule_in(book.rules(), rule.id), before=now)


def _remove(id: str, book: FiledBook) -> Kept:
    before = _rule_in(book.rules(), id)
    book.remove(id)
    return Kept(id=id, before=before)


def _prepared(book: FiledBook) -> Path:
    return book.prepare_file()


class RuleList(LateList[FiledBook, _News]):
    """All rules; and the wishes of the reader, which are done one after another.

    Signals:
        kept: a change was made; with a `Kept`.
        file_ready: the file is there, to be opened, a `Path`.
    """

    kept = Signal(object)
    file_ready = Signal(object)

    def __init__(self, opener: Callable[[], FiledBook], parent: QObject | None = None) -> None:
        """Take what opens the rules; it knows who may change them."""
        super().__init__(opener, parent, name="rules", look_ms=LOOK_MS)
        self._rules: Sequence[Rule] = ()
        self._problems: Sequence[RuleProblem] = ()
        self._channels: Sequence[str] = ()

    @property
    def rules(self) -> Sequence[Rule]:
        """Return all rules."""
        return self._rules

    @property
    def problems(self) -> Sequence[RuleProblem]:
        """Return what of the file can not be used."""
        return self._problems

    @property
    def channel_ids(self) -> Sequence[str]:
        """Return which channels a rule may name; none where they are not known."""
        return self._channels

    @property
    def ids(self) -> frozenset[str]:
        """Return the ids that are taken."""
        return frozenset({rule.id for rule in self._rules} | {one.rule for one in self._problems})

    def rule(self, id: str) -> Rule | None:
        """Return one."""
        return next((rule for rule in self._rules if rule.id == id), None)

    def rest(self) -> None:
        """Look no more until somebody asks: nobody sees it."""
        self._timer.stop()

    # ---- what is wished; who may do that is asked before

    def put(self, rule: Rule, seen: Rule | None = None, *, is_new: bool = False) -> None:
        """Keep a rule; with the one that was seen, only where that stands there still; a new one in no one's place."""
        self._do(partial(_put, rule, seen, is_new))

    def remove(self, id: str) -> None:
        """Take a rule away; one that came with the program is as it came again."""
        self._do(partial(_remove, id))

    def undo(self, done: Kept) -> None:
        """Let a rule be as it was before a change."""
        if done.before is None:
            self.remove(done.id)
        else:
            self.put(done.before)

    def open_file(self) -> None:
        """Make sure that there is a file, and say where."""
        self._wish(_prepared, self._on_file)

    # ---- what comes of it

    def _how_to_read(self) -> Callable[[FiledBook], _News]:
        return _read

    def _take(self, news: _News, *, is_first: bool) -> None:
        self._rules, self._problems = tuple(news.rules.rules), tuple(news.rules.problems)
        self._channels = tuple(news.channels)
        self.changed.emit()

    def _take_done(self, done: object) -> None:
        self.kept.emit(done)

    def _on_not_done(self, error: ProcmonError) -> None:
        self.not_done.emit(denied_text(error) if isinstance(error, Denied) else spoken.said(str(error)))

    def _on_file(self, path: Path) -> None:
        self.file_ready.emit(path)


def _rule_in(rules: Rules, id: str) -> Rule | None:
    return next((rule for rule in rules.rules if rule.id == id), None)


def _is_same(one: Rule, other: Rule) -> bool:
    return replace(one, is_shipped=False) == replace(other, is_shipped=False)
