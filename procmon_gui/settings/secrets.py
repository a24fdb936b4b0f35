"""Secrets: in the keyring of the desktop where there is one, else in a file that only its user reads.

Any thread but the window's: a keyring may wait for a password that nobody types.

Nothing here is ever part of a settings file, a log or an error.
"""

import logging
import tomllib
from collections.abc import Callable
from pathlib import Path
from threading import Lock, Thread
from typing import Any, Final, TypeVar

from procmon_gui.domain.errors import Unavailable
from procmon_gui.settings.disk import read_small, replace_file

log = logging.getLogger(__name__)

FILE_NAME: Final = "secrets.toml"
SERVICE: Final = "procmon_gui"
KEYRING_S: Final = 5.0
_MOST_HANGING: Final = 2
_HEADER: Final = (
    "# Secrets of procmon_gui, because there is no keyring here. Only you can read this file; keep it so.\n"
)
_SHARED: Final = 0o077

Result = TypeVar("Result")


class NoKeyring(Exception):
    """There is no keyring, or it does not answer; the text says which."""


class Secrets:
    """Those that belong to one settings file."""

    def __init__(self, path: Path, *, keyring_s: float = KEYRING_S) -> None:
        """Say where the file is that stands in for a keyring; its place tells those of two settings files apart."""
        self._path = path
        self._keyring_s = keyring_s
        self._guard = Lock()
        self._hanging_count = 0

    def get(self, channel_id: str, name: str) -> str | None:
        """Return one; None where it is not there. Raises Unavailable."""
        kept = self._read().get(channel_id, {}).get(name)
        if kept is not None:
            return kept
        try:
            account = self._account(channel_id, name)
            found: str | None = self._asked(lambda keyring: keyring.get_password(SERVICE, account))
        except NoKeyring as error:
            if error.args[1:] == (False,):
                return None
            raise Unavailable(f"A secret of {channel_id} can not be had: {error.args[0]}") from None
        return found

    def put(self, channel_id: str, name: str, value: str) -> None:
        """Keep one, in the place of what was there. Raises Unavailable."""
        account = self._account(channel_id, name)
        try:
            self._asked(lambda keyring: keyring.set_password(SERVICE, account, value))
        except NoKeyring as error:
            log.info("A secret of channel %s is kept in a file: %s", channel_id, error.args[0])
            self._change(channel_id, name, value)
            return
        # What lay in the file before would count more.
        self._change(channel_id, name, None)

    def remove(self, channel_id: str, name: str) -> None:
        """Forget one. Raises Unavailable where the file can not be written; a keyring that is away keeps it."""
        self._change(channel_id, name, None)
        try:
            self._asked(lambda keyring: _deleted(keyring, self._account(channel_id, name)))
        except NoKeyring as error:
            log.info("A secret of channel %s may be left in the keyring: %s", channel_id, error.args[0])

    def warning(self) -> str:
        """Return what a person should know about where secrets lie; empty where there is nothing to say."""
        try:
            kept = self._read()
            is_shared = bool(self._path.stat().st_mode & _SHARED) if kept else False
        except (OSError, Unavailable) as error:
            return str(error)
        if not kept:
            return ""
        where = f"There is no keyring, so secrets lie in {self._path}, unencrypted"
        if is_shared:
            return f"{where}, and others may read it: make it readable for you only (chmod 600)."
        return f"{where}; only you can read it."

    # ---- the keyring

    def _asked(self, work: Callable[[Any], Result]) -> Result:
        """Return what a keyring answers, in time. Raises NoKeyring; its second argument says whether there is one."""
        found: list[Result] = []
        failed: list[Exception] = []

        def run() -> None:
            try:
                found.append(work(_keyring()))
            except Exception as error:  # noqa: BLE001  # whatever a backend raises
                failed.append(error)
            finally:
                with self._guard:
                    self._hanging_count -= 1

        with self._guard:
            if self._hanging_count >= _MOST_HANGING:
                raise NoKeyring("the keyring does not answer; unlock it", True)
            self._hanging_count += 1
        # A daemon: a keyring that waits for a password must not keep the program from ending.
        thread = Thread(target=run, name="keyring", daemon=True)
        thread.start()
        thread.join(self._keyring_s)
        if found:
            return found[0]
        if failed and isinstance(failed[0], NoKeyring):
            raise failed[0]
        if failed:
            # Not its text: a backend may put anything there.
            raise NoKeyring(f"the keyring refuses ({type(failed[0]).__name__})", True)
        raise NoKeyring("the keyring does not answer; unlock it", True)

    def _account(self, channel_id: str, name: str) -> str:
        return f"{self._path.parent}: {channel_id}.{name}"

    # ---- the file

    def _read(self) -> dict[str, dict[str, str]]:
        try:
            raw = read_small(self._path)
        except OSError as error:
            raise Unavailable(f"{self._path} can not be read: {error.strerror or error}") from None
        if raw is None:
            return {}
        try:
            tree = tomllib.loads(raw.decode())
        except (ValueError, RecursionError):
            # Not what is wrong: the text of the error quotes the file.
            raise Unavailable(f"{self._path} is no TOML; mend it, or type the secrets anew") from None
        return {
            channel_id: {name: value for name, value in names.items() if isinstance(value, str)}
            for channel_id, names in tree.items()
            if isinstance(names, dict)
        }

    def _change(self, channel_id: str, name: str, value: str | None) -> None:
        with self._guard:
            tree = self._read()
            before = tree.get(channel_id, {}).get(name)
            if before == value:
                return
            names = {one: text for one, text in tree.get(channel_id, {}).items() if one != name}
            if value is not None:
                names[name] = value
            tree = {one: texts for one, texts in tree.items() if one != channel_id}
            if names:
                tree[channel_id] = names
            self._write(tree)

    def _write(self, tree: dict[str, dict[str, str]]) -> None:
        import tomli_w

        try:
            if not tree:
                self._path.unlink(missing_ok=True)
                return
            # For its user only, from the first byte on.
            replace_file(self._path, (_HEADER + tomli_w.dumps(tree)).encode())
        except OSError as error:
            raise Unavailable(f"{self._path} can not be written: {error.strerror or error}") from None


def _keyring() -> Any:
    """Return the keyring of this desktop. Raises NoKeyring."""
    # At first use: it looks for every backend there is.
    import keyring
    from keyring.backends import fail, null

    found = keyring.get_keyring()
    backends = getattr(found, "backends", None)
    if isinstance(found, (fail.Keyring, null.Keyring)) or backends == []:
        raise NoKeyring("there is no keyring here", False)
    return found


def _deleted(keyring: Any, account: str) -> bool:
    from keyring.errors import PasswordDeleteError

    try:
        keyring.delete_password(SERVICE, account)
    except PasswordDeleteError:
        return False  # there was none
    return True
