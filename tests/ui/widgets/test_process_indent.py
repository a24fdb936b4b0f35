"""How deep trees stand in a narrow column."""

import pytest

from procmon_gui.ui.widgets.process_indent import NAME_ROOM, indent, is_beyond

WIDTHS = (180, 240, 284, 400)


@pytest.mark.parametrize("width", WIDTHS)
def test_a_child_stands_further_right_than_its_parent_unless_its_level_is_written(width: int) -> None:
    for depth in range(1, 60):
        assert indent(depth, width) > indent(depth - 1, width) or is_beyond(depth, width)


def test_ten_levels_can_be_told_apart_in_the_column_as_it_comes() -> None:
    assert not is_beyond(9, 284)


@pytest.mark.parametrize("depth", [0, 3, 10, 10_000])
def test_room_for_twelve_letters_is_left_at_any_depth(depth: int) -> None:
    width = 284
    taken = 8 + indent(depth, width) + 14 + 4 + 14 + 6 + 8

    assert width - taken >= NAME_ROOM
