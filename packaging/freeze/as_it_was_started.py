"""Run first by each frozen program: gives the environment back as whoever started it had it.

The boot loader points LD_LIBRARY_PATH at the folder of the program and starts itself anew, for the linker reads it only
then. What we start, pkexec, systemctl, a browser, must not take our libraries for its own; nor is it the same program
with a path of its own to remember.
"""

import os

_ORIGINAL = "LD_LIBRARY_PATH_ORIG"

if _ORIGINAL in os.environ:
    os.environ["LD_LIBRARY_PATH"] = os.environ.pop(_ORIGINAL)
else:
    os.environ.pop("LD_LIBRARY_PATH", None)
for _name in [name for name in os.environ if name.startswith("_PYI_")]:
    del os.environ[_name]
