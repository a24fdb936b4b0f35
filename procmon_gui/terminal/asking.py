"""Asks a person at a terminal for names and passwords, without an echo; or a script that hands them in. Main thread.

It is asked on the terminal itself, so that what goes through standard input and output stays whole.
"""

import getpass
import os
import sys
import warnings
from typing import Final, Protocol

from procmon_gui.domain.errors import WrongInput
from procmon_gui.services.hygiene import protect_memory

_TERMINAL: Final = "/dev/tty"
_LONGEST_LINE: Final = 8192


class Asker(Protocol):
    """Gets words of somebody. Both raise WrongInput where nobody answers."""

    @property
    def is_person(self) -> bool:
        """Return whether it makes sense to ask again."""

    def line(self, prompt: str) -> str:
        """Ask for something that may be seen."""

    def secret(self, prompt: str) -> str:
        """Ask for something that may not."""


class TerminalAsker:
    """Asks a person."""

    is_person = True

    def line(self, prompt: str) -> str:
        """Ask for something that may be seen; a password may be typed there."""
        protect_memory(is_short=True)
        if os.name != "posix":
            self._need_terminal()
            return _whole(input(prompt) + "\n")
        try:
            with open(_TERMINAL, "r+b", buffering=0) as terminal:
                terminal.write(prompt.encode(errors="replace"))
                return _whole(terminal.readline(_LONGEST_LINE).decode("utf-8", "surrogateescape"))
        except OSError as error:
            raise WrongInput(_no_terminal()) from error

    def secret(self, prompt: str) -> str:
        """Ask for something that may not."""
        self._need_terminal()
        protect_memory(is_short=True)
        try:
            with warnings.catch_warnings():
                # Said where the echo can not be turned off; the password would be read all the same.
                warnings.simplefilter("error", getpass.GetPassWarning)
                return getpass.getpass(prompt)
        except (EOFError, getpass.GetPassWarning) as error:
            raise WrongInput("No password was typed.") from error

    def _need_terminal(self) -> None:
        """Make sure that there is a terminal: else the password would be asked for, and seen, elsewhere."""
        if os.name != "posix":
            if sys.stdin is None or not sys.stdin.isatty():
                raise WrongInput(_no_terminal())
            return
        try:
            os.close(os.open(_TERMINAL, os.O_RDWR | os.O_NOCTTY))
        except OSError as error:
            raise WrongInput(_no_terminal()) from error


class InputAsker:
    """Takes a line of standard input for each password, in the order in which they would be asked for."""

    is_person = False

    def line(self, prompt: str) -> str:
        """Names are no secret: they are named on the command line."""
        raise WrongInput(
            f"With --password-stdin nobody is asked for anything else ({prompt.rstrip(': ')}): --account NAME"
        )

    def secret(self, prompt: str) -> str:
        """Take the next line."""
        protect_memory(is_short=True)
        if sys.stdin is None:
            raise WrongInput("Standard input is closed, so there is no password to be read from it.")
        if sys.stdin.isatty():
            raise WrongInput("Standard input is a terminal: without --password-stdin nobody sees what is typed there.")
        try:
            return _whole(sys.stdin.readline(_LONGEST_LINE))
        except UnicodeDecodeError as error:
            raise WrongInput("What comes from standard input as a password is no UTF-8.") from error
        except WrongInput as error:
            what = prompt.rstrip(": ").lower()
            raise WrongInput(f"Standard input ended before the {what}: a line for each is expected.") from error


def _whole(line: str) -> str:
    """Return a line without its end; raises WrongInput for none at all."""
    if not line:
        raise WrongInput("Nothing was typed.")
    return line.removesuffix("\n").removesuffix("\r")


def _no_terminal() -> str:
    return (
        "A password is needed, and there is no terminal to ask for it. Scripts hand it in with --account NAME "
        '--password-stdin; or access.command_line = "system" in the settings trusts the user of the system.'
    )
