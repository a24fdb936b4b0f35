"""What the program over this machine is made of beside its window: what samples, what is listed, what judges and tells.

Window thread only.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from procmon_gui.domain.accounts import Access
from procmon_gui.domain.settings import SettingsStore, number, whole
from procmon_gui.engine.bench import Bench
from procmon_gui.engine.discretion import Discretion
from procmon_gui.openers import (
    AlertsOpener,
    AuditOpener,
    AuditReader,
    Disk,
    JudgementOpener,
    PulseOpener,
    RulesOpener,
    VoiceOpener,
)
from procmon_gui.services.history import open_history, open_memory
from procmon_gui.services.live import open_window_door
from procmon_gui.services.places import Options
from procmon_gui.ui.alert_list import AlertList
from procmon_gui.ui.audit_list import AuditList
from procmon_gui.ui.bridge.judging import JudgingHere
from procmon_gui.ui.bridge.recorder import Recorder
from procmon_gui.ui.bridge.sampler import Sampler
from procmon_gui.ui.rules.rule_list import RuleList
from procmon_gui.ui.told_here import ToldHere

if TYPE_CHECKING:
    from procmon_gui.services.live import EyeProcess


class Live:
    """What samples this machine and remembers it: in memory, and on disk. It samples from the start on.

    Attributes:
        bench: where who judges hears the beats.
    """

    def __init__(
        self,
        options: Options,
        store: SettingsStore,
        discretion: Discretion,
        eye: "EyeProcess | None",
        parent: QObject,
    ) -> None:
        """Look through an `eye` that was started already, or through one of its own."""
        self.bench = Bench()
        self.memory = open_memory(whole(store, "memory.recent_mib"))
        door, interval_s = open_window_door(options), number(store, "sampling.interval_s")
        self.sampler = Sampler(PulseOpener(options, interval_s, self.memory, door, discretion, eye, self.bench), parent)
        self.sampler.start()
        self.history = open_history(options, self.memory)
        self.recorder = Recorder(Disk(options, store, self.memory, self.history, door), parent)


class Lists:
    """What the window knows of what is kept: the audit trail, alerts, and rules. Each reads in a worker."""

    def __init__(self, options: Options, access: Access, discretion: Discretion, parent: QObject) -> None:
        self.audit = AuditList(AuditOpener(options), parent, reader=AuditReader(access))
        self.alerts = AlertList(AlertsOpener(options, access, discretion), parent)
        self.rules = RuleList(RulesOpener(options, access), parent)

    def close(self) -> bool:
        """Read no more; False when something hangs and was left behind."""
        # Each of them, whatever became of those before it.
        return all([self.audit.close(), self.alerts.close(), self.rules.close()])


class Judges:
    """What judges the beats, and tells people: also here, by the tray and by banners."""

    def __init__(
        self, options: Options, access: Access, store: SettingsStore, live: Live, told: ToldHere, parent: QObject
    ) -> None:
        self.voice = VoiceOpener(options, access, told)
        self.here = JudgingHere(
            JudgementOpener(options, store, live.history, live.bench, live.recorder.figures, self.voice), parent
        )
