"""Loads pyqtgraph for large charts, in steps between which the window answers: at once it would stand still for 0.25 s.

Window thread only: PySide makes a class when it is first asked for, from a list that two threads would break.
"""

import ast
import logging
import sys
import time
from collections.abc import Iterator
from importlib.util import find_spec, module_from_spec
from typing import TYPE_CHECKING, Final

from PySide6 import QtCore, QtGui, QtWidgets
from PySide6.QtCore import QObject, QTimer, Signal, Slot

if TYPE_CHECKING:
    from procmon_gui.ui.widgets.large_plot import LargePlot

STEP_S: Final = 0.01
_log: Final = logging.getLogger(__name__)


class PlotLoading(QObject):
    """Loads what large charts are drawn with, once somebody wants to see one.

    Signals:
        loaded: here is what makes the plot of a large chart. Never where pyqtgraph can not be loaded.
    """

    loaded = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._is_missing = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._go_on)

    def begin(self) -> None:
        """Load it, or tell at once that it is there: with the next turn of the event loop."""
        if not self._is_missing:
            self._timer.start(0)

    @Slot()
    def _go_on(self) -> None:
        try:
            if load_some():
                self.loaded.emit(large_plot())
            else:
                self._timer.start(0)
        except ImportError as error:
            self._is_missing = True
            _log.warning("large charts are painted by hand, since pyqtgraph can not be loaded: %s", error)


def large_plot() -> "type[LargePlot]":
    """Return what draws a large chart; loads what `load_some` has not."""
    from procmon_gui.ui.widgets.large_plot import LargePlot  # not above: this is what loads pyqtgraph

    return LargePlot


def load_some() -> bool:
    """Go on loading for about `STEP_S`; say whether everything is there."""
    ends_s = time.monotonic() + STEP_S
    return all(time.monotonic() < ends_s for _ in _steps)


def _all_steps() -> Iterator[None]:
    if find_spec("pyqtgraph") is None:
        return
    # pyqtgraph asks PySide for all of its classes, which is half of the time: here they are made one by one.
    for module in (QtCore, QtGui, QtWidgets):
        for name in dir(module):
            getattr(module, name)
            yield
    if "pyqtgraph" not in sys.modules:
        yield from _statements_of("pyqtgraph")


def _statements_of(package: str) -> Iterator[None]:
    """Import a package as Python does, but pause after each statement of it: it imports its parts one by one."""
    spec = find_spec(package)
    get_source = getattr(spec.loader, "get_source", None) if spec else None
    source = get_source(package) if get_source else None
    if spec is None or source is None:
        return  # missing, or frozen without its source: it is imported at once by whoever draws
    module = sys.modules[package] = module_from_spec(spec)
    try:
        for statement in ast.parse(source).body:
            exec(compile(ast.Module([statement], []), spec.origin or package, "exec"), module.__dict__)
            yield
    except Exception:
        # Python forgets a package that failed, so it may be tried again. Not when the program ends meanwhile.
        del sys.modules[package]
        raise


_steps: Final = _all_steps()
