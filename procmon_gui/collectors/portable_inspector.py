"""Answers what the detail of one process asks, through psutil: on systems that have no /proc as Linux has.

May be called from any thread. psutil tells less than /proc does; what a system does not tell is None, or `Unavailable`
where that would be a whole part.
"""

import contextlib
import errno
import math
import os
import time
from collections.abc import Callable, Iterator
from typing import Any, Final, TypeVar

import psutil

from procmon_gui.collectors import portable_process as words
from procmon_gui.collectors.inspect_environment import shown_arguments, variable
from procmon_gui.collectors.inspect_limits import KNOWN_LIMITS
from procmon_gui.collectors.portable import name_of_boot
from procmon_gui.collectors.portable_inspector_memory import memory_of
from procmon_gui.domain.errors import Cancelled, Ended, Refused, Unavailable
from procmon_gui.domain.identity import ProcessKey
from procmon_gui.domain.inspection import (
    ENDED,
    IS_ZOMBIE,
    NO_DESCRIPTORS_LEFT,
    NOT_ON_THIS_SYSTEM,
    ONLY_FILES,
    OWNER_ONLY,
    UNREADABLE,
    Access,
    EnvironmentVariable,
    FileKind,
    General,
    Limit,
    Listing,
    Memory,
    OpenFile,
    Place,
    ThreadFacts,
)
from procmon_gui.domain.ports import Errand
from procmon_gui.domain.text import cell_text, display_text

_Value = TypeVar("_Value")
_TICKS_PER_S: Final = os.sysconf("SC_CLK_TCK") if words.LINUX else 100
# Elsewhere the time of the boot is an estimate that may move by a second; no pid comes back so soon after its start.
_START_TOLERANCE_TICKS: Final = 0 if words.LINUX else 2 * _TICKS_PER_S
_ACCESS: Final = {"r": Access.READ, "w": Access.WRITE, "a": Access.WRITE, "r+": Access.READ_WRITE,
                  "w+": Access.READ_WRITE, "a+": Access.READ_WRITE}  # fmt: skip


class PortableInspector:
    """An `Inspector` over psutil."""

    def __init__(self) -> None:
        self._boot_id = name_of_boot()

    def general(self, key: ProcessKey, errand: Errand) -> General:
        """Return what there is to say in general."""
        with self._opened(key, errand, may_be_over=True) as process:
            return _general(process, key)

    def threads(self, key: ProcessKey, errand: Errand) -> Listing[ThreadFacts]:
        """Return the threads by tid."""
        with self._opened(key, errand) as process:
            read_ns = time.monotonic_ns()
            threads = _ask(process, "threads")
            rows = [ThreadFacts(tid=one.id, cpu_user_s=one.user_time, cpu_system_s=one.system_time) for one in threads]
            rows.sort(key=_tid)
            return _listing(rows, read_ns)

    def open_files(self, key: ProcessKey, errand: Errand) -> Listing[OpenFile]:
        """Return the files and sockets that are open."""
        with self._opened(key, errand) as process:
            read_ns = time.monotonic_ns()
            rows = [_open_file(one) for one in _ask(process, "open_files")]
            with contextlib.suppress(Unavailable):
                rows += [_socket(one) for one in _ask(process, "net_connections", "all")]
            rows.sort(key=_descriptor)
            return _listing(rows, read_ns, note=ONLY_FILES)

    def memory(self, key: ProcessKey, errand: Errand) -> Memory:
        """Return the regions of memory by use."""
        with self._opened(key, errand) as process:
            read_ns = time.monotonic_ns()
            return memory_of(_ask(process, "memory_maps", False), read_ns)

    def limits(self, key: ProcessKey, errand: Errand) -> Listing[Limit]:
        """Return the resource limits, where the system has them."""
        with self._opened(key, errand) as process:
            read_ns = time.monotonic_ns()
            rows: list[Limit] = []
            for known in KNOWN_LIMITS.values():
                number = getattr(psutil, f"RLIMIT_{known.id.upper()}", None)
                if number is not None:
                    soft, hard = (_limit(value) * known.scale for value in _ask(process, "rlimit", number))
                    rows.append(Limit(id=known.id, title=known.title, soft=soft, hard=hard, unit=known.unit))
            if not rows:
                raise Unavailable(NOT_ON_THIS_SYSTEM)
            return _listing(rows, read_ns)

    def environment(self, key: ProcessKey, errand: Errand) -> Listing[EnvironmentVariable]:
        """Return the environment with which the process was started."""
        with self._opened(key, errand) as process:
            read_ns = time.monotonic_ns()
            found = _ask(process, "environ")
            rows = [variable(os.fsencode(name), os.fsencode(value)) for name, value in found.items()]
            rows.sort(key=_name)
            return _listing(rows, read_ns)

    @contextlib.contextmanager
    def _opened(self, key: ProcessKey, errand: Errand, *, may_be_over: bool = False) -> Iterator[psutil.Process]:
        """Look before and after whether it is the process that was asked about.

        A zombie has nothing left but its name; `may_be_over` says that this is worth an answer.
        """
        if errand.is_cancelled():
            raise Cancelled
        try:
            process = psutil.Process(key.pid)
        except (psutil.NoSuchProcess, ValueError, OverflowError) as error:
            raise Ended(ENDED) from error
        except psutil.AccessDenied as error:
            raise Refused(OWNER_ONLY) from error
        if key.boot_id != self._boot_id or not _is_of(process, key):
            raise Ended(ENDED)
        was_over = _is_over(process)
        if was_over and not may_be_over:
            raise Unavailable(IS_ZOMBIE)
        yield process
        if not process.is_running() or _is_over(process) != was_over:
            raise Ended(ENDED)
        if errand.is_cancelled():
            raise Cancelled


def _is_of(process: psutil.Process, key: ProcessKey) -> bool:
    start_ticks = round(float(process.create_time() - psutil.boot_time()) * _TICKS_PER_S)
    return abs(start_ticks - key.start_ticks) <= _START_TOLERANCE_TICKS


def _is_over(process: psutil.Process) -> bool:
    """Say whether it has ended and only waits for its parent."""
    try:
        return bool(process.status() == psutil.STATUS_ZOMBIE)
    except (psutil.Error, OSError):
        return False


def _ask(process: psutil.Process, method: str, *arguments: object) -> Any:
    """Return psutil's answer, and turn its errors into ours."""
    question: Callable[..., Any] | None = getattr(process, method, None)
    if question is None:
        raise Unavailable(NOT_ON_THIS_SYSTEM)
    try:
        return question(*arguments)
    except psutil.ZombieProcess as error:
        raise Unavailable(IS_ZOMBIE) from error
    except (psutil.NoSuchProcess, ProcessLookupError) as error:
        raise Ended(ENDED) from error
    except (psutil.AccessDenied, PermissionError) as error:
        raise Refused(OWNER_ONLY) from error
    except OSError as error:
        out = error.errno in (errno.EMFILE, errno.ENFILE)
        raise Unavailable(NO_DESCRIPTORS_LEFT if out else UNREADABLE) from error
    except NotImplementedError as error:
        raise Unavailable(NOT_ON_THIS_SYSTEM) from error
    except RuntimeError as error:  # psutil's word for a file of /proc that was empty at that moment
        raise Unavailable(UNREADABLE) from error


def _listing(rows: list[_Value], read_ns: int, note: str = "") -> Listing[_Value]:
    return Listing(rows=tuple(rows), total_count=len(rows), read_ns=read_ns, note=note)


def _general(process: psutil.Process, key: ProcessKey) -> General:
    refused: set[str] = set()

    def ask(method: str, *fields: str) -> Any:
        try:
            return _ask(process, method)
        except Refused:
            refused.update(fields)
        except Unavailable:
            pass
        return None

    arguments = ask("cmdline", "arguments", "argument_count", "argument_bytes")
    raw = None if arguments is None else [os.fsencode(argument) for argument in arguments]
    executable, folder = ask("exe", "executable"), ask("cwd", "working_folder")
    affinity = ask("cpu_affinity", "affinity")
    name = ask("name", "name")
    return General(
        key=key,
        name="" if name is None else cell_text(name),
        state=ask("status", "state"),
        started_at_utc_s=process.create_time(),
        arguments=None if raw is None else shown_arguments(raw),
        argument_count=None if raw is None else len(raw),
        argument_bytes=None if raw is None else sum(len(argument) + 1 for argument in raw),
        executable=Place(path=display_text(executable)) if executable else None,
        working_folder=Place(path=display_text(folder)) if folder else None,
        nice=None if words.WINDOWS else ask("nice", "nice"),
        affinity=None if affinity is None else tuple(sorted(affinity)),
        refused=frozenset(refused),
    )


def _open_file(one: Any) -> OpenFile:
    descriptor = one.fd if one.fd >= 0 else None
    return OpenFile(
        descriptor=descriptor,
        kind=FileKind.FILE,
        text=display_text(one.path),
        access=_ACCESS.get(getattr(one, "mode", "")),
        position_bytes=getattr(one, "position", None),
    )


def _socket(one: Any) -> OpenFile:
    ends = [f"{end.ip}:{end.port}" if hasattr(end, "ip") else str(end) for end in (one.laddr, one.raddr) if end]
    descriptor = one.fd if one.fd >= 0 else None
    return OpenFile(
        descriptor=descriptor,
        kind=FileKind.SOCKET,
        text=display_text(" ".join(("socket", *ends))),
        access=Access.READ_WRITE,
    )


def _limit(value: int) -> float:
    return math.inf if value == psutil.RLIM_INFINITY else float(value)


def _tid(row: ThreadFacts) -> int:
    return row.tid


def _descriptor(row: OpenFile) -> tuple[bool, int]:
    return row.descriptor is None, row.descriptor or 0


def _name(row: EnvironmentVariable) -> tuple[str, str]:
    return row.name.lower(), row.name
