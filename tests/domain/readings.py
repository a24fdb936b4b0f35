"""Readings made by hand, for tests of what they mean."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from procmon_gui.domain.reading import NUMBER_FIELDS, TEXT_FIELDS, Reading

SECOND_NS = 1_000_000_000


def reading(
    *,
    at_s: float = 0.0,
    serials: Sequence[int] = (1, 2),
    host: Mapping[str, Mapping[str, float]] | None = None,
    sockets_s: float = 0.0,
    boot_id: str = "boot",
    unsupported: Mapping[str, str] | None = None,
    **numbers: Sequence[float],
) -> Reading:
    """Return a reading in which every number that is not named is unknown."""
    count = len(serials)
    columns = {field: np.full(count, np.nan) for field in NUMBER_FIELDS}
    columns["pid"] = np.asarray(serials, float) + 100
    columns["start_ticks"] = np.asarray(serials, float)
    for field, values in numbers.items():
        columns[field] = np.asarray(values, float)
    texts: dict[str, Any] = {field: [f"{field}-{serial}" for serial in serials] for field in TEXT_FIELDS}
    return Reading(
        boot_id=boot_id,
        at_ms=int(1_700_000_000_000 + at_s * 1000),
        monotonic_ns=int(at_s * SECOND_NS),
        sockets_ns=int(sockets_s * SECOND_NS),
        suspended_ns=0,
        sequence=int(at_s),
        missed_beats=0,
        ticks_per_s=100,
        boot_at_utc_s=1_699_999_000.0,
        numbers=columns,
        texts=texts,
        text_revisions=np.zeros(count, np.int64),
        serials=np.asarray(serials, np.int64),
        refused=np.zeros(count, np.int64),
        host=host or {},
        unsupported=unsupported or {},
    )
