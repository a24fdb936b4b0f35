"""Ends of processes are read once: of a moment next to the one before, hardly anything is asked for."""

from collections.abc import Sequence

from procmon_gui.domain.ends import End
from procmon_gui.domain.identity import ProcessKey
from procmon_gui.store.history.known_ends import KnownEnds, Who


class Table:
    """Knows ends, and who was asked for."""

    def __init__(self) -> None:
        self.ends: dict[Who, End] = {(1, 10): End(500, 3, 490)}
        self.asked: list[list[Who]] = []

    def __call__(self, boot_id: str, asked: Sequence[Who]) -> dict[ProcessKey, End]:
        self.asked.append(list(asked))
        return {
            ProcessKey(boot_id, who[1], who[0]): self.ends[who]
            for who in asked
            if who in self.ends and boot_id == "boot"
        }


def test_only_who_was_never_asked_for_is_looked_up() -> None:
    table = Table()
    known = KnownEnds(table)

    first = known.of("boot", [(1, 10), (2, 20)])
    again = known.of("boot", [(1, 10), (2, 20), (3, 30)])

    assert first == again == {(1, 10): End(500, 3, 490)}
    assert table.asked == [[(1, 10), (2, 20)], [(3, 30)]]


def test_after_news_those_who_lived_are_asked_for_again() -> None:
    table = Table()
    known = KnownEnds(table)
    known.of("boot", [(1, 10), (2, 20)])
    table.ends[2, 20] = End(900)

    known.forget_living()

    assert known.of("boot", [(1, 10), (2, 20)]) == {(1, 10): End(500, 3, 490), (2, 20): End(900)}
    assert table.asked[1:] == [[(2, 20)]]


def test_the_same_number_of_another_boot_is_somebody_else() -> None:
    known = KnownEnds(Table())
    known.of("boot", [(1, 10)])

    assert known.of("another", [(1, 10)]) == {}
