"""Rules about this program: for how long it saw nothing, or could not keep what it saw. Pure."""

from collections.abc import Collection

from procmon_gui.alerts.beat import Beat
from procmon_gui.alerts.moment import Moment
from procmon_gui.alerts.subjects.base import Events
from procmon_gui.alerts.thing import Case, Things
from procmon_gui.domain.alerts import About, Firing
from procmon_gui.domain.metrics import Look
from procmon_gui.domain.rules import Subject
from procmon_gui.query import Query, TextMemory


class OfHeartbeat:
    """For how many seconds the program was blind, or had nowhere to write."""

    looks: frozenset[Look] = frozenset()
    query: Query | None = None

    def __init__(self, case: Case, firing: Collection[Firing], texts: TextMemory) -> None:
        self.things = Things(case, firing)

    def beat(self, beat: Beat) -> Events:
        """Take a beat: now it sees."""
        return self.silence(beat.moment, beat.unkept_s)

    def silence(self, moment: Moment, silent_s: float) -> Events:
        """Take for how long there was nothing."""
        thing = self.things.get("") or self.things.begin("", moment, About(subject=Subject.HEARTBEAT))
        event = thing.step(moment, silent_s)
        return () if event is None else (event,)
