"""Which texts the fields of processes have now: what the completion of the filter offers."""

from collections.abc import Iterable
from typing import Final

from procmon_gui.ui.moment import Moment

# A completion list of more users or names than this helps nobody.
_MOST_TEXTS: Final = 200


class KnownTexts:
    """Reads them from the beat that the window shows."""

    def __init__(self, moment: Moment) -> None:
        self._moment = moment

    def __call__(self, metric_id: str) -> Iterable[str]:
        """Return the texts of one field, in alphabetical order."""
        snapshot = self._moment.snapshot
        column = snapshot.texts.get(metric_id) if snapshot is not None else None
        known = sorted({said for said in column if said}) if column is not None else []
        return known[:_MOST_TEXTS]
