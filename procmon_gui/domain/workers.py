"""How the parts that work by themselves are doing: shown in the status bar, told by doctor."""

from dataclasses import dataclass
from enum import Enum


class Health(Enum):
    """The four states of a worker."""

    OK = "ok"
    DEGRADED = "degraded"
    STALLED = "stalled"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class WorkerState:
    """One worker at one moment; `detail` is a sentence for people, empty while all is well.

    `left_out` names what of its work it can not do, the first of it, and says why: the rules that judgement leaves out.
    """

    name: str
    health: Health
    detail: str = ""
    left_out: tuple[tuple[str, str], ...] = ()
