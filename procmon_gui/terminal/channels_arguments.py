"""The part of the command line about channels: `channels`. Imports nothing costly."""

import argparse
from typing import Any, Final

from procmon_gui.terminal.access_arguments import add_login

FORMATS: Final = ("table", "json", "csv")

_TEXT: Final = """\
Channels: over which somebody is told about alerts, and how that went. They are set up in the window, or in the file
channels.toml beside the settings."""
_NOTES: Final = """\
formats:
  table  for people
  json   one object a line
  csv    the same as columns

exit status:
  0  done; with test, the notice was taken; with confirm, the command is run from now on
  1  what is asked of can not be read; with test, it was not taken, and the sentence says why
  2  the command line can not be used, there is no such channel, or nothing was confirmed
  3  refused: by the role, or at the password"""


def add_channels(verbs: "argparse._SubParsersAction[Any]", common: argparse.ArgumentParser) -> None:
    """Add the verb `channels` and what it does."""
    channels = verbs.add_parser(
        "channels", help="who is told about alerts, and how that went", description=_TEXT, epilog=_NOTES,
        parents=[common], argument_default=argparse.SUPPRESS, formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )  # fmt: skip
    channels.add_argument("--format", choices=FORMATS, help="default: table")
    add_login(channels)
    deeds = channels.add_subparsers(dest="deed", metavar="WHAT", title="what is done (without one: list)")
    channels.set_defaults(deed="list")

    def deed(name: str, help: str) -> argparse.ArgumentParser:
        parser: argparse.ArgumentParser = deeds.add_parser(
            name, help=help, description=help[0].upper() + help[1:] + ".", parents=[common],
            argument_default=argparse.SUPPRESS, allow_abbrev=False,
        )  # fmt: skip
        parser.add_argument("--format", choices=FORMATS, help="default: table")
        add_login(parser)
        return parser

    deed("list", "print the channels, and what is wrong with the file")
    test = deed("test", "tell a test notice over a channel now, and say how it went")
    test.add_argument("name", metavar="ID", help="the id of a channel, such as desktop")
    confirm = deed("confirm", "show a command that stands in the file, and let it be run as it is shown")
    confirm.add_argument("name", metavar="ID", help="the id of a command")
    confirm.add_argument("--yes", dest="is_sure", action="store_true", help="do not ask whether it is yours")
    log = deed("log", "print what was told and what is on its way, the newest first")
    log.add_argument("--limit", type=_count, metavar="N", help="at most so many (default: 50)")


def _count(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 7):
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number")
    return int(text)
