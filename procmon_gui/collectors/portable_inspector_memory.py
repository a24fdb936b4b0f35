"""The memory of one process by use, from the list of regions that psutil gives."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from procmon_gui.collectors.inspect_memory import kind_of_region
from procmon_gui.domain.inspection import Memory, MemoryGroup, MemorySizes
from procmon_gui.domain.text import display_text

# Our names for psutil's; a system has some of them.
_SIZES: Final = {
    "virtual_bytes": "size", "rss_bytes": "rss", "pss_bytes": "pss", "private_clean_bytes": "private_clean",
    "private_dirty_bytes": "private_dirty", "shared_clean_bytes": "shared_clean",
    "shared_dirty_bytes": "shared_dirty", "swap_bytes": "swap",
}  # fmt: skip


@dataclass(slots=True)
class _Group:
    is_executed: bool
    region_count: int
    sizes: dict[str, int]


def memory_of(regions: Iterable[Any], read_ns: int) -> Memory:
    """Return the groups of regions, largest resident size first."""
    groups: dict[str, _Group] = {}
    total: dict[str, int] = {}
    count = 0
    for region in regions:
        name = "" if region.path == "[anon]" else region.path
        group = groups.setdefault(name, _Group(is_executed=False, region_count=0, sizes={}))
        group.is_executed = group.is_executed or "x" in getattr(region, "perms", "")
        group.region_count += 1
        count += 1
        for ours, theirs in _SIZES.items():
            value = getattr(region, theirs, None)
            if value is not None:
                group.sizes[ours] = group.sizes.get(ours, 0) + value
                total[ours] = total.get(ours, 0) + value
    rows = [_row(name, group) for name, group in groups.items()]
    rows.sort(key=_by_size)
    return Memory(groups=tuple(rows), rollup=MemorySizes(**total), region_count=count, read_ns=read_ns)


def _row(name: str, group: _Group) -> MemoryGroup:
    raw = name.encode("utf-8", "surrogateescape")
    return MemoryGroup(
        name=display_text(name),
        kind=kind_of_region(raw, is_executed=group.is_executed),
        region_count=group.region_count,
        sizes=MemorySizes(**group.sizes),
    )


def _by_size(group: MemoryGroup) -> tuple[int, int, str]:
    return -(group.sizes.rss_bytes or 0), -(group.sizes.virtual_bytes or 0), group.name
