"""Whose rows are read: of a database that several machines share, those of one."""

from typing import Any, Final

from sqlalchemy import ColumnElement, select, true

from procmon_gui.store.history.schema import CHUNKS, HOSTS, RUNS


class Whose:
    """Chooses rows; without a machine all of them."""

    def __init__(self, machine_id: str = "") -> None:
        self._machine_id = machine_id

    @property
    def is_one(self) -> bool:
        """Say whether one machine of several is chosen."""
        return bool(self._machine_id)

    @property
    def host(self) -> ColumnElement[bool]:
        """Return what chooses rows of `hosts`."""
        return HOSTS.c.machine_id == self._machine_id if self._machine_id else true()

    @property
    def chunks(self) -> ColumnElement[bool]:
        """Return what chooses rows of `chunks`."""
        if not self._machine_id:
            return true()
        return CHUNKS.c.run_id.in_(select(RUNS.c.id).join(HOSTS, HOSTS.c.id == RUNS.c.host_id).where(self.host))

    def sums(self, host_id: Any) -> ColumnElement[bool]:
        """Return what chooses rows of sums by the column that says whose they are."""
        if not self._machine_id:
            return true()
        chosen: ColumnElement[bool] = host_id == select(HOSTS.c.id).where(self.host).scalar_subquery()
        return chosen


EVERYBODY: Final = Whose()
