"""Where the parts of the window stand, and the order in which Tab goes through them."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget


def lay_out(
    window: QWidget, *, above: Sequence[QWidget], left: QWidget, middle: Sequence[QWidget], below: Sequence[QWidget]
) -> QStackedWidget:
    """Put what is `left` beside the `middle`, the last of which takes the room that is left.

    Return the place of the middle, where something else may stand instead.
    """
    place = QStackedWidget(window)
    together = QWidget(place)
    right = QVBoxLayout(together)
    right.setContentsMargins(0, 0, 0, 0)
    right.setSpacing(0)
    for widget in middle:
        right.addWidget(widget, 1 if widget is middle[-1] else 0)
    place.addWidget(together)
    row = QHBoxLayout()
    row.setSpacing(0)
    row.addWidget(left)
    row.addWidget(place, 1)
    column = QVBoxLayout(window)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for widget in above:
        column.addWidget(widget)
    column.addLayout(row, 1)
    for widget in below:
        column.addWidget(widget)
    return place


def set_tab_order(widgets: Iterable[QWidget]) -> None:
    """Let Tab go from each to the next."""
    for before, after in pairwise(widgets):
        QWidget.setTabOrder(before, after)
