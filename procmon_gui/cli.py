"""The front door: looks at the command line and hands over to the window or to the terminal.

Everything here has to be understood by Python 3.6, so that an old Python is told what it lacks instead of failing on
a line that it can not read; whatever is newer is imported behind that check. Nothing here imports Qt or numpy by
itself, so that `--help` and `--version` answer at once.
"""

import gc
import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from procmon_gui.services.live import EyeProcess
    from procmon_gui.services.places import Options
    from procmon_gui.terminal.request import Request

OLDEST_PYTHON = (3, 11)
EXIT_WRONG_INPUT = 2


def main(arguments: "Sequence[str] | None" = None) -> int:
    """Run what the command line asks for and return the exit status."""
    if sys.version_info < OLDEST_PYTHON:
        have = ".".join(map(str, sys.version_info[:3]))
        sys.stderr.write("procmon-gui needs Python 3.11 or newer; this is Python " + have + ".\n")
        return EXIT_WRONG_INPUT
    return _main(arguments)


def _main(arguments: "Sequence[str] | None") -> int:
    request = _asked_for(sys.argv[1:] if arguments is None else arguments)
    if arguments is None:  # else somebody else's process runs us
        _be_called_by_name()
    verbs = {
        "sample": _sample,
        "record": _record,
        "query": _query,
        "export": _export,
        "compare": _compare,
        "incident": _incident,
        "mark": _marks,
        "marks": _marks,
        "audit": _audit,
        "users": _users,
        "prepare-server": _prepare_server,
        "salvage": _salvage,
        "doctor": _doctor,
        "act": _act,
        "alerts": _alerts,
        "rules": _rules,
        "channels": _channels,
        "licences": _licences,
    }
    if request.verb in verbs:
        return _interruptible(request, verbs[request.verb])
    if request.verb == "open":
        return _open(request)
    return _window(request)


def _asked_for(arguments: "Sequence[str]") -> "Request":
    """Return what the command line asks for; what reads it is loaded where there is something to read."""
    from procmon_gui.terminal.request import Request

    if not arguments:
        return Request()
    from procmon_gui.terminal.arguments import parse

    return parse(arguments)


def _be_called_by_name() -> None:
    """Stand in lists of processes, our own too, as the program and not as one more "python"; Linux only."""
    try:
        with open("/proc/self/comm", "w") as name:
            name.write("procmon-gui")
    except OSError:
        pass  # it is a courtesy


def _interruptible(request: "Request", work: "Callable[[Request], int]") -> int:
    """Run a verb of the terminal. Its imports belong to it, so that Ctrl+C is quiet in the first second too."""
    from procmon_gui.terminal.interrupts import Interrupts

    # Before numpy is loaded: its pool of threads costs start-up time and is of no use to short columns.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # To be stopped is the normal end of what has no other.
    status = 0 if request.verb in ("", "sample", "record") and request.count is None else None
    with Interrupts(status=status) as interrupts:
        return interrupts.guard(lambda: work(request))


def _sample(request: "Request") -> int:
    from procmon_gui.terminal.sample import run_sample

    return run_sample(request)


def _record(request: "Request") -> int:
    from procmon_gui.terminal.record import run_record

    return run_record(request)


def _query(request: "Request") -> int:
    from procmon_gui.terminal.query import run_query

    return run_query(request)


def _export(request: "Request") -> int:
    from procmon_gui.terminal.export import run_export

    return run_export(request)


def _compare(request: "Request") -> int:
    from procmon_gui.terminal.compare import run_compare

    return run_compare(request)


def _marks(request: "Request") -> int:
    from procmon_gui.terminal.marks import run_mark, run_marks

    return run_mark(request) if request.verb == "mark" else run_marks(request)


def _audit(request: "Request") -> int:
    from procmon_gui.terminal.audit import run_audit

    return run_audit(request)


def _users(request: "Request") -> int:
    from procmon_gui.terminal.users import run_users

    return run_users(request)


def _prepare_server(request: "Request") -> int:
    from procmon_gui.terminal.prepare_server import run_prepare_server

    return run_prepare_server(request)


def _salvage(request: "Request") -> int:
    from procmon_gui.terminal.salvage import run_salvage

    return run_salvage(request)


def _incident(request: "Request") -> int:
    from procmon_gui.terminal.incident import run_incident

    return run_incident(request)


def _act(request: "Request") -> int:
    from procmon_gui.terminal.act import run_act

    return run_act(request)


def _alerts(request: "Request") -> int:
    from procmon_gui.terminal.alerts import run_alerts

    return run_alerts(request)


def _channels(request: "Request") -> int:
    from procmon_gui.terminal.channels import run_channels

    return run_channels(request)


def _rules(request: "Request") -> int:
    from procmon_gui.terminal.rules import run_rules

    return run_rules(request)


def _licences(request: "Request") -> int:
    from procmon_gui.terminal.licences import run_licences

    return run_licences(request)


def _doctor(request: "Request") -> int:
    from procmon_gui.terminal.doctor import run_doctor

    return run_doctor(request)


def _begin(options: "Options") -> "EyeProcess | None":
    """Do what is best done before Qt is loaded: the eye takes its first look at the machine meanwhile."""
    from procmon_gui.services.live import start_eye

    # Everything that is loaded from here on stays; the window takes the collector over.
    gc.disable()
    return start_eye(options)


def _window(request: "Request") -> int:
    from procmon_gui.terminal.display import display_trouble
    from procmon_gui.terminal.request import complain

    trouble = display_trouble()
    if not trouble:
        from procmon_gui.engine.first_instance import Outcome, claim_or_raise

        # Before Qt is loaded: a second start is over in a moment.
        outcome, claim = claim_or_raise(
            (str(request.data_dir or ""), str(request.config or "")),
            alert_id=request.alert_id,
            raises=not request.is_hidden,
        )
        if outcome is Outcome.RAISED:
            return 0
        if outcome is Outcome.SILENT:
            complain("the window that is open already does not answer; opening another one")
        from procmon_gui.services.places import Options

        options = Options(data_dir=request.data_dir, config=request.config)
        eye = _begin(options)
        try:
            from procmon_gui.app import run_window
        except ImportError as error:
            if (error.name or "").startswith("procmon_gui"):
                raise  # ours, so a mistake of ours
            trouble = "Qt could not be loaded (" + str(error) + ")"
            if claim is not None:
                claim.close()
            if eye is not None:
                eye.end()
            gc.enable()
        else:
            return run_window(options, claim=claim, eye=eye, alert_id=request.alert_id, is_hidden=request.is_hidden)
    if request.alert_id:
        complain(trouble + ", so the alert can not be shown in it; `procmon-gui alerts` prints what fires.")
        return EXIT_WRONG_INPUT
    if request.is_hidden:
        complain(trouble + ", so there is no tray to stay in; `procmon-gui record` records without a window.")
        return EXIT_WRONG_INPUT
    complain(trouble + ", so the window can not open; showing live samples in the terminal.")
    return _interruptible(request, _sample)


def _open(request: "Request") -> int:
    """Show a recording in a window; what is wrong with it is said where the reader is."""
    from procmon_gui.terminal.display import display_trouble
    from procmon_gui.terminal.request import complain

    trouble = display_trouble()
    if trouble:
        instead = "--server URL" if request.server else "--file FILE"
        complain(trouble + ", so it can not be shown; `procmon-gui query " + instead + "` prints what was recorded.")
        return EXIT_WRONG_INPUT
    from procmon_gui.domain.errors import ProcmonError
    from procmon_gui.services.history import open_incident
    from procmon_gui.services.places import Options
    from procmon_gui.services.server import open_server_history
    from procmon_gui.terminal.printing import end_with

    options = Options(data_dir=request.data_dir, config=request.config)
    sentence, status = "", 1
    past, incident = None, None
    try:
        if request.server:
            past = open_server_history(request.server, request.host)
        else:
            assert request.file is not None
            incident = open_incident(request.file)
    except ProcmonError as error:
        sentence = str(error)
        status = end_with(error, request)
    try:
        from procmon_gui.viewing import run_server_viewer, run_viewer, tell_in_a_window
    except ImportError as error:
        if (error.name or "").startswith("procmon_gui"):
            raise  # ours, so a mistake of ours
        complain("Qt could not be loaded (" + str(error) + "), so the recording can not be shown.")
        return EXIT_WRONG_INPUT
    if past is not None:
        gc.disable()  # the window takes the collector over
        return run_server_viewer(options, past, request.server)
    if incident is not None:
        gc.disable()
        return run_viewer(options, incident)
    if not any(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)):
        # Opened from a file manager: nobody reads what is said in a terminal.
        tell_in_a_window(options, sentence)
    return status
