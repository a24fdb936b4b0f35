"""What every test of the face gets: a window that speaks English, with its plurals."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from procmon_gui.ui import language


@pytest.fixture(autouse=True, scope="session")
def speaks_english(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Load the plural forms, which English keeps in a file as every language does."""
    assert language.use(qapp, "en", cache_folder=tmp_path_factory.mktemp("translations")) == "en"


@pytest.fixture(autouse=True)
def nobody_lingers(qapp: QApplication) -> Iterator[None]:
    """Delete at once what is to be deleted later: without a loop nobody would, and every change of theme is for all."""
    yield
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
