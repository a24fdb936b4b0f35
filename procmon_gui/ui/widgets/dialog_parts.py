"""What dialogs have in common: a line of progress, a sentence at the foot, buttons; and the parts of small boxes."""

from typing import Final

from PySide6.QtCore import QSize, Qt, QTimer, Slot
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from procmon_gui.ui import theme

_LINE_AFTER_MS: Final = 300
_LINE_PX: Final = 2
_CONTROL_PX: Final = 28
_BOX_PX: Final = 384
_FRAME_PX: Final = 24


class ReadingLine(QProgressBar):
    """Appears when something takes longer than a moment. Its place is kept, or all below it would jump."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("loading")
        self.setTextVisible(False)
        self.setFixedHeight(_LINE_PX)
        self.setAccessibleName(self.tr("Progress"))
        policy = self.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.setSizePolicy(policy)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_LINE_AFTER_MS)
        self._soon.timeout.connect(self._on_soon)
        self.hide()

    def begin(self) -> None:
        """Something is being read, and it is not known how much there is."""
        self.setRange(0, 0)
        self._soon.start()

    def tell(self, done: int, total: int) -> None:
        """So much of it is read."""
        self.setRange(0, max(1, total))
        self.setValue(done)

    def end(self) -> None:
        """Nothing is being read any more."""
        self._soon.stop()
        self.hide()

    @Slot()
    def _on_soon(self) -> None:
        self.show()


class StatusLine(QLabel):
    """A sentence that takes the room that buttons leave; assistive technology hears it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setObjectName("detail_hint")
        self.setWordWrap(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def say(self, words: str) -> None:
        """Say something else."""
        self.setText(words)
        self.setAccessibleName(words)


def room_on_screen(dialog: QDialog, width_px: int, height_px: int) -> QSize:
    """Return the size that a dialog of its own should have: no larger than the screen it comes up on."""
    parent = dialog.parentWidget()
    room = (parent.screen() if parent is not None else dialog.screen()).availableGeometry().size()
    # With room for the frame of the window.
    return QSize(theme.scaled(width_px), theme.scaled(height_px)).boundedTo(room - QSize(_FRAME_PX, 2 * _FRAME_PX))


def dialog_button(words: str, parent: QWidget) -> QPushButton:
    """Return a button that Return does not press from elsewhere."""
    button = QPushButton(words, parent)
    button.setAutoDefault(False)
    button.setMinimumHeight(_CONTROL_PX)
    return button


def separator(parent: QWidget) -> QFrame:
    """Return a hairline."""
    line = QFrame(parent)
    line.setObjectName("separator")
    line.setFixedHeight(1)
    return line


def foot_of(status: StatusLine, *buttons: QWidget) -> QHBoxLayout:
    """Return the foot of a dialog: the sentence, then the buttons."""
    foot = QHBoxLayout()
    foot.setContentsMargins(16, 10, 16, 10)
    foot.setSpacing(8)
    foot.addWidget(status, 1)
    for button in buttons:
        foot.addWidget(button)
    return foot


class UnderstoodLine(QLabel):
    """The sentence below a field that says what was understood. Its place is kept, or all below it would jump."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setMinimumHeight(3 * self.fontMetrics().lineSpacing())
        self.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)

    def say(self, words: str, *, is_wrong: bool) -> None:
        """Say what it is, or what is wrong."""
        palette = self.palette()
        palette.setColor(self.foregroundRole(), theme.colour("crit" if is_wrong else "t2"))
        self.setPalette(palette)
        self.setText(words)


def box_column(box: QDialog) -> QVBoxLayout:
    """Return the column of a small box."""
    column = QVBoxLayout(box)
    column.setContentsMargins(16, 16, 16, 16)
    column.setSpacing(8)
    box.setMinimumWidth(theme.scaled(_BOX_PX))
    return column


def answers(cancel: QPushButton, answer: QPushButton) -> QHBoxLayout:
    """Return the foot of a small box: Cancel, and the answer that Return gives."""
    cancel.setAutoDefault(False)
    answer.setProperty("primary", True)
    answer.setDefault(True)
    foot = QHBoxLayout()
    foot.addStretch(1)
    foot.addWidget(cancel)
    foot.addWidget(answer)
    return foot
