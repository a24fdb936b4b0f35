"""The command line of `licences`. Imports nothing costly."""

import argparse
from typing import Any, Final

_TEXT: Final = (
    "Lists what the program is made of, with version and licence; with a name, prints the text of that licence."
)


def add_licences(verbs: Any, common: argparse.ArgumentParser) -> None:
    """Add the verb."""
    licences = verbs.add_parser(
        "licences", help="what the program is made of, and under which licences", description=_TEXT, parents=[common],
        argument_default=argparse.SUPPRESS, allow_abbrev=False,
    )  # fmt: skip
    licences.add_argument("name", nargs="?", metavar="NAME", help="of one part, as the list has it")
