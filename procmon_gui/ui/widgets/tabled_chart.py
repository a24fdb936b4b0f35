"""A chart with a twin, whichever way it is drawn; what becomes of it is `ChartTwins`."""

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QImage, QKeyEvent, QRegion
from PySide6.QtWidgets import QWidget

from procmon_gui.ui import theme
from procmon_gui.ui.widgets.chart_twins import PICTURE_SCALE, ChartTwins


class TabledChart(QWidget):
    """A chart that can be had as a table, as text, CSV and picture.

    Signals:
        saving_asked: the chart is to be a file, a `FileContent`.
    """

    saving_asked = Signal(object)

    _cursor_s: float | None = None

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.twins = ChartTwins(self, self)
        self.twins.saving_asked.connect(self.saving_asked)

    # ---- what charts say of themselves

    @property
    def name(self) -> str:
        """Return what the chart shows, in words."""
        raise NotImplementedError

    @property
    def has_values(self) -> bool:
        """Say whether there is anything to be had."""
        raise NotImplementedError

    def table_titles(self) -> list[str]:
        """Return the heads of the columns, the time first."""
        raise NotImplementedError

    def table_rows(self) -> list[list[str]]:
        """Return what is shown in words, the newest first."""
        raise NotImplementedError

    def csv_text(self) -> str:
        """Return the numbers that are drawn over UTC, oldest first."""
        raise NotImplementedError

    def file_stem(self) -> tuple[str, ...]:
        """Return what stands in the name of a file: the subject, then more."""
        raise NotImplementedError

    def point_at(self, cursor_s: float | None) -> None:
        """Show the cursor at a moment; None hides it."""
        raise NotImplementedError

    def picture(self) -> QImage:
        """Return what is seen, without what follows the reader."""
        cursor_s = self._cursor_s
        self.point_at(None)
        image = QImage(self.size() * PICTURE_SCALE, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(PICTURE_SCALE)
        image.fill(theme.colour("bg1"))
        self.render(image, QPoint(), QRegion(), QWidget.RenderFlag.DrawChildren)
        self.point_at(cursor_s)
        return image

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Show the table, or copy it."""
        if not self.twins.press(event):
            super().keyPressEvent(event)
