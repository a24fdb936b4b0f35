"""The panels of the overview that list devices and have no chart of their own."""

from PySide6.QtWidgets import QWidget

from procmon_gui.domain.snapshot import Snapshot
from procmon_gui.ui.pages import overview_devices as devices
from procmon_gui.ui.pages.overview_history import Programs
from procmon_gui.ui.pages.overview_panel import OverviewPanel
from procmon_gui.ui.pages.overview_words import translate
from procmon_gui.ui.widgets.meters import Fact, FactList


class ListPanel(OverviewPanel):
    """A head and rows of facts, never more than there is room for."""

    def __init__(self, title: str, more: str, parent: QWidget) -> None:
        """Make it empty; `more` is what the button of the head says."""
        super().__init__(title, parent)
        self.head.offer_more(more)
        self._room = 4
        self.facts = FactList(self.foot)
        self.add(self.facts)
        self.finish()

    def set_room(self, rows: int) -> None:
        """Have room for so many rows."""
        self._room = rows

    def show(self, snapshot: Snapshot, programs: Programs) -> None:
        """Show one snapshot."""
        self.head.say(*self.head_words(snapshot))
        self.facts.set_room(self._room)
        self.facts.say(self.rows_of(snapshot, self._room))

    def head_words(self, snapshot: Snapshot) -> tuple[str, str]:
        """Return number and hint."""
        raise NotImplementedError

    def rows_of(self, snapshot: Snapshot, room: int) -> list[Fact]:
        """Return at most `room` rows."""
        raise NotImplementedError


class FileSystemsPanel(ListPanel):
    """How full the file systems are, the fullest first."""

    detail = "file systems"

    def __init__(self, parent: QWidget) -> None:
        super().__init__(translate("Overview", "File systems"), translate("Overview", "Show all file systems"), parent)

    def head_words(self, snapshot: Snapshot) -> tuple[str, str]:
        """Return how full the fullest is."""
        return devices.file_system_head(snapshot)

    def rows_of(self, snapshot: Snapshot, room: int) -> list[Fact]:
        """Return the fullest."""
        return devices.file_system_facts(snapshot, room)


class InterfacesPanel(ListPanel):
    """What each interface receives and sends, the busiest first."""

    detail = "network"

    def __init__(self, parent: QWidget) -> None:
        super().__init__(translate("Overview", "Interfaces"), translate("Overview", "Show all interfaces"), parent)

    def head_words(self, snapshot: Snapshot) -> tuple[str, str]:
        """Return how many there are."""
        return devices.interface_head(snapshot)

    def rows_of(self, snapshot: Snapshot, room: int) -> list[Fact]:
        """Return the busiest."""
        return devices.interface_facts(snapshot, room)


class DisksPanel(ListPanel):
    """Rate, busy share, queue and latency of each disk, the busiest first."""

    detail = "disk"

    def __init__(self, parent: QWidget) -> None:
        super().__init__(translate("Overview", "Disks"), translate("Overview", "Show all disks"), parent)

    def head_words(self, snapshot: Snapshot) -> tuple[str, str]:
        """Return how many there are."""
        return devices.disks_head(snapshot)

    def rows_of(self, snapshot: Snapshot, room: int) -> list[Fact]:
        """Return the busiest."""
        return devices.disk_queue_facts(snapshot, room)


class SensorsPanel(ListPanel):
    """Temperatures against their limits, batteries, fans, and sensors that do not answer."""

    detail = "sensors"

    def __init__(self, parent: QWidget) -> None:
        super().__init__(translate("Overview", "Sensors"), translate("Overview", "Show all sensors"), parent)

    def head_words(self, snapshot: Snapshot) -> tuple[str, str]:
        """Return the hottest."""
        return devices.sensor_head(snapshot)

    def rows_of(self, snapshot: Snapshot, room: int) -> list[Fact]:
        """Return the hottest, batteries and fans."""
        return devices.sensor_facts(snapshot, room)
