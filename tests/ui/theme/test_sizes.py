"""Sizes of the look with letters of any size."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from procmon_gui.ui import theme
from procmon_gui.ui.theme.sizes import _scale_of
from procmon_gui.ui.widgets.check_box import CheckBox
from procmon_gui.ui.widgets.detail.icon_button import IconButton
from procmon_gui.ui.widgets.process_indent import indent, is_beyond


@pytest.fixture
def lettered(qapp: QApplication) -> Iterator[QFont]:
    before = qapp.font()
    font = QFont(before)
    yield font
    qapp.setFont(before)


@pytest.mark.parametrize(("letters_px", "icon_px"), [(10, 16), (13, 16), (15, 18), (26, 32)])
def test_icons_and_boxes_grow_with_the_letters_and_never_get_smaller(
    lettered: QFont, qapp: QApplication, letters_px: int, icon_px: int
) -> None:
    lettered.setPixelSize(letters_px)
    qapp.setFont(lettered)

    assert theme.pixmap("search", "t2", 16).deviceIndependentSize().toSize() == theme.icon_size(16)
    assert theme.scaled(16) == icon_px
    assert IconButton("x", "Close").iconSize().width() == icon_px
    assert CheckBox().sizeHint().width() == icon_px + 12


def test_the_scale_is_that_of_the_letters_that_are_asked_for_whatever_the_desktop_has(qapp: QApplication) -> None:
    family, dots_per_inch = qapp.font().family(), qapp.primaryScreen().logicalDotsPerInch()

    assert [_scale_of(family, -1.0, pixels, dots_per_inch) for pixels in (10, 13, 26)] == [1.0, 1.0, 2.0]
    assert _scale_of(family, 26 * 72 / dots_per_inch, -1, dots_per_inch) == 2.0


def test_a_tree_in_larger_letters_is_the_same_tree_larger() -> None:
    for depth in range(20):
        assert indent(depth, 600, 2.0) == 2 * indent(depth, 300)
        assert is_beyond(depth, 600, 2.0) == is_beyond(depth, 300)
