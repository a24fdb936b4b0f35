"""All that is tuned, in one place. The values were chosen on the tuning half of the labelled set alone, see
tests/bench/anomaly; the other half is what decision 31 reports.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Tuning:
    """How values are looked at, and from when on they are unusual. Three figures are for the three features.

    Attributes:
        learning_min: minutes of a series that are seen before it is judged.
        quick_s: over how long the quick feature smooths; `slow_s`, `spread_s` the same of the others.
        window_min: how many minutes the rolling median looks back on.
        memory_min: over how many minutes the moving average forgets.
        limits: how many spreads from the rolling median, and from the moving average, are unusual.
        hour_limits: how many from what is usual at this hour of the week.
        margin: by how much the worst that was seen before must be passed.
        forgetting_min: after how many minutes half of the worst that was seen is forgotten.
        getting_used: which share of a worse one is taken as seen, in a minute.
        hold_s: how long a series must be unusual without a break before it is called so.
    """

    learning_min: int = 120
    quick_s: float = 30.0
    slow_s: float = 300.0
    spread_s: float = 60.0
    window_min: int = 240
    memory_min: float = 150.0
    limits: tuple[float, float, float] = (3.0, 1.5, 2.5)
    hour_limits: tuple[float, float, float] = (3.5, 3.0, 3.5)
    margin: float = 1.1
    forgetting_min: float = 2880.0
    getting_used: float = 0.01
    hold_s: float = 60.0
