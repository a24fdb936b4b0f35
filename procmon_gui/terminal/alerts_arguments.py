"""The part of the command line about alerts: `alerts`. Imports nothing costly."""

import argparse
from collections.abc import Callable
from typing import Any, Final

from procmon_gui.terminal.access_arguments import add_login

FORMATS: Final = ("table", "json", "csv")

_TEXT: Final = """\
Alerts: what fires now, what has fired, and what was found about it. They are judged by a window, or by
`procmon-gui record`; this verb judges nothing."""
_NOTES: Final = """\
ID is the number of an alert, RULE the id of a rule. Times are those of query; one that begins with a minus as
--since=-2d.

formats:
  table  for people
  json   one object a line; with show, one object with all of the evidence
  csv    the same as columns; with show, the processes that made the rise

exit status:
  0  done, whether anything fires or not
  1  not done: what is kept of alerts can not be read or written
  2  the command line can not be used, or there is no such alert or rule
  3  refused: by the role, or at the password"""


def add_alerts(
    verbs: "argparse._SubParsersAction[Any]", common: argparse.ArgumentParser, duration: Callable[[str], float]
) -> None:
    """Add the verb `alerts` and what it does; `duration` reads how long something is to last."""
    alerts = verbs.add_parser(
        "alerts", help="alerts: what fires, what was found about it; acknowledge, mute", description=_TEXT,
        epilog=_NOTES, parents=[common], argument_default=argparse.SUPPRESS,
        formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False,
    )  # fmt: skip
    _add_list_options(alerts)
    deeds = alerts.add_subparsers(dest="deed", metavar="WHAT", title="what is done (without one: list)")
    alerts.set_defaults(deed="list")

    def deed(name: str, help: str) -> argparse.ArgumentParser:
        parser: argparse.ArgumentParser = deeds.add_parser(
            name, help=help, description=help[0].upper() + help[1:] + ".", parents=[common],
            argument_default=argparse.SUPPRESS, allow_abbrev=False,
        )  # fmt: skip
        return parser

    _add_list_options(deed("list", "print alerts, those that fire first"))
    show = deed("show", "print all that is kept of an alert: who made the rise, who came and who went")
    show.add_argument("alert_id", type=_number, metavar="ID", help="the number of an alert")
    show.add_argument("--format", choices=FORMATS, help="default: table")
    add_login(show)
    acknowledged = deed("ack", "say that somebody has seen it: it is not told again")
    acknowledged.add_argument("alert_id", type=_number, metavar="ID", help="the number of an alert")
    acknowledged.add_argument("--note", dest="text", metavar="WORDS", help="what there is to say about it")
    add_login(acknowledged)
    muted = deed("mute", "let a rule tell nobody for a while; it is judged and kept all the same")
    muted.add_argument("name", metavar="RULE", help="the id of a rule")
    muted.add_argument(
        "--for", dest="for_s", type=duration, metavar="DURATION", help="how long, as 30m, 2h, 3 days; default: 1h"
    )
    add_login(muted)
    unmuted = deed("unmute", "let a rule tell again")
    unmuted.add_argument("name", metavar="RULE", help="the id of a rule")
    add_login(unmuted)


def _add_list_options(parser: argparse.ArgumentParser) -> None:
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--firing", dest="which", action="store_const", const="firing", help="only what fires now")
    which.add_argument("--past", dest="which", action="store_const", const="past", help="only what is over")
    parser.add_argument("--since", dest="from_", metavar="TIME", help="only what fired since then")
    parser.add_argument(
        "--limit", type=_number, metavar="N", help="at most so many of those that are over; default: 100"
    )
    parser.add_argument("--format", choices=FORMATS, help="default: table")
    add_login(parser)


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 0 < len(text) < 16 and int(text) > 0):
        raise argparse.ArgumentTypeError("a whole number from 1 on is expected")
    return int(text)
