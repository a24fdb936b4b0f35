"""Names of controlling terminals from device numbers: Documentation/admin-guide/devices.txt of Linux."""

from functools import cache

_UNIX98_FIRST_MAJOR, _UNIX98_LAST_MAJOR = 136, 143


@cache
def terminal_name(number: int) -> str:
    """Return the name that ps shows for field tty_nr of proc(5): "pts/3", "tty1", "ttyS0"; "" for none."""
    if number <= 0:
        return ""
    major = (number >> 8) & 0xFFF
    minor = (number & 0xFF) | ((number >> 12) & 0xFFF00)
    if _UNIX98_FIRST_MAJOR <= major <= _UNIX98_LAST_MAJOR:
        return f"pts/{minor + (major - _UNIX98_FIRST_MAJOR) * 256}"
    if major == 4:
        return f"tty{minor}" if minor < 64 else f"ttyS{minor - 64}"
    if (major, minor) == (5, 1):
        return "console"
    return f"{major}:{minor}"
