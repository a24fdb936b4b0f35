"""Why a process can not be held, or has to be treated with care: what is said on every system."""

from typing import Final

from procmon_gui.domain.metrics import QT_TRANSLATE_NOOP
from procmon_gui.domain.sentences import Sentence

_T = QT_TRANSLATE_NOOP

HAS_ENDED: Final = Sentence(_T("Action", "It has ended."))
NOBODY: Final = "There is no process with this number."
IS_ANOTHER: Final = _T("Action", "It has ended, and its number {pid} belongs to another process now.")
SEEN_TOO_SOON: Final = Sentence(
    _T(
        "Action",
        "It was seen in the moment of its start, so it can not be told from one that came after it: look again.",
    )
)
OTHER_BOOT: Final = Sentence(_T("Action", "It ran before the machine was started the last time."))
IS_HIDDEN: Final = Sentence(_T("Action", "The system does not show it to this user."))
IS_FIRST: Final = Sentence(_T("Action", "It is the first process of the system: nothing runs without it."))
IS_SELF: Final = Sentence(_T("Action", "It is this program itself."))
IS_ABOVE: Final = Sentence(_T("Action", "This program was started from it, and may end with it."))
OTHERS_LIVE_BY_IT: Final = Sentence(_T("Action", "Other parts of the system live by it."))
IS_OF_OTHERS: Final = _T("Action", "It belongs to {user}.")
MAYBE_ANOTHER: Final = Sentence(
    _T("Action", "It ended meanwhile. Whether another process with its number was changed instead is not known.")
)
