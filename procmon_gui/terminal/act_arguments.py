"""The part of the command line about acting on processes: `act`. Imports nothing costly."""

import argparse
from typing import Any, Final

from procmon_gui.domain.text import display_text
from procmon_gui.terminal.access_arguments import add_login

DEFAULT_WAIT_S: Final = 5.0
LONGEST_WAIT_S: Final = 3600.0

_ACT_TEXT: Final = """\
Ends, stops and changes processes of this machine: shows who it is, asks, acts on exactly that one, and watches what
becomes of it. Everything is kept in the audit trail, refusals too."""
_ACT_NOTES: Final = """\
A number alone names whoever has it at the moment: that one is held, shown, and nobody else is hit, also when he ends
while the question is open. With --started it has to be the one that was started then. In scripts --yes answers the
question; what others live by (the session, the display, who started this program) needs its name with --confirm too.

exit status:
  0  done; and what was to end has ended
  1  not done: it ended before, or the system did not take it
  2  the command line can not be used
  3  refused: by the role, by the system, at the password, or by who was asked
  4  done, and still running after --wait
  5  unsure: it ended meanwhile, and another process may have been changed instead; or the helper was lost
of several processes the gravest: 5, 3, 1, 4, 0. Ctrl+C ends with 130, and what was done until then is kept."""
_PID_HELP: Final = "the numbers of the processes"


def add_act(verbs: "argparse._SubParsersAction[Any]", common: argparse.ArgumentParser) -> None:
    """Add the verb `act` and what it does."""
    act = verbs.add_parser(
        "act", help="end, stop or change processes", description=_ACT_TEXT, epilog=_ACT_NOTES, parents=[common],
        argument_default=argparse.SUPPRESS, formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False,
    )  # fmt: skip
    # Before what is done as well as after it: where people put them.
    _add_options(act)
    deeds = act.add_subparsers(dest="deed", metavar="WHAT", title="what is done", required=True)

    def deed(name: str, help: str, *, value: str = "", value_help: str = "", has_tree: bool = False) -> None:
        parser: argparse.ArgumentParser = deeds.add_parser(
            name, help=help, description=help[0].upper() + help[1:] + ".", epilog=_ACT_NOTES, parents=[common],
            argument_default=argparse.SUPPRESS, formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )  # fmt: skip
        if value:
            parser.add_argument("value", metavar=value, help=value_help)
        parser.add_argument("pids", nargs="+", type=_pid, metavar="PID", help=_PID_HELP)
        if has_tree:
            parser.add_argument("--tree", dest="is_tree", action="store_true", help="all below them too, first")
        _add_options(parser)

    deed("end", "ask processes to end (SIGTERM)", has_tree=True)
    deed("kill", "end processes at once (SIGKILL)", has_tree=True)
    deed("tree", "ask processes and all below them to end, children first")
    deed("stop", "suspend processes (SIGSTOP)", has_tree=True)
    deed("cont", "let suspended processes go on (SIGCONT)", has_tree=True)
    deed("signal", "send another signal", value="SIGNAL", value_help="HUP, SIGUSR1, RTMIN+1, or its number")
    deed("nice", "set the priority", value="NICE", value_help="-20 (first) to 19 (last)")
    deed(
        "ionice", "set the priority on disks", value="CLASS",
        value_help="idle, best-effort or realtime, with a level from 0 (first) to 7 as best-effort:2",
    )  # fmt: skip
    deed("affinity", "say on which processors they may run", value="CPUS", value_help="numbers, as 0-3,8")
    deed("restart-unit", "restart the service of systemd that they belong to")


def _add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--started", metavar="TIME or TICKS",
        help="only if it was started then, to the second; or so many ticks after the boot, as /proc/PID/stat has it",
    )  # fmt: skip
    parser.add_argument("--yes", dest="is_sure", action="store_true", help="do not ask whether that is meant")
    parser.add_argument(
        "--confirm", dest="confirmed", action="append", metavar="NAME",
        help="the name of one that others live by: it is meant; may be repeated",
    )  # fmt: skip
    parser.add_argument("--reason", metavar="TEXT", help="why; the audit trail keeps it")
    parser.add_argument(
        "--wait", dest="wait_s", type=_wait, metavar="S",
        help=f"how many seconds to wait for their end (default: {DEFAULT_WAIT_S:g})",
    )  # fmt: skip
    parser.add_argument(
        "--without-trail", dest="goes_without_trail", action="store_true",
        help="where the audit trail can not be written, as on a full disk: keep it in the journal of the system alone",
    )  # fmt: skip
    add_login(parser)


def _pid(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) < 10 and int(text) > 0):
        raise argparse.ArgumentTypeError(f"a PID is a whole number from 1 on, not “{display_text(text, 40)}”")
    return int(text)


def _wait(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1.0
    if not 0 <= seconds <= LONGEST_WAIT_S:
        raise argparse.ArgumentTypeError(
            f"--wait is a number of seconds from 0 to {LONGEST_WAIT_S:g}, not “{display_text(text, 40)}”"
        )
    return seconds
