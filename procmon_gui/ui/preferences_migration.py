"""Takes over what earlier versions kept in window.ini and what belongs into the settings file today."""

from typing import Final

from PySide6.QtCore import QSettings

from procmon_gui.domain.errors import WrongInput
from procmon_gui.domain.settings import SettingsStore, Source, Value

# Key of window.ini, key of the catalogue, and what the texts of the one mean in the other; None: the same.
_MOVED: Final[tuple[tuple[str, str, dict[str, Value] | None], ...]] = (
    ("window/1/theme", "appearance.theme", None),
    ("window/1/rail", "appearance.rail", None),
    ("processes/1/tree", "processes.shape", {"true": "tree", "false": "flat"}),
    ("processes/1/shape", "processes.shape", None),
    ("processes/1/per_core", "processes.cpu_basis", {"true": "core", "false": "machine"}),
    ("processes/1/kernel_threads", "processes.kernel_threads", {"true": True, "false": False}),
)


def take_over(old: QSettings, store: SettingsStore) -> None:
    """Move what is found there, once. What the settings file says already is not touched, defaults are not written."""
    for old_key, key, meanings in _MOVED:
        if not old.contains(old_key):
            continue
        kept = str(old.value(old_key))
        old.remove(old_key)
        value = kept if meanings is None else meanings.get(kept.casefold())
        if value is None or value == store.value(key) or store.source(key) is not Source.DEFAULT:
            continue
        try:
            store.set(key, value)
        except WrongInput:
            # Somebody wrote there by hand; the default is good enough.
            continue
