"""What there is to say in general about one process of /proc (proc(5)). What is refused is told, field by field."""

import os
from collections.abc import Callable, Mapping
from typing import Any, Final, TypeVar

from procmon_gui.collectors.eye.cgroup_names import names_of
from procmon_gui.collectors.eye.process_files import full_name
from procmon_gui.collectors.inspect_environment import read_arguments
from procmon_gui.collectors.inspect_limits import status_fields
from procmon_gui.collectors.inspect_process import OUT_OF_DESCRIPTORS, TICKS_PER_S, OpenedProcess
from procmon_gui.collectors.inspect_threads import scheduling_label
from procmon_gui.domain.inspection import Capabilities, General, Namespace, Place, Seccomp
from procmon_gui.domain.text import cell_text, display_text

_Value = TypeVar("_Value")
_STATUS_BYTES: Final = 65_536
_DELETED: Final = b" (deleted)"
_CORES_MAX: Final = 65_536
_NAMESPACES: Final = ("cgroup", "ipc", "mnt", "net", "pid", "time", "user", "uts")
_SECCOMP: Final = {b"0": Seccomp.OFF, b"1": Seccomp.STRICT, b"2": Seccomp.FILTER}
# In the order of their numbers, linux/capability.h.
_CAPABILITIES: Final = (
    "chown dac_override dac_read_search fowner fsetid kill setgid setuid setpcap linux_immutable net_bind_service "
    "net_broadcast net_admin net_raw ipc_lock ipc_owner sys_module sys_rawio sys_chroot sys_ptrace sys_pacct "
    "sys_admin sys_boot sys_nice sys_resource sys_time sys_tty_config mknod lease audit_write audit_control setfcap "
    "mac_override mac_admin syslog wake_alarm block_suspend audit_read perfmon bpf checkpoint_restore"
)
CAPABILITY_NAMES: Final = tuple(f"cap_{name}" for name in _CAPABILITIES.split())


class _Facts:
    """Collects fields, and the names of those that were refused or are not there."""

    def __init__(self) -> None:
        self.values: dict[str, Any] = {}
        self.refused: set[str] = set()

    def ask(self, read: Callable[[], _Value], *fields: str) -> _Value | None:
        """Return what `read` returns, None where the system refused the fields or has no such file."""
        try:
            return read()
        except PermissionError:
            self.refused.update(fields)
        except OSError as error:
            # Else it is a file that this kernel does not have, a link that leads nowhere (kernel threads, zombies), a
            # security module that is not there. A process that ended shows at the end.
            if error.errno in OUT_OF_DESCRIPTORS:
                raise
        return None

    def take(self, field: str, read: Callable[[], object]) -> None:
        """Fill one field."""
        self.values[field] = self.ask(read, field)


def read_general(process: OpenedProcess, boot_at_utc_s: float | None, proc_root: str, last_capability: int) -> General:
    """Return the facts of one process."""
    facts = _Facts()
    arguments = facts.ask(lambda: read_arguments(process), "arguments", "argument_count", "argument_bytes")
    if arguments is not None:
        facts.values |= dict(zip(("arguments", "argument_count", "argument_bytes"), arguments, strict=True))
    first = [] if not arguments else [os.fsencode(text) for text in arguments[0][:1]]
    for field, link in (("executable", "exe"), ("working_folder", "cwd"), ("root", "root")):
        facts.take(field, _PlaceReader(process, link))
    facts.values |= _from_stat(process, boot_at_utc_s)
    status = facts.ask(lambda: status_fields(process.read("status", _STATUS_BYTES)), *_OF_STATUS)
    facts.values |= _from_status(status or {}, last_capability)
    facts.take("namespaces", lambda: _namespaces(process, proc_root))
    groups = facts.ask(lambda: names_of(process.read("cgroup", _STATUS_BYTES)), "cgroup", "unit", "container")
    if groups is not None:
        shown = (cell_text(text) for text in groups)
        facts.values |= dict(zip(("cgroup", "unit", "container"), shown, strict=True))
        facts.values["cgroup"] = display_text(groups[0])
    facts.take("security_label", lambda: _security_label(process))
    facts.take("oom_score", lambda: _signed(process.read("oom_score", 64)))
    facts.take("oom_adjustment", lambda: _signed(process.read("oom_score_adj", 64)))
    return General(
        key=process.key,
        name=cell_text(full_name(process.name, first)),
        refused=frozenset(facts.refused),
        **facts.values,
    )


class _PlaceReader:
    """Reads where a link of the process leads."""

    def __init__(self, process: OpenedProcess, link: str) -> None:
        self._process = process
        self._link = link

    def __call__(self) -> Place:
        path = self._process.link(self._link)
        is_deleted = path.endswith(_DELETED) and self._has_no_name()
        return Place(path=display_text(path.removesuffix(_DELETED) if is_deleted else path), is_deleted=is_deleted)

    def _has_no_name(self) -> bool:
        """Say whether it is deleted, and not just called so."""
        try:
            return os.stat(self._link, dir_fd=self._process.folder).st_nlink == 0
        except OSError:
            return True


def _from_stat(process: OpenedProcess, boot_at_utc_s: float | None) -> dict[str, object]:
    fields = process.fields
    policy = int(fields[38]) if len(fields) > 38 else None
    return {
        "state": process.state,
        "is_kernel_thread": process.is_kernel_thread,
        "started_at_utc_s": None if boot_at_utc_s is None else boot_at_utc_s + process.start_ticks / TICKS_PER_S,
        "nice": int(fields[16]),
        "scheduling_class": scheduling_label(policy),
        "real_time_priority": int(fields[37]) if len(fields) > 37 else None,
    }


_OF_STATUS: Final = (
    "inner_pid", "tracer_pid", "capabilities", "seccomp", "seccomp_filter_count", "no_new_privileges", "affinity",
)  # fmt: skip


def _from_status(status: Mapping[bytes, bytes], last_capability: int) -> dict[str, object]:
    inner = status.get(b"NSpid", b"").split()
    switch = status.get(b"NoNewPrivs")
    return {
        "inner_pid": _int(inner[-1]) if inner else None,
        "tracer_pid": _int(status.get(b"TracerPid", b"")),
        "capabilities": _capabilities(status, last_capability),
        "seccomp": _SECCOMP.get(status.get(b"Seccomp", b"")),
        "seccomp_filter_count": _int(status.get(b"Seccomp_filters", b"")),
        "no_new_privileges": None if switch is None else switch == b"1",
        "affinity": cores_of(status.get(b"Cpus_allowed_list", b"")),
    }


def cores_of(text: bytes) -> tuple[int, ...] | None:
    """Return the numbers in a list as the kernel writes it, "0-3,8"; None where it is none (cpuset(7))."""
    cores: list[int] = []
    for part in text.split(b","):
        first, dash, last = part.partition(b"-")
        if not first.isdigit() or (dash and not last.isdigit()):
            return None
        numbers = range(int(first), int(last if dash else first) + 1)
        if len(cores) + len(numbers) > _CORES_MAX:
            return None
        cores.extend(numbers)
    return tuple(cores)


def _capabilities(status: Mapping[bytes, bytes], last_capability: int) -> Capabilities | None:
    try:
        sets = {name: int(status[b"Cap" + name], 16) for name in (b"Eff", b"Prm", b"Inh", b"Bnd")}
        sets[b"Amb"] = int(status.get(b"CapAmb", b"0"), 16)  # Linux 4.3
    except (KeyError, ValueError):
        return None
    return Capabilities(
        effective=capability_names(sets[b"Eff"]),
        permitted=capability_names(sets[b"Prm"]),
        inheritable=capability_names(sets[b"Inh"]),
        bounding=capability_names(sets[b"Bnd"]),
        ambient=capability_names(sets[b"Amb"]),
        known_count=last_capability + 1,
    )


def capability_names(bits: int) -> tuple[str, ...]:
    """Return the names of the capabilities in a set; one that is newer than this program is told by its number."""
    return tuple(
        CAPABILITY_NAMES[number] if number < len(CAPABILITY_NAMES) else f"cap_{number}"
        for number in range(64)
        if bits >> number & 1
    )


def _namespaces(process: OpenedProcess, proc_root: str) -> tuple[Namespace, ...]:
    found: list[Namespace] = []
    for kind in _NAMESPACES:
        try:
            number = _namespace_number(process.link(f"ns/{kind}"))
        except FileNotFoundError:  # a kind that this kernel does not have, or that a zombie has no longer
            continue
        if number is not None:
            ours = _our_namespace(proc_root, kind)
            found.append(Namespace(kind=kind, number=number, is_ours=None if ours is None else ours == number))
    return tuple(found)


def _our_namespace(proc_root: str, kind: str) -> int | None:
    try:
        return _namespace_number(os.readlink(os.fsencode(f"{proc_root}/self/ns/{kind}")))
    except OSError:
        return None


def _namespace_number(link: bytes) -> int | None:
    """Return the number in "net:[4026531840]"."""
    return _int(link.partition(b"[")[2].removesuffix(b"]"))


def _security_label(process: OpenedProcess) -> str:
    """Return the label of SELinux, AppArmor or Smack, "" where none is in force."""
    try:
        text = process.read("attr/current", 4_096)
    except PermissionError:
        raise
    except OSError:  # EINVAL: no security module keeps labels here
        return ""
    return cell_text(text.rstrip(b"\n\0"))


def _int(digits: bytes) -> int | None:
    return int(digits) if digits.isdigit() else None


def _signed(text: bytes) -> int | None:
    digits = text.strip()
    return int(digits) if digits.removeprefix(b"-").isdigit() else None
