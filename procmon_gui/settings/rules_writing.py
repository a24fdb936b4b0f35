"""Changes one rule in the text of a rules file and leaves all else as a person wrote it. Pure.

Lines are changed one by one: what already means the right thing stays as it is written, comments and keys that nobody
knows stay too, and so does what is no TOML elsewhere in the file. Every change is checked by reading the result; where
rules stand in one list in brackets, the whole text is written anew from what it says.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from procmon_gui.domain.errors import Unavailable
from procmon_gui.domain.rules import Rule
from procmon_gui.query.rule_keys import KEYS, SIDE_KEYS, entry_of, read_rule, whole_entry
from procmon_gui.settings.rules_reading import Block, RulesText, rules_of
from procmon_gui.settings.toml_lines import parsed

HEADER: Final = """\
# Rules of procmon_gui, above those that it came with. The window writes this file (page Alerts, Rules); the manual
# explains every key (page rules). Changes made here are used at once. `procmon-gui rules check` says what is wrong.

version = 1
"""
_MENDED: Final = "# no TOML: "


def with_rule(contents: RulesText, rule: Rule, base: Rule | None) -> str:
    """Return a text in which a rule stands as it is given; of one that came with the program, what is other than in
    `base`.

    Raises Unavailable where the text is such that this can not be done.
    """
    entry = entry_of(rule, base)
    block = _block_of(contents, rule.id)
    if block is None:
        text = (contents.text.rstrip("\n") or HEADER.rstrip("\n")) + "\n\n[[rule]]\n" + _dumped(entry)
    elif block.first < 0:
        text = ""
    else:
        text = _block_changed(contents.text, block, rule, base)
    if text and _is_right(contents, text, rule.id, rule):
        return text
    return _anew(contents, rule.id, {**_strange(block), **entry}, rule)


def without_rule(contents: RulesText, id: str) -> str:
    """Return a text without a rule. Raises Unavailable where the text is such that this can not be done."""
    block = _block_of(contents, id)
    if block is None:
        return contents.text
    text = ""
    if block.first >= 0:
        lines = contents.text.split("\n")
        first, last = block.first, block.last
        while last + 1 < len(lines) and not lines[last + 1].strip():
            last += 1
        kept = [*lines[:first], *lines[last + 1 :]]
        text = "\n".join(kept).rstrip("\n") + "\n"
    if text and _is_right(contents, text, id, None):
        return text
    return _anew(contents, id, None, None)


def _block_of(contents: RulesText, id: str) -> Block | None:
    return next((block for block in contents.blocks if block.id == id), None)


def _strange(block: Block | None) -> dict[str, Any]:
    """Return what nobody knows of a rule, to be kept."""
    return {} if block is None else {key: value for key, value in block.entry.items() if key not in KEYS}


# ---- line by line


def _block_changed(text: str, block: Block, rule: Rule, base: Rule | None) -> str:
    wanted, whole = entry_of(rule, base), whole_entry(rule)
    before = read_rule(block.entry, base).rule
    said = {} if before is None else whole_entry(before)
    sides = {key: said.get(key) for key in SIDE_KEYS}
    has_other_side = before is None or sides != {key: whole.get(key) for key in SIDE_KEYS}
    lines: list[list[str]] = [[line] for line in text.split("\n")]
    for number in block.broken:
        lines[number] = [_MENDED + lines[number][0].strip()]
    added: dict[str, object] = {}
    for key in KEYS:
        is_other = has_other_side if key in SIDE_KEYS else before is None or said.get(key) != whole.get(key)
        if not is_other:
            continue
        statement = block.keys.get(key)
        if statement is None or statement.first in block.broken:
            if key in wanted:
                added[key] = wanted[key]
            continue
        for number in range(statement.first, statement.last + 1):
            lines[number] = []
        if key in wanted:
            lines[statement.first] = [_dumped({key: wanted[key]}).rstrip("\n") + _comment(text, statement.first)]
    end = max((one.last for one in block.keys.values()), default=block.first)
    lines[end] = [*lines[end], *_dumped(added).splitlines()]
    return "\n".join(line for piece in lines for line in piece)


def _comment(text: str, number: int) -> str:
    """Return the comment behind a value of one line, with the blanks before it."""
    line = text.split("\n")[number]
    said = parsed(line)
    for place, letter in enumerate(line):
        if letter == "#" and said is not None and parsed(line[:place]) == said:
            return line[len(line[:place].rstrip()) :]
    return ""


# ---- as a whole


def _anew(contents: RulesText, id: str, entry: Mapping[str, object] | None, rule: Rule | None) -> str:
    """Return the text written anew from what it says, with another rule of that name, or with none."""
    tree = parsed(contents.text)
    if tree is None:
        raise Unavailable("The rules file is no TOML as it stands, and can not be changed; mend it by hand.")
    entries = [dict(one) for one in tree.get("rule", []) if isinstance(one, dict)]
    place = next((number for number, one in enumerate(entries) if one.get("id") == id), len(entries))
    entries[place : place + 1] = [] if entry is None else [dict(entry)]
    text = _dumped({**tree, "rule": entries})
    if not _is_right(contents, text, id, rule):
        raise Unavailable("The rules file can not be changed so that all else stays; mend it by hand.")
    return text


def _is_right(contents: RulesText, text: str, id: str, rule: Rule | None) -> bool:
    """Return whether a text says what is wanted of one rule, and of all others what it said before."""
    shipped: Sequence[Rule] = contents.shipped
    now = rules_of(text.encode(), shipped)
    ours = {one.id: one for one in now.rules}
    others = {one.id: one for one in contents.rules if one.id != id}
    came = next((one for one in shipped if one.id == id), None)
    wanted = came if rule is None else rule
    found = ours.pop(id, None)
    return ours == others and found == wanted and (now.is_toml or not contents.is_toml)


def _dumped(tree: Mapping[str, Any]) -> str:
    # Here and not above: rules are read at every start and seldom written.
    import tomli_w

    return tomli_w.dumps(tree) if tree else ""
