"""The version of the program, and the name under which desktops know it, for every face.

`pyproject.toml` has the same version, and the files of packaging/linux the same name; tests see to it.
"""

from typing import Final

VERSION: Final = "0.1.0"
DESKTOP_ID: Final = "io.github.procmon_gui"
