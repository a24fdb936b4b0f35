"""From the bytes of a rules file to rules, and to what is wrong with it by rule, key and line. Pure.

Each rule is a block of lines below `[[rule]]` and is read on its own, so that a slip of the pen in one, also one that
makes the file no TOML, leaves the others in force. What a key means is decided in `query.rule_keys`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from procmon_gui.domain.rules import Rule, RuleProblem
from procmon_gui.domain.text import display_text
from procmon_gui.query.rule_checks import Fault
from procmon_gui.query.rule_keys import SIDE_KEYS, misspelt, read_rule
from procmon_gui.settings.toml_lines import Lines, Statement, Tree, parsed, scanned

FORMAT: Final = 1
LARGEST_BYTES: Final = 1_000_000
MOST_RULES: Final = 500
MOST_LINES: Final = 20_000
_MOST_PROBLEMS: Final = 200
_SHOWN: Final = 60

_NOT_UTF8: Final = "the file is not written in UTF-8; what can not be read is replaced"
_NO_RULES: Final = "the file is no TOML, and no rule can be found in it; the rules that came with the program count"
_TOO_LONG: Final = f"the file has more than {MOST_LINES} lines; the rules that came with the program count"
_NEWER: Final = "a newer version of the program wrote this file; what this one knows is used"
_NO_BLOCK: Final = "a rule begins with [[rule]], in two brackets each"
_UNKNOWN: Final = "this belongs to no rule, and is left as it is"
_MEANT: Final = "this belongs to no rule; a rule begins with [[rule]]"
_TWICE: Final = "there is a rule of this name already; the first one counts"
_BROKEN: Final = 'this line is no TOML, so the rule is not used; texts stand in quotes, such as above = "80 %"'
_TOO_MANY: Final = f"only the first {MOST_RULES} rules count"


@dataclass(slots=True)
class Block:
    """One rule of a file, in lines counted from 0.

    Attributes:
        first, last: of its lines, without those of the next one; -1 where it stands in no lines of its own.
        keys: where each key stands.
        broken: lines of it that are no TOML.
        entry: what it says; of lines that are broken nothing.
    """

    first: int = -1
    last: int = -1
    keys: dict[str, Statement] = field(default_factory=dict)
    broken: list[int] = field(default_factory=list)
    entry: Tree = field(default_factory=dict)

    def line_of(self, key: str) -> int:
        """Return in which line a key stands, from 1; of the rule itself where it does not."""
        statement = self.keys.get(key)
        return (statement.first if statement is not None else self.first) + 1

    @property
    def id(self) -> str:
        """Return what it calls itself; empty for nothing."""
        name = self.entry.get("id")
        return name if isinstance(name, str) else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesText:
    """What a rules file says.

    Attributes:
        rules: the shipped ones first, as the file changes them.
        text: as it stands there, with plain line breaks.
        is_toml: all of it can be read.
        is_all: all of it is in `text`; else it must not be written over.
        blocks: as they stand there.
        shipped: the rules that came with the program.
    """

    rules: Sequence[Rule]
    problems: Sequence[RuleProblem]
    text: str
    is_toml: bool = True
    is_all: bool = True
    blocks: Sequence[Block] = ()
    has_crlf: bool = False
    shipped: Sequence[Rule] = ()


def rules_of(raw: bytes | None, shipped: Sequence[Rule]) -> RulesText:
    """Return what a file says; whatever stands in it, something can be returned. None is a file that is not there."""
    if raw is None:
        return RulesText(rules=tuple(shipped), problems=(), text="", shipped=shipped)
    problems: list[RuleProblem] = []
    is_all = True
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("utf-8-sig", errors="replace")
        problems.append(_problem(_NOT_UTF8))
        is_all = False
    has_crlf = "\r\n" in text
    text = text.replace("\r\n", "\n")
    if text.count("\n") > MOST_LINES:
        problems.append(_problem(_TOO_LONG))
        return RulesText(rules=tuple(shipped), problems=problems, text=text, is_all=False, shipped=shipped)
    lines, tree = scanned(text), parsed(text)
    blocks = blocks_of(lines, tree)
    problems += _of_the_rest(lines, tree, blocks)
    rules = _Merge(shipped, problems).of(blocks)
    return RulesText(
        rules=rules,
        problems=tuple(sorted(problems, key=_line)[:_MOST_PROBLEMS]),
        text=text,
        is_toml=tree is not None,
        is_all=is_all,
        blocks=blocks,
        has_crlf=has_crlf,
        shipped=shipped,
    )


def _line(problem: RuleProblem) -> int:
    return problem.line


def _problem(words: str, line: int = 0, where: str = "", rule: str = "") -> RuleProblem:
    return RuleProblem(rule=rule, where=where, words=words, line=line)


# ---- blocks


def blocks_of(lines: Lines, tree: Tree | None) -> list[Block]:
    """Return the rules of a file, in their order."""
    blocks = _with_broken_lines(list(_blocks_of_lines(lines)), lines)
    if tree is None:
        return blocks
    whole = tree.get("rule")
    entries = [entry for entry in whole if isinstance(entry, dict)] if isinstance(whole, list) else []
    if len(entries) != len(blocks):
        # Written as one list in brackets: no rule has lines of its own.
        return [Block(entry=entry) for entry in entries]
    for block, entry in zip(blocks, entries, strict=True):
        block.entry = entry
    return blocks


def _blocks_of_lines(lines: Lines) -> Iterator[Block]:
    block: Block | None = None
    for statement in lines.statements:
        is_ours = statement.path[:1] == ("rule",)
        if statement.is_header:
            begins = statement.path == ("rule",) and lines.text[statement.first].lstrip().startswith("[[")
            if block is not None and (begins or not is_ours):
                yield block
                block = None
            if begins:
                block = Block(first=statement.first, last=statement.last)
        if block is None:
            continue
        block.last = statement.last
        if not statement.is_header and len(statement.path) == 2:
            _take(block, lines, statement)
    if block is not None:
        yield block


def _take(block: Block, lines: Lines, statement: Statement) -> None:
    key = statement.path[1]
    if key in block.keys:
        block.broken.append(statement.first)
        return
    said = parsed("\n".join(lines.text[statement.first : statement.last + 1]) + "\n") or {}
    block.keys[key] = statement
    block.entry.update(said)


def _with_broken_lines(blocks: list[Block], lines: Lines) -> list[Block]:
    """Give each block the lines that are no TOML below its header, up to the next one."""
    headers = sorted(one.first for one in lines.statements if one.is_header)
    for number in lines.broken:
        block = next((one for one in reversed(blocks) if one.first < number), None)
        if block is None or any(block.last < header < number for header in headers):
            continue
        block.broken.append(number)
        block.last = max(block.last, number)
    return blocks


# ---- rules


class _Merge:
    """Puts the rules of a file above those that came with the program."""

    def __init__(self, shipped: Sequence[Rule], problems: list[RuleProblem]) -> None:
        self._shipped = {rule.id: rule for rule in shipped}
        self._problems = problems
        self._seen: set[str] = set()

    def of(self, blocks: Sequence[Block]) -> tuple[Rule, ...]:
        """Return all rules; what is wrong goes to the problems."""
        rules = dict(self._shipped)
        for number, block in enumerate(blocks, start=1):
            if number > MOST_RULES:
                self._tell(block, number, Fault("", _TOO_MANY))
                break
            rule = self._rule(block, number)
            if rule is not None:
                rules[rule.id] = rule
        return tuple(rules.values())

    def _rule(self, block: Block, number: int) -> Rule | None:
        for line in sorted(block.broken):
            self._tell(block, number, Fault("", _BROKEN), line + 1)
        if block.broken:
            return None
        read = read_rule(block.entry, self._shipped.get(block.id))
        for fault in (*misspelt(block.entry), *read.faults):
            self._tell(block, number, fault)
        if read.rule is None:
            return None
        if read.rule.id in self._seen:
            self._tell(block, number, Fault("id", _TWICE))
            return None
        self._seen.add(read.rule.id)
        return read.rule

    def _tell(self, block: Block, number: int, fault: Fault, line: int = 0) -> None:
        keys = SIDE_KEYS if fault.key in SIDE_KEYS and fault.key not in block.keys else (fault.key,)
        found = next((block.keys[key] for key in keys if key in block.keys), None)
        line = line or (found.first if found is not None else block.first) + 1
        name = display_text(block.id, 64) or f"rule {number}"
        self._problems.append(_problem(fault.words, line, display_text(fault.key, 40), name))


# ---- the rest of the file


def _of_the_rest(lines: Lines, tree: Tree | None, blocks: Sequence[Block]) -> Iterator[RuleProblem]:
    in_blocks = {number for block in blocks for number in block.broken}
    for number in sorted({*lines.broken, *lines.repeated} - in_blocks):
        said = display_text(lines.text[number].strip(), _SHOWN)
        yield _problem(f"“{said}” is no TOML and is passed over", number + 1)
    if tree is None and not blocks:
        yield _problem(_NO_RULES)
    known: Mapping[str, Any] = tree if tree is not None else lines.tree
    version = known.get("version", FORMAT)
    if isinstance(version, int) and version > FORMAT:
        yield _problem(_NEWER, lines.line_of(("version",)), "version")
    for name, value in known.items():
        if name == "rule" and (isinstance(value, dict) or not isinstance(value, list)) and not _is_list(lines):
            yield _problem(_NO_BLOCK, lines.line_of(("rule",)), "rule")
        elif name not in ("rule", "version"):
            words = _MEANT if name in ("rules", "alert", "alerts", "Rule") else _UNKNOWN
            yield _problem(words, lines.line_of((name,)), display_text(name, 40))


def _is_list(lines: Lines) -> bool:
    return any(
        one.is_header and one.path == ("rule",) and lines.text[one.first].lstrip().startswith("[[")
        for one in lines.statements
    )
