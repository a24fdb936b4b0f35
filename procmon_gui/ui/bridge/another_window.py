"""Opens a recording from elsewhere in a window of its own: a process that can not harm this one."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QProcess, Signal, Slot
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from PySide6.QtWidgets import QFileDialog


class AnotherWindow(QObject):
    """Opens windows over files, and whatever else can be opened.

    Signals:
        failed: no window could be started; the text is for the person at the screen.
    """

    failed = Signal(str)

    def __init__(self, command: Callable[[Path], tuple[Sequence[str], Path]], window: QWidget) -> None:
        """`command` returns what opens a file, and the folder to start it in."""
        super().__init__(window)
        self._command = command
        self._window = window
        self._dialog: QFileDialog | None = None

    @Slot()
    def ask(self) -> None:
        """Let the reader choose a file."""
        # PySide makes a class when it is first asked for, and this one is large.
        from PySide6.QtWidgets import QFileDialog

        if self._dialog is None:
            self._dialog = QFileDialog(self._window, self.tr("Open recording"))
            self._dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
            self._dialog.setNameFilters([self.tr("Recordings (*.procmon)"), self.tr("All files (*)")])
            self._dialog.fileSelected.connect(self.open)
        self._dialog.open()

    @Slot(str)
    def open(self, path: str) -> None:
        """Open a window over this file."""
        command, folder = self._command(Path(path))
        self.start(command, folder, path)

    def start(self, command: Sequence[str], folder: Path, name: str) -> None:
        """Open a window over what is called so."""
        process = QProcess()
        process.setProgram(command[0])
        process.setArguments(list(command[1:]))
        process.setWorkingDirectory(str(folder))
        # What is wrong with the file, it says in a window where it has no terminal.
        process.setStandardErrorFile(QProcess.nullDevice())
        # The types that PySide6 tells know only the form that takes arguments, which returns a pair.
        has_started: bool = process.startDetached()  # type: ignore[assignment]
        if not has_started:
            self.failed.emit(self.tr("No window could be started for {path}").format(path=name))


class AnotherHost(QObject):
    """Opens other machines of a server, each in a window of its own."""

    def __init__(
        self, another: AnotherWindow, command: Callable[[str], tuple[Sequence[str], Path]], names: Mapping[str, str]
    ) -> None:
        """`command` returns what opens a machine by its id, and the folder to start it in; `names` are theirs."""
        super().__init__(another)
        self._another = another
        self._command = command
        self._names = names

    @Slot(str)
    def open(self, machine_id: str) -> None:
        """Open a window over this machine."""
        self._another.start(*self._command(machine_id), self._names[machine_id])
