"""Whether a command that is set up may be run: only as somebody who may has confirmed it, word for word, and only while
nobody else can write the file. Any thread but the window's.

That others can not write the file says nothing about who wrote it before; a save makes it ours again, with all that
stands in it. So what was confirmed is kept beside it (`settings.confirmed_commands`), and nothing else counts.
"""

from collections.abc import Callable, Sequence
from typing import Final, Protocol

from procmon_gui.domain.errors import Unavailable
from procmon_gui.domain.notices import DESKTOP, ChannelSpec

COMMAND: Final = "command"


class Confirmed(Protocol):
    """`settings.confirmed_commands`."""

    def holds(self, channel_id: str, command: Sequence[str]) -> bool:
        """Return whether a channel may run exactly these words. Raises Unavailable."""

    def put(self, channel_id: str, command: Sequence[str]) -> None:
        """Confirm them. Raises Unavailable."""

    def remove(self, channel_id: str) -> None:
        """Forget them. Raises Unavailable."""

    def version(self) -> object:
        """Return what is another after every change by anybody; cheap."""


class Trust:
    """Of one settings folder."""

    def __init__(self, fault: Callable[[], str], confirmed: Confirmed) -> None:
        """`fault` says who else can write the file of channels; empty for nobody."""
        self._fault = fault
        self._confirmed = confirmed

    def doubt(self, spec: ChannelSpec) -> str:
        """Return why a channel is not used, as a sentence; empty for nothing."""
        if spec.kind != COMMAND:
            return ""
        if fault := self._fault():
            return f"The command is not run: {fault}, so it may not be yours. Take the rights away (chmod go-w)."
        try:
            is_confirmed = self._confirmed.holds(spec.id, _words(spec))
        except Unavailable as error:
            return f"The command is not run: whether it was confirmed is not known: {error}"
        if is_confirmed:
            return ""
        return (
            "The command is not run: nobody has confirmed it as it stands in the file. Look at it with “Change…”, or "
            f"`procmon-gui channels confirm {spec.id}`."
        )

    def confirm(self, spec: ChannelSpec) -> None:
        """Let a command be run as it is here. Raises Unavailable."""
        self._confirmed.put(spec.id, _words(spec))

    def forget(self, channel_id: str) -> None:
        """Let what a channel could run be run no more. Raises Unavailable."""
        self._confirmed.remove(channel_id)

    def warning(self, specs: Sequence[ChannelSpec]) -> str:
        """Return who could change to whom something is told; empty for nobody, or where only the desktop is told."""
        if all(spec.kind == DESKTOP for spec in specs) or not (fault := self._fault()):
            return ""
        return f"Others can change who is told: {fault}. Take the rights away (chmod go-w)."

    def version(self) -> object:
        """Return what is another after every change by anybody; cheap."""
        return self._confirmed.version(), self._fault()


def _words(spec: ChannelSpec) -> list[str]:
    return spec.settings.get("command", "").split("\n")
