"""What doctor says: facts in sections, and how they are written for people and for programs."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Final

from procmon_gui.domain.text import display_text, fit, shown_width

_SIGNS: Final = {"ok": " ", "limited": "!", "broken": "✗"}
_TITLE_WIDTH: Final = 30


class Level(Enum):
    """How a fact is to be taken."""

    OK = "ok"
    LIMITED = "limited"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that doctor found. `text` is for people and says what follows from it; `value` is for programs."""

    id: str
    title: str
    text: str
    value: str | float | bool | None = None
    level: Level = Level.OK


Sections = Mapping[str, Iterable[Fact]]


def is_healthy(sections: Sections) -> bool:
    """Say whether nothing essential is broken."""
    return all(fact.level is not Level.BROKEN for facts in sections.values() for fact in facts)


def as_json(sections: Sections) -> str:
    """Return one JSON object: `is_healthy`, and for each section `{id: {level, value, text}}`."""
    told: dict[str, object] = {"is_healthy": is_healthy(sections)}
    for name, facts in sections.items():
        told[name] = {
            fact.id: {"level": fact.level.value, "value": _safe(fact.value), "text": display_text(fact.text)}
            for fact in facts
        }
    return json.dumps(told, ensure_ascii=False, indent=2)


def _safe(value: str | float | bool | None) -> str | float | bool | None:
    return display_text(value) if isinstance(value, str) else value


def as_lines(sections: Sections, width: int) -> list[str]:
    """Return the facts as a table of sentences; "!" marks what is limited, "✗" what is broken."""
    lines: list[str] = []
    for name, facts in sections.items():
        lines += ["", name.replace("_", " ").capitalize()]
        for fact in facts:
            head = f"{_SIGNS[fact.level.value]} {fit(display_text(fact.title), _TITLE_WIDTH)}  "
            wrapped = _wrapped(display_text(fact.text), max(20, width - shown_width(head)))
            lines.append((head + wrapped[0]).rstrip())
            lines += [" " * shown_width(head) + line for line in wrapped[1:]]
    return lines[1:]


def _wrapped(text: str, width: int) -> list[str]:
    """Break at spaces; a word that is too long keeps a line of its own."""
    lines = [""]
    for word in text.split(" "):
        if lines[-1] and shown_width(lines[-1]) + 1 + shown_width(word) > width:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}" if lines[-1] else word
    return lines
