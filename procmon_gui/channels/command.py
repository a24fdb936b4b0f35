"""A command that an administrator set up: a list of words, no shell, and what strangers wrote on standard input only.

It gets the object that a web hook gets (`channels.webhook`), as one line of JSON on standard input, and in its
environment the severity, the change and the number of the alert: words and numbers of ours.
"""

import contextlib
import os
import selectors
import signal
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from procmon_gui.channels.webhook import body_of
from procmon_gui.channels.words import said
from procmon_gui.domain.errors import WrongInput
from procmon_gui.domain.notices import Notice, Undelivered

_PATH: Final = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
_PASSED_ON: Final = ("HOME", "LANG", "LC_ALL", "USER", "LOGNAME", "TZ", "XDG_RUNTIME_DIR", "SYSTEMROOT")
_MOST_OUTPUT_BYTES: Final = 2000
_ENDING_S: Final = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandSettings:
    """What is run."""

    words: tuple[str, ...]

    @classmethod
    def of(cls, settings: Mapping[str, str], secrets: Mapping[str, str]) -> "CommandSettings":
        """Return what was set up. Raises WrongInput."""
        del secrets
        words = tuple(settings["command"].split("\n"))
        if not os.path.isabs(words[0]):
            raise WrongInput("The command is named with its whole path, as /usr/local/bin/page-me.")
        return cls(words=words)


class Command:
    """An `AlertChannel`."""

    def __init__(self, settings: CommandSettings) -> None:
        self._words = settings.words

    def deliver(self, notice: Notice, timeout_s: float) -> str:
        """Run it to its end; return how that was. Raises Undelivered."""
        until = time.monotonic() + timeout_s
        name = said(os.path.basename(self._words[0]))
        try:
            process = subprocess.Popen(
                self._words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, cwd=os.sep,
                env=_environment(notice), start_new_session=True, close_fds=True,
            )  # fmt: skip
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            words = f"{name} can not be run: {said(reason)}; look at its path, and whether it may be run"
            raise Undelivered(words, is_final=True) from None
        try:
            output = _talk(process, body_of(notice) + b"\n", until)
            status = process.wait(max(0.0, until - time.monotonic()))
        except (subprocess.TimeoutExpired, TimeoutError):
            raise Undelivered(f"{name} did not end within {timeout_s:.0f} s and was ended") from None
        finally:
            _end(process)
        heard = f": {said(output)}" if output.strip() else ""
        if status < 0:
            raise Undelivered(f"{name} was ended by signal {-status}{heard}")
        if status:
            raise Undelivered(f"{name} ended with {status}{heard}")
        return f"{name} ended with 0{heard}"


def _environment(notice: Notice) -> dict[str, str]:
    kept = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    return kept | {
        "PATH": _PATH,
        "PROCMON_SEVERITY": notice.severity.name.lower(),
        "PROCMON_CHANGE": notice.change.value,
        "PROCMON_ALERT": str(notice.alert_id),
    }


def _talk(process: "subprocess.Popen[bytes]", data: bytes, until: float) -> bytes:
    """Write to it and hear what it says, the first of it kept and the rest let go. Raises TimeoutError."""
    assert process.stdin is not None
    assert process.stdout is not None
    heard = b""
    with selectors.DefaultSelector() as selector:
        os.set_blocking(process.stdin.fileno(), False)
        selector.register(process.stdin, selectors.EVENT_WRITE)
        selector.register(process.stdout, selectors.EVENT_READ)
        while selector.get_map():
            # Who leaves a child behind that keeps the pipe open is not waited for: the command itself has ended.
            if process.poll() is not None and not selector.select(0):
                break
            left = until - time.monotonic()
            if left <= 0:
                raise TimeoutError
            for key, _ in selector.select(min(left, 0.2)):
                if key.fileobj is process.stdin:
                    data = _written(process.stdin.fileno(), data)
                    if not data:
                        selector.unregister(process.stdin)
                        process.stdin.close()
                    continue
                part = os.read(process.stdout.fileno(), 65_536)
                heard += part[: _MOST_OUTPUT_BYTES - len(heard)]
                if not part:
                    selector.unregister(process.stdout)
    return heard


def _written(descriptor: int, data: bytes) -> bytes:
    """Return what is left to write; nothing where nobody reads it."""
    try:
        return data[os.write(descriptor, data) :]
    except BlockingIOError:
        return data
    except OSError:
        return b""


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End whatever it started, too; what made itself a session of its own is out of reach."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, number)
        until = time.monotonic() + _ENDING_S
        while process.poll() is None or _has_group(process.pid):
            if time.monotonic() > until:
                break
            time.sleep(0.01)
        else:
            break
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with contextlib.suppress(OSError):
                pipe.close()


def _has_group(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except (ProcessLookupError, PermissionError):
        return False
    return True
