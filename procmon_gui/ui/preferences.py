"""The settings of a person as the window knows them: a store, and a signal for every change.

The store is a port and may be any; here its news comes to the window thread, and its file is watched.
"""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QFileSystemWatcher, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication

from procmon_gui.domain.settings import SettingsStore
from procmon_gui.domain.settings_in_memory import SettingsInMemory

# An editor writes a file in several steps; it is read when it has been left alone for so long.
SETTLE_MS: Final = 200


class Preferences(QObject):
    """Window thread only. Without a store, what is chosen lasts as long as the object.

    Signals:
        changed: a setting has another value, or "" when the problems are others; with its key.
    """

    changed = Signal(str)
    # Emitted by whichever thread the store learned something on.
    _news_came = Signal()

    def __init__(self, store: SettingsStore | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.store: SettingsStore = store or SettingsInMemory()
        self._watcher: QFileSystemWatcher | None = None
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(SETTLE_MS)
        self._settled.timeout.connect(self._look_again)
        self._news_came.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self.store.subscribe(self._tell)
        self.store.on_news(self._news_came.emit)

    def watch(self) -> None:
        """Notice from now on when the file is changed by others: at once, or when the program comes to the front."""
        app = QApplication.instance()
        if self.store.path is None or self._watcher is not None or not isinstance(app, QApplication):
            return
        self._watcher = QFileSystemWatcher(self)
        self._watcher.fileChanged.connect(self._on_file_changed)
        self._watcher.directoryChanged.connect(self._on_folder_changed)
        app.applicationStateChanged.connect(self._on_application_state)
        self._watch_file()

    def close(self, timeout_s: float = 2.0) -> bool:
        """Write what is not written yet, and hear no more; return whether that was done in time."""
        self._settled.stop()
        self.store.unsubscribe(self._tell)
        return self.store.close(timeout_s)

    def _tell(self, key: str) -> None:
        self.changed.emit(key)

    def _watch_file(self) -> None:
        path = self.store.path
        # A file that was replaced is another one for the watcher, and has to be named anew. This is asked only after
        # the store has read the file, so it does not wait for a disk.
        if self._watcher is None or path is None or self._watcher.files():
            return
        # Until somebody makes it, the folder tells in which it, or its own folder, will stand.
        there = next(str(one) for one in (path, *path.parents) if _is_there(one))
        watched = self._watcher.directories()
        if there not in watched:
            self._watcher.addPath(there)
            for folder in watched:
                self._watcher.removePath(folder)

    @Slot()
    def _deliver(self) -> None:
        self._watch_file()
        self.store.deliver()

    @Slot(str)
    def _on_file_changed(self, _path: str) -> None:
        self._settled.start()

    @Slot(str)
    def _on_folder_changed(self, _path: str) -> None:
        self._watch_file()
        self._settled.start()

    @Slot(Qt.ApplicationState)
    def _on_application_state(self, state: Qt.ApplicationState) -> None:
        if state == Qt.ApplicationState.ApplicationActive:
            self._settled.start()

    @Slot()
    def _look_again(self) -> None:
        self.store.look_again()


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:
        return False
