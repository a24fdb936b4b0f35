"""Somebody who knows what is usual, as a test says it."""

from dataclasses import dataclass, field

from procmon_gui.domain.suspicion import Normal


def normal(least: float, most: float, score: float = 0.0) -> Normal:
    """Return what lies between two values."""
    return Normal(least=least, middle=(least + most) / 2, most=most, score=score)


def learning(left_s: float) -> Normal:
    """Return what is not known yet."""
    return Normal(least=None, middle=None, most=None, score=0.0, learning_left_s=left_s)


@dataclass
class FakeUsual:
    """Answers what was written down; None of all else."""

    host: dict[tuple[str, str], Normal] = field(default_factory=dict)
    programs: dict[tuple[str, str, str], Normal] = field(default_factory=dict)

    def normal(self, metric_id: str, instance: str = "") -> Normal | None:
        return self.host.get((metric_id, instance))

    def normal_of_program(self, name: str, executable: str, metric_id: str) -> Normal | None:
        return self.programs.get((name, executable, metric_id))
