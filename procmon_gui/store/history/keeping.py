"""What a person chose about the history: how often it is written and how much, how long it is kept, what it may take.

Pure.
"""

from dataclasses import dataclass

from procmon_gui.domain.settings import SettingsStore, whole

_MIB = 1024**2
# As long as it can be chosen.
_LONGEST_S = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Keeping:
    """How the history is kept; another one may take its place while it is being written."""

    commit_s: float = 10.0
    beats_days: float = 7
    minutes_days: float = 90
    hours_days: float = 730
    limit_bytes: int = 2048 * _MIB
    most_bytes_a_day: int = 0

    def commit_s_of(self, kept_every: int) -> float:
        """Return how long the writer waits while one beat of so many is kept.

        A commit costs about as much for one beat as for several; what a power cut may take stays below a minute.
        """
        return max(self.commit_s, min(self.commit_s * kept_every, _LONGEST_S))


def keeping_of(settings: SettingsStore) -> Keeping:
    """Return what the settings say."""
    return Keeping(
        commit_s=whole(settings, "history.commit_s"),
        beats_days=whole(settings, "history.beats_days"),
        minutes_days=whole(settings, "history.minutes_days"),
        hours_days=whole(settings, "history.hours_days"),
        limit_bytes=whole(settings, "history.limit_mib") * _MIB,
        most_bytes_a_day=whole(settings, "history.most_mib_a_day") * _MIB,
    )
