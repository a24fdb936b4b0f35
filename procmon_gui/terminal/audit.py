"""`procmon-gui audit`: prints what was done and refused, and verifies that it is as it was written. Main thread."""

import json
import time
from collections.abc import Callable, Sequence
from typing import Final

from procmon_gui.auth.gate import readable_deeds
from procmon_gui.auth.permissions import Permission
from procmon_gui.domain.audit import Anchor, AuditCheck, AuditTrail
from procmon_gui.domain.audit_entries import AuditEntry
from procmon_gui.domain.audit_fields import AUDIT_CATALOGUE
from procmon_gui.domain.errors import ProcmonError, WrongInput
from procmon_gui.query import compile
from procmon_gui.reports.audit import all_entries, audit_csv, audit_json, audit_lines, matching
from procmon_gui.services.desk import open_audit
from procmon_gui.services.places import Options
from procmon_gui.terminal.identity import demand, identify
from procmon_gui.terminal.moments import time_ms
from procmon_gui.terminal.output import Output
from procmon_gui.terminal.printing import EXIT_FAILED, end_with
from procmon_gui.terminal.progress import Progress
from procmon_gui.terminal.request import Request, complain

_NEAR_MS: Final = 60_000


def _open(request: Request) -> AuditTrail:
    return open_audit(Options(data_dir=request.data_dir, config=request.config))


def run_audit(request: Request, *, opener: Callable[[Request], AuditTrail] = _open) -> int:
    """Print or verify the trail; return the exit status: 1 where it is broken."""
    try:
        _refuse_nonsense(request)
        if request.verifies:
            access = identify(request)
            demand(access, Permission.READ_AUDIT, request)
            return _verify(request, opener(request))
        account = _reader(request)
        return _print(request, opener(request), account)
    except ProcmonError as error:
        return end_with(error, request)


def _refuse_nonsense(request: Request) -> None:
    if request.anchor and not request.verifies:
        raise WrongInput("--anchor goes with --verify.")
    if request.verifies and any((request.filter, request.at, request.from_, request.to, request.limit is not None)):
        raise WrongInput("--verify reads all of the trail: nothing that chooses a part of it goes with it.")
    if request.at and request.to:
        raise WrongInput("--at is one moment: --to goes with --from.")


# ---- printing


def _reader(request: Request) -> str | None:
    """Return whose deeds alone who asks may read; None for all. Raises Denied."""
    access = identify(request)
    demand(access, Permission.READ_OWN_AUDIT, request)
    return readable_deeds(access.actor(), access.now_ns())


def _print(request: Request, trail: AuditTrail, account: str | None) -> int:
    now_ms = time.time_ns() // 1_000_000
    query = compile(request.filter, AUDIT_CATALOGUE) if request.filter.strip() else None
    from_ms, to_ms = _range(request, now_ms)
    with Progress(_read) as progress:
        found = matching(
            all_entries(trail, progress), now_ms, query=query, from_ms=from_ms, to_ms=to_ms, account=account
        )
    if account is not None:
        complain(f"only what {account} did: the rest is for administrators")
    chosen = found[: request.limit][::-1]
    output = Output(is_utf8=request.format != "table")
    if request.format == "json":
        output.write(audit_json(chosen))
    elif request.format == "csv":
        output.write(audit_csv(chosen))
    else:
        output.write(_table(chosen, output.size().columns))
    return 0


def _range(request: Request, now_ms: int) -> tuple[int | None, int | None]:
    at_ms = time_ms(request.at, now_ms)
    if at_ms is not None:
        return at_ms - _NEAR_MS, at_ms + _NEAR_MS
    from_ms, to_ms = time_ms(request.from_, now_ms), time_ms(request.to, now_ms)
    if from_ms is not None and to_ms is not None and to_ms < from_ms:
        raise WrongInput("--to lies before --from.")
    return from_ms, to_ms


def _table(entries: Sequence[AuditEntry], width: int) -> str:
    if not entries:
        return "No deed is kept, or none that matches.\n"
    return "".join(line + "\n" for line in audit_lines(entries, width))


def _read(done: int, total: int) -> str:
    return f"{done * 100 // total} % read"


# ---- verifying


def _verify(request: Request, trail: AuditTrail) -> int:
    typed = [Anchor.parse(request.anchor)] if request.anchor else []
    kept = trail.anchors()
    with Progress(_compared) as progress:
        check = trail.verify(progress, [*typed, *kept])
    output = Output(is_utf8=request.format == "json")
    if request.format == "json":
        output.write(json.dumps(_fields(check, len(typed), len(kept))) + "\n")
    else:
        output.write(_sentences(check, len(typed), len(kept)))
    return 0 if check.first_broken is None else EXIT_FAILED


def _compared(done: int, total: int) -> str:
    return f"{done} of {total} records compared"


def _fields(check: AuditCheck, typed_count: int, kept_count: int) -> dict[str, object]:
    return {
        "records": check.count,
        "is_whole": check.first_broken is None,
        "first_broken": check.first_broken,
        "fault": check.fault or None,
        "anchor": str(Anchor(check.count, check.head)) if check.count else None,
        "anchors_given": typed_count,
        "anchors_of_journal": kept_count,
    }


def _sentences(check: AuditCheck, typed_count: int, kept_count: int) -> str:
    if check.first_broken is not None:
        complain(f"the audit trail is broken: {check.fault}")
        return f"{check.count:,} records before it are as they were written.\n"
    if not check.count:
        return "Nothing was kept yet.\n"
    lines = [f"{check.count:,} records, each as it was written", str(Anchor(check.count, check.head))]
    if kept_count:
        lines.append(f"compared with {kept_count:,} anchors of the journal")
    elif not typed_count:
        lines.append(
            "compared with no anchor: none is given, and none is to be read in a journal. A tail that was cut off, or "
            "a trail that was written anew as a whole, is not noticed like that"
        )
    return "".join(line + "\n" for line in lines)
