"""Whom to ask what is usual, before there is somebody who knows it: nobody, until suspicion is loaded. Any thread."""

from procmon_gui.domain.suspicion import Normal, Usual


class LateUsual:
    """Stands for who knows, for as long as the program lives."""

    def __init__(self) -> None:
        self._known: Usual | None = None

    def know(self, usual: Usual | None) -> None:
        """Ask this one from now on; None for nobody."""
        self._known = usual

    def normal(self, metric_id: str, instance: str = "") -> Normal | None:
        """Return what is usual for a metric of the host at this hour."""
        known = self._known
        return known.normal(metric_id, instance) if known is not None else None

    def normal_of_program(self, name: str, executable: str, metric_id: str) -> Normal | None:
        """Return what is usual for a program at this hour."""
        known = self._known
        return known.normal_of_program(name, executable, metric_id) if known is not None else None
