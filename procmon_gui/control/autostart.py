"""Starting with the session, as desktops of freedesktop.org do it: an entry in a folder of the user. In a worker.

Desktop Application Autostart Specification: of entries of one name the one of the user counts, then those of the
system in order; one that says `Hidden=true` counts as if none of that name were there.
"""

import contextlib
import os
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final, NoReturn

from procmon_gui.domain.errors import Unavailable

NAME: Final = "io.github.procmon_gui.desktop"
LARGEST_BYTES: Final = 64 * 1024
_MARK: Final = "# Written by procmon_gui: Settings, Tray, Start with the session."
_GROUP: Final = "[Desktop Entry]"
# GNOME's own way to say Hidden.
_ENABLED: Final = "X-GNOME-Autostart-enabled"
_ENTRY: Final = """\
{mark}
{group}
Type=Application
Name=procmon_gui
Comment=Every process of this machine, live and in the past
Icon=io.github.procmon_gui
# Whoever removes the program leaves an entry that is passed over.
TryExec={program}
Exec={command}
Terminal=false
X-GNOME-Autostart-enabled=true
"""


class DesktopAutostart:
    """The entry of this user, over those that the system has."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str] = os.environ) -> None:
        """`command` is what is to be started."""
        self._command = command
        self._environment = environment
        own = environment.get("XDG_CONFIG_HOME", "")
        folder = Path(own) if Path(own).is_absolute() else Path.home() / ".config"
        self._path = folder / "autostart" / NAME
        shared = [Path(one) for one in (environment.get("XDG_CONFIG_DIRS") or "/etc/xdg").split(":")]
        self._shared = [one / "autostart" / NAME for one in shared if one.is_absolute()]

    def is_on(self) -> bool:
        """Say whether the next login starts the program."""
        return self._is_started(self._entry())

    def turn_on(self) -> None:
        """Write an entry; one of somebody else's is only told not to be hidden. Raises Unavailable."""
        entry = _read(self._path)
        if entry is not None and not entry.startswith(_MARK):
            revived = _with(_with(entry, "Hidden", "false"), _ENABLED, "true")
            if self._is_started(revived):
                self._write(revived)
                return
        elif entry is None and self._is_started(self._shared_entry()):
            return
        self._write(self._ours())

    def turn_off(self) -> None:
        """Take our entry away, and hide what is somebody else's. Raises Unavailable."""
        entry = _read(self._path)
        if entry is not None and entry.startswith(_MARK):
            try:
                self._path.unlink(missing_ok=True)
            except OSError as error:
                _refuse(self._path, error)
            entry = None
        if self._is_started(entry if entry is not None else self._shared_entry()):
            hidden = entry if entry is not None else f"{_MARK}\n{_GROUP}\nType=Application\nName=procmon_gui\n"
            self._write(_with(hidden, "Hidden", "true"))

    def _entry(self) -> str | None:
        own = _read(self._path)
        return own if own is not None else self._shared_entry()

    def _shared_entry(self) -> str | None:
        return next((entry for entry in map(_read, self._shared) if entry is not None), None)

    def _is_started(self, entry: str | None) -> bool:
        if entry is None:
            return False
        said = _keys(entry)
        if said.get("Hidden") == "true" or said.get(_ENABLED) == "false" or not said.get("Exec"):
            return False
        desktops = set(filter(None, self._environment.get("XDG_CURRENT_DESKTOP", "").split(":")))
        only, never = (set(filter(None, said.get(key, "").split(";"))) for key in ("OnlyShowIn", "NotShowIn"))
        if (only and not only & desktops) or never & desktops:
            return False
        needed = said.get("TryExec", "").replace("\\s", " ").replace("\\\\", "\\")
        return not needed or shutil.which(needed, path=self._environment.get("PATH")) is not None

    def _ours(self) -> str:
        words = self._command
        if "%" in words[0]:
            # GLib looks for the program before it reads "%%", and takes an entry whose program is not there for none.
            words = ["/bin/sh", "-c", 'exec "$0" "$@"', *words]
        command = " ".join(map(_quoted, words))
        return _ENTRY.format(mark=_MARK, group=_GROUP, program=_escaped(self._command[0]), command=command)

    def _write(self, entry: str) -> None:
        """Replace the entry at once: a desktop never sees half of it."""
        folder = self._path.parent
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            descriptor, unfinished = tempfile.mkstemp(prefix=f".{NAME}.", dir=folder)
            try:
                with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                    file.write(entry)
                    file.flush()
                    os.fsync(file.fileno())
                # As others of the folder are: it holds nothing that others may not know.
                os.chmod(unfinished, 0o644)
                os.replace(unfinished, self._path)
            except BaseException:
                with contextlib.suppress(OSError):
                    os.unlink(unfinished)
                raise
        except OSError as error:
            _refuse(self._path, error)


class NoAutostart:
    """Where this program does not know how a session starts programs."""

    def is_on(self) -> bool:
        """Say that it is not."""
        return False

    def turn_on(self) -> NoReturn:
        """Say why not."""
        raise Unavailable("On this system procmon_gui does not set that up itself; the settings of the system do.")

    def turn_off(self) -> None:
        """Leave it as it is."""


def _refuse(path: Path, error: OSError) -> NoReturn:
    raise Unavailable(f"{path} can not be written: {error.strerror}") from error


def _read(path: Path) -> str | None:
    """Return an entry; None where there is none that a desktop could read."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        with os.fdopen(descriptor, "rb") as file:
            return file.read(LARGEST_BYTES).decode(errors="replace")
    except OSError:
        return None


def _keys(entry: str) -> dict[str, str]:
    """Return what the main group says; of a key that is there twice, the first, as GLib reads it."""
    said: dict[str, str] = {}
    is_in = False
    for line in entry.splitlines():
        if line.startswith("["):
            is_in = line.strip() == _GROUP
        elif is_in and "=" in line and not line.startswith("#"):
            key, _, value = line.partition("=")
            said.setdefault(key.strip(), value.strip())
    return said


def _with(entry: str, key: str, value: str) -> str:
    """Return an entry that says this of a key in the main group, and everything else as before."""
    lines = entry.splitlines()
    kept: list[str] = []
    is_in = is_said = False
    for line in lines:
        if line.startswith("["):
            is_in = line.strip() == _GROUP
        if is_in and line.partition("=")[0].strip() == key:
            continue
        kept.append(line)
        if is_in and not is_said:
            kept.append(f"{key}={value}")
            is_said = True
    return "\n".join(kept) + "\n"


def _quoted(word: str) -> str:
    """Return a word as the key Exec has it: quoted for the command line, then escaped as every string is."""
    if word and not any(sign in word for sign in " \t\n\"'\\><~|&;$*?#()`%="):
        return word
    inner = "".join(f"\\{sign}" if sign in '"`$\\' else sign for sign in word).replace("%", "%%")
    return _escaped(f'"{inner}"')


def _escaped(text: str) -> str:
    """Return a text as every string of an entry is written."""
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t")
