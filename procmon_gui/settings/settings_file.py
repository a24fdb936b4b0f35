"""The settings of a person in one TOML file: read at start, written at every change, read again when it changes.

The window's thread sets values and never waits: a thread of its own reads and writes the file, and leaves what it
learned in a mailbox that `deliver` empties. Whoever edits the file and whoever clicks in the window may do so at the
same time: before every write the file is read, and only what was clicked is changed in it.
"""

import logging
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Final

from procmon_gui.domain.metrics import QT_TRANSLATE_NOOP
from procmon_gui.domain.settings import BY_KEY, Kind, NotKept, Problem, Value
from procmon_gui.domain.settings_in_memory import SettingsInMemory, is_same
from procmon_gui.domain.text import display_text
from procmon_gui.settings.disk import Signature, keep_aside, read_small, replace_file, signature_of
from procmon_gui.settings.errands import Errands
from procmon_gui.settings.reading import NOTHING, STRICT, Contents, contents_of
from procmon_gui.settings.toml_edit import edited

log = logging.getLogger(__name__)

_T = QT_TRANSLATE_NOOP
UNREADABLE: Final = _T(
    "Setting", "{file} can not be read ({reason}). What is chosen here lasts until the program ends."
)
UNWRITABLE: Final = _T(
    "Setting", "{file} can not be written ({reason}). What is chosen here lasts until the program ends."
)
KEPT_ASIDE: Final = _T("Setting", "What stood in the file before is kept as {file}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class _News:
    """What the other thread learned. `contents` None means that the file is as it was."""

    contents: Contents | None
    trouble: Problem | None
    aside: Problem | None


class SettingsFile(SettingsInMemory):
    """A `SettingsStore` in a file. A file that can not be read is never written over."""

    def __init__(self, path: Path, environment: Mapping[str, str] | None = None) -> None:
        """Read the file, waiting for it."""
        super().__init__(environment)
        self._path = path
        self._errands = Errands()
        self._lock = threading.Lock()
        # Shared with the other thread, under the lock: what is set and not written, and what was learned.
        self._unwritten: dict[str, Value | None] = {}
        self._news: _News | None = None
        self._waker: Callable[[], None] | None = None
        # Whoever reads or writes the file holds this one.
        self._disk = threading.Lock()
        self._signature: Signature | None = None
        self._aside: Problem | None = None
        first = self._read()
        self._contents = first.contents or replace(NOTHING, values=STRICT)
        self._trouble, self._told_aside = first.trouble, first.aside
        self._set = dict(self._contents.values)

    @property
    def path(self) -> Path | None:
        """Return the file."""
        return self._path

    def problems(self) -> Sequence[Problem]:
        """Return what is wrong with keeping, with the file and with environment variables, in this order."""
        first = [problem for problem in (self._trouble, self._told_aside) if problem is not None]
        return (*first, *self._contents.problems, *super().problems())

    def look_again(self) -> None:
        """Ask for the file to be read again if it changed; returns at once."""
        self._errands.ask(self._look)

    def on_news(self, waker: Callable[[], None] | None) -> None:
        """Call this, on any thread, whenever there is something to deliver."""
        with self._lock:
            self._waker = waker
            has_news = self._news is not None
        if has_news and waker is not None:
            waker()

    def deliver(self) -> None:
        """Take in what was learned on the other thread and tell the listeners."""
        with self._lock:
            news, self._news = self._news, None
            unwritten = dict(self._unwritten)
        if news is None:
            return
        problems_before = self.problems()
        before = {key: self.value(key) for key in BY_KEY}
        self._trouble, self._told_aside = news.trouble, news.aside
        if news.contents is not None:
            self._contents = news.contents
            values = {**news.contents.values, **{key: value for key, value in unwritten.items() if value is not None}}
            gone = {key for key, value in unwritten.items() if value is None}
            self._set = {key: value for key, value in values.items() if key not in gone}
        for key, value in before.items():
            if not is_same(value, self.value(key)):
                self._tell(key)
        if problems_before != self.problems():
            self._tell("")

    def prepare_file(self) -> Path:
        """Return the file for an editor, made if there is none. Waits for the disk: any thread but the window's."""
        with self._disk:
            now = self._read()
            if now.contents is None:
                raise NotKept(now.trouble or self._not_kept(UNREADABLE))
            if self._signature is None:
                try:
                    self._replace(now.contents, {})
                except OSError as error:
                    raise NotKept(self._not_kept(UNWRITABLE, error)) from error
                self._signature = signature_of(self._path)
            return self._path

    def close(self, timeout_s: float = 2.0) -> bool:
        """Write what is not written yet; return whether that was done in time."""
        self.on_news(None)
        return self._errands.close(timeout_s)

    def _keep(self, key: str) -> None:
        with self._lock:
            self._unwritten[key] = self._set.get(key)
        self._errands.ask(self._write)

    # ---- the other thread

    def _look(self) -> None:
        with self._disk:
            if signature_of(self._path) != self._signature:
                self._leave(self._read())

    def _read(self) -> _News:
        self._signature = signature_of(self._path)
        try:
            return _News(contents=contents_of(read_small(self._path)), trouble=None, aside=self._aside)
        except OSError as error:
            log.info("The settings can not be read: %s", error)
            return _News(contents=None, trouble=self._not_kept(UNREADABLE, error), aside=self._aside)

    def _write(self) -> None:
        with self._disk:
            self._write_changes()

    def _write_changes(self) -> None:
        with self._lock:
            changes = dict(self._unwritten)
        now = self._read()
        if now.contents is None:
            self._leave(now)
            return
        try:
            text = self._replace(now.contents, changes)
        except OSError as error:
            log.info("The settings can not be written: %s", error)
            self._leave(_News(contents=now.contents, trouble=self._not_kept(UNWRITABLE, error), aside=self._aside))
            return
        self._signature = signature_of(self._path)
        self._leave(_News(contents=contents_of(text), trouble=None, aside=self._aside), written=changes)

    def _not_kept(self, template: str, error: OSError | None = None) -> Problem:
        reason = "" if error is None else error.strerror or str(error)
        return Problem(
            template=template, fields={"file": display_text(str(self._path)), "reason": display_text(reason)}
        )

    def _replace(self, contents: Contents, changes: Mapping[str, Value | None]) -> bytes:
        text = contents.text
        for key, value in changes.items():
            text = _changed(text, key, value, contents.values.get(key))
        raw = text.replace("\n", "\r\n").encode() if contents.has_crlf else text.encode()
        if contents.is_broken:
            before = read_small(self._path)
            if before is not None:
                place = keep_aside(self._path, before)
                self._aside = Problem(template=KEPT_ASIDE, fields={"file": display_text(str(place))})
        replace_file(self._path, raw)
        return raw

    def _leave(self, news: _News, written: Mapping[str, Value | None] = MappingProxyType({})) -> None:
        with self._lock:
            self._news = news
            # What was set anew meanwhile is not written yet.
            done = [key for key, value in written.items() if self._unwritten.get(key) is value]
            for key in done:
                del self._unwritten[key]
            waker = self._waker
        if waker is not None:
            waker()


def _changed(text: str, key: str, value: Value | None, before: Value | None) -> str:
    """Return the text with one setting changed; of named ones only the names that changed."""
    setting = BY_KEY[key]
    path = (setting.group, setting.name)
    if setting.kind not in (Kind.NAMED_TEXTS, Kind.NAMED_LISTS):
        return edited(text, path, value)
    new = value if isinstance(value, Mapping) else {}
    old = before if isinstance(before, Mapping) else {}
    kept = [name for name in old if name in new]
    if kept != list(new)[: len(kept)]:
        # The order is another: written anew from the first name on.
        kept = []
    for name in old:
        if name not in kept:
            text = edited(text, (*path, name), None)
    for name, entry in new.items():
        if name not in kept or old[name] != entry:
            text = edited(text, (*path, name), entry)
    return text
