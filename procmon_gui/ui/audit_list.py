"""The audit trail as the window knows it: its newest deeds, which are read in a worker some time after the start; what
others do is found soon after. Window thread only.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from procmon_gui.domain.audit import AuditRecord, AuditTrail
from procmon_gui.domain.audit_entries import AuditBook, AuditEntry
from procmon_gui.domain.errors import ProcmonError
from procmon_gui.domain.identity import ProcessKey
from procmon_gui.domain.ports import Errand
from procmon_gui.ui.bridge.operation import Operation, Pool

# Later than the marks, which load what this needs too.
START_MS: Final = 4_000
# How often it is looked whether another program has written.
LOOK_MS: Final = 5_000
PART: Final = 1000
# More records than this are read when somebody asks for them.
MOST: Final = 5_000


class TrailKeeper:
    """Opens the trail when it is first asked. Any thread."""

    def __init__(self, opener: Callable[[], AuditTrail]) -> None:
        self._opener = opener
        self._trail: AuditTrail | None = None

    def trail(self) -> AuditTrail:
        """Return it."""
        if self._trail is None:
            self._trail = self._opener()
        return self._trail


@dataclass(frozen=True, slots=True, kw_only=True)
class _News:
    """What a look found. `is_anew`: it is another trail than before. `is_whole`: there is nothing older."""

    version: object
    records: Sequence[AuditRecord]
    is_anew: bool = False
    is_whole: bool = False


class _Look:
    """Reads what has come since the last look; None where nothing has changed."""

    def __init__(self, keeper: TrailKeeper, version: object, newest: AuditRecord | None, *, is_first: bool) -> None:
        self._keeper = keeper
        self._version = version
        self._newest = newest
        self._is_first = is_first

    def __call__(self, _errand: Errand) -> _News | None:
        trail = self._keeper.trail()
        if self._is_first:
            trail.prepare()
        version = trail.version()
        if version == self._version and not self._is_first:
            return None
        part = list(trail.records(limit=PART))
        if self._newest is None:
            return _News(version=version, records=part, is_whole=len(part) < PART)
        while len(part) % PART == 0 and part and part[-1].number > self._newest.number:
            older = trail.records(before=part[-1].number, limit=PART)
            if not older:
                break
            part += older
        same = next((record for record in part if record.number == self._newest.number), None)
        if same is None or same.hash != self._newest.hash:
            return _News(version=version, records=part, is_anew=True, is_whole=len(part) < PART)
        return _News(version=version, records=[one for one in part if one.number > self._newest.number])


class _Older:
    """Reads the part before a record."""

    def __init__(self, keeper: TrailKeeper, before: int) -> None:
        self._keeper = keeper
        self._before = before

    def __call__(self, _errand: Errand) -> Sequence[AuditRecord]:
        return self._keeper.trail().records(before=self._before, limit=PART)


class AuditList(QObject):
    """The newest deeds, put together of their records.

    Signals:
        changed: there are others than before, or more.
        failed: the trail can not be read; the sentence says why. Empty when that is over.
    """

    changed = Signal()
    failed = Signal(str)

    def __init__(
        self,
        opener: Callable[[], AuditTrail],
        parent: QObject | None = None,
        *,
        reader: Callable[[], str | None] | None = None,
    ) -> None:
        """Take what opens the trail, and who says whose deeds alone may be seen: None for all, "" for nobody's."""
        super().__init__(parent)
        self.keeper = TrailKeeper(opener)
        self._reader = reader
        self._book = AuditBook()
        self._entries: Sequence[AuditEntry] = ()
        self._only: str | None = reader() if reader is not None else None
        self._version: object = None
        self._newest: AuditRecord | None = None
        self._is_read = self._is_whole = self._is_failing = False
        self._most = MOST
        self._pool = Pool(self, name="audit", size=1)
        self._looking: Operation[_News | None] | None = None
        self._reading: Operation[Sequence[AuditRecord]] | None = None
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.VeryCoarseTimer)
        self._timer.timeout.connect(self.look)

    def start_soon(self) -> None:
        """Begin to look what there is, when the window is up."""
        self._timer.start(START_MS)

    def close(self) -> bool:
        """Look no more; False when something hangs and was left behind."""
        self._timer.stop()
        return self._pool.close()

    # ---- what there is

    @property
    def entries(self) -> Sequence[AuditEntry]:
        """Return the deeds that were read and that the reader may see, the newest first."""
        return self._entries

    @property
    def only(self) -> str | None:
        """Return whose deeds alone the reader may see; None for all, an empty name for nobody's."""
        return self._only

    @property
    def may_see_any(self) -> bool:
        """Say whether the reader may see any at all."""
        return self._only != ""

    def may_see(self, entry: AuditEntry) -> bool:
        """Say whether the reader may see a deed."""
        return self._only is None or (self._only != "" and entry.deed.actor == self._only)

    def see_only(self, account: str | None) -> None:
        """Show only what this account did: a role may not allow more. None for all, an empty name for nothing."""
        if account != self._only:
            self._only = account
            self._choose()
            self.changed.emit()

    @property
    def is_read(self) -> bool:
        """Say whether it was looked at all."""
        return self._is_read

    @property
    def is_whole(self) -> bool:
        """Say whether these are all of them."""
        return self._is_whole

    @property
    def is_loading(self) -> bool:
        """Say whether older ones are being read."""
        return self._reading is not None and self._reading.is_running

    def entry_of(self, number: int) -> AuditEntry | None:
        """Return the deed to which a record belongs, as far as it was read and may be seen."""
        entry = self._book.entry(number)
        return entry if entry is not None and self.may_see(entry) else None

    def of_process(self, key: ProcessKey) -> Sequence[AuditEntry]:
        """Return what was done to a process, the newest first."""
        return [entry for entry in self._entries if entry.deed.target_key == key]

    # ---- what is wished

    @Slot()
    def see_anew(self) -> None:
        """Show what may be seen by who acts now."""
        if self._reader is not None:
            self.see_only(self._reader())

    @Slot()
    def look(self) -> None:
        """Find out what has been done since."""
        self._timer.start(LOOK_MS)
        self.see_anew()
        if self._looking is None or not self._looking.is_running:
            work = _Look(self.keeper, self._version, self._newest, is_first=not self._is_read)
            self._looking = Operation(work, owner=self, channel="look", pool=self._pool)
            self._looking.success(self._on_looked).failure(self._on_failed).start()

    @Slot()
    def load_all(self) -> None:
        """Read all of the trail, however long it is."""
        self._most = 0
        self._load_older()

    def _load_older(self) -> None:
        oldest = self._book.oldest_number
        is_enough = self._most and self._book.count >= self._most
        if self._is_whole or is_enough or oldest is None or self.is_loading:
            return
        self._reading = Operation(_Older(self.keeper, oldest), owner=self, channel="older", pool=self._pool)
        self._reading.success(self._on_older).failure(self._on_failed).start()

    # ---- what comes of it

    def _on_looked(self, news: _News | None) -> None:
        if self._is_failing:
            self._is_failing = False
            self.failed.emit("")
        if news is None:
            return
        is_first, self._is_read = not self._is_read, True
        self._version = news.version
        if news.is_anew:
            self._book, self._newest, self._is_whole = AuditBook(), None, False
        if news.is_whole:
            self._is_whole = True
        if news.records or news.is_anew or is_first:
            self._take(news.records)
        self._load_older()

    def _on_older(self, records: Sequence[AuditRecord]) -> None:
        self._is_whole = len(records) < PART
        self._take(records)
        self._load_older()

    def _take(self, records: Sequence[AuditRecord]) -> None:
        self._book.add(records)
        if self._is_whole:
            self._book.finish()
        self._newest = max((*records, *((self._newest,) if self._newest else ())), key=_number, default=None)
        self._choose()
        self.changed.emit()

    def _choose(self) -> None:
        self._entries = [entry for entry in self._book.entries() if self.may_see(entry)]

    def _on_failed(self, error: ProcmonError) -> None:
        self._is_failing = True
        self.failed.emit(str(error))


def _number(record: AuditRecord) -> int:
    return record.number
