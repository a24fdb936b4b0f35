"""`procmon-gui rules test`: plays rules over what was recorded, and prints where they would have fired. Main thread."""

import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from procmon_gui.alerts.words import condition_words, value_words
from procmon_gui.domain.dry_run import RuleTester
from procmon_gui.domain.errors import WrongInput
from procmon_gui.domain.history import Span
from procmon_gui.domain.rules import Rule
from procmon_gui.domain.text import display_text
from procmon_gui.reports.dry_run import Played, dry_run_csv, dry_run_json, dry_run_lines
from procmon_gui.services.alerts_testing import open_rule_tester
from procmon_gui.services.places import Options
from procmon_gui.services.rules import open_rules, open_rules_at
from procmon_gui.terminal.moments import time_ms
from procmon_gui.terminal.output import Output
from procmon_gui.terminal.progress import Progress
from procmon_gui.terminal.request import Request, complain
from procmon_gui.terminal.rules_find import find_rule

_DAY_MS: Final = 86_400_000


def _open(request: Request) -> RuleTester:
    return open_rule_tester(Options(data_dir=request.data_dir, config=request.config))


def play_rules(request: Request, *, opener: Callable[[Request], RuleTester] = _open) -> int:
    """Play what is asked for; return the exit status. Raises what `WrongInput` and `Unavailable` say."""
    span = _span(request)
    rules = _rules(request)
    tester = opener(request)
    output = Output(is_utf8=request.format != "table")
    all_played = []
    for rule in rules:
        with Progress(partial(_words, rule.id)) as progress:
            run = tester.test(rule, span, progress)
        played = Played(rule=rule, condition=condition_words(rule), run=run, value_words=partial(value_words, rule))
        all_played.append(played)
        if request.format == "json":
            output.write(dry_run_json(played))
        elif request.format == "table":
            lines = dry_run_lines(played, output.size().columns)
            output.write("\n".join(lines) + "\n" + ("\n" if rule is not rules[-1] else ""))
    if request.format == "csv":
        output.write(dry_run_csv(all_played))
    return 0


def _words(id: str, done: int, total: int) -> str:
    return f"{id}: {done * 100 // total} % played"


def _span(request: Request) -> Span:
    now_ms = time.time_ns() // 1_000_000
    to_ms = time_ms(request.to, now_ms)
    end_ms = now_ms if to_ms is None else to_ms
    from_ms = time_ms(request.from_, now_ms)
    begin_ms = end_ms - _DAY_MS if from_ms is None else from_ms
    if begin_ms >= end_ms:
        raise WrongInput("--to lies before --from.")
    return Span(from_ms=begin_ms, to_ms=end_ms)


def _rules(request: Request) -> Sequence[Rule]:
    """Return the rule of that name, or all that stand in a file of that name."""
    name = request.name
    if not (name.endswith(".toml") or "/" in name or "\\" in name):
        return [find_rule(open_rules(Options(data_dir=request.data_dir, config=request.config)), name)]
    path = Path(name).absolute()
    if not path.exists():
        raise WrongInput(f"There is no file {display_text(str(path))}.")
    found = open_rules_at(path).rules()
    if found.problems:
        complain(f"{len(found.problems)} things are wrong with it: see `procmon-gui rules check {display_text(name)}`")
    rules = [rule for rule in found.rules if not rule.is_shipped]
    if not rules:
        raise WrongInput(f"There is no rule in {display_text(str(path))} that can be played.")
    return rules
