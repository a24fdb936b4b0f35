"""Where the parts of the window stand, and the order in which Tab goes through them."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget


def lay_out(
    window: QWidget, *, above: Sequence[QWidget], left: QWidget, middle: Sequence[QWidget], below: Sequence[QWidget]
) -> None:
    """Put what is `left` beside the `middle`, the last of which takes the room that is left."""
    right = QVBoxLayout()
    right.setSpacing(0)
    for widget in middle:
        right.addWidget(widget, 1 if widget is middle[-1] else 0)
    row = QHBoxLayout()
    row.setSpacing(0)
    row.addWidget(left)
    row.addLayout(right, 1)
    column = QVBoxLayout(window)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for widget in above:
        column.addWidget(widget)
    column.addLayout(row, 1)
    for widget in below:
        column.addWidget(widget)


def set_tab_order(widgets: Iterable[QWidget]) -> None:
    """Let Tab go from each to the next."""
    for before, after in pairwise(widgets):
        QWidget.setTabOrder(before, after)
