"""`procmon-gui alerts`: prints what fires and what was found about it, acknowledges, mutes. Main thread."""

import time
from collections.abc import Sequence
from typing import Final

from procmon_gui.auth.permissions import Permission
from procmon_gui.domain.alerts import Alert, Alerts, Evidence
from procmon_gui.domain.errors import ProcmonError, WrongInput
from procmon_gui.engine.discreet_alerts import evidence_without
from procmon_gui.reports.alerts import alert_lines, alerts_csv, alerts_json, story_lines
from procmon_gui.reports.evidence import culprits_csv, evidence_json
from procmon_gui.services.alerts import is_judged_now, open_alerts, open_guarded_alerts
from procmon_gui.services.places import Options
from procmon_gui.services.rules import open_rules
from procmon_gui.terminal.identity import demand, glance, identify, may
from procmon_gui.terminal.moments import time_ms
from procmon_gui.terminal.output import Output
from procmon_gui.terminal.printing import end_with
from procmon_gui.terminal.request import Request, complain
from procmon_gui.terminal.rules_find import find_rule
from procmon_gui.terminal.viewing import check_watching

MOST_PAST: Final = 100
MUTE_S: Final = 3600.0


def run_alerts(request: Request) -> int:
    """Do what was asked for; return the exit status."""
    try:
        match request.deed:
            case "show":
                _show(request)
            case "ack":
                _acknowledge(request)
            case "mute" | "unmute":
                _mute(request)
            case _:
                check_watching(request)
                _list(request, open_alerts(_options(request)), is_judged=_is_judged(request))
    except ProcmonError as error:
        return end_with(error, request)
    return 0


def _options(request: Request) -> Options:
    return Options(data_dir=request.data_dir, config=request.config)


def _now_ms() -> int:
    return time.time_ns() // 1_000_000


# ---- printing


def _is_judged(request: Request) -> bool:
    """Say whether somebody judges now; where that is hidden from us, what is kept is believed."""
    return is_judged_now(_options(request)) is not False


def _list(request: Request, alerts: Alerts, *, is_judged: bool) -> None:
    chosen = _chosen(request, alerts)
    unjudged = [alert for alert in chosen if alert.resolved_ms is None and not is_judged]
    if unjudged:
        complain(
            "nobody judges now: what fired when a window or `procmon-gui record` judged last is listed as not judged"
        )
    if request.which == "firing":
        # What nobody judges is not known to fire.
        chosen = [alert for alert in chosen if alert not in unjudged]
    output = Output(is_utf8=request.format != "table")
    if request.format == "json":
        output.write(alerts_json(chosen, is_judged=is_judged))
    elif request.format == "csv":
        output.write(alerts_csv(chosen, is_judged=is_judged))
    elif not chosen:
        output.write(_nothing(request, is_judged=is_judged))
    else:
        lines = alert_lines(chosen, _now_ms(), output.size().columns, is_judged=is_judged)
        output.write("".join(line + "\n" for line in lines))


def _nothing(request: Request, *, is_judged: bool) -> str:
    if request.which != "firing":
        return "No alert is kept, or none that matches.\n"
    return "Nothing fires.\n" if is_judged else "Nothing is known to fire: nobody judges.\n"


def _chosen(request: Request, alerts: Alerts) -> Sequence[Alert]:
    """Return what fires, the worst first, and what is over, the newest first."""
    since_ms = time_ms(request.from_, _now_ms())
    limit = MOST_PAST if request.limit is None else request.limit
    firing = () if request.which == "past" else alerts.firing()
    past = () if request.which == "firing" else alerts.past(limit=limit)
    return [alert for alert in (*firing, *past) if since_ms is None or alert.fired_ms >= since_ms]


def _show(request: Request) -> None:
    access = glance(request)
    alerts = open_alerts(_options(request))
    alert = _alert(alerts, request.alert_id)
    evidence = alerts.evidence(alert.id)
    if evidence is not None and not may(access, Permission.FULL_COMMAND_LINES):
        complain("command lines are cut down to the name of the program: only operators may read them (--account NAME)")
        evidence = evidence_without(evidence)
    output = Output(is_utf8=request.format != "table")
    is_judged = _is_judged(request)
    if request.format == "json":
        output.write(evidence_json(alert, evidence, is_judged=is_judged))
    elif request.format == "csv":
        output.write(culprits_csv(evidence or _no_evidence()))
    else:
        output.write("".join(line + "\n" for line in story_lines(alert, evidence, _now_ms(), is_judged=is_judged)))


def _alert(alerts: Alerts, id: int) -> Alert:
    alert = alerts.alert(id)
    if alert is None:
        raise WrongInput(f"There is no alert {id}; `procmon-gui alerts` lists them.")
    return alert


def _no_evidence() -> Evidence:
    import numpy as np

    return Evidence(
        at_ms=np.zeros(0, np.int64), values=np.zeros(0), culprit_metric_id="", before_from_ms=0, before_to_ms=0,
        culprits=(),
    )  # fmt: skip


# ---- what people say


def _acknowledge(request: Request) -> None:
    access = identify(request)
    demand(access, Permission.JUDGE, request)
    alerts = open_guarded_alerts(_options(request), access)
    alert = _alert(alerts, request.alert_id)
    alerts.acknowledge(alert.id, note=request.text)
    complain(f"acknowledged: {alert.title}")


def _mute(request: Request) -> None:
    access = identify(request)
    demand(access, Permission.JUDGE, request)
    rule = find_rule(open_rules(_options(request)), request.name)
    alerts = open_guarded_alerts(_options(request), access)
    if request.deed == "unmute":
        alerts.mute(rule.id, 0)
        complain(f"{rule.id} tells again")
        return
    until_ms = _now_ms() + round((MUTE_S if request.for_s is None else request.for_s) * 1000)
    alerts.mute(rule.id, until_ms)
    until = time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime(until_ms / 1000))
    complain(f"{rule.id} tells nobody until {until} UTC; it is judged and kept all the same")
