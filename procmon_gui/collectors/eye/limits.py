"""What a container may use, and what it used: control groups version 1, 2 and both at once.

Formats: Documentation/admin-guide/cgroup-v2.rst; Documentation/admin-guide/cgroup-v1/memory.rst and cpusets.rst;
Documentation/scheduler/sched-bwc.rst (cpu.cfs_quota_us); proc_pid_mountinfo(5); cgroup_namespaces(7).

A limit of the group, or of any group above it that can be seen, binds; the tightest counts, and what was used is read
where that limit stands. Limits count only inside a container: on a desktop the machine is measured, whatever the
slice is in which the program was started. A limit that is not below what the machine has is none.
"""

import os
from collections.abc import Iterator
from typing import Final, NamedTuple

from procmon_gui.collectors.eye.figures import Figures, counter, put, read_bytes, read_counter
from procmon_gui.collectors.eye.filesystems import Mount, parse_mountinfo

# include/linux/proc_ns.h: the numbers of the first namespaces of a machine.
INITIAL_NAMESPACES: Final = {"cgroup": "cgroup:[4026531835]", "pid": "pid:[4026531836]"}
_MARKERS: Final = (".dockerenv", "run/.containerenv", "run/systemd/container")


class Limits(NamedTuple):
    """The limits that bind this container, and the files that tell what was used.

    Attributes:
        cores: cores that may be used, a fraction where a quota says so; None without a limit.
        memory_bytes: None without a limit.
        cpu_usage: path of cpu.stat (version 2) or cpuacct.usage (version 1); "" when not known.
        memory_usage: path of memory.current or memory.usage_in_bytes.
        memory_stat: path of memory.stat beside it.
    """

    cores: float | None = None
    memory_bytes: int | None = None
    cpu_usage: str = ""
    memory_usage: str = ""
    memory_stat: str = ""


def is_container(root: str = "/") -> bool:
    """Say whether this is the inside of a container: a marker file, or a namespace that is not the machine's first."""
    if any(os.path.exists(os.path.join(root, marker)) for marker in _MARKERS):
        return True
    for kind, initial in INITIAL_NAMESPACES.items():
        try:
            if os.readlink(os.path.join(root, "proc/self/ns", kind)) != initial:
                return True
        except OSError:
            continue
    return False


def read_limits(root: str, core_count: float | None, memory_total: float | None) -> Limits:
    """Return what binds us; `core_count` and `memory_total` are what the machine has."""
    folders = Groups(root)
    cores, cpu_usage = _core_limit(root, folders)
    if cores is None or (core_count is not None and cores >= core_count):
        cores, cpu_usage = None, ""
    memory, usage, stat = _memory_limit(folders)
    if memory is None or (memory_total is not None and memory >= memory_total):
        memory, usage, stat = None, "", ""
    return Limits(cores=cores, memory_bytes=memory, cpu_usage=cpu_usage, memory_usage=usage, memory_stat=stat)


class Groups:
    """Where the group of this process and those above it lie in the file system, by controller."""

    def __init__(self, root: str) -> None:
        self._root = root
        self._paths = parse_own_groups(read_bytes(os.path.join(root, "proc/self/cgroup"), 65_536) or b"")
        text = read_bytes(os.path.join(root, "proc/self/mountinfo"), 1_048_576) or b""
        self._mounts = [mount for mount in parse_mountinfo(text) if mount.kind in ("cgroup", "cgroup2")]

    def folders(self, controller: str) -> Iterator[str]:
        """Yield the folder of our group and of each group above it, up to the mount; "" is version 2."""
        path = self._paths.get(controller)
        mount = self._mount(controller)
        if path is None or mount is None:
            return
        top = os.path.join(self._root, mount.point.lstrip("/"))
        inner = _below(path, mount.top)
        while inner:
            yield f"{top}/{inner}"
            inner = inner.rpartition("/")[0]
        yield top

    def _mount(self, controller: str) -> Mount | None:
        for mount in self._mounts:
            if (mount.kind == "cgroup2") if controller == "" else controller in mount.super_options.split(","):
                return mount
        return None


def _below(path: str, mount_top: str) -> str:
    """Return the path of a group below the folder that is mounted; "" when it lies elsewhere (another namespace)."""
    if ".." in path.split("/"):
        return ""
    if mount_top != "/":
        if path != mount_top and not path.startswith(mount_top + "/"):
            return ""
        path = path[len(mount_top) :]
    return path.strip("/")


def parse_own_groups(text: bytes) -> dict[str, str]:
    """Return the path of our group by controller out of /proc/self/cgroup; "" is version 2."""
    paths: dict[str, str] = {}
    for line in text.split(b"\n"):
        number, _, rest = line.partition(b":")
        controllers, colon, path = rest.partition(b":")
        if not colon or counter(number) is None or not path.startswith(b"/") or b"\0" in path:
            continue
        for controller in controllers.split(b","):
            paths[os.fsdecode(controller)] = os.fsdecode(path)
    return paths


def parse_cpu_max(text: bytes) -> float | None:
    """Return the cores that cpu.max allows ("150000 100000" is 1.5); None for "max"."""
    fields = text.split()
    quota = counter(fields[0]) if fields else None
    period = counter(fields[1]) if len(fields) > 1 else 100_000
    return quota / period if quota and period else None


def parse_cpu_list(text: bytes) -> int | None:
    """Return how many cores a list like "0-3,8" names; None when it is none."""
    cores: set[int] = set()
    for part in text.strip().split(b","):
        first, dash, last = part.partition(b"-")
        begin, end = counter(first), counter(last) if dash else counter(first)
        if begin is None or end is None or not begin <= end < 65_536:
            return None
        cores.update(range(begin, end + 1))
    return len(cores)


def _core_limit(root: str, groups: Groups) -> tuple[float | None, str]:
    """Return the tightest of quotas and core lists, and where the time that was used is counted."""
    found: list[tuple[float, str]] = []
    unified = list(groups.folders(""))
    for folder in unified:
        quota = parse_cpu_max(read_bytes(f"{folder}/cpu.max", 64) or b"")
        if quota is not None:
            found.append((quota, f"{folder}/cpu.stat"))
    accounts = list(groups.folders("cpuacct"))
    for height, folder in enumerate(groups.folders("cpu")):
        quota_us = read_counter(f"{folder}/cpu.cfs_quota_us")  # -1 without a limit
        period_us = read_counter(f"{folder}/cpu.cfs_period_us")
        if quota_us and period_us:
            usage = f"{accounts[min(height, len(accounts) - 1)]}/cpuacct.usage" if accounts else ""
            found.append((quota_us / period_us, usage))
    allowed = _allowed_cores(root, groups)
    if allowed is not None:
        usage = f"{accounts[-1]}/cpuacct.usage" if accounts else f"{unified[-1]}/cpu.stat" if unified else ""
        found.append((float(allowed), usage))
    return min(found, key=lambda limit: limit[0], default=(None, ""))


def _allowed_cores(root: str, groups: Groups) -> int | None:
    """Return the number of cores of our cpuset; where no group tells it, of our own affinity."""
    for controller, names in (("", ("cpuset.cpus.effective",)), ("cpuset", ("cpuset.effective_cpus", "cpuset.cpus"))):
        for folder in groups.folders(controller):
            for name in names:
                count = parse_cpu_list(read_bytes(f"{folder}/{name}") or b"")
                if count is not None:
                    return count
    for line in (read_bytes(os.path.join(root, "proc/self/status"), 16_384) or b"").split(b"\n"):
        if line.startswith(b"Cpus_allowed_list:"):
            return parse_cpu_list(line.partition(b":")[2])
    return None


def _memory_limit(groups: Groups) -> tuple[int | None, str, str]:
    """Return the tightest memory limit, and the files that tell what its group uses."""
    found: list[tuple[int, str, str]] = []
    for folder in groups.folders(""):
        limit = read_counter(f"{folder}/memory.max")  # "max" without a limit
        if limit is not None:
            found.append((limit, f"{folder}/memory.current", f"{folder}/memory.stat"))
    for folder in groups.folders("memory"):
        limit = read_counter(f"{folder}/memory.limit_in_bytes")  # 2^63 less a page without a limit
        if limit is not None and limit < 2**62:
            found.append((limit, f"{folder}/memory.usage_in_bytes", f"{folder}/memory.stat"))
    return min(found, key=lambda limit: limit[0], default=(None, "", ""))


def parse_group_cpu(text: bytes) -> float | None:
    """Return CPU seconds out of cpu.stat (usage_usec) or cpuacct.usage (nanoseconds)."""
    if text.startswith(b"usage_usec "):
        microseconds = counter(text.split(None, 2)[1])
        return None if microseconds is None else microseconds / 1e6
    nanoseconds = counter(text.strip())
    return None if nanoseconds is None else nanoseconds / 1e9


def parse_group_memory(usage: bytes, stat: bytes) -> int | None:
    """Return what a group uses, without page cache that it can give back at once, as container tools show it.

    Version 1 counts the whole subtree in total_inactive_file; version 2 has inactive_file, which does.
    """
    used = counter(usage.strip())
    if used is None:
        return None
    inactive: dict[bytes, int | None] = {}
    for line in stat.split(b"\n"):
        key, _, value = line.partition(b" ")
        if key in (b"inactive_file", b"total_inactive_file"):
            inactive[key] = counter(value.strip())
    cache = inactive.get(b"total_inactive_file", inactive.get(b"inactive_file"))
    return used - cache if cache is not None and cache <= used else used


def limit_figures(limits: Limits, cpu_usage: bytes, memory_usage: bytes, memory_stat: bytes) -> Figures:
    """Return the limits and what was used of them."""
    figures: Figures = {}
    put(figures, "cpu.limit_cores", "", limits.cores)
    if limits.cores is not None:
        put(figures, "cpu.group_used_s", "", parse_group_cpu(cpu_usage))
    put(figures, "memory.limit_bytes", "", limits.memory_bytes)
    if limits.memory_bytes is not None:
        put(figures, "memory.group_bytes", "", parse_group_memory(memory_usage, memory_stat))
    return figures
