"""The memory of one process by use: /proc/PID/smaps and smaps_rollup (proc(5)), added up while they are read.

The kernel walks the page tables for it and keeps the process from changing its memory map meanwhile: a few hundred
milliseconds for a process with tens of thousands of regions. So it is read only when somebody looks at it.
"""

import contextlib
import itertools
import re
import time
from collections.abc import Generator, Iterable
from typing import Final

from procmon_gui.collectors.inspect_process import OpenedProcess
from procmon_gui.domain.inspection import (
    Memory,
    MemoryGroup,
    MemoryKind,
    MemorySizes,
)
from procmon_gui.domain.text import display_text

REGIONS_MAX: Final = 200_000
_MOST_BYTES: Final = 400 * 1024 * 1024
_ROLLUP_BYTES: Final = 8_192
_DELETED: Final = b" (deleted)"
# The lines below it begin with a capital, and the kernel escapes a newline in a name.
_HEADER: Final = re.compile(rb"^([0-9a-f]+)-([0-9a-f]+) (.{4}) [0-9a-f]+ \S+ [0-9]+ *(.*)\n", re.MULTILINE)
# In the order of MemorySizes without the first field.
_FIELDS: Final = {
    b"Rss": 1, b"Pss": 2, b"Private_Clean": 3, b"Private_Dirty": 4, b"Shared_Clean": 5, b"Shared_Dirty": 6,
    b"Swap": 7, b"Locked": 8,
}  # fmt: skip
_FIELD_LINE: Final = re.compile(
    rb"^(Rss|Pss|Private_Clean|Private_Dirty|Shared_Clean|Shared_Dirty|Swap|Locked): +([0-9]+) kB", re.MULTILINE
)
_KERNEL_NAMES: Final = (b"[vdso]", b"[vvar", b"[vsyscall]", b"[vectors]", b"[sigpage]", b"[uprobes]")
_SHARED_NAMES: Final = (
    b"/memfd:", b"/dev/zero", b"/SYSV", b"/dev/shm/", b"/anon_hugepage", b"/dmabuf:", b"/drm mm object", b"/i915",
    b"[anon_shmem:",
)  # fmt: skip


class _Sum:
    """What is added up for one group."""

    __slots__ = ("is_executed", "region_count", "sizes")

    def __init__(self) -> None:
        self.region_count = 0
        self.is_executed = False
        self.sizes: list[int | None] = [0, *([None] * len(_FIELDS))]


def read_memory(process: OpenedProcess, regions_max: int = REGIONS_MAX) -> Memory:
    """Return the groups of regions, largest resident size first. Raises OSError."""
    read_ns = time.monotonic_ns()
    if process.why_nothing:
        return Memory(groups=(), rollup=MemorySizes(), region_count=0, read_ns=read_ns, note=process.why_nothing)
    sums: dict[bytes, _Sum] = {}
    count = 0
    is_cut = False
    with contextlib.closing(_regions(process.pieces("smaps", _MOST_BYTES))) as regions:
        for header, fields in regions:
            if count == regions_max:
                is_cut = True
                break
            _add(sums, header, fields)
            count += 1
            if count % 1024 == 0:
                process.tell(count, 0)
    groups = [_group(name, one) for name, one in sums.items()]
    groups.sort(key=_by_size)
    return Memory(
        groups=tuple(groups),
        rollup=_rollup(process, sums.values(), is_cut=is_cut),
        region_count=count,
        is_cut=is_cut,
        read_ns=read_ns,
    )


def _regions(pieces: Iterable[bytes]) -> Generator[tuple[re.Match[bytes], bytes], None, None]:
    """Yield the first line of each region and the lines below it."""
    text = b""
    for piece in pieces:
        text += piece
        heads = list(_HEADER.finditer(text))
        for head, following in itertools.pairwise(heads):
            yield head, text[head.end() : following.start()]
        if heads:
            text = text[heads[-1].start() :]
    for head in _HEADER.finditer(text):
        yield head, text[head.end() :]


def _add(sums: dict[bytes, _Sum], header: re.Match[bytes], fields: bytes) -> None:
    begin, end, rights, name = header.groups()
    if not name and rights[3:] == b"s":
        name = b"/dev/zero"
    one = sums.get(name)
    if one is None:
        one = sums[name] = _Sum()
    one.region_count += 1
    one.is_executed = one.is_executed or rights[2:3] == b"x"
    sizes = one.sizes
    sizes[0] = (sizes[0] or 0) + int(end, 16) - int(begin, 16)
    for key, kib in _FIELD_LINE.findall(fields):
        place = _FIELDS[key]
        sizes[place] = (sizes[place] or 0) + int(kib) * 1024


def _group(name: bytes, one: _Sum) -> MemoryGroup:
    kind = kind_of_region(name, is_executed=one.is_executed)
    is_deleted = name.endswith(_DELETED) and kind in (MemoryKind.PROGRAM, MemoryKind.FILE)
    return MemoryGroup(
        name=display_text(name.removesuffix(_DELETED)),
        kind=kind,
        region_count=one.region_count,
        is_deleted=is_deleted,
        sizes=_sizes(one.sizes),
    )


def kind_of_region(name: bytes, *, is_executed: bool) -> MemoryKind:
    """Return for what a region of this name is used."""
    if not name or name.startswith(b"[anon:"):
        return MemoryKind.ANONYMOUS
    if name.startswith(_SHARED_NAMES):
        return MemoryKind.SHARED
    if name == b"[heap]":
        return MemoryKind.HEAP
    if name.startswith(b"[stack"):
        return MemoryKind.STACK
    if name.startswith(_KERNEL_NAMES):
        return MemoryKind.KERNEL
    if not name.startswith(b"/") or name.startswith(b"/dev/"):
        return MemoryKind.DEVICE
    return MemoryKind.PROGRAM if is_executed else MemoryKind.FILE


def _sizes(values: list[int | None]) -> MemorySizes:
    return MemorySizes(
        virtual_bytes=values[0],
        rss_bytes=values[1],
        pss_bytes=values[2],
        private_clean_bytes=values[3],
        private_dirty_bytes=values[4],
        shared_clean_bytes=values[5],
        shared_dirty_bytes=values[6],
        swap_bytes=values[7],
        locked_bytes=values[8],
    )


def _rollup(process: OpenedProcess, sums: Iterable[_Sum], *, is_cut: bool) -> MemorySizes:
    """Return the sizes of all regions: added up here, or by the kernel where not all of them were read."""
    total: list[int | None] = [None] * (1 + len(_FIELDS))
    if not is_cut:
        for one in sums:
            for place, value in enumerate(one.sizes):
                if value is not None:
                    total[place] = (total[place] or 0) + value
        return _sizes(total)
    try:
        text = process.read("smaps_rollup", _ROLLUP_BYTES)
    except FileNotFoundError:  # kernels before 4.14
        return MemorySizes()
    for key, kib in _FIELD_LINE.findall(text):
        total[_FIELDS[key]] = int(kib) * 1024
    return _sizes(total)


def _by_size(group: MemoryGroup) -> tuple[int, int, str]:
    return -(group.sizes.rss_bytes or 0), -(group.sizes.virtual_bytes or 0), group.name
