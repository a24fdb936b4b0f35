"""How channels are set up and how they do: a `domain.notices.ChannelBook`. Any thread but the window's.

What may be set up by whom is asked before (`auth.guarded_channels`).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from procmon_gui.channels.bound_secrets import ADDRESS, Bound, BoundSecrets, check_aims
from procmon_gui.channels.kinds import KINDS, MEANS
from procmon_gui.channels.opening import Opening, Specs, made
from procmon_gui.channels.trust import COMMAND, Trust
from procmon_gui.domain.channel_kinds import (
    SHOWN,
    ChannelKind,
    WrongField,
    checked,
    checked_id,
    kind_of,
    missing_secrets,
)
from procmon_gui.domain.errors import WrongInput
from procmon_gui.domain.notices import DESKTOP, ChannelProblem, ChannelSpec, Delivery, Notice


class SpecFile(Specs, Protocol):
    """`settings.channels_file`."""

    def problems(self) -> Sequence[ChannelProblem]:
        """Return what of the file can not be used."""

    def put(self, spec: ChannelSpec) -> None:
        """Keep a channel."""

    def remove(self, id: str) -> None:
        """Take one away."""


class DeliveryLog(Protocol):
    """`store.desk.deliveries`."""

    def deliveries(self, *, limit: int = 200) -> Sequence[Delivery]:
        """Return the last ones, the newest first."""

    def version(self) -> object:
        """Return what is another after every change by anybody."""


class Book:
    """The channels of one settings file, and the deliveries of one data folder."""

    def __init__(
        self,
        file: SpecFile,
        secrets: BoundSecrets,
        opening: Opening,
        trust: Trust,
        deliveries: DeliveryLog,
        *,
        trial: Callable[[ChannelSpec], Notice],
    ) -> None:
        """`trial` makes what is told to try one."""
        self._file = file
        self._secrets = secrets
        self._opening = opening
        self._trust = trust
        self._log = deliveries
        self._trial = trial

    def kinds(self) -> Sequence[ChannelKind]:
        """Return every kind of channel there is; at once."""
        return tuple(KINDS.values())

    def channels(self) -> Sequence[ChannelSpec]:
        """Return those that can be used, the desktop first."""
        return tuple(replace(spec, doubt=self._trust.doubt(spec)) for spec in self._file.channels())

    def problems(self) -> Sequence[ChannelProblem]:
        """Return what of the file can not be used."""
        return self._file.problems()

    def version(self) -> object:
        """Return what is another after every change by anybody; cheap."""
        return self._file.version(), self._trust.version(), self._log.version()

    def put(self, spec: ChannelSpec, secrets: Mapping[str, str]) -> None:
        """Keep a channel, and those of its secrets that are given."""
        checked_id(spec.id)
        kind = kind_of(KINDS, spec.kind)
        settings = checked(kind, {name: value for name, value in spec.settings.items() if name != SHOWN})
        before = self.channel(spec.id)
        kept = self._kept(before, spec.kind)
        values = {name: one.value for name, one in kept.items()} | dict(secrets)
        whole = {name: value for name, value in values.items() if value}
        self._check(kind, replace(spec, settings=settings), whole)
        if spec.is_enabled:
            check_aims(replace(spec, settings=settings), _left(kept, secrets), whole)
        shown = self._shown(spec, before, secrets)
        if shown:
            settings[SHOWN] = shown
        # The secrets first: a channel that is named and has none would fail.
        for name in secrets:
            if name in whole:
                self._secrets.put(replace(spec, settings=settings), name, whole)
        # What can not be kept confirms nothing, and leaves what was confirmed before as it was.
        self._file.put(
            replace(spec, settings=settings, secrets=tuple(name for name in _secret_names(kind) if name in whole))
        )
        if spec.kind == COMMAND and not spec.doubt:
            self._trust.confirm(replace(spec, settings=settings))
        elif before is not None and before.kind == COMMAND and spec.kind != COMMAND:
            self._trust.forget(spec.id)
        for name in before.secrets if before is not None else ():
            if name not in whole:
                self._secrets.remove(spec.id, name)

    def remove(self, id: str) -> None:
        """Take a channel and its secrets away."""
        spec = self.channel(id)
        if spec is None:
            raise WrongInput(f"There is no channel “{id}”.")
        self._file.remove(id)
        self._trust.forget(id)
        for name in spec.secrets:
            self._secrets.remove(id, name)

    def test(self, id: str) -> str:
        """Tell a test notice over it now; return how it went. Raises Undelivered."""
        spec = self.channel(id)
        if spec is None:
            raise WrongInput(f"There is no channel “{id}”.")
        return self._opening.tell(spec, self._trial(spec))

    def deliveries(self, *, limit: int = 200) -> Sequence[Delivery]:
        """Return the last ones, the newest first."""
        return self._log.deliveries(limit=limit)

    def warnings(self) -> Sequence[str]:
        """Return what a person should know."""
        found = [self._secrets.warning(), self._trust.warning(self._file.channels())]
        return tuple(words for words in found if words)

    def channel(self, id: str) -> ChannelSpec | None:
        """Return one; None where there is none."""
        return next((spec for spec in self.channels() if spec.id == id), None)

    def _kept(self, before: ChannelSpec | None, kind: str) -> dict[str, Bound]:
        """Return the secrets that a channel has; those of another kind are none of its."""
        return self._secrets.all(before) if before is not None and before.kind == kind else {}

    def _check(self, kind: ChannelKind, spec: ChannelSpec, secrets: Mapping[str, str]) -> None:
        for name in secrets:
            if name not in _secret_names(kind):
                raise WrongField(name, "A channel of this kind has no secret “{name}”.", name=name)
        missing_secrets(kind, tuple(secrets))
        if spec.kind != DESKTOP:
            made(spec, secrets)

    def _shown(self, spec: ChannelSpec, before: ChannelSpec | None, secrets: Mapping[str, str]) -> str:
        """Return what may be shown of a secret address. May wait, where it is a new one."""
        shown = MEANS[spec.kind].shown
        if shown is None:
            return ""
        if secrets.get(ADDRESS):
            return shown(secrets[ADDRESS])
        return before.settings.get(SHOWN, "") if before is not None else ""


def _left(kept: Mapping[str, Bound], typed: Mapping[str, str]) -> dict[str, Bound]:
    return {name: one for name, one in kept.items() if name not in typed}


def _secret_names(kind: ChannelKind) -> list[str]:
    return [field.name for field in kind.fields if field.is_secret]
