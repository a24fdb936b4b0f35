"""Stands in for pkexec, and then is the helper of this checkout: `stand_in.py LOG [FIFO] [--fast]`. Run as root.

What pkexec and an installation bring is given to it: the uid of who asks, and that nobody else can change the files.
With a FIFO it waits, as for a password, until somebody writes there. With `--fast` it does
not mind how often it is told something.
"""

import itertools
import os
import sys
from functools import partial

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))))

from procmon_gui.control.helper import __main__ as program
from procmon_gui.control.helper.desk import Desk
from procmon_gui.control.helper.log import Log


def main() -> int:
    """Wait, and become the helper."""
    log, *more = sys.argv[1:]
    if "--fast" in more:
        # By its clock a second goes by with each message.
        setattr(program, "Desk", partial(Desk, now_s=partial(next, itertools.count())))  # noqa: B010 - as below
        more.remove("--fast")
    if more:
        with open(more[0], "rb") as prompt:
            prompt.read(1)
    os.environ["PKEXEC_UID"] = str(os.getuid())
    own_log = partial(Log, log, syslog="/nonexistent")
    setattr(program, "Log", own_log)  # noqa: B010 - it is no name that the module gives out
    program._is_safe = lambda: True
    return program.main()


if __name__ == "__main__":
    sys.exit(main())
