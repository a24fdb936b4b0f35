"""A guard of a window that lets nothing be done, and remembers what was asked of it."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from procmon_gui.auth.permissions import Permission


class Strict:
    """Lets nobody do anything."""

    def __init__(self) -> None:
        self.asked: list[Permission] = []

    def require(self, permission: Permission, parent: QWidget, then: Callable[[], None]) -> None:
        self.asked.append(permission)

    def may(self, permission: Permission) -> bool:
        return False

    def page_asked(self, permission: Permission, page_id: str) -> None:
        raise NotImplementedError
