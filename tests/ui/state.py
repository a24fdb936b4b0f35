"""What a walk through the window comes to."""

from dataclasses import dataclass

from PySide6.QtWidgets import QWidget


@dataclass(frozen=True, slots=True)
class State:
    """One thing that a reader can see: its name for people, and the widget that holds it."""

    name: str
    root: QWidget
