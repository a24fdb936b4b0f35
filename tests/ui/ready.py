"""Pages that a test has made already, as entries of the rail."""

from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.ui.pages.base import Page, PageMaker


class Ready(PageMaker):
    """Hands over a page that exists; it hears of the beats from before it was opened too."""

    def __init__(self, page_id: str, page: Page) -> None:
        self.page_id = page_id
        self.title = page_id.title()
        self.icon_name = "gauge"
        self._page = page

    def make(self) -> Page:
        return self._page

    def remember(self, snapshot: Snapshot) -> None:
        self._page.remember(snapshot)
