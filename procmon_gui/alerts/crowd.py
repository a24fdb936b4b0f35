"""Many things of one rule at once: columns are looked at, and only who is beyond a threshold gets a state. Pure."""

from collections.abc import Callable, Collection, Hashable, Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from procmon_gui.alerts.beat import Beat
from procmon_gui.alerts.place_windows import PlaceWindows
from procmon_gui.alerts.thing import Case, Thing, Things
from procmon_gui.domain.alerts import About, AlertEvent, Firing
from procmon_gui.domain.reading import BoolArray, FloatArray, IntArray
from procmon_gui.domain.rules import Over


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Column:
    """The values of a beat by place.

    Attributes:
        serials: who is in each place.
        is_meant: by place whether the rule is about it; asked only where somebody has a state, or gets one.
        may_be_meant: whether it could be, if all were known.
        about: who is in a place.
        place_of: where somebody is, None where nowhere.
    """

    values: FloatArray
    serials: IntArray
    is_meant: Callable[[], BoolArray]
    may_be_meant: Callable[[], BoolArray]
    about: Callable[[int], About]
    place_of: Callable[[About], int | None]


class Crowd:
    """The things of one rule that stand in places."""

    def __init__(self, case: Case, firing: Collection[Firing]) -> None:
        limits = case.limits
        self._windows = PlaceWindows(limits.over, limits.window_ns) if limits.window_ns else None
        # The window is made of columns; what comes out of it is the last value.
        self._case = replace(case, limits=replace(limits, over=Over.LAST, window_ns=0))
        self.things = Things(self._case, firing)
        self._serial_of: dict[Hashable, int] = {}

    def step(self, beat: Beat, column: Column) -> Iterator[AlertEvent]:
        """Take a beat and tell what came of it."""
        values = column.values
        if self._windows is not None:
            values = self._windows.step(beat.moment, values, column.serials, is_first=beat.is_first)
        if self.things.waiting or beat.is_first:
            yield from self._find_again(beat, column)
        limits = self._case.limits
        places = np.flatnonzero(limits.sign * values > limits.least)
        if not len(places) and not len(self.things):
            return
        yield from self._end_those_gone(beat, column)
        stepped = set()
        if len(places):
            for place in places[column.is_meant()[places]].tolist():
                stepped.add(place)
                yield from self._step(beat, column, place, float(values[place]))
        yield from self._step_others(beat, column, values, stepped)
        self.things.tidy(beat.moment)

    def _step(self, beat: Beat, column: Column, place: int, value: float) -> Iterator[AlertEvent]:
        thing = self.things.get(place)
        if thing is None:
            thing = self._begin(beat, column, place)
        event = thing.step(beat.moment, value)
        if event is not None:
            yield event

    def _begin(self, beat: Beat, column: Column, place: int) -> Thing:
        self._serial_of[place] = int(column.serials[place])
        return self.things.begin(place, beat.moment, column.about(place))

    def _step_others(
        self, beat: Beat, column: Column, values: FloatArray, stepped: Collection[Hashable]
    ) -> Iterator[AlertEvent]:
        """Tell of those that have a state and are beyond no threshold, or are not meant any more."""
        for key in self.things:
            if key in stepped or not isinstance(key, int):
                continue
            thing = self.things.get(key)
            assert thing is not None
            if column.is_meant()[key]:
                event = thing.step(beat.moment, float(values[key]))
            elif column.may_be_meant()[key]:
                continue
            else:
                event = thing.end(beat.moment)
            if event is not None:
                yield event

    def _end_those_gone(self, beat: Beat, column: Column) -> Iterator[AlertEvent]:
        serials = column.serials
        for key in self.things:
            assert isinstance(key, int)
            if key < len(serials) and serials[key] == self._serial_of[key]:
                continue
            event = self.things.end(key, beat.moment)
            if event is not None:
                yield event

    def _find_again(self, beat: Beat, column: Column) -> Iterator[AlertEvent]:
        """Look for everybody by who he is: before a restart, and with another eye, he stood elsewhere."""
        places: Mapping[Hashable, Hashable | None] = {}
        if beat.is_first:
            found = {key: thing for key in self.things if (thing := self.things.get(key)) is not None}
            places = {key: column.place_of(thing.about) for key, thing in found.items()}
            yield from self.things.move(places, beat.moment)
            for key in self.things:
                assert isinstance(key, int)
                self._serial_of[key] = int(column.serials[key])
        for firing in tuple(self.things.waiting.values()):
            place = column.place_of(firing.about)
            if place is not None and self.things.get(place) is None:
                self._begin(beat, column, place)
        yield from self.things.end_waiting(beat.moment)
