"""Which subject is made by what. Pure."""

from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Final

from procmon_gui.alerts.subjects.anomaly import of_anomaly
from procmon_gui.alerts.subjects.base import Builder, Judged
from procmon_gui.alerts.subjects.growth import OfGrowth
from procmon_gui.alerts.subjects.heartbeat import OfHeartbeat
from procmon_gui.alerts.subjects.host import OfHost
from procmon_gui.alerts.subjects.presence import NotRunning, Restarts
from procmon_gui.alerts.subjects.process import OfProcess
from procmon_gui.alerts.subjects.together import OfAll, OfGroups
from procmon_gui.alerts.thing import Case
from procmon_gui.domain.alerts import Firing
from procmon_gui.domain.rules import Subject
from procmon_gui.query import TextMemory

_BUILDERS: Final[Mapping[Subject, Builder]] = MappingProxyType(
    {
        Subject.HOST: OfHost,
        Subject.PROCESS: OfProcess,
        Subject.PROGRAM: OfGroups,
        Subject.USER: OfGroups,
        Subject.UNIT: OfGroups,
        Subject.TOGETHER: OfAll,
        Subject.NOT_RUNNING: NotRunning,
        Subject.RESTARTS: Restarts,
        Subject.FULL_IN: OfHost,
        Subject.GROWTH: OfGrowth,
        Subject.ANOMALY: of_anomaly,
        Subject.HEARTBEAT: OfHeartbeat,
    }
)


def subject_of(case: Case, firing: Collection[Firing], texts: TextMemory) -> Judged:
    """Return what judges a rule; raises WrongInput for one that makes no sense."""
    return _BUILDERS[case.rule.subject](case, firing, texts)
