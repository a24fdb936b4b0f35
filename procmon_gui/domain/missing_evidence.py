"""What is said where evidence of an alert is not all there: whole sentences, translated where they are shown. Pure."""

from collections.abc import Iterable
from typing import Final

from procmon_gui.domain.metrics import QT_TRANSLATE_NOOP

_T = QT_TRANSLATE_NOOP

NOTHING: Final = _T("Evidence", "Nothing was recorded of that time.")
NOT_ALL_BEFORE: Final = _T("Evidence", "Not all of the five minutes before was recorded.")
NOT_ALL_AFTER: Final = _T("Evidence", "Not all of the five minutes after was recorded.")
NOT_BEFORE: Final = _T("Evidence", "The time before was not recorded, so it is not known who made the rise.")
NO_RISE: Final = _T("Evidence", "No process takes much more than before; those that take most are shown.")
FELL: Final = _T("Evidence", "It became unusually little, which nobody made rise; those that take most are shown.")
NO_NUMBERS: Final = _T("Evidence", "How much each process took of it is not known.")
NO_CURVE: Final = _T("Evidence", "There is no curve of what several processes take together.")
UNSEEN: Final = _T("Evidence", "Much of it was taken by processes that ended before they were seen for long.")
NOT_READ: Final = _T("Evidence", "Some of what was recorded can not be read.")
DAMAGED: Final = _T("Evidence", "What was kept of this alert is damaged and can not be read.")
SENTENCES: Final = (
    NOTHING, NOT_ALL_BEFORE, NOT_ALL_AFTER, NOT_BEFORE, NO_RISE, FELL, NO_NUMBERS, NO_CURVE, UNSEEN, NOT_READ, DAMAGED,
)  # fmt: skip


def joined(sentences: Iterable[str]) -> str:
    """Return sentences as one text, each once."""
    return " ".join(dict.fromkeys(sentences))


def parted(text: str) -> list[str]:
    """Return the sentences of such a text, and what is none of them as it is."""
    found = []
    while text:
        known = next((one for one in SENTENCES if text.startswith(one)), text)
        found.append(known)
        text = text[len(known) :].lstrip()
    return found
