"""The part of the command line about accounts: `users`, and who acts. Imports nothing costly."""

import argparse
from typing import Any, Final

ROLES: Final = ("viewer", "operator", "administrator")
FORMATS: Final = ("table", "json", "csv")

_USERS_TEXT: Final = """\
Local accounts: who may do what with this program. Where none was ever made, the user of the system acts, with every
right that the system gives him."""
_USERS_NOTES: Final = """\
roles:
  viewer         sees what runs, without full command lines
  operator       also exports, and ends and stops processes of the user of the system
  administrator  also kills, acts on processes of others, reads the audit, and looks after accounts

A login keeps people apart who share a desk. It can not stop the user of the system who owns the files.
The first account is an administrator, and a recovery code is printed with it, once. Passwords are asked for without an
echo; with --password-stdin they are read from standard input, a line each, in the order in which they would be asked
for: first that of --account, where somebody logs in. They are never taken from the command line.

exit status:
  0  done
  1  not done: what keeps accounts can not be read or written
  2  the command line can not be used, or what was typed can not be
  3  refused: by the role, or at the password"""


def add_login(parser: argparse.ArgumentParser) -> None:
    """Add how it is said who acts, for verbs that ask (`terminal.identity`)."""
    parser.add_argument("--account", metavar="NAME", help="log in with this account, where there are accounts")
    parser.add_argument(
        "--password-stdin", dest="has_password_stdin", action="store_true",
        help="read the password from standard input, a line, instead of asking for it",
    )  # fmt: skip


def add_users(verbs: "argparse._SubParsersAction[Any]", common: argparse.ArgumentParser) -> None:
    """Add the verb `users` and what it does."""
    users = verbs.add_parser(
        "users", help="local accounts and their roles", description=_USERS_TEXT, epilog=_USERS_NOTES, parents=[common],
        argument_default=argparse.SUPPRESS, formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False,
    )  # fmt: skip
    _add_list_options(users)
    deeds = users.add_subparsers(dest="deed", metavar="WHAT", title="what is done (without one: list)")
    users.set_defaults(deed="list")

    def deed(name: str, help: str, *, has_name: bool = True, logs_in: bool = True) -> argparse.ArgumentParser:
        parser: argparse.ArgumentParser = deeds.add_parser(
            name, help=help, description=help[0].upper() + help[1:] + ".", parents=[common],
            argument_default=argparse.SUPPRESS, allow_abbrev=False,
        )  # fmt: skip
        if has_name:
            parser.add_argument("name", metavar="NAME", help="the account")
        if logs_in:
            add_login(parser)
        return parser

    _add_list_options(deed("list", "print the accounts", has_name=False, logs_in=False))
    added = deed("add", "make an account")
    added.add_argument(
        "--role", choices=ROLES, help="default: administrator for the first account, viewer for all others"
    )
    deed("role", "give an account another role").add_argument("role", metavar="ROLE", choices=ROLES)
    deed("password", "set a password; without a name, that of who logs in", has_name=False).add_argument(
        "name", metavar="NAME", nargs="?", help="the account"
    )
    deed("remove", "take an account away")
    deed("unblock", "forget the wrong passwords that were typed for an account")
    recovered = deed("recover", "set the password of an administrator with the recovery code", logs_in=False)
    _add_stdin(recovered)
    deed("new-code", "make a new recovery code; the one before it is of no use any more", has_name=False)
    reset = deed("reset", "take all accounts away, also damaged ones", has_name=False, logs_in=False)
    reset.add_argument("--yes", dest="is_sure", action="store_true", help="do not ask whether that is meant")


def _add_list_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--format", choices=FORMATS, help="default: table")
    add_login(parser)


def _add_stdin(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--password-stdin", dest="has_password_stdin", action="store_true",
        help="read the code and the new password from standard input, a line each",
    )  # fmt: skip
