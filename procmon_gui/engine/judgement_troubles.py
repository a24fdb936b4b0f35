"""What does not work of judgement, by what was wanted: each is said once, and shown until it is over."""

import logging
from collections.abc import Callable, Sequence

from procmon_gui.domain.errors import ProcmonError

log = logging.getLogger(__name__)


class Troubles:
    """The worker's thread only."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self._say = say
        self._sentences: dict[str, str] = {}

    def begin(self, wanted: str, error: ProcmonError) -> None:
        """Know that something can not be done now."""
        if self._sentences.get(wanted) != str(error):
            log.warning("Alerts: %s", error)
            self._say(f"Alerts: {error}")
        self._sentences[wanted] = str(error)

    def end(self, wanted: str) -> None:
        """Know that it can be done."""
        self._sentences.pop(wanted, None)

    @property
    def sentences(self) -> Sequence[str]:
        """Return what does not work now."""
        return tuple(self._sentences.values())
