"""Whether a window could open here. Qt itself aborts the process when it can not, so this is asked before."""

import os
import socket
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

_CONNECT_S: Final = 2.0
_X_SOCKETS: Final = "/tmp/.X11-unix"


def display_trouble(environment: Mapping[str, str] | None = None) -> str:
    """Return why no window can open, as the first half of a sentence; empty when one can.

    Looks at what Qt looks at: a platform that was asked for, Wayland, X11. A display that is named but does not
    answer is as good as none.
    """
    environment = os.environ if environment is None else environment
    if sys.platform in ("win32", "darwin") or environment.get("QT_QPA_PLATFORM", "").partition(":")[0] not in (
        "", "xcb", "wayland", "wayland-egl",
    ):  # fmt: skip
        return ""
    wayland, x11 = environment.get("WAYLAND_DISPLAY", ""), environment.get("DISPLAY", "")
    if not wayland and not x11:
        return "No display was found"
    if wayland and _answers(str(Path(environment.get("XDG_RUNTIME_DIR", "/")) / wayland)):
        return ""
    if x11 and _x_answers(x11):
        return ""
    return f"The display {wayland or x11} does not answer"


def _x_answers(name: str) -> bool:
    host, _, number = name.rpartition(":")
    number = number.partition(".")[0]
    if not number.isdecimal():
        return False
    if host and not host.startswith("/") and host != "unix":
        return True  # a display on the network (ssh -X): Qt finds out
    path = f"{_X_SOCKETS}/X{number}"
    return _answers("\0" + path) or _answers(path)


def _answers(path: str) -> bool:
    """Say whether somebody listens on a local socket."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
        connection.settimeout(_CONNECT_S)
        try:
            connection.connect(path)
        except OSError:
            return False
    return True
