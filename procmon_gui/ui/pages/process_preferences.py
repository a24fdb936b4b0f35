"""Lets the table of processes obey the settings, and writes down what is chosen in its toolbar."""

from typing import Final

from PySide6.QtCore import QObject, Signal, Slot

from procmon_gui.domain.errors import WrongInput
from procmon_gui.domain.settings import Value, flag, word
from procmon_gui.ui.models.process_model import ProcessModel
from procmon_gui.ui.models.process_shape import Shape
from procmon_gui.ui.preferences import Preferences
from procmon_gui.ui.widgets.process_toolbar import ProcessToolbar
from procmon_gui.ui.widgets.process_view import ProcessView

SHAPE: Final = "processes.shape"
BASIS: Final = "processes.cpu_basis"
KERNEL_THREADS: Final = "processes.kernel_threads"
_CORE: Final = "core"
_OBEYED: Final = frozenset({
    SHAPE, BASIS, KERNEL_THREADS, "processes.show_new_and_ended", "processes.sparklines", "appearance.reduce_motion",
})  # fmt: skip


class ProcessPreferences(QObject):
    """Belongs to one table.

    Signals:
        obeyed: the table looks as the settings say, again.
        refused: what was chosen can not be kept; the sentence says why.
    """

    obeyed = Signal()
    refused = Signal(str)

    def __init__(
        self, preferences: Preferences, model: ProcessModel, view: ProcessView, toolbar: ProcessToolbar
    ) -> None:
        super().__init__(view)
        self._store = preferences.store
        self._model = model
        self._view = view
        self._toolbar = toolbar
        self.obey()
        preferences.changed.connect(self._on_changed)
        toolbar.shape_chosen.connect(self._on_shape)
        toolbar.per_core_chosen.connect(self._on_per_core)
        toolbar.kernel_threads_chosen.connect(self.show_kernel_threads)

    def obey(self) -> None:
        """Put all settings of the table on."""
        store, model = self._store, self._model
        shape = Shape(word(store, SHAPE))
        is_per_core = word(store, BASIS) == _CORE
        kernel_threads = flag(store, KERNEL_THREADS)
        model.set_flashes(flag(store, "processes.show_new_and_ended") and not flag(store, "appearance.reduce_motion"))
        if is_per_core != model.cells.is_per_core:
            model.set_per_core(is_per_core)
        if kernel_threads != model.arrangement.shows_kernel_threads:
            model.set_kernel_threads(kernel_threads)
        model.set_shape(shape)
        self._view.set_look(has_sparklines=flag(store, "processes.sparklines"))
        self._toolbar.show_choices(shape=shape, is_per_core=is_per_core, kernel_threads=kernel_threads)
        self.obeyed.emit()

    @Slot(bool)
    def show_kernel_threads(self, is_shown: bool) -> None:
        """Show the threads of the kernel too, or not."""
        self._choose(KERNEL_THREADS, is_shown)

    @Slot(object)
    def _on_shape(self, shape: Shape) -> None:
        self._choose(SHAPE, shape.value)

    @Slot(bool)
    def _on_per_core(self, is_per_core: bool) -> None:
        self._choose(BASIS, _CORE if is_per_core else "machine")

    def _choose(self, key: str, value: Value) -> None:
        try:
            self._store.set(key, value)
        except WrongInput as error:
            # Held by the environment: the buttons say again what is in force.
            self.obey()
            self.refused.emit(str(error))

    @Slot(str)
    def _on_changed(self, key: str) -> None:
        if key in _OBEYED:
            self.obey()
