"""The rules as the window knows them, read and written in a worker; what others change is found soon after.

Window thread only.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import Final, Protocol

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from procmon_gui.auth.gate import Denied
from procmon_gui.domain.errors import ProcmonError, WrongInput
from procmon_gui.domain.ports import Errand
from procmon_gui.domain.rules import Rule, RuleBook, RuleProblem, Rules
from procmon_gui.ui import spoken
from procmon_gui.ui.bridge.operation import Operation, Pool
from procmon_gui.ui.leave import denied_text

# How often it is looked whether somebody has written the file.
LOOK_MS: Final = 3_000


class FiledBook(RuleBook, Protocol):
    """A book that is a file, which a person may open."""

    def channel_ids(self) -> Sequence[str]:
        """Return which channels a rule may name; none where they are not known."""

    def prepare_file(self) -> Path:
        """Return the file, made if there is none. Raises Unavailable."""


class BookKeeper:
    """Opens the rules when they are first asked for. Any thread."""

    def __init__(self, opener: Callable[[], FiledBook]) -> None:
        self._opener = opener
        self._book: FiledBook | None = None

    def book(self) -> FiledBook:
        """Return them."""
        if self._book is None:
            self._book = self._opener()
        return self._book


@dataclass(frozen=True, slots=True)
class _News:
    version: object
    rules: Rules
    channels: Sequence[str]


class _Look:
    """Reads the rules where they are others than before; None else."""

    def __init__(self, keeper: BookKeeper, version: object, *, is_first: bool) -> None:
        self._keeper = keeper
        self._version = version
        self._is_first = is_first

    def __call__(self, _errand: Errand) -> _News | None:
        book = self._keeper.book()
        version = book.version()
        if version == self._version and not self._is_first:
            return None
        return _news(book)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What came of a change.

    Attributes:
        rule: as it stands now; None where it was taken away.
        other: the rule as somebody else has changed it meanwhile, so that nothing was done.
        before: what to put back to undo it.
    """

    id: str
    news: _News
    rule: Rule | None = None
    other: Rule | None = None
    before: Rule | None = None


class _Put:
    """Keeps a rule, unless somebody else has changed it since it was seen."""

    def __init__(self, keeper: BookKeeper, rule: Rule, seen: Rule | None, *, is_new: bool) -> None:
        self._keeper = keeper
        self._rule = rule
        self._seen = seen
        self._is_new = is_new

    def __call__(self, _errand: Errand) -> Kept:
        book, id = self._keeper.book(), self._rule.id
        now = _rule_in(book.rules(), id)
        if self._is_new and now is not None:
            raise WrongInput(f"There is a rule {id} already; give this one another name.")
        if self._seen is not None and now is not None and not _is_same(now, self._seen):
            return Kept(id=id, news=_news(book), other=now)
        book.put(self._rule)
        news = _news(book)
        return Kept(id=id, news=news, rule=_rule_in(news.rules, id), before=now)


class _Remove:
    """Takes a rule away."""

    def __init__(self, keeper: BookKeeper, id: str) -> None:
        self._keeper = keeper
        self._id = id

    def __call__(self, _errand: Errand) -> Kept:
        book = self._keeper.book()
        before = _rule_in(book.rules(), self._id)
        book.remove(self._id)
        return Kept(id=self._id, news=_news(book), before=before)


class _PrepareFile:
    """Makes sure that there is a file to open."""

    def __init__(self, keeper: BookKeeper) -> None:
        self._keeper = keeper

    def __call__(self, _errand: Errand) -> Path:
        return self._keeper.book().prepare_file()


class RuleList(QObject):
    """All rules; and the wishes of the reader, which are done one after another.

    Signals:
        changed: there are others than before.
        kept: a change was made; with a `Kept`.
        not_kept: a change was not made; the sentence says why.
        file_ready: the file is there, to be opened, a `Path`.
    """

    changed = Signal()
    kept = Signal(object)
    not_kept = Signal(str)
    file_ready = Signal(object)

    def __init__(self, opener: Callable[[], FiledBook], parent: QObject | None = None) -> None:
        """Take what opens the rules; it knows who may change them."""
        super().__init__(parent)
        self._keeper = BookKeeper(opener)
        self._rules: Sequence[Rule] = ()
        self._problems: Sequence[RuleProblem] = ()
        self._channels: Sequence[str] = ()
        self._version: object = None
        self._is_read = False
        # Its one thread does everything in the order in which it was wished.
        self._pool = Pool(self, name="rules", size=1)
        self._numbers = count()
        self._looking: Operation[_News | None] | None = None
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.VeryCoarseTimer)
        self._timer.timeout.connect(self.look)

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
    def is_read(self) -> bool:
        """Say whether they were read at all."""
        return self._is_read

    @property
    def ids(self) -> frozenset[str]:
        """Return the ids that are taken."""
        return frozenset({rule.id for rule in self._rules} | {one.rule for one in self._problems})

    def rule(self, id: str) -> Rule | None:
        """Return one."""
        return next((rule for rule in self._rules if rule.id == id), None)

    def close(self) -> bool:
        """Look no more; False when something hangs and was left behind."""
        self._timer.stop()
        return self._pool.close()

    def rest(self) -> None:
        """Look no more until somebody asks: nobody sees it."""
        self._timer.stop()

    @Slot()
    def look(self) -> None:
        """Find out what has changed, now and then again and again."""
        self._timer.start(LOOK_MS)
        if self._looking is None or not self._looking.is_running:
            work = _Look(self._keeper, self._version, is_first=not self._is_read)
            self._looking = Operation(work, owner=self, channel="look", pool=self._pool)
            self._looking.success(self._on_looked).failure(self._on_not_kept).start()

    # ---- what is wished; who may do that is asked before

    def put(self, rule: Rule, seen: Rule | None = None, *, is_new: bool = False) -> None:
        """Keep a rule; with the one that was seen, only where that stands there still; a new one in no one's place."""
        self._do(_Put(self._keeper, rule, seen, is_new=is_new))

    def remove(self, id: str) -> None:
        """Take a rule away; one that came with the program is as it came again."""
        self._do(_Remove(self._keeper, id))

    def undo(self, done: Kept) -> None:
        """Let a rule be as it was before a change."""
        if done.before is None:
            self.remove(done.id)
        else:
            self.put(done.before)

    def open_file(self) -> None:
        """Make sure that there is a file, and say where."""
        operation = Operation(_PrepareFile(self._keeper), owner=self, channel="file", pool=self._pool)
        operation.success(self._on_file).failure(self._on_not_kept).start()

    def _do(self, work: Callable[[Errand], Kept]) -> None:
        # Each is a channel of its own: a later wish must not take the place of one that waits.
        operation = Operation(work, owner=self, channel=f"change {next(self._numbers)}", pool=self._pool)
        operation.success(self._on_kept).failure(self._on_not_kept).start()

    # ---- what comes of it

    def _on_looked(self, news: _News | None) -> None:
        if news is None:
            return
        self._is_read = True
        self._version = news.version
        self._rules, self._problems = tuple(news.rules.rules), tuple(news.rules.problems)
        self._channels = tuple(news.channels)
        self.changed.emit()

    def _on_kept(self, kept: Kept) -> None:
        self._on_looked(kept.news)
        self.kept.emit(kept)

    def _on_not_kept(self, error: ProcmonError) -> None:
        self.not_kept.emit(denied_text(error) if isinstance(error, Denied) else spoken.said(str(error)))

    def _on_file(self, path: Path) -> None:
        self.file_ready.emit(path)


def _news(book: FiledBook) -> _News:
    # The version first: what changes meanwhile is found by the next look.
    version = book.version()
    return _News(version, book.rules(), book.channel_ids())


def _rule_in(rules: Rules, id: str) -> Rule | None:
    return next((rule for rule in rules.rules if rule.id == id), None)


def _is_same(one: Rule, other: Rule) -> bool:
    return replace(one, is_shipped=False) == replace(other, is_shipped=False)
