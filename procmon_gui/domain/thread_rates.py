"""How much each thread of one process works: two looks at its threads give the share of a core. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from procmon_gui.domain.inspection import Listing, ThreadFacts

# CPU times come in steps of a clock tick (10 ms): a share over less time than this would be noise.
LEAST_ELAPSED_S: Final = 0.1
_Name = tuple[int, int | None]


@dataclass(frozen=True, slots=True)
class ThreadRates:
    """What was seen before, and the shares that follow from it.

    `ratios` maps a tid to its share of one core between the last two looks (1 is a whole core); a thread that is
    seen for the first time, or whose time went back, is missing: unknown is not zero.
    """

    ratios: Mapping[int, float] = field(default_factory=lambda: MappingProxyType({}))
    _seen: Mapping[_Name, float] = field(default_factory=lambda: MappingProxyType({}))
    _read_ns: int = 0

    def after(self, threads: Listing[ThreadFacts]) -> "ThreadRates":
        """Return the shares that follow from one more look at the same process."""
        elapsed_s = (threads.read_ns - self._read_ns) / 1e9
        if self._seen and 0 <= elapsed_s < LEAST_ELAPSED_S:
            return self
        seen = {(row.tid, row.start_ticks): row.cpu_time_s for row in threads.rows}
        ratios: dict[int, float] = {}
        for name, cpu_time_s in seen.items():
            before_s = self._seen.get(name)
            if before_s is not None and elapsed_s > 0 and cpu_time_s >= before_s:
                ratios[name[0]] = (cpu_time_s - before_s) / elapsed_s
        return ThreadRates(MappingProxyType(ratios), MappingProxyType(seen), threads.read_ns)
