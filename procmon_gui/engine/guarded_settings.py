"""Settings of which some are changed only by who manages this desk. Wraps a store; reading is free."""

from collections.abc import Callable, Sequence
from pathlib import Path

from procmon_gui.auth.gate import Denied, demand
from procmon_gui.auth.permissions import Permission
from procmon_gui.domain.accounts import Access
from procmon_gui.domain.ports import Clock
from procmon_gui.domain.settings import BY_KEY, Problem, SettingsStore, Source, Value


class GuardedSettings:
    """A `SettingsStore` that asks who acts before it changes what is managed, and raises Denied; that is kept."""

    def __init__(self, store: SettingsStore, access: Access, clock: Clock) -> None:
        self._store = store
        self._access = access
        self._clock = clock

    def set(self, key: str, value: Value) -> None:
        """Let a value be in force from now on, and keep it."""
        self._check(key)
        self._store.set(key, value)

    def reset(self, key: str) -> None:
        """Return to the default."""
        self._check(key)
        self._store.reset(key)

    def _check(self, key: str) -> None:
        if not BY_KEY[key].is_managed:
            return
        try:
            demand(self._access.actor(), Permission.MANAGE, self._clock.monotonic_ns())
        except Denied as error:
            self._access.keep_refusal("setting", str(error), key)
            raise

    # ---- as the store does it

    @property
    def path(self) -> Path | None:
        """Return the file."""
        return self._store.path

    def value(self, key: str) -> Value:
        """Return the value in force."""
        return self._store.value(key)

    def source(self, key: str) -> Source:
        """Return where it comes from."""
        return self._store.source(key)

    def problems(self) -> Sequence[Problem]:
        """Return what is wrong."""
        return self._store.problems()

    def subscribe(self, listener: Callable[[str], None]) -> None:
        """Call this with the key of every change."""
        self._store.subscribe(listener)

    def unsubscribe(self, listener: Callable[[str], None]) -> None:
        """Call it no longer."""
        self._store.unsubscribe(listener)

    def look_again(self) -> None:
        """Read the file anew."""
        self._store.look_again()

    def prepare_file(self) -> Path:
        """Make sure that there is a file."""
        return self._store.prepare_file()

    def on_news(self, waker: Callable[[], None] | None) -> None:
        """Call this when there is something to deliver."""
        self._store.on_news(waker)

    def deliver(self) -> None:
        """Take in what the thread of the store learned."""
        self._store.deliver()

    def close(self, timeout_s: float = 2.0) -> bool:
        """Write what is not written yet."""
        return self._store.close(timeout_s)
