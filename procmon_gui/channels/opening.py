"""Makes channels of what was set up: an `engine.ways.Ways`. Any thread but the window's."""

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Protocol

from procmon_gui.channels.bound_secrets import BoundSecrets
from procmon_gui.channels.desktop import Desktop
from procmon_gui.channels.kinds import KINDS, MEANS
from procmon_gui.channels.trust import Trust
from procmon_gui.domain.channel_kinds import checked, kind_of, missing_secrets
from procmon_gui.domain.errors import Unavailable, WrongInput
from procmon_gui.domain.notices import DESKTOP, AlertChannel, ChannelProblem, ChannelSpec, Notice
from procmon_gui.engine.ways import Way

log = logging.getLogger(__name__)


class Specs(Protocol):
    """Keeps how channels are set up: `settings.channels_file`."""

    def channels(self) -> Sequence[ChannelSpec]:
        """Return those that can be used, the desktop first. Raises Unavailable."""

    def problems(self) -> Sequence[ChannelProblem]:
        """Return what of the file can not be used. Raises Unavailable."""

    def version(self) -> object:
        """Return what is another after every change by anybody; cheap."""


class Opening:
    """Knows the channels of one place."""

    def __init__(
        self,
        specs: Specs,
        secrets: BoundSecrets,
        desktop: Desktop,
        trust: Trust,
        say: Callable[[str], None] = lambda _: None,
    ) -> None:
        """`say` tells who started the program what can not be used, once for each."""
        self._specs = specs
        self._say = say
        self._said: frozenset[str] = frozenset()
        self._trust = trust
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
        somebody is to be told. So a channel that breaks in the file is used as it was.
        """
        try:
            specs, problems = self._specs.channels(), self._specs.problems()
            there, broken = {spec.id for spec in specs}, {problem.channel for problem in problems}
            kept = [way for way in self._known if way.spec.id not in there and broken & {way.spec.id, ""}]
            self._known = (*(_way(spec) for spec in specs if spec.is_enabled), *kept)
            self._is_away = False
            doubts = (f"{spec.id}: {doubt}" for spec in specs if spec.is_enabled and (doubt := self._trust.doubt(spec)))
            self._say_all((*(problem.in_place for problem in problems), *doubts))
        except Unavailable as error:
            if not self._is_away:
                log.warning("It can not be read who is to be told: %s", error)
                self._say(f"It can not be read who is to be told: {error}")
            self._is_away = True
        return self._known

    def _say_all(self, sentences: Iterable[str]) -> None:
        found = tuple(sentences)
        for sentence in found:
            if sentence not in self._said:
                log.info("%s", sentence)
                self._say(sentence)
        self._said = frozenset(found)

    def open(self, spec: ChannelSpec) -> AlertChannel:
        """Return what tells over one. Raises WrongInput, and Unavailable where its secrets can not be had."""
        if doubt := self._trust.doubt(spec):
            raise WrongInput(doubt)
        return self._desktop if spec.kind == DESKTOP else made(spec, self._secrets.usable(spec))

    def tell(self, spec: ChannelSpec, notice: Notice) -> str:
        """Tell something now, past the queue; return how it went. Raises Undelivered, WrongInput and Unavailable."""
        return self.open(spec).deliver(notice, MEANS[spec.kind].timeout_s)


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
