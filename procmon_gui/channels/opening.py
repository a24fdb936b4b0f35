"""Makes channels of what was set up: an `engine.ways.Ways`. Any thread but the window's."""

import logging
from collections.abc import Callable, Mapping, Sequence
from typing import Final, Protocol

from procmon_gui.channels.desktop import Desktop
from procmon_gui.channels.kinds import KINDS, MEANS
from procmon_gui.domain.channel_kinds import checked, kind_of, missing_secrets
from procmon_gui.domain.errors import Unavailable, WrongInput
from procmon_gui.domain.notices import DESKTOP, AlertChannel, ChannelSpec, Notice
from procmon_gui.engine.ways import Way

log = logging.getLogger(__name__)

_COMMAND: Final = "command"


class Specs(Protocol):
    """Keeps how channels are set up: `settings.channels_file`."""

    def channels(self) -> Sequence[ChannelSpec]:
        """Return those that can be used, the desktop first. Raises Unavailable."""

    def version(self) -> object:
        """Return what is another after every change by anybody; cheap."""


class SecretSource(Protocol):
    """Keeps secrets: `settings.secrets`."""

    def get(self, channel_id: str, name: str) -> str | None:
        """Return one; None where it is not there. Raises Unavailable."""


class Opening:
    """Knows the channels of one place."""

    def __init__(self, specs: Specs, secrets: SecretSource, desktop: Desktop, fault: Callable[[], str] = str) -> None:
        """`fault` says why what is set up may not be run, since others could have written it; empty for nothing."""
        self._specs = specs
        self._fault = fault
        self._secrets = secrets
        self._desktop = desktop
        self._known: tuple[Way, ...] = (_way(ChannelSpec(id=DESKTOP, kind=DESKTOP)),)
        self._is_away = False

    def version(self) -> object:
        """Return what is another after every change by anybody; cheap."""
        # What can not be read is tried again and again.
        return object() if self._is_away else self._specs.version()

    def ways(self) -> Sequence[Way]:
        """Return those that are enabled; where that can not be read, what is known, and in the beginning the desktop:
        somebody is to be told.
        """
        try:
            self._known = tuple(_way(spec) for spec in self._specs.channels() if spec.is_enabled)
            self._is_away = False
        except Unavailable as error:
            if not self._is_away:
                log.warning("It can not be read who is to be told: %s", error)
            self._is_away = True
        return self._known

    def open(self, spec: ChannelSpec) -> AlertChannel:
        """Return what tells over one. Raises WrongInput, and Unavailable where its secrets can not be had."""
        if spec.kind == _COMMAND and (fault := self._fault()):
            raise WrongInput(
                f"The command is not run: {fault}, so it may not be yours. Take the rights away (chmod go-w)."
            )
        return self._desktop if spec.kind == DESKTOP else made(spec, self._secrets_of(spec))

    def tell(self, spec: ChannelSpec, notice: Notice) -> str:
        """Tell something now, past the queue; return how it went. Raises Undelivered, WrongInput and Unavailable."""
        return self.open(spec).deliver(notice, MEANS[spec.kind].timeout_s)

    def _secrets_of(self, spec: ChannelSpec) -> dict[str, str]:
        found = {}
        for name in spec.secrets:
            value = self._secrets.get(spec.id, name)
            if value is not None:
                found[name] = value
        return found


def made(spec: ChannelSpec, secrets: Mapping[str, str]) -> AlertChannel:
    """Return the channel of a spec. Raises WrongInput, naming what is missing."""
    kind = kind_of(KINDS, spec.kind)
    settings = checked(kind, spec.settings)
    missing_secrets(kind, tuple(name for name, value in secrets.items() if value))
    make = MEANS[spec.kind].make
    assert make is not None, "the desktop is not made of settings"
    # What is as by default is not kept.
    defaults = {field.name: field.default for field in kind.fields if not field.is_secret}
    return make(defaults | settings, secrets)


def _way(spec: ChannelSpec) -> Way:
    means = MEANS[spec.kind]
    return Way(
        spec=spec, limit=means.limit, timeout_s=means.timeout_s, expires_s=means.expires_s, back_off_s=means.back_off_s
    )
