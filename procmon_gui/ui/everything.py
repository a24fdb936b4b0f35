"""“Show everything”: more rights for the eye alone, asked for in the menu, answered in a banner.

The window keeps the rights of its user. Where the eye may not be started with more, the reader is told why.
"""

from typing import Final

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction

from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.ui import spoken
from procmon_gui.ui.bridge.sampler import Sampler
from procmon_gui.ui.widgets.banner import BannerStack

BANNER: Final = "everything"


class Everything(QObject):
    """Owns the entry of the menu and the banner that tells what came of it."""

    def __init__(self, action: QAction, sampler: Sampler, banners: BannerStack, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._action = action
        self._sampler = sampler
        self._banners = banners
        self._is_waiting = False
        # Absent until it is known that there is more to see.
        action.setVisible(False)
        action.setToolTip(self.tr("Let the eye, and only the eye, see the processes of all users"))
        action.triggered.connect(self._on_asked)
        sampler.snapshot_taken.connect(self._on_snapshot)

    @Slot()
    def _on_asked(self) -> None:
        reason = self._sampler.rights().why_not
        if reason:
            self._banners.say(BANNER, "warning", spoken.said(reason))
            return
        self._is_waiting = True
        self._banners.say(BANNER, "info", self.tr("Waiting for the password. Until then all goes on as before."))
        self._sampler.ask_for_everything()

    @Slot(object)
    def _on_snapshot(self, _snapshot: Snapshot) -> None:
        rights = self._sampler.rights()
        # An eye with more rights that ended is followed by an ordinary one, and then there is more to see again.
        self._action.setVisible(not rights.sees_everything)
        if not self._is_waiting or rights.is_asking:
            return
        self._is_waiting = False
        if rights.sees_everything:
            self._banners.unsay(BANNER)
        else:
            self._banners.say(BANNER, "warning", spoken.said(rights.refusal))
