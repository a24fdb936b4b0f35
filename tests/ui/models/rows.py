"""What tests of the process list ask of its rows."""

from dataclasses import replace
from typing import Final

from procmon_gui.ui.models.process_model import VALUE_ROLE, ProcessModel
from tests.ui.population import Person

#   1 ── 2 ── 4
#   │    └── 5
#   └─ 3
FAMILY: Final = ((1, 0), (2, 1), (3, 1), (4, 2), (5, 2))


class HandClock:
    """A clock that the test moves."""

    def __init__(self) -> None:
        self.now_s = 100.0

    def __call__(self) -> float:
        return self.now_s


def pids(model: ProcessModel) -> list[int]:
    """Return the process numbers from top to bottom."""
    column = model.column_of("pid")
    found = [model.index(row, column).data(VALUE_ROLE) for row in range(model.rowCount())]
    return [int(pid) for pid in found if pid is not None]


def with_cpu(people: list[Person], **by_pid: float) -> list[Person]:
    """Return people who use so much, `p7=0.5` for the process 7, all others nothing."""
    return [replace(person, values={"cpu_ratio": by_pid.get(f"p{person.pid}", 0.0)}) for person in people]
