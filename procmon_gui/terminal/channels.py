"""`procmon-gui channels`: prints channels and how they did, tries one, confirms a command. Main thread."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final, TypeVar

from procmon_gui.auth.permissions import Permission
from procmon_gui.domain.errors import ProcmonError, WrongInput
from procmon_gui.domain.notices import Undelivered
from procmon_gui.domain.text import display_text
from procmon_gui.reports.channels import (
    channels_csv,
    channels_json,
    channels_lines,
    deliveries_csv,
    deliveries_json,
    deliveries_lines,
)
from procmon_gui.services.channels import open_channels, open_guarded_channels
from procmon_gui.services.places import Options
from procmon_gui.terminal.asking import TerminalAsker
from procmon_gui.terminal.identity import demand, identify
from procmon_gui.terminal.output import Output
from procmon_gui.terminal.printing import EXIT_FAILED, end_with
from procmon_gui.terminal.request import Request, complain
from procmon_gui.terminal.viewing import check_watching

One = TypeVar("One")
_LOG_MOST: Final = 50


def run_channels(request: Request) -> int:
    """Do what was asked for; return the exit status."""
    try:
        return _DEEDS[request.deed or "list"](request)
    except Undelivered as error:
        complain(str(error))
        return EXIT_FAILED
    except ProcmonError as error:
        return end_with(error, request)


def _options(request: Request) -> Options:
    return Options(data_dir=request.data_dir, config=request.config)


def _list(request: Request) -> int:
    check_watching(request)
    book = open_channels(_options(request))
    specs = book.channels()
    _print(request, channels_lines, channels_json, channels_csv, specs)
    for problem in book.problems():
        complain(problem.in_place)
    for spec in specs:
        if spec.doubt:
            complain(f"{spec.id}: {spec.doubt}")
    for words in book.warnings():
        complain(words)
    return 0


def _confirm(request: Request) -> int:
    """Show a command word by word, and let it be run as it is shown: whatever stands in the file meanwhile."""
    access = identify(request)
    demand(access, Permission.MANAGE, request)
    book = open_guarded_channels(_options(request), access)
    spec = next((one for one in book.channels() if one.id == request.name), None)
    if spec is None or "command" not in spec.settings:
        raise WrongInput(f"There is no command “{display_text(request.name)}”.")
    complain(f"{spec.id} runs this, one word a line, with the rights of who records:")
    words = spec.settings["command"].split("\n")
    Output(is_utf8=False).write("".join(display_text(word) + "\n" for word in words))
    if not request.is_sure and not _is_yes("Is it yours? [y/N] "):
        raise WrongInput("Nothing was confirmed.")
    book.put(replace(spec, doubt=""), {})
    (spec,) = (one for one in book.channels() if one.id == spec.id)
    if spec.doubt:
        raise WrongInput(spec.doubt)
    complain(f"{spec.id} is run from now on")
    return 0


def _test(request: Request) -> int:
    access = identify(request)
    demand(access, Permission.JUDGE, request)
    words = open_guarded_channels(_options(request), access).test(request.name)
    Output(is_utf8=False).write(display_text(words) + "\n")
    return 0


def _is_yes(question: str) -> bool:
    try:
        return TerminalAsker().line(question).strip().lower() in ("y", "yes")
    except WrongInput:
        raise WrongInput("Nobody can be asked here whether it is yours: --yes says so.") from None


def _log(request: Request) -> int:
    check_watching(request)
    limit = _LOG_MOST if request.limit is None else request.limit
    found = open_channels(_options(request)).deliveries(limit=limit)
    _print(request, deliveries_lines, deliveries_json, deliveries_csv, found)
    return 0


def _print(
    request: Request,
    table: Callable[[Sequence[One], int], list[str]],
    as_json: Callable[[Sequence[One]], str],
    as_csv: Callable[[Sequence[One]], str],
    found: Sequence[One],
) -> None:
    output = Output(is_utf8=request.format != "table")
    match request.format:
        case "json":
            output.write(as_json(found))
        case "csv":
            output.write(as_csv(found))
        case _:
            output.write("".join(line + "\n" for line in table(found, output.size().columns)))


_DEEDS: Final[dict[str, Callable[[Request], int]]] = {"list": _list, "test": _test, "log": _log, "confirm": _confirm}
