"""Settings that last as long as the program: the catalogue's defaults, what the environment holds, what was set.

What keeps them in a file stands on this (`procmon_gui.settings`).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from procmon_gui.domain.metrics import QT_TRANSLATE_NOOP
from procmon_gui.domain.setting_values import WrongSetting, checked, from_text
from procmon_gui.domain.settings import BY_KEY, SETTINGS, NotKept, Problem, Source, Value

_NO_FILE = QT_TRANSLATE_NOOP("Setting", "There is no settings file.")
_HELD = QT_TRANSLATE_NOOP("Setting", "The environment variable {variable} holds this setting.")


class SettingsInMemory:
    """A `SettingsStore` without a file."""

    def __init__(self, environment: Mapping[str, str] | None = None, *, trouble: Problem | None = None) -> None:
        """Take what the environment holds; `trouble` tells why there is no file, if there should be one."""
        self._set: dict[str, Value] = {}
        self._held: dict[str, Value] = {}
        self._first_problems: list[Problem] = [trouble] if trouble is not None else []
        self._listeners: list[Callable[[str], None]] = []
        for setting in SETTINGS:
            written = (environment or {}).get(setting.environment, "") if setting.environment else ""
            if written:
                try:
                    self._held[setting.key] = from_text(setting, written)
                except WrongSetting as error:
                    problem = replace(error.problem, key=setting.environment)
                    self._first_problems.append(problem)

    @property
    def path(self) -> Path | None:
        """Return None: there is no file."""
        return None

    def value(self, key: str) -> Value:
        """Return the value in force."""
        found = self._held.get(key)
        if found is None:
            found = self._set.get(key)
        return BY_KEY[key].default if found is None else found

    def source(self, key: str) -> Source:
        """Return where the value in force comes from."""
        if key in self._held:
            return Source.ENVIRONMENT
        return Source.FILE if key in self._set else Source.DEFAULT

    def set(self, key: str, value: Value) -> None:
        """Let a value be in force from now on."""
        self._refuse_held(key)
        usable = checked(BY_KEY[key], value)
        if key in self._set and is_same(self._set[key], usable):
            return
        before = self.value(key)
        self._set = {**self._set, key: usable}
        self._keep(key)
        if not is_same(before, usable):
            self._tell(key)

    def reset(self, key: str) -> None:
        """Return to the default."""
        self._refuse_held(key)
        if key not in self._set:
            return
        before = self.value(key)
        self._set = {kept: value for kept, value in self._set.items() if kept != key}
        self._keep(key)
        if not is_same(before, self.value(key)):
            self._tell(key)

    def problems(self) -> Sequence[Problem]:
        """Return what is wrong with environment variables, and why there is no file."""
        return tuple(self._first_problems)

    def subscribe(self, listener: Callable[[str], None]) -> None:
        """Call this with the key of every change."""
        self._listeners.append(listener)

    def unsubscribe(self, listener: Callable[[str], None]) -> None:
        """Call it no longer."""
        if listener in self._listeners:
            self._listeners.remove(listener)

    def look_again(self) -> None:
        """There is no file to look at."""

    def deliver(self) -> None:
        """There is no other thread to hear from."""

    def on_news(self, waker: Callable[[], None] | None) -> None:
        """There is never news."""

    def prepare_file(self) -> Path:
        """There is no file to prepare."""
        raise NotKept(Problem(template=_NO_FILE))

    def close(self, timeout_s: float = 2.0) -> bool:
        """There is nothing to write."""
        return True

    def _keep(self, key: str) -> None:
        """Keep what was set for longer; this class does not."""

    def _tell(self, key: str) -> None:
        for listener in tuple(self._listeners):
            listener(key)

    def _refuse_held(self, key: str) -> None:
        if key in self._held:
            raise WrongSetting(Problem(template=_HELD, fields={"variable": BY_KEY[key].environment}, key=key))


def is_same(one: Value, other: Value) -> bool:
    """Say whether two values are the same, named ones also in their order."""
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return one == other and list(one) == list(other)
    return one == other
