"""The manual page procmon-gui(1): written by hand, with verbs and options as the parser has them.

python packaging/linux/man_page.py [DATE]          to standard output; DATE as 2026-11-27
"""

import re
import sys
from collections.abc import Sequence, Set
from pathlib import Path

from command_line import Verb, Word, read

from procmon_gui.domain.version import VERSION

_HERE = Path(__file__).resolve().parent


def main(arguments: Sequence[str]) -> int:
    """Print the page."""
    sys.stdout.write(page(arguments[0] if arguments else ""))
    return 0


def page(date: str) -> str:
    """Return the page in the language of troff."""
    program = read()
    everywhere = {flag for option in program.options for flag in option.flags}
    verbs = [line for verb in program.verbs for below in verb.all() for line in _verb(below, everywhere)]
    return (
        (_HERE / "procmon-gui.1.in")
        .read_text(encoding="utf-8")
        .replace("@DATE@", date)
        .replace("@VERSION@", _escaped(VERSION))
        .replace("@OPTIONS@", "\n".join(line for word in program.options for line in _word(word)))
        .replace("@VERBS@", "\n".join(verbs))
    )


def _verb(verb: Verb, everywhere: Set[str]) -> list[str]:
    own = [option for option in verb.options if not everywhere & set(option.flags)]
    words = "".join(f" {_needed(word)}" for word in verb.words)
    behind = "" if not verb.verbs else " VERB" if verb.needs_verb else " [VERB]"
    options = " [options]" if own else ""
    lines = [f'.SS "{_escaped(" ".join(verb.path) + behind + words + options)}"']
    # Most have a longer text, and what is behind another verb has but one line.
    lines += _paragraph(verb.text or _sentence(verb.help))
    for word in (*verb.words, *own):
        lines += _word(word)
    return [*lines, *_notes(verb.notes)]


def _needed(word: Word) -> str:
    name = word.metavar + (" ..." if word.repeats else "")
    return name if word.is_needed else f"[{name}]"


def _word(word: Word) -> list[str]:
    names = ", ".join(f"\\fB{_escaped(flag)}\\fR" for flag in word.flags)
    value = f"\\fI{_escaped(word.metavar)}\\fR" if word.metavar else ""
    said = _sentence(word.help)
    if word.choices and word.metavar != "FIELD":
        said = f"{said} One of: {', '.join(word.choices)}.".strip()
    return [".TP", " ".join(filter(None, (names, value))), *_paragraph(said, is_first=False)]


def _sentence(text: str) -> str:
    text = text[:1].upper() + text[1:]
    return text if not text or text.endswith((".", "…")) else f"{text}."


def _paragraph(text: str, *, is_first: bool = True) -> list[str]:
    words = " ".join(text.split())
    return ([".PP"] if is_first else []) + [_safe(_escaped(words))] if words else []


def _notes(text: str) -> list[str]:
    """Return what stands below the options: as it is, since some of it is a table."""
    if not text.strip():
        return []
    return [".PP", ".nf", *(_safe(_escaped(line)) for line in text.strip("\n").splitlines()), ".fi"]


def _escaped(text: str) -> str:
    text = (
        text.replace("\\", "\\e").replace("-", "\\-").replace('"', "\\(dq").replace("~", "\\(ti").replace("^", "\\(ha")
    )
    return re.sub(r"`([^`]+)`", r"\\fB\1\\fR", text)


def _safe(line: str) -> str:
    """Keep a line of text from being an order."""
    return f"\\&{line}" if line.startswith((".", "'")) else line


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
