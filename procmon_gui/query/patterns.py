"""Turns the text part of a query into functions over many texts at once. All ignore case but `/regex/`.

Everything is linear in the length of the texts: RE2 has no backtracking. It can still be slow by a factor that grows
with the pattern, so a pattern may not compile to more than a thousand steps.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from types import ModuleType
from typing import Any, Final

from procmon_gui.query.errors import QueryError

# 10,000 texts of 200 letters took 13 s with an alternation of 1,937 steps, and 2.5 s with the worst that was found
# below 1,000, both on texts made for it; a list of 50 names has about 500.
MOST_STEPS: Final = 1000
_WILDCARDS = frozenset("*?")


@dataclass(frozen=True, slots=True)
class TextTest:
    """Says of texts whether they pass; one that ignores case takes them folded already."""

    passes: Callable[[Sequence[str]], list[bool]]
    ignores_case: bool = True


def equals(wanted: str) -> TextTest:
    """Whole texts that are the same but for case."""
    plain = wanted.casefold()
    return TextTest(lambda texts: [text == plain for text in texts])


def contains_or_glob(pattern: str, *, column: int) -> TextTest:
    """Texts that contain the pattern, or, when it has `*` or `?`, that match it as a whole; raises QueryError."""
    plain = pattern.casefold()
    if not _WILDCARDS.intersection(plain):
        return TextTest(lambda texts: [plain in text for text in texts])
    if not plain.strip("*"):
        return anything()
    middle = plain.strip("*")
    if plain == f"*{middle}*" and not _WILDCARDS.intersection(middle):
        return TextTest(lambda texts: [middle in text for text in texts])
    wild = {"*": ".*", "?": "."}
    body = "".join(wild.get(letter) or _re2().escape(letter) for letter in plain)
    compiled = _compiled(rf"\A(?s:{body})\z", ignore_case=False, column=column)
    return TextTest(lambda texts: [compiled.search(_encoded(text)) is not None for text in texts])


def anything() -> TextTest:
    """Every text, so that the answer says which texts are known."""
    return TextTest(lambda texts: [True] * len(texts))


def regex(pattern: str, *, ignore_case: bool, column: int) -> TextTest:
    """Texts in which a regular expression of RE2 is found; raises QueryError."""
    try:
        compiled = _compiled(pattern, ignore_case=ignore_case, column=column)
    except _re2().error as wrong:
        reason = wrong.args[0] if wrong.args else ""
        said = reason.decode("utf-8", "replace") if isinstance(reason, bytes) else str(reason)
        raise QueryError(
            f"the regular expression is not valid ({said[:80]})",
            column=column,
            expected="a regular expression of RE2, which has no look-around and no back-references",
        ) from wrong
    return TextTest(lambda texts: [compiled.search(_encoded(text)) is not None for text in texts], ignores_case=False)


def _encoded(text: str) -> bytes:
    # Bytes spare RE2's wrapper a walk through each text to count characters: 20 ms instead of 31 for 10,000 rows.
    return text.encode("utf-8", "replace")


@cache
def _re2() -> ModuleType:
    import re2

    return re2  # type: ignore[no-any-return]


def _compiled(pattern: str, *, ignore_case: bool, column: int) -> Any:
    options = _re2().Options()
    options.case_sensitive = not ignore_case
    options.log_errors = False
    compiled = _re2().compile(_encoded(pattern), options)
    if compiled.programsize > MOST_STEPS:
        raise QueryError("the pattern is too large", column=column, expected="fewer or smaller repetitions")
    return compiled
