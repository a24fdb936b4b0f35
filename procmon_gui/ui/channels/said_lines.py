"""What is wrong with channels, each in a line of its own with its icon."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from procmon_gui.ui.access.said_line import SaidLine


class SaidLines(QWidget):
    """Several sentences, the most urgent first; nothing where there are none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: list[SaidLine] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self.hide()

    @property
    def text(self) -> str:
        """Return what is said, a line for each sentence."""
        return "\n".join(line.text for line in self._lines if line.text)

    def say(self, sentences: Sequence[str]) -> None:
        """Say these, and nothing else."""
        while len(self._lines) < len(sentences):
            self._lines.append(SaidLine("triangle-alert", "warn", self))
            self._column.addWidget(self._lines[-1])
        for place, line in enumerate(self._lines):
            line.say(sentences[place] if place < len(sentences) else "")
        self.setVisible(bool(sentences))
