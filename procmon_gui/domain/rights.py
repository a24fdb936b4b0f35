"""How much of the machine an eye may see, and what can be done about it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Rights:
    """The rights of the eye at one moment.

    Attributes:
        sees_everything: nothing of other users' processes is refused to it.
        is_asking: more rights were asked for, and somebody is typing a password now.
        why_not: why more can not be asked for here, a sentence; empty where it can.
        refusal: why the last request came to nothing, a sentence; empty after none.
    """

    sees_everything: bool = False
    is_asking: bool = False
    why_not: str = ""
    refusal: str = ""
