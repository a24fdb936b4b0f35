"""Who starts the program again gets the window that is open already: the part that needs no Qt.

It is asked before Qt is loaded, so that a second start is over in a moment. There is one first instance for each user,
display, data folder and settings file. It holds a lock, which the kernel takes back whatever becomes of it, and
listens at a socket beside the lock; both lie in a folder that only this user may enter. A socket without the lock is
left over from somebody who is gone.

On Windows there is neither such a lock nor such a socket, so each start opens a window of its own.
"""

import contextlib
import json
import logging
import os
import socket
import stat
import struct
import sys
import time
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Final

log = logging.getLogger(__name__)

RAISED: Final = b"raised\n"
LONGEST_REQUEST: Final = 1024
LONGEST_TOKEN: Final = 256
# What a window that works needs to answer is a few ms; a reader who clicks twice should not wait for longer.
ANSWER_PATIENCE_S: Final = 1.0
# From the lock to the first answer: Python, Qt and the window, from a slow disk.
START_PATIENCE_S: Final = 10.0
_LOOK_AGAIN_S: Final = 0.02
_TOKEN_VARIABLES: Final = ("XDG_ACTIVATION_TOKEN", "DESKTOP_STARTUP_ID")


class Outcome(Enum):
    """What a start came upon."""

    FIRST = "first"
    RAISED = "raised"
    SILENT = "silent"
    ALONE = "alone"


@dataclass(slots=True)
class Claim:
    """The right to be the first; given back with `close`, or when the process ends."""

    socket_path: Path
    lock_fd: int

    def listen(self) -> socket.socket:
        """Return a socket at which later starts knock.

        Raises:
            OSError: the path is too long for a socket, or its folder is gone.
        """
        listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            listener.setblocking(False)
            self.socket_path.unlink(missing_ok=True)
            listener.bind(str(self.socket_path))
            self.socket_path.chmod(0o600)
            listener.listen(8)
        except OSError:
            listener.close()
            raise
        return listener

    def close(self) -> None:
        """Let somebody else be the first."""
        if self.lock_fd < 0:
            return
        with contextlib.suppress(OSError):
            self.socket_path.unlink(missing_ok=True)
        os.close(self.lock_fd)
        self.lock_fd = -1


def claim_or_raise(
    identity: Sequence[str],
    environment: Mapping[str, str] = os.environ,
    *,
    alert_id: int = 0,
    raises: bool = True,
    answer_patience_s: float = ANSWER_PATIENCE_S,
    start_patience_s: float = START_PATIENCE_S,
) -> tuple[Outcome, Claim | None]:
    """Become the first instance, or let the first one show its window.

    `identity` is what tells one first instance from another on the same display, `alert_id` what it is to show, 0 for
    what it shows already. Who does not raise it leaves it as it is. The claim comes with FIRST; ALONE
    means that there is no safe place to meet, SILENT that the first one does not answer.
    """
    folder = meeting_folder(environment)
    if folder is None:
        return Outcome.ALONE, None
    display = environment.get("WAYLAND_DISPLAY") or environment.get("DISPLAY", "").partition(".")[0]
    name = f"{zlib.crc32(chr(0).join((display, *identity)).encode(errors='surrogateescape')):08x}"
    socket_path = folder / f"{name}.socket"
    ends_s = time.monotonic() + start_patience_s
    while True:
        try:
            lock_fd = _lock(folder / f"{name}.lock")
        except OSError as error:
            log.info("No lock for the first instance: %s", error)
            return Outcome.ALONE, None
        if lock_fd is not None:
            return Outcome.FIRST, Claim(socket_path, lock_fd)
        if not raises:
            return Outcome.RAISED, None
        outcome = _knock(socket_path, _request(environment, alert_id), answer_patience_s)
        if outcome is not None:
            return outcome, None
        if time.monotonic() >= ends_s:
            return Outcome.SILENT, None
        # It has the lock and does not listen yet: it is starting.
        time.sleep(_LOOK_AGAIN_S)


def meeting_folder(environment: Mapping[str, str]) -> Path | None:
    """Return a folder that belongs to this user and that nobody else may enter; None where there is none."""
    if sys.platform == "win32":
        return None
    runtime = environment.get("XDG_RUNTIME_DIR", "")
    temporary = Path(environment.get("TMPDIR") or "/tmp")
    folder = Path(runtime) / "procmon_gui" if runtime else temporary / f"procmon_gui-{os.getuid()}"
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        info = folder.lstat()
    except OSError as error:
        log.info("No place to meet a first instance: %s", error)
        return None
    is_ours = stat.S_ISDIR(info.st_mode) and info.st_uid == os.getuid() and not info.st_mode & 0o077
    return folder if is_ours else None


def _lock(path: Path) -> int | None:
    """Return the descriptor that holds the lock; None when somebody else holds it."""
    import fcntl

    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        return None
    except OSError:
        os.close(descriptor)
        raise
    return descriptor


def _request(environment: Mapping[str, str], alert_id: int) -> bytes:
    token = next((environment[name] for name in _TOKEN_VARIABLES if environment.get(name)), "")
    asked = {"do": "raise", "token": token[:LONGEST_TOKEN]} | ({"alert": alert_id} if alert_id else {})
    return json.dumps(asked).encode() + b"\n"


def _knock(path: Path, request: bytes, patience_s: float) -> Outcome | None:
    """Ask the first instance to show its window; None when nobody listens (yet)."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as ours:
        ours.settimeout(patience_s)
        try:
            ours.connect(str(path))
            if not is_same_user(ours):
                return Outcome.SILENT
            ours.sendall(request)
            answer = ours.recv(len(RAISED))
        except (FileNotFoundError, ConnectionRefusedError):
            return None
        except OSError:
            return Outcome.SILENT
    return Outcome.RAISED if answer == RAISED else Outcome.SILENT


def is_same_user(peer: socket.socket) -> bool:
    """Say whether the process at the other end of a socket runs as this user."""
    if not hasattr(socket, "SO_PEERCRED"):
        return True  # the folder's rights have to do
    _pid, uid, _gid = struct.unpack("3i", peer.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i")))
    return bool(uid == os.getuid())


def token_of(request: bytes) -> str | None:
    """Return the activation token of a request (empty: it came without); None for what is no request."""
    try:
        asked = json.loads(request)
    except (ValueError, RecursionError):
        return None
    if not isinstance(asked, dict) or asked.get("do") != "raise":
        return None
    token = asked.get("token", "")
    if not isinstance(token, str) or len(token) > LONGEST_TOKEN or not (token.isascii() and token.isprintable()):
        return ""
    return token


def alert_of(request: bytes) -> int:
    """Return which alert a request wants to see; 0 for none."""
    try:
        asked = json.loads(request)
    except (ValueError, RecursionError):
        return 0
    id = asked.get("alert", 0) if isinstance(asked, dict) else 0
    return id if isinstance(id, int) and not isinstance(id, bool) and 0 < id < 2**53 else 0
