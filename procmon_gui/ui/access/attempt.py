"""One try to be let in, beside the window: the hash of a password takes as long as it should."""

from PySide6.QtCore import QObject, Signal

from procmon_gui.domain.accounts import Access, AccessState, Actor
from procmon_gui.domain.errors import ProcmonError
from procmon_gui.domain.ports import Errand
from procmon_gui.ui.bridge.operation import Operation


class _LogIn:
    """The work: knows the lock and no widget."""

    def __init__(self, access: Access, name: str, password: str) -> None:
        self._access, self._name, self._password = access, name, password

    def __call__(self, _errand: Errand) -> Actor:
        return self._access.log_in(self._name, self._password)


class _Confirm:
    """The same for who is logged in already."""

    def __init__(self, access: Access, password: str) -> None:
        self._access, self._password = access, password

    def __call__(self, _errand: Errand) -> Actor:
        return self._access.confirm(self._password)


class Attempt(QObject):
    """Tries, one after the other, for one dialog or panel; outlives it until the answer is there. Window thread only.

    Signals:
        succeeded: the account acts now.
        failed: why not, a `ProcmonError`.
    """

    succeeded = Signal()
    failed = Signal(object)

    def __init__(self, access: Access, parent: QObject) -> None:
        super().__init__(parent)
        self._access = access
        self._working: Operation[Actor] | None = None
        self._is_withdrawn = self._takes_back = False
        self._before = (AccessState.OUT, "")

    @property
    def is_running(self) -> bool:
        """Say whether an answer is awaited."""
        return self._working is not None

    def log_in(self, name: str, password: str) -> None:
        """Try to let an account act."""
        self._start(Operation(_LogIn(self._access, name, password), owner=self))

    def confirm(self, password: str) -> None:
        """Try the password of who is logged in."""
        self._start(Operation(_Confirm(self._access, password), owner=self))

    def withdraw(self, *, takes_back: bool = True) -> None:
        """Want no answer any more; the end of it.

        Whoever is let in by one that is under way is sent out again, unless that was seen already.
        """
        self._is_withdrawn, self._takes_back = True, takes_back
        if self._working is None:
            self.deleteLater()

    def _start(self, operation: Operation[Actor]) -> None:
        self._before = (self._access.state(), self._access.holder())
        self._working = operation.success(self._on_success).failure(self._on_failure).start()

    def _on_success(self, _actor: Actor) -> None:
        self._working = None
        if self._is_withdrawn:
            if self._takes_back:
                self._take_back()
            self.deleteLater()
        else:
            self.succeeded.emit()

    def _on_failure(self, error: ProcmonError) -> None:
        self._working = None
        if self._is_withdrawn:
            self.deleteLater()
        else:
            self.failed.emit(error)

    def _take_back(self) -> None:
        state, holder = self._before
        if self._access.holder() != holder or state not in (AccessState.IN, AccessState.LOCKED):
            self._access.log_out()
        elif state is AccessState.LOCKED:
            self._access.lock()
        else:
            self._access.spend()
