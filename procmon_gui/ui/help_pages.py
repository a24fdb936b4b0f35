"""Which page of the manual belongs to what the reader is at."""

from typing import Final

from PySide6.QtCore import QObject

FIRST_PAGE: Final = "index"
# A widget with this property has a page of the manual; so has all that stands in it.
HELP_PROPERTY: Final = "help_page"
# How the window of the manual is called among the other windows.
MANUAL: Final = "help"


def help_page_of(widget: QObject | None) -> str:
    """Return the page of the manual for a widget: its own, or that of the nearest one around it."""
    while widget is not None:
        found = widget.property(HELP_PROPERTY)
        if found:
            return str(found)
        widget = widget.parent()
    return FIRST_PAGE
