"""How many files, processes and threads the kernel lets the whole machine have.

Formats: Documentation/admin-guide/sysctl/fs.rst (file-nr: allocated, allocated but unused, most) and kernel.rst
(pid_max, threads-max). Every thread takes a number, so threads are measured against pid_max too.
"""

import os
from typing import Final

from procmon_gui.collectors.eye.figures import Figures, counter, put, read_bytes, read_counter

_FIELDS: Final = 3


def read_kernel_limits(root: str = "/") -> Figures:
    """Return open files and their limit, and the limits of process numbers and threads; absent where not told."""
    figures: Figures = {}
    folder = os.path.join(root, "proc/sys")
    fields = (read_bytes(f"{folder}/fs/file-nr", 128) or b"").split()
    if len(fields) == _FIELDS:
        allocated, unused = counter(fields[0]), counter(fields[1])
        if allocated is not None and unused is not None:
            put(figures, "limits.open_files", "", max(0, allocated - unused))
        put(figures, "limits.max_files", "", counter(fields[2]))
    put(figures, "limits.max_pids", "", read_counter(f"{folder}/kernel/pid_max"))
    put(figures, "limits.max_threads", "", read_counter(f"{folder}/kernel/threads-max"))
    return figures
