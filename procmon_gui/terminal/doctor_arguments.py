"""The command line of `doctor`. Imports nothing costly."""

import argparse
from typing import Any, Final

_TEXT: Final = "Tells what this machine offers and refuses, how the parts of the program do, and where files live."


def add_doctor(verbs: Any, common: argparse.ArgumentParser) -> None:
    """Add the verb."""
    doctor = verbs.add_parser(
        "doctor", help="how this machine and the program are doing", description=_TEXT, parents=[common],
        argument_default=argparse.SUPPRESS, allow_abbrev=False,
    )  # fmt: skip
    doctor.add_argument("--json", dest="as_json", action="store_true", help="for programs instead of people")
    what = doctor.add_mutually_exclusive_group()
    what.add_argument(
        "--recording", dest="asks_recording", action="store_true",
        help="only whether what happens is being recorded; for what watches over a recorder",
    )  # fmt: skip
    what.add_argument("--server", metavar="URL", help="tell of the server of a team instead")
