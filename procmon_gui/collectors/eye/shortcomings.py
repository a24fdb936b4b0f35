"""What a Linux system may keep from any eye, in the words that both eyes use. Standard library only."""

import os
import re
from typing import Final

# The first process of every pid namespace has the number 1, so it is there even where it is not shown.
LIMITED_VIEW: Final = ("limited-view", "Limited view: the system hides the processes of other users (hidepid).")

DELAYS_SWITCH: Final = "/proc/sys/kernel/task_delayacct"
DELAYS_NOT_COUNTED: Final = (
    "The kernel does not count delays; an administrator can turn it on: sysctl kernel.task_delayacct=1"
)
_SWITCH_SINCE: Final = (5, 14)


def delays_are_counted(switch: str, release: str | None = None) -> bool:
    """Say whether stat field 42 counts (Documentation/accounting/delay-accounting.rst).

    `switch` is the text of DELAYS_SWITCH, empty where there is no such file; `release` the kernel's, as uname -r.
    """
    if switch.strip():
        return switch.strip() != "0"
    # Kernels before the switch count from the start; a later one without it was built without counting.
    found = re.match(r"(\d+)\.(\d+)", os.uname().release if release is None else release)
    return found is not None and (int(found[1]), int(found[2])) < _SWITCH_SINCE
