"""A language that nobody speaks: ⟦ŧéxŧ·····⟧. What is shown without brackets did not go through the translator."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QCoreApplication, QTranslator

from procmon_gui.ui import spoken, text

OPENS, CLOSES, PADDING = "⟦", "⟧", "·"
LONGER = 0.4
_ACCENTS = str.maketrans("aceinosuyACEINOSUYtT", "àçéîñöşúýÀÇÉÎÑÖŞÚÝŧŦ")
# What a text means to a program stays: fields, numbers to be filled in, and the mark of an accelerator.
_KEPT = re.compile(r"(\{\w*\}|%L?n|&)")


def pseudo(source: str) -> str:
    """Return a text in the language that nobody speaks, two fifths longer."""
    parts = _KEPT.split(source)
    letters = "".join(part if place % 2 else part.translate(_ACCENTS) for place, part in enumerate(parts))
    return OPENS + letters + PADDING * round(len(source) * LONGER) + CLOSES


def outside(shown: str) -> str:
    """Return what of a shown text stands in no brackets; brackets may stand in one another."""
    depth, left = 0, []
    for letter in shown:
        depth += letter == OPENS
        if depth == 0:
            left.append(letter)
        depth -= letter == CLOSES and depth > 0
    return "".join(left)


class PseudoTranslator(QTranslator):
    """Answers every question."""

    def translate(self, context: str, source: str, disambiguation: str | None = None, n: int = -1) -> str:
        """Return the pseudo text of whatever is asked for."""
        return pseudo(source)

    def isEmpty(self) -> bool:
        """Say that there are texts, else Qt does not ask."""
        return False


@contextmanager
def pseudo_language(app: QCoreApplication) -> Iterator[None]:
    """Speak that language while the block runs."""
    translator = PseudoTranslator(app)
    app.installTranslator(translator)
    text.forget_language()
    spoken.forget_language()
    try:
        yield
    finally:
        app.removeTranslator(translator)
        text.forget_language()
        spoken.forget_language()
