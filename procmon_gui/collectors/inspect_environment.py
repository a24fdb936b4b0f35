"""The environment and the arguments of one process. Nothing here is logged, and nothing is kept.

Linux: /proc/PID/environ and /proc/PID/cmdline, each at most 6 MiB (the kernel's limit for both together, execve(2)).
"""

import time
from collections.abc import Iterable
from typing import Final

from procmon_gui.collectors.eye.redact import redact
from procmon_gui.collectors.eye.secret_keys import holds_secret
from procmon_gui.collectors.inspect_process import OpenedProcess
from procmon_gui.domain.inspection import ARGUMENTS_MAX, EnvironmentVariable, Listing
from procmon_gui.domain.text import LONG_LIMIT, cell_text, display_text

ENVIRONMENT_MAX_BYTES: Final = 8 * 1024 * 1024
VARIABLES_MAX: Final = 50_000
VALUE_LIMIT: Final = 32_768
# How much of one value is searched for a secret: up to 25 ms of a value that was made to be slow.
_SEARCHED_BYTES: Final = 16_384
# How much of a command line is shown.
_ARGUMENTS_READ_BYTES: Final = 256 * 1024


def read_environment(process: OpenedProcess) -> Listing[EnvironmentVariable]:
    """Return the variables with which the process was started, by name."""
    read_ns = time.monotonic_ns()
    if process.why_nothing:
        return Listing(rows=(), total_count=0, read_ns=read_ns, note=process.why_nothing)
    entries = [entry for entry in process.read("environ", ENVIRONMENT_MAX_BYTES).split(b"\0") if entry]
    rows: list[EnvironmentVariable] = []
    for number, entry in enumerate(entries[:VARIABLES_MAX]):
        process.check()
        process.tell(number, len(entries))
        rows.append(variable(*_parted(entry)))
    rows.sort(key=_by_name)
    return Listing(rows=tuple(rows), total_count=len(entries), read_ns=read_ns)


def variable(name: bytes, value: bytes) -> EnvironmentVariable:
    """Return one variable as it may be shown, with a guess whether it holds a secret."""
    return EnvironmentVariable(
        name=cell_text(name), value=display_text(value, VALUE_LIMIT), is_secret=is_secret(name, value)
    )


def is_secret(name: bytes, value: bytes) -> bool:
    """Guess whether a variable holds a secret: by its name, or by a value that looks like one.

    A value that is too long to be searched counts as one.
    """
    if len(value) > _SEARCHED_BYTES or holds_secret(name, value):
        return True
    plain = [name + b"=" + value]
    return redact(plain) != plain


def shown_arguments(arguments: Iterable[bytes]) -> tuple[str, ...]:
    """Return arguments as they may be shown: secrets replaced, one line each, at most ARGUMENTS_MAX of them."""
    raw: list[bytes] = []
    left = _ARGUMENTS_READ_BYTES
    for argument in arguments:
        if len(raw) == ARGUMENTS_MAX or left <= 0:
            break
        raw.append(argument[:left])
        left -= len(argument) + 1
    return tuple(display_text(argument, LONG_LIMIT) for argument in redact(raw))


def read_arguments(process: OpenedProcess) -> tuple[tuple[str, ...], int, int]:
    """Return the arguments as they may be shown, how many there are, and how many bytes; raises OSError."""
    head = b""
    count = length = 0
    last = b"\0"
    for piece in process.pieces("cmdline", ENVIRONMENT_MAX_BYTES):
        if len(head) < _ARGUMENTS_READ_BYTES:
            head += piece
        count += piece.count(b"\0")
        length += len(piece)
        last = piece[-1:]
    if last != b"\0":
        count += 1  # a process that wrote its own title may have left out the end
    arguments = head.removesuffix(b"\0").split(b"\0") if head else []
    return shown_arguments(arguments), count, length


def _parted(entry: bytes) -> tuple[bytes, bytes]:
    # A name may not be empty, so a "=" at the very beginning belongs to it (environ(7); Windows has such names).
    name, _, value = entry[1:].partition(b"=")
    return entry[:1] + name, value


def _by_name(row: EnvironmentVariable) -> tuple[str, str]:
    return row.name.lower(), row.name
