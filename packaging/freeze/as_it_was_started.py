"""Run first by each frozen program: gives the environment back as whoever started it had it, and stays what it is.

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

# A package that is brought up to date puts another program in the place of the one that runs. What is loaded later
# comes of the one that runs, which the kernel keeps for it; else it would be read where there is something else now.
_SELF = "/proc/self/exe"
_ARCHIVE = __import__("pyimod02_importers").pyz_archive
if os.path.exists(_SELF):
    _ARCHIVE._filename = _SELF
