"""Names for user ids, without ever waiting for a directory server.

The file of local users is read directly; an id that it does not hold is asked for on one daemon thread, because
NSS (LDAP, SSSD, NIS) may hang for minutes. Until an answer is there, the name is the number. Any thread may ask.
"""

import os
import sys
import threading
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import Final

if sys.platform != "win32":
    import pwd

PASSWD: Final = Path("/etc/passwd")
# A passwd file of a large site has some 10 MB; more than this is not a list of people.
_MAX_FILE_BYTES: Final = 16 * 1024 * 1024
_MAX_NAMES: Final = 100_000
_MAX_QUESTIONS: Final = 1000
# How often the file is looked at: whether it changed costs one stat(2).
_LOOK_EVERY_NS: Final = 1_000_000_000


def _ask_system(uid: int) -> str | None:
    """Return the name that NSS gives, None when it knows none. May take minutes."""
    if sys.platform == "win32":
        return None
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return None


class UserNames:
    """Tells the name of a uid, at once."""

    def __init__(
        self,
        *,
        passwd: Path = PASSWD,
        ask: Callable[[int], str | None] = _ask_system,
        monotonic_ns: Callable[[], int] = time.monotonic_ns,
    ) -> None:
        self._passwd = passwd
        self._ask = ask
        self._monotonic_ns = monotonic_ns
        self._next_look_ns: int | None = None
        self._signature: tuple[int, int, int] | None = None
        self._local: dict[int, str] = {}
        # Answers of the thread; an id without a name is kept as its number, so that it is asked for once.
        self._answers: dict[int, str] = {}
        self._asked: set[int] = set()
        # Guards the open questions and whether somebody is answering them; never held while a directory is asked.
        self._lock = threading.Lock()
        self._questions: deque[int] = deque()
        self._is_answering = False

    def name(self, uid: int) -> str:
        """Return the name of a user, or the number as text while (or because) no name is known."""
        now_ns = self._monotonic_ns()
        if self._next_look_ns is None or now_ns >= self._next_look_ns:
            self._next_look_ns = now_ns + _LOOK_EVERY_NS
            self._read_when_changed()
        found = self._local.get(uid) or self._answers.get(uid)
        if found is not None:
            return found
        if uid not in self._asked and len(self._asked) < _MAX_NAMES:
            self._enqueue(uid)
        return str(uid)

    def _read_when_changed(self) -> None:
        try:
            stat = os.stat(self._passwd)
            signature = (stat.st_mtime_ns, stat.st_size, stat.st_ino)
            if signature == self._signature:
                return
            with self._passwd.open("rb") as file:
                content = file.read(_MAX_FILE_BYTES)
        except OSError:
            return
        self._signature = signature
        self._local = _parse(content)

    def _enqueue(self, uid: int) -> None:
        with self._lock:
            # While a directory hangs, more questions than these are dropped and come again later.
            if len(self._questions) >= _MAX_QUESTIONS:
                return
            self._questions.append(uid)
            self._asked.add(uid)
            if self._is_answering:
                return
            self._is_answering = True
        threading.Thread(target=self._answer, name="procmon-users", daemon=True).start()

    def _answer(self) -> None:
        """Ask for all open questions, then end: most machines never have one."""
        while True:
            with self._lock:
                if not self._questions:
                    self._is_answering = False
                    return
                uid = self._questions.popleft()
            try:
                name = self._ask(uid)
            except (OSError, ValueError, OverflowError):
                name = None
            self._answers[uid] = name or str(uid)


def _parse(content: bytes) -> dict[int, str]:
    """Return the names of a passwd(5) file; the first line of a uid wins, as in getpwuid(3)."""
    names: dict[int, str] = {}
    for line in content.splitlines():
        fields = line.split(b":")
        if len(fields) >= 3 and fields[0] and fields[2].isdigit() and len(names) < _MAX_NAMES:
            names.setdefault(int(fields[2]), os.fsdecode(fields[0]))
    return names
