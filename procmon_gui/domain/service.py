"""Recording that goes on without the window: a service of the user. Pure."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceDeed:
    """What was done to record as a service.

    Attributes:
        name: what the service is called.
        written: the file that was written for it; empty where a package had brought it along.
        undo: the command that takes it back.
    """

    name: str
    written: str
    undo: str


class RecordingService(Protocol):
    """A service that records until its user logs out. Everything in a worker."""

    def is_possible(self) -> bool:
        """Say whether there can be one here."""

    def is_on(self) -> bool:
        """Say whether it is set up."""

    def turn_on(self) -> ServiceDeed:
        """Record from now on; raises Unavailable, and nothing is left behind then."""

    def turn_off(self) -> None:
        """Record no longer; raises Unavailable."""
