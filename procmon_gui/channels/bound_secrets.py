"""Secrets are used only for whom they were entered: with each is kept what its channel was set up with then. Any thread
but the window's.

The file of channels may be changed by another hand, and a form may change the server and leave the password: neither
leads a secret to another server. What is compared lies with the secret, where such a hand does not reach.
"""

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Protocol

from procmon_gui.channels.kinds import KINDS, MEANS
from procmon_gui.domain.channel_kinds import WrongField, kind_of
from procmon_gui.domain.errors import Unavailable
from procmon_gui.domain.metrics import QT_TRANSLATE_NOOP
from procmon_gui.domain.notices import ChannelSpec
from procmon_gui.domain.text import display_text

log = logging.getLogger(__name__)
_T = QT_TRANSLATE_NOOP

ADDRESS: Final = "url"
_SHOWN: Final = 120
_ANOTHER: Final = _T(
    "Channel", "The secret was entered for “{before}” and is not used for “{now}”: enter it again."
)  # fmt: skip


class SecretKeeper(Protocol):
    """`settings.secrets`."""

    def get(self, channel_id: str, name: str) -> str | None:
        """Return one; None where it is not there. Raises Unavailable."""

    def put(self, channel_id: str, name: str, value: str) -> None:
        """Keep one. Raises Unavailable."""

    def remove(self, channel_id: str, name: str) -> None:
        """Forget one. Raises Unavailable."""

    def warning(self) -> str:
        """Return what a person should know of where they lie; empty where there is nothing."""


@dataclass(frozen=True, slots=True)
class Bound:
    """A secret, and for whom it was entered; None where that was not kept, as by hand or by an earlier version."""

    value: str = field(repr=False)
    aim: Mapping[str, str] | None


class BoundSecrets:
    """Those that a keeper keeps."""

    def __init__(self, keeper: SecretKeeper) -> None:
        self._keeper = keeper

    def all(self, spec: ChannelSpec) -> dict[str, Bound]:
        """Return those that a channel has, for whomever. Raises Unavailable."""
        found = {name: self._keeper.get(spec.id, name) for name in spec.secrets}
        return {name: _unpacked(text) for name, text in found.items() if text is not None}

    def usable(self, spec: ChannelSpec) -> dict[str, str]:
        """Return those that a channel has. Raises WrongField for one that is for somebody else, and Unavailable.

        One of which that is not known is from now on for whom it is used first.
        """
        found = self.all(spec)
        values = {name: one.value for name, one in found.items()}
        check_aims(spec, found, values)
        for name, one in found.items():
            if one.aim is None:
                self._bind(spec, name, values)
        return values

    def put(self, spec: ChannelSpec, name: str, secrets: Mapping[str, str]) -> None:
        """Keep one of the secrets of a channel, for whom it is set up. Raises Unavailable."""
        packed = json.dumps({"for": _aim(spec, name, secrets), "value": secrets[name]}, ensure_ascii=False)
        self._keeper.put(spec.id, name, packed)

    def remove(self, channel_id: str, name: str) -> None:
        """Forget one. Raises Unavailable."""
        self._keeper.remove(channel_id, name)

    def warning(self) -> str:
        """Return what a person should know of where they lie; empty where there is nothing."""
        return self._keeper.warning()

    def _bind(self, spec: ChannelSpec, name: str, secrets: Mapping[str, str]) -> None:
        try:
            self.put(spec, name, secrets)
        except Unavailable as error:
            log.warning("It can not be kept for whom a secret of channel %s is: %s", spec.id, error)


def check_aims(spec: ChannelSpec, found: Mapping[str, Bound], secrets: Mapping[str, str]) -> None:
    """Raise WrongField where one that was found is for somebody else than who the channel leads to now."""
    for name, one in found.items():
        now = _aim(spec, name, secrets)
        if one.aim is not None and one.aim != now:
            raise WrongField(name, _ANOTHER, before=_words(one.aim), now=_words(now))


def _aim(spec: ChannelSpec, name: str, secrets: Mapping[str, str]) -> dict[str, str]:
    """Return all that decides who gets to see a secret; what is left out is as by default."""
    kind = kind_of(KINDS, spec.kind)
    found = {one.name: spec.settings.get(one.name, "") for one in kind.fields if one.is_aim}
    shown = MEANS[spec.kind].shown
    if name != ADDRESS and shown is not None and secrets.get(ADDRESS):
        # A token goes where the address leads, which is a secret itself.
        found[ADDRESS] = shown(secrets[ADDRESS])
    return {name: value for name, value in found.items() if value}


def _words(aim: Mapping[str, str]) -> str:
    return display_text(", ".join(aim.values()), _SHOWN) or "–"


def _unpacked(text: str) -> Bound:
    try:
        found = json.loads(text) if text.startswith('{"for": ') else None
    except (ValueError, RecursionError):
        found = None
    match found:
        case {"for": dict() as aim, "value": str() as value}:
            return Bound(value, {str(name): str(one) for name, one in aim.items()})
        case _:
            return Bound(text, None)
