"""Keeps Qt from taking a text for HTML where it decides by itself: tooltips."""

import html
import textwrap
from typing import Final

_LINE: Final = 90
_LINES: Final = 30


def plain_tooltip(text: str) -> str:
    """Return markup that shows exactly this text; markup in the text is shown, not obeyed, and loads nothing.

    Lines are broken here: Qt breaks at a narrow width, and a word without an end at the edge of the screen. What is
    longer than any tooltip should be is cut, and says so.
    """
    if not text:
        return ""
    lines: list[str] = []
    for line in text[: _LINE * _LINES].splitlines():
        lines += textwrap.wrap(line, _LINE, break_on_hyphens=False) or [""]
    if len(lines) > _LINES or len(text) > _LINE * _LINES:
        lines = [*lines[:_LINES], "…"]
    shown = html.escape("\n".join(lines))
    return f'<p style="white-space:pre; margin:0">{shown}</p>'
