"""What the completion of the filter knows of the processes that are shown."""

from procmon_gui.ui.known_texts import KnownTexts
from procmon_gui.ui.moment import Moment
from tests.ui.population import Person, snapshot_of


def test_texts_that_are_known_are_offered_to_the_filter() -> None:
    moment = Moment(None)
    known = KnownTexts(moment)
    assert list(known("user")) == []

    moment.take(snapshot_of([Person(serial=1, pid=1), Person(serial=2, pid=2, texts={"user": "root"})]))

    assert list(known("user")) == ["anna", "root"]
    assert list(known("cpu_ratio")) == []
