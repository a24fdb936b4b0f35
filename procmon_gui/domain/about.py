"""What the program tells of itself: which parts it is made of, under which licences, and where its files lie. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from procmon_gui.domain.ports import Errand


@dataclass(frozen=True, slots=True, kw_only=True)
class Licence:
    """One part of what is installed, and under what it may be used.

    Attributes:
        licence: its SPDX expression, or what the part calls it.
        text: everything that its makers want to be handed on with it.
        url: where it comes from; empty where it does not say.
        commit: of which commit it was made, where that is known.
    """

    name: str
    version: str
    licence: str
    text: str
    url: str = ""
    commit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutFacts:
    """Versions and places, for a report of a fault: nothing in it is a secret.

    Attributes:
        desktop: which one, and what it speaks to windows; empty where there is none.
        parts: names and versions of what the program stands on.
        data, settings, log: where these lie, the home of the user as "~".
    """

    version: str
    commit: str
    system: str
    desktop: str
    parts: Sequence[tuple[str, str]]
    data: str
    settings: str
    log: str


class AboutReader(Protocol):
    """Tells of the program. Everything in a worker: it reads files."""

    def facts(self, errand: Errand) -> AboutFacts:
        """Return versions and places."""

    def licences(self, errand: Errand) -> Sequence[Licence]:
        """Return every part with its licence, the program first."""
