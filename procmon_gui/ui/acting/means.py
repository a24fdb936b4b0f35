"""What acting needs from outside. Loaded with the window, so it loads nothing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from procmon_gui.domain.actions import ProcessControl, Verdict


class Asking(Protocol):
    """Asks in place for a name or a password, where a verdict says that acting needs one. Window thread."""

    def ask(self, verdicts: "Sequence[Verdict]", parent: "QWidget", then: Callable[[], None]) -> None:
        """Ask over a window; `then` is called when somebody was let in, and never where nobody was."""


@dataclass(frozen=True, slots=True)
class Means:
    """The hands, and who asks.

    Attributes:
        open_control: opens the hands in a worker, when they are first used.
        open_asking: returns who asks for a login, on the window thread, when somebody acts for the first time.
    """

    open_control: "Callable[[], ProcessControl]"
    open_asking: Callable[[], Asking]
