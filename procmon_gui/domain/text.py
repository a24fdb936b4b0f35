r"""The text border: names, command lines and files are written by strangers and may hold anything.

`display_text` is the one function that turns them into text that may be shown, printed, stored and sent: one line,
every character printable, valid Unicode, of bounded length. What can not be shown is written as an escape: `\n`,
`\t`, `\r`, `\x1b` for a control character, `\xff` for a byte that is no UTF-8, `\u{200b}` for any other character
that is invisible, moves its neighbours, or means nothing (also the C1 controls, so that `\x85` is always a byte).

A backslash itself stays single: paths and patterns of Windows stay readable, and text may pass several borders and
come out the same. So a name that really holds a backslash and an `n` looks like one that holds a newline. That is
harmless, because nothing recognises a process by its text: identity is the `ProcessKey` and the raw bytes.
"""

import re
import unicodedata

LONG_LIMIT = 4096
CELL_LIMIT = 256
MARKS_IN_A_ROW = 3

# More of a text than this is never looked at, however much of it melts away.
_REACH = 16_384
_NOT_PLAIN = re.compile(r"[^ -~]+")
_ESCAPE = re.compile(r"\\(?:[ntr]|x[0-9a-f]{2}|u\{[0-9a-f]{2,6}\}|\{\+[0-9]+ marks\})")
_LONGEST_ESCAPE = len(r"\{+16384 marks}")
_NAMED = {"\n": r"\n", "\t": r"\t", "\r": r"\r"}
# Assigned and "printable", but drawn as nothing (Unicode: Default_Ignorable_Code_Point). The emoji and text
# selectors U+FE0E and U+FE0F are left out: they only choose between two pictures.
_INVISIBLE = frozenset(
    map(chr, (0x34F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFFA0, *range(0x180B, 0x1810), *range(0xFE00, 0xFE0E),
              *range(0xE0100, 0xE01F0)))
)  # fmt: skip
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # and the full-width twins


def display_text(raw: bytes | str, limit: int = LONG_LIMIT) -> str:
    """Return one line of printable text that may be shown anywhere, at most `limit` characters long.

    More than three combining marks in a row are counted instead of drawn, so that no line grows beyond its height.
    What is cut off is replaced by "…", never inside an escape or between a letter and its marks. The result goes
    through the function unchanged.
    """
    if len(raw) <= limit and raw.isascii():
        text = raw if isinstance(raw, str) else raw.decode()
        if text.isprintable():
            return text
    reach = max(limit, _REACH)
    text = raw if isinstance(raw, str) else raw[: 4 * reach + 4].decode("utf-8", "surrogateescape")
    shown = _NOT_PLAIN.sub(_mended, text[:reach])
    if len(shown) <= limit and len(text) <= reach:
        return shown
    return _cut(shown, limit)


def cell_text(raw: bytes | str) -> str:
    """Return text for a cell of a table: as `display_text`, at most 256 characters."""
    return display_text(raw, CELL_LIMIT)


def one_line(text: str, limit: int = LONG_LIMIT) -> str:
    """Return prose as one safe line: line breaks and repeated white space become single spaces."""
    return display_text(" ".join(text.split()), limit)


def csv_field(text: str) -> str:
    """Return a text field for a CSV file: safe to show, and never taken for a formula by a spreadsheet.

    Quotes and separators are the business of the csv module. Numbers must not come here: -1 is no formula.
    """
    return "'" + display_text(text) if text.startswith(_FORMULA_STARTS) else display_text(text)


def shown_width(text: str) -> int:
    """Return how many columns of a terminal a displayed text takes: wide East Asian letters and emoji take two."""
    if text.isascii():
        return len(text)
    return sum(map(_columns, text))


def fit(text: str, width: int, *, right: bool = False) -> str:
    """Return a displayed text cut and filled to exactly `width` columns of a terminal."""
    # A displayed letter carries at most three marks, so more than this can not fit anyway.
    text = text[: (1 + MARKS_IN_A_ROW) * (max(width, 0) + 1)]
    taken = shown_width(text)
    if taken > width:
        text = _cut_to_columns(text, width)
        taken = shown_width(text)
    blank = " " * (width - taken)
    return blank + text if right else text + blank


def _mended(match: re.Match[str]) -> str:
    """Return a run of characters outside of printable ASCII as it may be shown."""
    out: list[str] = []
    marks = 0
    # A mark needs a letter to stand on: at the very start and behind an escape it would sit on a stranger.
    on_letter = match.start() > 0
    for character in match.group():
        if _is_mark(character):
            marks += 1
            if marks <= MARKS_IN_A_ROW:
                out.append(character if on_letter and character not in _INVISIBLE else _escape(character))
            continue
        _tell_marks(out, marks)
        marks = 0
        on_letter = character.isprintable() and character not in _INVISIBLE
        out.append(character if on_letter else _escape(character))
    _tell_marks(out, marks)
    return "".join(out)


def _tell_marks(out: list[str], marks: int) -> None:
    if marks > MARKS_IN_A_ROW:
        out.append(rf"\{{+{marks - MARKS_IN_A_ROW} marks}}")


def _is_mark(character: str) -> bool:
    return character > "\u02ff" and unicodedata.category(character)[0] == "M"


def _escape(character: str) -> str:
    code = ord(character)
    if 0xDC80 <= code <= 0xDCFF:
        return f"\\x{code - 0xDC00:02x}"
    if code < 0x80:
        return _NAMED.get(character) or f"\\x{code:02x}"
    return f"\\u{{{code:x}}}"


def _cut(shown: str, limit: int) -> str:
    """Cut at a border that splits nothing, and say so."""
    if limit < 1:
        return ""
    end = min(len(shown), limit - 1)
    for match in _ESCAPE.finditer(shown, max(0, end - _LONGEST_ESCAPE), end + _LONGEST_ESCAPE):
        if match.start() < end < match.end():
            end = match.start()
            break
    while 0 < end < len(shown) and _is_mark(shown[end]):
        end -= 1
    return shown[:end] + "…"


def _columns(character: str) -> int:
    if character < "\u0300":
        return 1
    if unicodedata.category(character) in {"Mn", "Me"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1


def _cut_to_columns(text: str, width: int) -> str:
    if width < 1:
        return ""
    taken = 0
    for place, character in enumerate(text):
        taken += _columns(character)
        if taken > width - 1:
            return _cut(text, place + 1)
    return text
