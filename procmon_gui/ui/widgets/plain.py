"""Keeps Qt from taking a text for HTML where it decides by itself: tooltips."""

import html
from typing import Final

# Qt breaks markup at a narrow width; what fits on a line stays on one.
_ONE_LINE: Final = 90


def plain_tooltip(text: str) -> str:
    """Return markup that shows exactly this text; markup in the text is shown, not obeyed, and loads nothing."""
    if not text:
        return ""
    space = "pre" if all(len(line) <= _ONE_LINE for line in text.splitlines()) else "pre-wrap"
    return f'<p style="white-space:{space}; margin:0">{html.escape(text)}</p>'
