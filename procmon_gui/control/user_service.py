"""Recording as a service of the user's own systemd: set up, started, and taken back. Belongs in a worker.

systemd starts it at each login and ends it at logout. Where a package has brought the unit along, that one is used;
else one is written for whoever runs this program.
"""

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from procmon_gui.domain.errors import Unavailable
from procmon_gui.domain.service import ServiceDeed

NAME: Final = "procmon-gui-record.service"
UNDO: Final = f"systemctl --user disable --now {NAME}"
PACKAGED: Final = (Path("/usr/lib/systemd/user") / NAME, Path("/etc/systemd/user") / NAME)
_MARK: Final = "# Written by procmon_gui."
_ASK_S: Final = 2.0
_DO_S: Final = 15.0
# A recorder loads what speaks SQL before it lets others listen.
_BEGIN_S: Final = 10.0
_LOOK_S: Final = 0.1
_UNIT: Final = """\
{mark} Records what this user may see while the user is logged in: it stops at logout.
# To undo it: {undo}

[Unit]
Description=procmon_gui: record while logged in (stops at logout)

[Service]
Type=exec
ExecStart={command}
Restart=on-failure
RestartSec=5
TimeoutStopSec=10
UMask=0077
NoNewPrivileges=yes
LockPersonality=yes
RestrictRealtime=yes
SystemCallArchitectures=native

[Install]
WantedBy=default.target
"""


class UserService:
    """The recorder of this user, as systemd knows it."""

    def __init__(
        self, command: Sequence[str], *, is_recording: Callable[[], bool], packaged: Sequence[Path] = ()
    ) -> None:
        """`command` records; `is_recording` tells whether it does. A package may have put a unit at `packaged`."""
        self._command = command
        self._is_recording = is_recording
        self._path = _config_folder() / "systemd/user" / NAME
        self._packaged = packaged

    def is_possible(self) -> bool:
        """Say whether this user has a systemd that answers."""
        if shutil.which("systemctl") is None:
            return False
        try:
            return _systemctl("show", "--property=Version", limit_s=_ASK_S).returncode == 0
        except Unavailable:
            return False

    def is_on(self) -> bool:
        """Say whether systemd starts it at each login."""
        try:
            return _systemctl("is-enabled", NAME, limit_s=_ASK_S).returncode == 0
        except Unavailable:
            return False

    def turn_on(self) -> ServiceDeed:
        """Let systemd record from now on, and return what was done. Raises Unavailable; nothing is left behind then."""
        is_packaged = any(one.exists() for one in self._packaged)
        if not is_packaged:
            self._write()
        try:
            _do("daemon-reload")
            _do("enable", "--now", NAME)
            self._wait_until_it_records()
        except Unavailable:
            self.turn_off()
            raise
        return ServiceDeed(name=NAME, written="" if is_packaged else str(self._path), undo=UNDO)

    def turn_off(self) -> None:
        """Let systemd record no longer; what was recorded stays. Raises Unavailable."""
        done = _systemctl("disable", "--now", NAME)
        if _is_ours(self._path):
            self._path.unlink(missing_ok=True)
            _do("daemon-reload")
        elif done.returncode and any(one.exists() for one in (self._path, *self._packaged)):
            # What is not there can not be disabled, and need not.
            raise Unavailable(_words("disable", done))

    def _write(self) -> None:
        path = self._path
        if path.exists() and not _is_ours(path):
            return  # somebody's own, which does what he wants
        words = _UNIT.format(mark=_MARK, undo=UNDO, command=" ".join(map(_quoted, self._command)))
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(words, encoding="utf-8")
        except OSError as error:
            raise Unavailable(f"{path} can not be written: {error.strerror}") from error

    def _wait_until_it_records(self) -> None:
        give_up_s = time.monotonic() + _BEGIN_S
        while not self._is_recording():
            if time.monotonic() > give_up_s:
                raise Unavailable(f"The service was started and did not record. See: journalctl --user -u {NAME}")
            time.sleep(_LOOK_S)


def _do(*arguments: str) -> None:
    done = _systemctl(*arguments)
    if done.returncode:
        raise Unavailable(_words(arguments[0], done))


def _systemctl(*arguments: str, limit_s: float = _DO_S) -> "subprocess.CompletedProcess[str]":
    try:
        return subprocess.run(
            ["systemctl", "--user", *arguments], stdin=subprocess.DEVNULL, capture_output=True, text=True,
            errors="replace", timeout=limit_s, check=False,
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError) as error:
        raise Unavailable(f"systemctl --user {arguments[0]} can not be used: {error}") from error


def _words(verb: str, done: "subprocess.CompletedProcess[str]") -> str:
    reason = done.stderr.strip().splitlines()
    return f"systemctl --user {verb} failed: {reason[0] if reason else f'exit status {done.returncode}'}"


def _is_ours(path: Path) -> bool:
    try:
        return path.read_text(encoding="utf-8", errors="replace").startswith(_MARK)
    except OSError:
        return False


def _config_folder() -> Path:
    return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")


def _quoted(word: str) -> str:
    """Return a word as a line of a unit has it, systemd.service(5), "Command lines"."""
    escaped = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return f'"{escaped}"' if any(sign in word for sign in " \t'\";#\\") or not word else escaped
