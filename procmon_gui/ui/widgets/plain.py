"""Keeps Qt from taking a text for HTML where it decides by itself: tooltips and the tray."""

import html


def plain_tooltip(text: str) -> str:
    """Return markup that shows exactly this text; markup in the text is shown, not obeyed, and loads nothing."""
    return f"<qt>{html.escape(text).replace(chr(10), '<br>')}</qt>" if text else ""


def harmless(text: str) -> str:
    """Return a text for places that may or may not obey markup: what could begin a tag or an entity is replaced."""
    return text.replace("<", "\u2039").replace(">", "\u203a").replace("&", "\uff06")
