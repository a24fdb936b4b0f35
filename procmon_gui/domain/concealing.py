"""A moment as it is shown to who may not read full command lines. Pure."""

from collections.abc import Sequence
from dataclasses import replace
from types import MappingProxyType

from procmon_gui.domain.snapshot import Snapshot


def without_command_lines(snapshot: Snapshot) -> Snapshot:
    """Return a moment in which every command line is the name of its program.

    Before anything is asked of it: else a filter would find what is not shown, letter by letter.
    """
    lines = snapshot.texts.get("command_line")
    if lines is None:
        return snapshot
    names = snapshot.texts["name"]
    shown: Sequence[str | None] = [name if line else line for line, name in zip(lines, names, strict=True)]
    return replace(snapshot, texts=MappingProxyType({**snapshot.texts, "command_line": shown}))
