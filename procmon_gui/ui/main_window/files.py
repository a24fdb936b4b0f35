"""Files that pages of the window want to have written: asked for, written, and told of in its bar of messages."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from procmon_gui.ui.pages.base import Page
from procmon_gui.ui.widgets.banner import BannerStack

if TYPE_CHECKING:
    from procmon_gui.ui.widgets.file_saver import FileContent, FileSaver

_SAVED: Final = "saved"


class WindowFiles(QObject):
    """Belongs to one window."""

    def __init__(self, banners: BannerStack, window: QWidget) -> None:
        super().__init__(window)
        self._banners = banners
        self._window = window
        self.saver: FileSaver | None = None

    def serve(self, page: Page) -> None:
        """Write what a page asks for."""
        page.saving_asked.connect(self.ask)

    @Slot(object)
    def ask(self, content: "FileContent") -> None:
        """Let the reader choose a name."""
        if self.saver is None:
            from procmon_gui.ui.widgets.file_saver import FileSaver

            self.saver = FileSaver(self._window)
            self.saver.told.connect(self._on_told)
        self.saver.ask(content)

    @Slot(bool, str)
    def _on_told(self, is_saved: bool, words: str) -> None:
        self._banners.unsay(_SAVED)
        self._banners.say(_SAVED, "info" if is_saved else "warning", words)
