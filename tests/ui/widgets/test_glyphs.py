"""Texts that are laid out once."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from procmon_gui.ui.widgets.glyphs import Glyphs, one_line


@pytest.fixture
def glyphs(qapp: QApplication) -> Glyphs:
    return Glyphs(qapp.font())


@pytest.mark.parametrize("text", ["one\ntwo", "one\u2028two", "a\rb", "a\u0085b", "\u202eabc", "<br><br>x"])
def test_every_text_is_one_line_of_plain_text(glyphs: Glyphs, text: str) -> None:
    static, _, _ = glyphs.fitted(text, 500)

    assert static.textFormat() == Qt.TextFormat.PlainText
    assert one_line(static.text()) == static.text()
    assert static.size().height() <= glyphs.height + 2


def test_a_long_text_is_elided_to_its_room_and_a_number_never(glyphs: Glyphs) -> None:
    static, width, _ = glyphs.fitted("word " * 100_000, 80)
    number, wide = glyphs.whole("1023.9 MiB")

    assert static.text().endswith("…")
    assert width <= 81
    assert number.text() == "1023.9 MiB"
    assert wide >= glyphs.metrics.horizontalAdvance("1023.9 MiB") - 1


def test_the_same_text_is_laid_out_once(glyphs: Glyphs) -> None:
    assert glyphs.whole("0.0 %") is glyphs.whole("0.0 %")
    assert glyphs.fitted("bash", 70) is glyphs.fitted("bash", 70)
    assert glyphs.fitted("bash", 70) is not glyphs.fitted("bash", 71)
