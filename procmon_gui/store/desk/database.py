"""The file of the desk: read and changed in transactions of a moment, by any of our programs at any time. Any thread.

It is precious: a file that can not be used is told, copied where it is damaged, and left as it is. One `Desk` for each
file and process: while it holds the file, nobody else in the process may open and close it, because POSIX locks of a
process end when it closes any descriptor of the file (https://www.sqlite.org/howtocorrupt.html, 2.2).
"""

import contextlib
import errno
import hashlib
import logging
import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import DatabaseError, IntegrityError

from procmon_gui.domain.errors import Unavailable
from procmon_gui.domain.text import one_line
from procmon_gui.store.desk.schema import REVISION, TABLES
from procmon_gui.store.form import (
    FOREIGN,
    NOTHING,
    Form,
    check_kind,
    keep_private,
    make_file,
    refuse_newer,
    revision_in,
    revision_of,
)
from procmon_gui.store.place import identity_of, prepare_folder, sync_folder
from procmon_gui.store.sqlite import is_busy, is_damage, is_full, is_no_room, looking_engine, shared_engine
from procmon_gui.store.upgrading import bring_up_to_date

log = logging.getLogger(__name__)

FILE_NAME: Final = "desk.sqlite"
FORM: Final = Form(
    name="desk",
    application_id=0x504D4744,  # "PMGD"
    revision=REVISION,
    tables=TABLES,
    migrations=Path(__file__).with_name("migrations"),
    keeps_copy=True,
)
# The counter of changes in the head of the file, https://www.sqlite.org/fileformat2.html, 1.3.7.
_COUNTER: Final = slice(24, 28)

# Not EFBIG: that is a limit which whoever starts the program can set (`ulimit -f`), so it is no want of room.
_NO_ROOM: Final = (errno.ENOSPC, errno.EDQUOT)

Result = TypeVar("Result")


class Damaged(Unavailable):
    """The file is broken; there is a copy, and nothing is done to it."""


class Full(Unavailable):
    """There is no room on the disk."""


class Limited(Unavailable):
    """More may not be written: a quota, or a limit of this program. SQLite does not say which."""


def is_for_want_of_room(error: Unavailable) -> bool:
    """Return whether something could not be kept only because the disk is full."""
    return isinstance(error, Full) or getattr(error.__cause__, "errno", None) in _NO_ROOM


def is_helped_by_room(error: Unavailable) -> bool:
    """Return whether it could be kept when something else is given up: also in a quota, but not below a limit."""
    return is_for_want_of_room(error) or (isinstance(error, Limited) and not _has_limit())


def _has_limit() -> bool:
    try:
        import resource
    except ImportError:  # Windows has no such limits
        return False
    return resource.getrlimit(resource.RLIMIT_FSIZE)[0] != resource.RLIM_INFINITY


class _OtherForm(Exception):
    """Somebody brought the file up to date, or put another one in its place, since it was looked at."""


class Desk:
    """One file. A call that fails raises Unavailable, saying why, and has changed nothing."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._guard = threading.Lock()
        self._known: tuple[int, int] | None = None

    def read(self, work: Callable[[Connection], Result]) -> Result | None:
        """Return what the work finds; None where nothing was ever kept, for which no file is made."""
        with self._guard, self._told():
            return self._tried(work, is_change=False)

    def change(self, work: Callable[[Connection], Result]) -> Result:
        """Do the work as a whole or not at all; what is kept is on the disk when this returns.

        Where another program is at work it may be done anew: it must change nothing but what is in the connection.
        """
        with self._guard, self._told():
            prepare_folder(self.path.parent, FORM.name, is_shared=True)
            found = self._tried(work, is_change=True)
            assert found is not None, "there is a file, and work that changes returns something"
            return found

    def version(self) -> tuple[object, ...] | None:
        """Return what is another after every change by anybody; None where there is no file, or none to be read."""
        with self._guard, contextlib.suppress(OSError):
            # Whatever lies there: a pipe must not keep us waiting.
            fd = os.open(self.path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0))
            try:
                return identity_of(self.path), os.read(fd, _COUNTER.stop)[_COUNTER]
            finally:
                os.close(fd)
        return None

    # ---- with the guard

    def _tried(self, work: Callable[[Connection], Result], *, is_change: bool) -> Result | None:
        for is_last in (False, True):
            try:
                return self._done(work, is_change=is_change) if self._is_ready(is_made=is_change) else None
            except (_OtherForm, DatabaseError) as error:
                self._known = None
                if is_last or not (isinstance(error, _OtherForm) or is_busy(error)):
                    raise
        raise AssertionError("the last try returns or raises")

    def _done(self, work: Callable[[Connection], Result], *, is_change: bool) -> Result:
        engine = shared_engine(self.path) if is_change else looking_engine(self.path, mode="rw")
        with engine.begin() as connection:
            if revision_in(connection, FORM) != int(REVISION):
                raise _OtherForm
            return work(connection)

    def _is_ready(self, *, is_made: bool) -> bool:
        """Look at what lies there, and bring it up to date; False where there is nothing, and nothing is to be made."""
        identity = identity_of(self.path)
        if identity is not None and identity == self._known:
            return True
        check_kind(self.path, FORM)
        revision = revision_of(self.path, FORM)
        if revision == FOREIGN:
            raise Unavailable(
                f"{self.path} belongs to another program and is left untouched; "
                "move it away, and a desk can be kept there"
            )
        refuse_newer(self.path, FORM, revision)
        if revision == NOTHING and not is_made:
            return False
        if revision == NOTHING:
            make_file(self.path, FORM)
        keep_private(self.path)
        if revision < int(REVISION):
            bring_up_to_date(shared_engine(self.path), self.path, FORM)
        self._check()
        self._known = identity_of(self.path)
        return True

    def _check(self) -> None:
        """Read every page once: damage is to be known before more is written over it."""
        with looking_engine(self.path, mode="rw").connect() as connection:
            found = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()
        if found != "ok":
            raise self._damaged(str(found))

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except _OtherForm as error:
            raise Unavailable(f"{self.path} is being changed by another version of this program") from error
        except IntegrityError:
            raise  # ours, so a mistake of ours
        except DatabaseError as error:
            if is_damage(error):
                raise self._damaged(str(error.orig)) from error
            if is_no_room(error):
                raise Full(f"{self.path}: the disk is full, so nothing was kept") from error
            if is_full(error):
                raise Limited(
                    f"{self.path}: a quota or a limit of this program (ulimit -f) is reached, so nothing was kept"
                ) from error
            if is_busy(error):
                raise Unavailable(f"{self.path} is held by another program, so nothing was kept") from error
            raise Unavailable(f"{self.path}: the desk can not be used: {error.orig}") from error

    def _damaged(self, reason: str) -> Damaged:
        self._known = None
        copy = self._copy_aside()
        kept = f"a copy is {copy.name}" if copy is not None else "no copy could be made"
        return Damaged(
            f"{self.path} is damaged ({one_line(reason)}) and is left as it is; {kept}. "
            "Put a copy of yours in its place, or move it away to begin anew"
        )

    def _copy_aside(self) -> Path | None:
        """Copy file and journal as they are, once; return where, None where that can not be done."""
        journal = self.path.with_name(self.path.name + "-journal")
        try:
            parts = [part.read_bytes() if part.exists() else b"" for part in (self.path, journal)]
            name = f"{self.path.name}.damaged-{hashlib.sha256(b''.join(parts)).hexdigest()[:8]}"
            copy = self.path.with_name(name)
            if copy.exists():
                return copy
            # The file last: where it is, all of it is.
            for data, ending in zip(reversed(parts), ("-journal", ""), strict=True):
                if data:
                    _write_new(self.path.with_name(name + ending), data)
        except OSError as error:
            log.warning("%s can not be copied: %s", self.path, error.strerror)
            return None
        log.warning("%s is damaged; it was copied to %s", self.path, copy)
        return copy


def _write_new(path: Path, data: bytes) -> None:
    """Write a file that only its user can read; there is all of it or nothing."""
    draft = path.with_name(f"{path.name}.part")
    try:
        fd = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_NOFOLLOW", 0), 0o600)
        with os.fdopen(fd, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError:
        draft.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)
