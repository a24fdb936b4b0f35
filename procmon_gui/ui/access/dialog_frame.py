"""The frame of the dialogs of this room: the page of a dialog, and its foot with the harmless way to the left."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from procmon_gui.ui import theme

PADDING_PX = 24
_FOOT_PX = 52
_BUTTON_PX = 28
_LEAST_PX = 80
# What Qt puts beside the words of a tool button.
_LINK_AIR_PX = 6


def primary_button(words: str, parent: QWidget) -> QPushButton:
    """Return the button that Return presses."""
    button = quiet_button(words, parent)
    button.setProperty("primary", True)
    button.setDefault(True)
    return button


def quiet_button(words: str, parent: QWidget) -> QPushButton:
    """Return a button that Return does not press from elsewhere."""
    button = QPushButton(words, parent)
    button.setAutoDefault(False)
    button.setMinimumSize(theme.scaled(_LEAST_PX), theme.scaled(_BUTTON_PX))
    return button


def link_button(words: str, parent: QWidget) -> QToolButton:
    """Return a way that stands apart from the others, and looks like a link."""
    button = QToolButton(parent)
    button.setText(words)
    button.setProperty("link", True)
    return button


def frame(dialog: QDialog, width_px: int, body: QWidget, left: QWidget | None, *right: QWidget) -> None:
    """Fill a dialog: its page, and below it the foot. It is as wide as it is told, and as high as it needs to be."""
    body.setFixedWidth(theme.scaled(width_px) - 2 * PADDING_PX)
    column = QVBoxLayout(dialog)
    column.setSizeConstraint(QVBoxLayout.SizeConstraint.SetFixedSize)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    page = QVBoxLayout()
    page.setContentsMargins(PADDING_PX, PADDING_PX, PADDING_PX, 18)
    page.addWidget(body)
    column.addLayout(page, 1)
    foot = QWidget(dialog)
    foot.setObjectName("dialog_foot")
    foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    foot.setMinimumHeight(theme.scaled(_FOOT_PX))
    row = QHBoxLayout(foot)
    row.setContentsMargins(PADDING_PX - _LINK_AIR_PX, 8, 16, 8)
    row.setSpacing(8)
    if left is not None:
        row.addWidget(left)
    row.addStretch(1)
    for button in right:
        row.addWidget(button)
    column.addWidget(foot)
