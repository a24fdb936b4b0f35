"""From the bytes of a settings file to values, problems with line and key, and a text that can be changed. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from procmon_gui.domain.metrics import QT_TRANSLATE_NOOP
from procmon_gui.domain.setting_values import usable_part
from procmon_gui.domain.settings import BY_KEY, GROUPS, SETTINGS, Kind, Problem, Setting, Value, is_about
from procmon_gui.domain.text import display_text
from procmon_gui.settings.toml_edit import HEADER, mended
from procmon_gui.settings.toml_lines import Lines, Path, Tree, parsed, scanned

_T = QT_TRANSLATE_NOOP
FORMAT: Final = 1
_FORMAT_KEY: Final = "version"
_MOST_PROBLEMS: Final = 50
_SHOWN: Final = 40

_NOT_UTF8: Final = _T("Setting", "The file is not written in UTF-8; what can not be read is left out.")
_BROKEN: Final = _T("Setting", "“{text}” is no TOML and is left out.")
_REPEATED: Final = _T("Setting", "“{text}” stands twice; the first one counts.")
_NO_TOML: Final = _T("Setting", "The file is no TOML; what can be read is used.")
_NO_TABLE: Final = _T("Setting", "A table is expected here.")
_UNKNOWN: Final = _T("Setting", "There is no such setting; it is left as it is.")
_MEANT: Final = _T("Setting", "There is no such setting; “{suggestion}” is one.")
_NEWER: Final = _T("Setting", "A newer version of the program wrote this file; what this one knows is used.")
_MORE: Final = _T("Setting", "There are {count} more problems.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What a settings file says.

    Attributes:
        values: what can be used, by key.
        problems: what can not, each with line and key.
        text: TOML with everything that could be read, known or not; empty for a file that is not there.
        is_broken: something of the file is not in `text`, so a copy is to be kept before it is replaced.
        has_crlf: its lines end as on Windows.
    """

    values: Mapping[str, Value]
    problems: tuple[Problem, ...]
    text: str
    is_broken: bool = False
    has_crlf: bool = False


NOTHING: Final = Contents(values={}, problems=(), text="")
# What counts where it is not known what a file says.
STRICT: Final[Mapping[str, Value]] = {
    setting.key: setting.strict for setting in SETTINGS if setting.strict is not None
}  # fmt: skip


def contents_of(raw: bytes | None) -> Contents:
    """Return what a file says; whatever stands in it, something can be returned. None is a file that is not there."""
    if raw is None:
        return replace(NOTHING, text=HEADER)
    text, is_mangled = _decoded(raw)
    has_crlf = "\r\n" in text
    text = text.replace("\r\n", "\n")
    problems = [Problem(template=_NOT_UTF8)] if is_mangled else []
    tree = parsed(text)
    lines = scanned(text)
    is_broken = tree is None
    if tree is None:
        problems += _problems_of_lines(lines)
        tree, text = lines.tree, mended(lines)
    values, wrong = values_of(tree, lines)
    problems += wrong
    values |= {key: value for key, value in STRICT.items() if _is_in_doubt(key, values, problems)}
    if len(problems) > _MOST_PROBLEMS:
        rest = len(problems) - _MOST_PROBLEMS
        problems = [*problems[:_MOST_PROBLEMS], Problem(template=_MORE, fields={"count": str(rest)})]
    return Contents(
        values=values, problems=tuple(problems), text=text, is_broken=is_broken or is_mangled, has_crlf=has_crlf
    )


def _is_in_doubt(key: str, values: Mapping[str, Value], problems: Iterable[Problem]) -> bool:
    """Return whether a file may have wanted something else of a setting than what could be read."""
    setting = BY_KEY[key]
    for problem in problems:
        if problem.key == key or (not problem.key and setting.name in problem.fields.get("text", "")):
            return True
        is_whole = problem.template in (_NOT_UTF8, _NO_TOML) or is_about(problem, setting.group)
        if key not in values and is_whole and problem.key not in BY_KEY:
            return True
    return False


def _decoded(raw: bytes) -> tuple[str, bool]:
    """Return the text of a file, and whether something in it was no text."""
    try:
        return raw.decode("utf-8-sig"), False
    except UnicodeDecodeError:
        return raw.decode("utf-8-sig", errors="replace"), True


def values_of(tree: Tree, lines: Lines) -> tuple[dict[str, Value], list[Problem]]:
    """Return what of a tree can be used, by key, and what is wrong with the rest."""
    values: dict[str, Value] = {}
    problems = list(_problems_of_format(tree, lines))
    for setting in SETTINGS:
        table = tree.get(setting.group)
        if not isinstance(table, dict) or setting.name not in table:
            continue
        value, wrong = usable_part(setting, table[setting.name])
        line = lines.line_of((setting.group, setting.name))
        problems += [replace(problem, line=_line_of_entry(problem, setting, lines) or line) for problem in wrong]
        if value is not None:
            values[setting.key] = value
    problems += _unknown(tree, lines, is_newer=_format_of(tree) > FORMAT)
    return values, sorted(problems, key=_line)


def _line(problem: Problem) -> int:
    return problem.line


def _line_of_entry(problem: Problem, setting: Setting, lines: Lines) -> int:
    if setting.kind not in (Kind.NAMED_TEXTS, Kind.NAMED_LISTS) or "name" not in problem.fields:
        return 0
    return lines.line_of((setting.group, setting.name, problem.fields["name"]))


def _problems_of_lines(lines: Lines) -> list[Problem]:
    found = [
        Problem(template=template, fields={"text": display_text(lines.text[number].strip(), _SHOWN)}, line=number + 1)
        for template, numbers in ((_BROKEN, lines.broken), (_REPEATED, lines.repeated))
        for number in numbers
    ]
    return sorted(found, key=_line) or [Problem(template=_NO_TOML)]


def _format_of(tree: Tree) -> int:
    version = tree.get(_FORMAT_KEY, FORMAT)
    return version if isinstance(version, int) else FORMAT


def _problems_of_format(tree: Tree, lines: Lines) -> Iterator[Problem]:
    if _format_of(tree) > FORMAT:
        yield Problem(template=_NEWER, key=_FORMAT_KEY, line=lines.line_of((_FORMAT_KEY,)))


def _unknown(tree: Tree, lines: Lines, *, is_newer: bool) -> Iterator[Problem]:
    """Yield what nobody knows by this name: a slip of the pen, unless a newer version wrote it."""
    for group, table in tree.items():
        if group in GROUPS and not isinstance(table, dict):
            yield Problem(template=_NO_TABLE, key=group, line=lines.line_of((group,)))
        elif group in GROUPS:
            names = [(group, name) for name in table if f"{group}.{name}" not in BY_KEY]
            if not is_newer:
                yield from (_unknown_key(path, lines) for path in names)
        elif group != _FORMAT_KEY and not is_newer:
            yield _unknown_key((group,), lines)


def _unknown_key(path: Path, lines: Lines) -> Problem:
    import difflib

    key = ".".join(path)
    # What is much longer than every name is close to none, and slow to compare.
    close = difflib.get_close_matches(key[:_SHOWN], BY_KEY if len(path) > 1 else GROUPS, n=1)
    shown, line = display_text(key, _SHOWN), lines.line_of(path)
    if close:
        return Problem(template=_MEANT, fields={"suggestion": close[0]}, key=shown, line=line)
    return Problem(template=_UNKNOWN, key=shown, line=line)
