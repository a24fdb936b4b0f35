"""Which rules count while some of the file that says them can not be read. Pure."""

from collections.abc import Callable, Mapping, Sequence

from procmon_gui.domain.alerts import Firing
from procmon_gui.domain.rules import Rule, RuleProblem, Rules
from procmon_gui.domain.text import one_line


def still_in_force(before: Mapping[str, Rule], found: Rules) -> Sequence[Rule]:
    """Return the rules that were found; of one that is broken in the file, or all of it, what it said before counts.

    Who edits the file by hand and saves it with a slip of the pen has not said that what fires is over.
    """
    broken = {problem.rule for problem in found.problems if problem.rule}
    is_lost = _is_lost(found)
    now = {rule.id: rule for rule in found.rules}
    for id, rule in before.items():
        # Where the file can not be read, those that came with the program are as they came.
        is_gone = id not in now or (now[id].is_shipped and not rule.is_shipped)
        if is_gone and (is_lost or id in broken):
            now[id] = rule
    return tuple(now.values())


def waits_for_its_rule(found: Rules) -> Callable[[Firing], bool]:
    """Say of what fires whether its rule can not be read: nobody knows it, and it is not over for that."""
    now, broken = {rule.id for rule in found.rules}, {problem.rule for problem in found.problems if problem.rule}
    is_lost = _is_lost(found)
    return lambda one: one.rule_id not in now and (is_lost or one.rule_id in broken)


def _is_lost(found: Rules) -> bool:
    """Say whether all of the file can not be read."""
    return any(not (problem.rule or problem.where or problem.line) for problem in found.problems)


def words_of(problem: RuleProblem) -> str:
    """Return what is wrong with rules, as one line."""
    place = f"Rules, line {problem.line}" if problem.line else "Rules"
    return one_line(": ".join(part for part in (place, problem.rule, problem.where, problem.words) if part))
