"""What the dispatcher is told about channels: how much may be told over one, and how long it is tried. Data only."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from procmon_gui.domain.notices import AlertChannel, ChannelSpec

MINUTE_S: Final = 60.0
HOUR_S: Final = 3600.0
DAY_S: Final = 24 * HOUR_S
# After the first failure, the second, and so on; after that as the last one.
BACK_OFF_S: Final = (60.0, 120.0, 300.0, 900.0, 1800.0, 3600.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """How much may be told over a channel.

    Attributes:
        most, within_s: so many within so long, what stands for others included.
        rule_gap_s: between two notices of one rule.
        reserved: of `most`, kept for what is critical: a storm of warnings must not silence the one that matters.
    """

    most: int = 10
    within_s: float = HOUR_S
    rule_gap_s: float = 0.0
    reserved: int = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A channel, and how it is used.

    Attributes:
        timeout_s: of one try.
        expires_s: after so long a notice is not worth telling any more.
    """

    spec: ChannelSpec
    limit: Limit = Limit()
    timeout_s: float = 30.0
    expires_s: float = DAY_S
    back_off_s: tuple[float, ...] = BACK_OFF_S


class Ways(Protocol):
    """Knows the channels. Any thread but the window's."""

    def version(self) -> object:
        """Return what is another after every change by anybody; cheap."""

    def ways(self) -> Sequence[Way]:
        """Return those that are enabled. Raises Unavailable."""

    def open(self, spec: ChannelSpec) -> AlertChannel:
        """Return what tells over one. Raises ProcmonError where it can not be used as it is set up."""
