"""The part of the command line about rules: `rules`. Imports nothing costly."""

import argparse
from pathlib import Path
from typing import Any, Final

from procmon_gui.terminal.access_arguments import add_login

FORMATS: Final = ("table", "json", "csv")

_TEXT: Final = """\
Rules of alerts: those that came with the program, and those of the file rules.toml beside the settings."""
_NOTES: Final = """\
RULE is the id of a rule, or a file such as mine.toml with rules in it. Times are those of query; one that begins with a
minus as --from=-2d.

formats:
  table  for people
  json   one object a line
  csv    the same as columns

exit status:
  0  done; with check, nothing is wrong; with test, it was played, whether it fired or not
  1  what is asked of can not be read; with check, something is wrong
  2  the command line can not be used, or there is no such rule
  3  refused: by the role, or at the password"""


def add_rules(verbs: "argparse._SubParsersAction[Any]", common: argparse.ArgumentParser) -> None:
    """Add the verb `rules` and what it does."""
    rules = verbs.add_parser(
        "rules", help="rules of alerts: list, check and try them", description=_TEXT, epilog=_NOTES, parents=[common],
        argument_default=argparse.SUPPRESS, formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False,
    )  # fmt: skip
    rules.add_argument("--format", choices=FORMATS, help="default: table")
    add_login(rules)
    deeds = rules.add_subparsers(dest="deed", metavar="WHAT", title="what is done (without one: list)")
    rules.set_defaults(deed="list")

    def deed(name: str, help: str, notes: str = "") -> argparse.ArgumentParser:
        parser: argparse.ArgumentParser = deeds.add_parser(
            name, help=help, description=help[0].upper() + help[1:] + ".", epilog=notes, parents=[common],
            argument_default=argparse.SUPPRESS, formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )  # fmt: skip
        parser.add_argument("--format", choices=FORMATS, help="default: table")
        add_login(parser)
        return parser

    deed("list", "print all rules and how they do")
    show = deed("show", "print all that a rule says, as it would stand in the file")
    show.add_argument("name", metavar="ID", help="the id of a rule")
    test = deed("test", "play a rule over what was recorded, and print where it would have fired")
    test.add_argument("name", metavar="RULE", help="the id of a rule, or a file such as mine.toml")
    test.add_argument("--from", dest="from_", metavar="TIME", help="from a time on (default: a day before its end)")
    test.add_argument("--to", metavar="TIME", help="up to a time (default: now)")
    check = deed("check", "name everything that is wrong with the file, by line")
    check.add_argument(
        "file", nargs="?", type=_path, default=None, metavar="FILE", help="another one (default: rules.toml)"
    )


def _path(text: str) -> Path:
    if not text or "\0" in text:
        raise argparse.ArgumentTypeError("a path can not be empty")
    return Path(text).absolute()
