"""`procmon-gui rules`: lists, shows and checks rules, and plays them over what was recorded. Main thread."""

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from procmon_gui.alerts.words import condition_words
from procmon_gui.domain.alerts import Alerts
from procmon_gui.domain.errors import ProcmonError, Unavailable, WrongInput
from procmon_gui.domain.rules import Rule
from procmon_gui.domain.text import display_text
from procmon_gui.reports.rules import (
    RuleLine,
    problem_lines,
    problems_csv,
    problems_json,
    rule_toml,
    rules_csv,
    rules_json,
    rules_lines,
)
from procmon_gui.services.alerts import open_alerts
from procmon_gui.services.places import Options
from procmon_gui.services.rules import open_rules, open_rules_at, rules_path
from procmon_gui.terminal.output import Output
from procmon_gui.terminal.printing import EXIT_FAILED, end_with
from procmon_gui.terminal.request import Request, complain
from procmon_gui.terminal.rules_find import find_rule
from procmon_gui.terminal.viewing import check_watching


def run_rules(request: Request, *, gate: Callable[[Request], None] = check_watching) -> int:
    """Do what was asked for; return the exit status."""
    try:
        gate(request)
        if request.deed == "check":
            return _check(request)
        if request.deed == "show":
            return _show(request)
        if request.deed == "test":
            from procmon_gui.terminal.rules_play import play_rules

            return play_rules(request)
        return _list(request)
    except ProcmonError as error:
        return end_with(error, request)


def _options(request: Request) -> Options:
    return Options(data_dir=request.data_dir, config=request.config)


# ---- list and show


def _list(request: Request) -> int:
    found = open_rules(_options(request)).rules()
    lines = _with_state(found.rules, open_alerts(_options(request)))
    output = Output(is_utf8=request.format != "table")
    match request.format:
        case "json":
            output.write(rules_json(lines))
        case "csv":
            output.write(rules_csv(lines))
        case _:
            output.write("".join(line + "\n" for line in rules_lines(lines, output.size().columns)))
    if found.problems:
        count = len(found.problems)
        said = "something is wrong" if count == 1 else f"{count} things are wrong"
        complain(f"{said} with rules.toml: see `procmon-gui rules check`")
    return 0


def _with_state(rules: Sequence[Rule], alerts: Alerts) -> list[RuleLine]:
    try:
        firing = Counter(alert.rule_id for alert in alerts.firing())
        muted = {mute.rule_id: mute.until_ms for mute in alerts.mutes()}
    except Unavailable as error:
        complain(f"what fires now is not known: {error}")
        firing, muted = Counter(), {}
    return [
        RuleLine(
            rule=rule,
            condition=condition_words(rule),
            firing_count=firing[rule.id],
            muted_until_ms=muted.get(rule.id),
        )
        for rule in rules
    ]


def _show(request: Request) -> int:
    rule = find_rule(open_rules(_options(request)), request.name)
    output = Output(is_utf8=request.format != "table")
    if request.format == "table":
        output.write(rule_toml(rule))
        return 0
    (line,) = _with_state([rule], open_alerts(_options(request)))
    output.write(rules_json([line]) if request.format == "json" else rules_csv([line]))
    return 0


# ---- check


def _check(request: Request) -> int:
    path = request.file or rules_path(_options(request))
    if request.file is not None and not path.exists():
        raise WrongInput(f"There is no file {display_text(str(path))}.")
    book = open_rules(_options(request)) if request.file is None else open_rules_at(path)
    found = book.rules()
    shown = display_text(str(path))
    output = Output(is_utf8=request.format != "table")
    match request.format:
        case "json":
            output.write(problems_json(found.problems, shown))
        case "csv":
            output.write(problems_csv(found.problems, shown))
        case _:
            lines = problem_lines(found.problems, shown) or [_all_well(path, len(found.rules))]
            output.write("".join(line + "\n" for line in lines))
    return EXIT_FAILED if found.problems else 0


def _all_well(path: Path, count: int) -> str:
    where = display_text(str(path)) if path.exists() else f"There is no {display_text(str(path))}"
    return f"{where}: nothing is wrong; {count} rules count"
