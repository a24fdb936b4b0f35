"""TOML line by line: which line holds which key, and as much as possible of a file that is not quite TOML.

What is a value is decided by tomllib alone; here it is only tried on a few lines at a time. Pure.
"""

import re
import tomllib
from dataclasses import dataclass, field
from typing import Any, Final

Path = tuple[str, ...]
Tree = dict[str, Any]

# tomllib tells in its message where it stopped; only what stops at the end may go on in the next line.
_AT_END: Final = "(at end of document)"
_LONGEST_VALUE_LINES: Final = 400
# Trying lines is bounded, so that no heap of rubbish keeps the program from starting.
_MOST_TRIES: Final = 20_000
# tomllib takes a time that grows with the square of the parts of a key ("a.b.c…"), and what is nested deeper than
# this is nobody's settings.
_MOST_DOTS: Final = 200
_DEEPEST: Final = 32
_DEEPEST_HEADER: Final = 16
_DEEPEST_VALUE: Final = _DEEPEST - _DEEPEST_HEADER
_QUOTED: Final = re.compile(r"\"[^\"]*\"|'[^']*'")


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One header or one key with its value, in lines counted from 0, both included."""

    path: Path
    first: int
    last: int
    is_header: bool = False


@dataclass(slots=True)
class Lines:
    """What a text consists of.

    `broken` are the lines that are no TOML, `repeated` those of keys that stand twice. `tree` is what remains: of
    what stands twice the first.
    """

    text: list[str]
    statements: list[Statement] = field(default_factory=list)
    broken: list[int] = field(default_factory=list)
    repeated: list[int] = field(default_factory=list)
    tree: Tree = field(default_factory=dict)

    def line_of(self, path: Path) -> int:
        """Return the line of a key or of what holds it, from 1; 0 when it is not there."""
        found = 0
        for statement in self.statements:
            if path == statement.path:
                return statement.first + 1
            if path[: len(statement.path)] == statement.path or statement.path[: len(path)] == path:
                found = found or statement.first + 1
        return found


def parsed(text: str) -> Tree | None:
    """Return the whole text as TOML, None when it is none."""
    return None if any(map(_is_endless_key, text.split("\n"))) else _loaded(text)


def scanned(text: str) -> Lines:
    """Return the lines of a text and what they say, as far as they say anything."""
    lines = Lines(text.split("\n"))
    scan = _Scan(lines)
    number = 0
    while number < len(lines.text):
        number = scan.take(number)
    return lines


class _Scan:
    """Walks through lines once."""

    def __init__(self, lines: Lines) -> None:
        self._lines = lines
        self._tries = 0
        self._table: Path = ()
        # Keys below a header that can not be read belong nowhere.
        self._is_lost = False
        self._is_list = False
        self._tables: set[Path] = set()

    def take(self, number: int) -> int:
        """Take the statement that begins in a line; return the line behind it."""
        line = self._lines.text[number].strip()
        if not line or line.startswith("#"):
            return number + 1
        if line.startswith("["):
            return self._take_header(number)
        last, tree = self._value(number)
        if tree is None or self._is_lost:
            self._lines.broken.append(number)
            return number + 1
        path = self._table + _leaf(tree)
        self._lines.statements.append(Statement(path=path, first=number, last=last))
        if not self._is_list and not _merge(self._lines.tree, self._table, tree):
            self._lines.repeated.append(number)
        return last + 1

    def _take_header(self, number: int) -> int:
        line = self._lines.text[number]
        tree = parsed(line)
        self._is_lost = tree is None or _is_deeper(tree, _DEEPEST_HEADER)
        if tree is None or self._is_lost:
            self._lines.broken.append(number)
            return number + 1
        # "[[name]]" makes a list of tables; none of ours is one, so its keys are nobody's.
        self._is_list = line.lstrip().startswith("[[")
        self._table = _leaf(tree)
        if not self._is_list and self._table in self._tables:
            self._lines.repeated.append(number)
        self._tables.add(self._table)
        self._lines.statements.append(Statement(path=self._table, first=number, last=number, is_header=True))
        if not self._is_list:
            _merge(self._lines.tree, (), tree)
        return number + 1

    def _value(self, number: int) -> tuple[int, Tree | None]:
        """Return the last line of the value that begins in a line, and what it says; None for nothing."""
        text = self._lines.text
        for last in range(number, min(number + _LONGEST_VALUE_LINES, len(text))):
            self._tries += 1
            if self._tries > _MOST_TRIES or _is_endless_key(text[last]):
                break
            piece = "\n".join(text[number : last + 1]) + "\n"
            try:
                tree = tomllib.loads(piece)
                return last, None if _is_deeper(tree, _DEEPEST_VALUE) else tree
            except (ValueError, RecursionError) as error:
                if not str(error).endswith(_AT_END):
                    break
        return number, None


def _loaded(text: str) -> Tree | None:
    try:
        tree = tomllib.loads(text)
    except (ValueError, RecursionError):
        # ValueError: no TOML, or a number of more digits than Python reads. RecursionError: brackets without end.
        return None
    return None if _is_deeper(tree, _DEEPEST) else tree


def _is_endless_key(line: str) -> bool:
    return line.count(".") > _MOST_DOTS and _QUOTED.sub("", line).count(".") > _MOST_DOTS


def _is_deeper(tree: Tree, most: int) -> bool:
    level: list[Any] = [tree]
    for _ in range(most):
        level = [
            inner
            for outer in level
            for inner in (outer.values() if isinstance(outer, dict) else outer)
            if isinstance(inner, dict | list)
        ]
        if not level:
            return False
    return True


def _leaf(tree: Tree) -> Path:
    """Return the one path through tables of one entry."""
    path: list[str] = []
    inside: Any = tree
    while isinstance(inside, dict) and len(inside) == 1:
        name, inside = next(iter(inside.items()))
        path.append(name)
    return tuple(path)


def _merge(into: Tree, table: Path, new: Tree) -> bool:
    """Add what is not there yet; return whether all of it could be added."""
    for name in table:
        inner = into.setdefault(name, {})
        if not isinstance(inner, dict):
            return False
        into = inner
    pairs = [(into, new)]
    is_whole = True
    while pairs:
        target, source = pairs.pop()
        for name, value in source.items():
            if name not in target:
                target[name] = value
            elif isinstance(target[name], dict) and isinstance(value, dict):
                pairs.append((target[name], value))
            else:
                is_whole = False
    return is_whole
