"""The machines whose histories a server has, and which of them is meant. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from procmon_gui.domain.errors import Unavailable, WrongInput

if TYPE_CHECKING:
    # The command line knows the schemes from here, and loads nothing costly for its help.
    from procmon_gui.domain.history import Span

# How the address of a server begins.
SCHEMES: Final = ("postgresql+psycopg2://", "postgresql://", "postgres://")
# Of a fingerprint: enough to tell the machines of a team apart.
FINGERPRINT_LETTERS: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedHost:
    """A machine whose history is on a server; `span` is from when to when there is anything of it."""

    machine_id: str
    name: str
    span: "Span | None" = None

    @property
    def fingerprint(self) -> str:
        """Return what tells two machines of one name apart."""
        return self.machine_id[:FINGERPRINT_LETTERS]


class WhichHost(WrongInput):
    """It is not clear which machine of a server is meant; these are there."""

    def __init__(self, sentence: str, hosts: Sequence[RecordedHost]) -> None:
        super().__init__(f"{sentence}: {', '.join(f'{host.name} ({host.fingerprint})' for host in hosts)}.")
        self.sentence = sentence
        self.hosts = tuple(hosts)


def choose_host(hosts: Sequence[RecordedHost], wanted: str, label: str) -> RecordedHost:
    """Return the machine of that name or fingerprint; without either, the only one.

    Raises WhichHost where that is not one machine, and Unavailable where there is none at all.
    """
    if not hosts:
        raise Unavailable(f"{label} has no history of any machine yet.")
    if not wanted:
        found = list(hosts)
    else:
        found = [host for host in hosts if wanted in (host.name, host.machine_id)] or [
            host
            for host in hosts
            if host.name.casefold() == wanted.casefold()
            or (len(wanted) >= FINGERPRINT_LETTERS and host.machine_id.startswith(wanted.casefold()))
        ]
    if len(found) == 1:
        return found[0]
    if not wanted:
        raise WhichHost(f"{label} has the histories of {len(hosts)} machines, choose one with --host", hosts)
    if not found:
        raise WhichHost(f"There is no machine “{wanted}” on {label}, choose one of these with --host", hosts)
    raise WhichHost(f"{len(found)} machines are called “{wanted}”, choose one with --host and its fingerprint", found)
