"""Starts the eye: `python -I -S .../collectors/eye`; beats on stdout, requests on stdin."""

import contextlib
import gc
import os
import signal
import sys

# Started by path and isolated, Python knows only its own library: the room above is appended, so that nothing in it
# can stand in for a module of the standard library.
sys.path.append(os.path.dirname(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))))

from procmon_gui.collectors.eye import beats
from procmon_gui.collectors.eye.exits import Exits
from procmon_gui.collectors.eye.proc_connector import ProcConnector


def main() -> int:
    """Look until the reader is gone."""
    with contextlib.suppress(OSError), open("/proc/self/comm", "w") as name:  # else it is one more "python"
        name.write("procmon-eye")
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C in a terminal is for the program, which closes our stdin
    out_fd = os.dup(1)
    os.dup2(2, 1)  # nothing that prints may fall into the beats
    exits = Exits(ProcConnector)
    exits.start()
    eye = beats.Eye(keep_max=beats.keep_limit(), exits=exits)
    wishes = beats.Wishes(0)
    try:
        for number, frame in enumerate(beats.beats(wishes, eye)):
            beats.write_all(out_fd, frame)
            if number == 1:
                # What lives now lives on; the collector need not walk through it again.
                gc.collect()
                gc.freeze()
    except BrokenPipeError:
        pass
    exits.close()
    return 0


if __name__ == "__main__":
    # os._exit: a thread that hangs in the kernel (a dead network file system) must not keep the eye alive.
    os._exit(main())
