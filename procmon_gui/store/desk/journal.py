"""The journal of systemd: what is written there can not be changed by who may write the desk. Any thread; never waits.

A record is one datagram of fields, https://systemd.io/JOURNAL_NATIVE_PROTOCOL/. It is read back through journalctl.
"""

import contextlib
import json
import re
import shutil
import socket
import struct
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

ADDRESS: Final = Path("/run/systemd/journal/socket")
# As the journal itself has it: what begins with an underscore only the journal may say.
_NAME: Final = re.compile(r"[A-Z][A-Z0-9_]{0,63}", re.ASCII)
_NOTICE: Final = "5"
_READ_LIMIT_S: Final = 20.0
_MOST_READ: Final = 20_000


def write_journal(message: str, fields: Mapping[str, str], *, address: Path | None = None) -> bool:
    """Write a record; False where there is no journal, or none that takes it now. What it says may hold anything."""
    said = {"MESSAGE": message, "PRIORITY": _NOTICE, "SYSLOG_IDENTIFIER": "procmon-gui", **fields}
    with contextlib.suppress(OSError), _connected(address) as sender:
        return sender.send(b"".join(_field(name, value) for name, value in said.items()), socket.MSG_DONTWAIT) > 0
    return False


def has_journal(*, address: Path | None = None) -> bool:
    """Return whether somebody listens there."""
    with contextlib.suppress(OSError), _connected(address):
        return True
    return False


def read_journal(field: str, matches: Sequence[str]) -> Sequence[str]:
    """Return what stands in a field of all records that match, as journalctl(1) means it, the oldest first.

    Nothing where it can not be read. Waits for journalctl, so it belongs in a worker.
    """
    journalctl = shutil.which("journalctl")
    if journalctl is None:
        return ()
    command = [journalctl, "--quiet", "--no-pager", "--output=json", f"--output-fields={field}", f"-n{_MOST_READ}"]
    try:
        done = subprocess.run(
            [*command, *matches], stdin=subprocess.DEVNULL, capture_output=True, check=True, timeout=_READ_LIMIT_S
        )
    except (OSError, subprocess.SubprocessError):
        return ()
    found = []
    for line in done.stdout.splitlines():
        with contextlib.suppress(ValueError):
            value = json.loads(line).get(field)
            if isinstance(value, str):
                found.append(value)
    return found


def _connected(address: Path | None) -> socket.socket:
    """Return a socket to whoever listens there, or where the journal does; raises OSError."""
    if not hasattr(socket, "AF_UNIX"):
        raise OSError
    sender = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    try:
        sender.connect(str(address or ADDRESS))
    except OSError:
        sender.close()
        raise
    return sender


def _field(name: str, value: str) -> bytes:
    assert _NAME.fullmatch(name), name
    data = value.encode("utf-8", "backslashreplace")
    if b"\n" not in data:
        return name.encode("ascii") + b"=" + data + b"\n"
    # With its length, so that no line of it is taken for a field.
    return name.encode("ascii") + b"\n" + struct.pack("<Q", len(data)) + data + b"\n"
