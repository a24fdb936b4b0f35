"""What every test of the face gets: a window that speaks English, with its plurals."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from procmon_gui.ui import language

# A limit is for what never comes, not for how fast it comes: on a busy machine a turn of the loop may take seconds.
PATIENCE_MS = 60_000


class PatientBot(QtBot):
    """Waits as long as a busy machine needs, where a test names no limit of its own."""

    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = PATIENCE_MS) -> None:
        super().waitUntil(callback, timeout=timeout)

    def waitSignal(self, signal: Any, *, timeout: int = PATIENCE_MS, **more: Any) -> Any:
        return super().waitSignal(signal, timeout=timeout, **more)

    def waitExposed(self, widget: Any, *, timeout: int = PATIENCE_MS) -> Any:
        return super().waitExposed(widget, timeout=timeout)

    def waitActive(self, widget: Any, *, timeout: int = PATIENCE_MS) -> Any:
        return super().waitActive(widget, timeout=timeout)


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    return PatientBot(request)


@pytest.fixture(autouse=True, scope="session")
def speaks_english(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Load the plural forms, which English keeps in a file as every language does."""
    assert language.use(qapp, "en", cache_folder=tmp_path_factory.mktemp("translations")) == "en"


@pytest.fixture(autouse=True)
def nobody_lingers(qapp: QApplication) -> Iterator[None]:
    """Delete at once what is to be deleted later: without a loop nobody would, and every change of theme is for all."""
    yield
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
