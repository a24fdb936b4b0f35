"""What doctor says of what is usual on this machine: the file of baselines."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from procmon_gui.reports.wording import bytes_text, span_text
from procmon_gui.terminal.facts import Fact, Level

if TYPE_CHECKING:
    from procmon_gui.services.usual import UsualCheckup


def usual_facts(check: "Callable[[], UsualCheckup | None]", now_ms: int) -> list[Fact]:
    """Tell where it lies, how large and how old it is, and whether it can be used; where there is none, say that."""
    found = check()
    if found is None:
        return [Fact("learned", "Learned", "nothing was learned yet", False)]
    age_s = max(0, now_ms - found.written_ms) // 1000
    return [
        Fact("path", "File", found.path, found.path),
        Fact("size_bytes", "Size", bytes_text(found.size_bytes), found.size_bytes),
        Fact("age_s", "Written", f"{span_text(age_s)} ago", age_s),
        _learned(found),
    ]


def _learned(found: "UsualCheckup") -> Fact:
    if found.fault:
        # It costs some hours of learning, and nothing else.
        text = f"can not be used, {found.fault}; who judges next sets it aside and learns anew"
        return Fact("learned", "Learned", text, False, Level.LIMITED)
    text = f"{found.series_count} figures of the machine and {found.program_count} programs"
    return Fact("learned", "Learned", text, True)
