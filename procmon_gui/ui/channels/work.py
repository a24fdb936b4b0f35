"""What is done about channels beside the window: each piece knows the book and no widget."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from procmon_gui.domain.channel_kinds import ChannelKind
from procmon_gui.domain.errors import ProcmonError
from procmon_gui.domain.notices import ChannelBook, ChannelProblem, ChannelSpec, Delivery
from procmon_gui.domain.ports import Errand

OpenBook = Callable[[], ChannelBook]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """All there is to see of channels; `trouble` is why a part of it could not be read."""

    version: object
    kinds: Sequence[ChannelKind] = ()
    specs: Sequence[ChannelSpec] = ()
    problems: Sequence[ChannelProblem] = ()
    warnings: Sequence[str] = ()
    deliveries: Sequence[Delivery] = ()
    trouble: str = ""


class Look:
    """Reads what is to be seen; None where nothing has changed since."""

    def __init__(self, open_book: OpenBook, version: object) -> None:
        self._open_book = open_book
        self._version = version

    def __call__(self, _errand: Errand) -> Seen | None:
        """Do it."""
        book = self._open_book()
        version = book.version()
        if version == self._version:
            return None
        seen = Seen(version=version, kinds=book.kinds())
        try:
            seen = replace(seen, specs=book.channels(), problems=book.problems(), warnings=book.warnings())
            return replace(seen, deliveries=book.deliveries())
        except ProcmonError as error:
            return replace(seen, trouble=str(error))


@dataclass(frozen=True, slots=True)
class Put:
    """Keeps a channel, and the secrets that were typed."""

    open_book: OpenBook
    spec: ChannelSpec
    secrets: Mapping[str, str] = field(default_factory=dict, repr=False)

    def __call__(self, _errand: Errand) -> None:
        """Do it."""
        self.open_book().put(self.spec, self.secrets)


@dataclass(frozen=True, slots=True)
class Remove:
    """Takes a channel and its secrets away."""

    open_book: OpenBook
    id: str

    def __call__(self, _errand: Errand) -> None:
        """Do it."""
        self.open_book().remove(self.id)


@dataclass(frozen=True, slots=True)
class Try:
    """Tells a test notice; returns how it went."""

    open_book: OpenBook
    id: str

    def __call__(self, _errand: Errand) -> str:
        """Do it."""
        return self.open_book().test(self.id)
