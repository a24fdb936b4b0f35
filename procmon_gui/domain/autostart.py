"""The program that starts when its user logs in. Pure."""

from typing import Protocol


class Autostart(Protocol):
    """What the desktop starts at a login. Everything in a worker."""

    def is_on(self) -> bool:
        """Say whether the next login starts the program; whoever changed it by other means is believed."""

    def turn_on(self) -> None:
        """Let it be started; raises Unavailable."""

    def turn_off(self) -> None:
        """Let it be started no longer; raises Unavailable."""
