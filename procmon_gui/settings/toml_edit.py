"""Changes keys in a TOML text and leaves all else as a person wrote it: order, comments, what we do not know.

Every change is checked by reading the result; where lines can not be changed one by one (a table in braces, say) the
whole text is written anew from what it says. Pure.
"""

import copy
from collections.abc import Mapping, Sequence
from typing import Any, Final

from procmon_gui.settings.toml_lines import Lines, Path, Statement, Tree, parsed, scanned

HEADER: Final = """\
# Settings of procmon_gui. The page Settings of the window writes them and tells what each one does.
# Changes made here are used at once. What is left out is as at the first start.

version = 1
"""


def _dumped(tree: Mapping[str, Any]) -> str:
    # Here and not above: settings are read at every start and seldom written.
    import tomli_w

    return tomli_w.dumps(tree)


def edited(text: str, path: Path, value: object | None) -> str:
    """Return a text in which a key has another value; None takes the key away.

    The text has to be TOML. Tables on the way are made.
    """
    before = parsed(text)
    assert before is not None, "what can not be read is mended first"
    wanted = _with(before, path, value)
    if wanted == before:
        return text
    if text and not text.endswith("\n"):
        text += "\n"
    for attempt in (_line_changed(text, path, value), _line_added(text, path, value)):
        if attempt is not None and parsed(attempt) == wanted:
            return attempt
    return _dumped(wanted)


def mended(lines: Lines) -> str:
    """Return a text without the lines that can not be read; as TOML in any case."""
    bad = {*lines.broken, *lines.repeated}
    kept = "\n".join(line for number, line in enumerate(lines.text) if number not in bad)
    return kept if parsed(kept) == lines.tree else _dumped(lines.tree)


def _with(tree: Tree, path: Path, value: object | None) -> Tree:
    changed = copy.deepcopy(tree)
    inner = changed
    for name in path[:-1]:
        deeper = inner.get(name)
        if not isinstance(deeper, dict):
            if value is None:
                return changed
            # What stood in the place of a table was nothing that we know.
            deeper = inner[name] = {}
        inner = deeper
    if value is None:
        inner.pop(path[-1], None)
    else:
        inner[path[-1]] = _plain(value)
    return changed


def _plain(value: object) -> object:
    """Return a value in the types of TOML."""
    if isinstance(value, Mapping):
        return {name: _plain(inner) for name, inner in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_plain(item) for item in value]
    return value


def _written(name: str, value: object) -> str:
    """Return a key with its value, without the line break at its end."""
    return _dumped({name: _plain(value)}).rstrip("\n")


def _line_changed(text: str, path: Path, value: object | None) -> str | None:
    lines = scanned(text)
    found = next((one for one in lines.statements if one.path == path and not one.is_header), None)
    if found is None:
        return None
    new = [] if value is None else [_written(path[-1], value) + _comment(lines, found)]
    return "\n".join([*lines.text[: found.first], *new, *lines.text[found.last + 1 :]])


def _comment(lines: Lines, statement: Statement) -> str:
    """Return the comment behind a value of one line, with the blanks before it."""
    line = lines.text[statement.first]
    if statement.first != statement.last:
        return ""
    said = parsed(line)
    for place, letter in enumerate(line):
        if letter == "#" and parsed(line[:place]) == said:
            blanks = len(line[:place]) - len(line[:place].rstrip())
            return line[place - blanks :]
    return ""


def _line_added(text: str, path: Path, value: object | None) -> str | None:
    if value is None:
        return None
    lines = scanned(text)
    table, new = path[:-1], _written(path[-1], value)
    header = next((number for number, one in enumerate(lines.statements) if one.is_header and one.path == table), None)
    if header is None:
        name = _dumped(_nested(table)).strip()
        return text.rstrip("\n") + f"\n\n{name}\n{new}\n"
    last = lines.statements[header]
    for statement in lines.statements[header + 1 :]:
        if statement.is_header:
            break
        last = statement
    return "\n".join([*lines.text[: last.last + 1], new, *lines.text[last.last + 1 :]])


def _nested(table: Path) -> Tree:
    tree: Tree = {}
    for name in reversed(table):
        tree = {name: tree}
    return tree
