"""What is done only by who may: asked of the window that a widget belongs to, in place, and done then.

A window that nobody guards (no accounts, a window of a test) lets everything be done at once.
"""

from collections.abc import Callable
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtWidgets import QWidget

from procmon_gui.auth.gate import Denied
from procmon_gui.auth.permissions import Permission

translate = QCoreApplication.translate


@runtime_checkable
class Guard(Protocol):
    """Who lets things be done."""

    def require(self, permission: Permission, parent: QWidget, then: Callable[[], None]) -> None:
        """Call `then` when who acts may do this; ask for what it needs before."""

    def may(self, permission: Permission) -> bool:
        """Say whether who acts may do this, if need be after the password once more."""

    def page_asked(self, permission: Permission, page_id: str) -> None:
        """Hear that somebody wants to see a page; where his role says no, that is kept."""


def guard_of(widget: QObject | None) -> Guard | None:
    """Return who guards a widget: the guard of the nearest window around it that has one."""
    while widget is not None:
        guard = getattr(widget, "guard", None)
        if isinstance(guard, Guard):
            return guard
        widget = widget.parent()
    return None


def denied_text(error: Denied) -> str:
    """Return why the gate said no, in the reader's language."""
    why = error.verdict.why
    return str(error) if why is None else translate("Action", why.template).format(**why.fields)


def with_leave(permission: Permission, widget: QWidget, then: Callable[[], None]) -> None:
    """Do something that needs a permission, now or after a login over this widget."""
    guard = guard_of(widget)
    if guard is None:
        then()
    else:
        guard.require(permission, widget, then)
