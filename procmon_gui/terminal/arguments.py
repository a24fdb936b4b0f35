"""The command line: its verbs, its options, and what is said when it can not be used. Imports nothing costly."""

import argparse
import math
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final, NoReturn

from procmon_gui.domain.recorded_hosts import SCHEMES
from procmon_gui.domain.text import display_text, one_line
from procmon_gui.domain.version import VERSION
from procmon_gui.terminal.access_arguments import add_login, add_users
from procmon_gui.terminal.act_arguments import add_act
from procmon_gui.terminal.alerts_arguments import add_alerts
from procmon_gui.terminal.channels_arguments import add_channels
from procmon_gui.terminal.doctor_arguments import add_doctor
from procmon_gui.terminal.licences_arguments import add_licences
from procmon_gui.terminal.request import PROGRAM, Request, complain
from procmon_gui.terminal.rules_arguments import add_rules

FORMATS: Final = ("table", "json", "csv")
RESOURCES: Final = ("cpu", "memory", "disk", "network")
SHORTEST_INTERVAL_S: Final = 0.1
LONGEST_INTERVAL_S: Final = 3600.0

_MAIN_TEXT: Final = """Shows every process of this machine, live: in a window, or with a verb in the terminal."""
_SAMPLE_TEXT: Final = """\
Prints one sample after another until it is stopped. The first one comes after about a second, because a rate needs
two looks at the machine. While `procmon-gui record` runs, it prints what that sees and does not look a second time,
unless an interval is named."""
_SAMPLE_NOTES: Final = """\
formats:
  table  a line about the machine and one for each process, as wide as the terminal; on a terminal as many rows as fit
  json   one object a line: at_utc, host, system {metric: value, or {device: value} with "" for the whole machine},
         processes [{field: value}]; unknown is null
  csv    one row for each process of each sample, the header once; unknown is empty

A filter is written as in the window: --filter 'cpu > 50% and user = postgres'. CPU is 1 for one full core.
Stopping it (Ctrl+C, SIGTERM) is its normal end and exits with 0; with --count left unfinished, with 130 or 143."""
_RECORD_TEXT: Final = """\
Records every process of this machine until it is stopped, so that the window can go back to any moment of it."""
_RECORD_NOTES: Final = """\
One program at a time records into a folder: a window that is open does it already.
Stopping it (Ctrl+C, SIGTERM) is its normal end: what is left is written, and it exits with 0."""
_EXPORT_TEXT: Final = """\
Writes the processes of a recorded time to a file: .csv and .parquet have a row for each process of each moment, .jsonl
an object for each moment, a line each. The file is there when all of it is."""
_INCIDENT_TEXT: Final = """\
Writes a recorded time into a file that this program opens on any machine, with `procmon-gui open`. Nothing from before
or after that time is in it, no environment, and command lines only where they are asked for, redacted."""
_INCIDENT_NOTES: Final = """\
Times are written as 03:12, "yesterday 3am", "2026-11-20 14:00", "2 hours ago", now, or ISO 8601; one that begins with a
minus as --from=-2h. The file is there when all of it is, and only you can read it."""
_OPEN_TEXT: Final = """\
Opens a file that `procmon-gui incident` made in a window, or what a machine has copied to the server of a team, to be
read: nothing is recorded, and nothing is changed."""
_OPEN_NOTES: Final = """\
A server is named as procmon-gui open postgresql://user@host/database; its password is taken from ~/.pgpass or
PGPASSWORD. Where it has the histories of several machines, it says which, and --host chooses."""
_QUERY_TEXT: Final = """\
Prints the processes of a recorded moment, or of a time, that match an expression; without one, all of them."""
_QUERY_NOTES: Final = """\
An expression is written as in the window: 'cpu > 50% and user = postgres'. Times are written as 03:12, "yesterday 3am",
"2026-11-20 14:00", "2 hours ago", now, or ISO 8601; one that begins with a minus as --at=-2h.
The formats are those of sample; each moment has the time of its beat."""
_COMPARE_TEXT: Final = """\
Compares two recorded ranges: which programs are new in A, gone, use more or less than in B, and the machine in both."""
_COMPARE_NOTES: Final = """\
A is --from to --to. Without --with-from, B is the time before A; without --with-to, it is as long as A.
CPU, disk and network are compared per second that was recorded, so the lengths may differ. Times are those of query."""
_MARK_TEXT: Final = """\
Gives a few words to a moment, so that it is found again on the time strip of the window.
For scripts that deploy, too."""
_MARK_NOTES: Final = """\
Times are written as 03:12, "yesterday 3am", "2026-11-20 14:00", "2 hours ago", now, or ISO 8601; one that begins with a
minus as --at=-2h. Words that begin with a minus stand behind --."""
_MARKS_TEXT: Final = """Prints the marks, the oldest moment first."""
_MARKS_NOTES: Final = """\
formats:
  table  time, words, and who made it
  json   one object a line: at_utc, text, author, made_at_utc
  csv    the same as columns"""
_AUDIT_TEXT: Final = """\
Prints the audit trail, the oldest deed first: who did what to whom, when, why, and how it ended, allowed and refused
alike. With --verify it compares the hash of every record instead, and prints the newest as an anchor."""
_AUDIT_NOTES: Final = """\
An expression is written as in the window: 'action = kill and outcome != done'. Times are those of query; --at is within
a minute of a time.
An anchor is number:hash. Keep the newest where nobody can write who writes the data folder: with it, a tail that was
cut off and a trail that was written anew are noticed. Where the system has a journal, they are kept there.

formats:
  table  number, time, who, action, target, outcome, reason and detail
  json   one object a line, with everything that is kept
  csv    the same as columns

exit status:
  0  printed; or every record is as it was written
  1  the trail can not be read; or, with --verify, a record is not as it was written
  2  the command line can not be used
  3  refused: by the role, or at the password"""
_PREPARE_TEXT: Final = """\
Sets a PostgreSQL database up for the histories of a team, as its owner, or brings it up to date. Nothing is lost."""
_SALVAGE_TEXT: Final = """\
Brings back what can be read of a history that was damaged and set aside: samples of a time of which there are none in
the history that is in use. The file itself stays as it is."""
_SALVAGE_NOTES: Final = """\
Nobody may record meanwhile: close the window, or stop the recorder. Only what its checksum vouches for comes back;
sums by minute and hour are made of it anew, little by little, by whoever records next. Asking twice changes nothing."""


def parse(arguments: Sequence[str] | None = None) -> Request:
    """Return what is asked for; ends the program for --help, --version and whatever makes no sense."""
    parser = _parser()
    request = Request(**vars(parser.parse_args(arguments)))
    if request.host and not request.server:
        parser.error("--host chooses a machine of a server, and none is named")
    return request


class _FileOrServer(argparse.Action):
    """Takes what is to be opened for a server when it looks like one, else for a file."""

    def __call__(
        self, parser: argparse.ArgumentParser, namespace: argparse.Namespace, values: Any, option: str | None = None
    ) -> None:
        if values.startswith(SCHEMES):
            namespace.server = values
            return
        try:
            namespace.file = _path(values)
        except argparse.ArgumentTypeError as error:
            raise argparse.ArgumentError(self, str(error)) from error


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one line instead of printing the usage."""

    def error(self, message: str) -> NoReturn:
        complain(f"{message} (see {self.prog} --help)", self.prog)
        self.exit(2)


def _parser() -> argparse.ArgumentParser:
    common = _Parser(add_help=False, argument_default=argparse.SUPPRESS)
    common.add_argument("--data-dir", type=_path, metavar="DIR", help="where data is kept")
    common.add_argument("--config", type=_path, metavar="FILE", help="the settings file to use")
    parser = _Parser(
        prog=PROGRAM, description=_MAIN_TEXT, parents=[common], argument_default=argparse.SUPPRESS, allow_abbrev=False
    )
    parser.add_argument("--version", action="version", version=f"{PROGRAM} {VERSION}")
    parser.add_argument(
        "--alert", dest="alert_id", type=_whole("alert", 1), metavar="ID", help="open the window at an alert"
    )
    parser.add_argument(
        "--hidden", dest="is_hidden", action="store_true",
        help="open no window: stay in the tray, or minimised where there is none",
    )  # fmt: skip
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", title="verbs; without one, the window opens")
    _add_sample(verbs, common)
    _add_record(verbs, common)
    _add_query(verbs, common)
    _add_export(verbs, common)
    _add_compare(verbs, common)
    _add_incident(verbs, common)
    _add_open(verbs, common)
    _add_marks(verbs, common)
    _add_audit(verbs, common)
    _add_salvage(verbs, common)
    add_doctor(verbs, common)
    add_users(verbs, common)
    add_act(verbs, common)
    add_alerts(verbs, common, _duration)
    add_rules(verbs, common)
    add_channels(verbs, common)
    add_licences(verbs, common)
    _add_prepare_server(verbs, common)
    parser.set_defaults(verb="")
    return parser


def _add_salvage(verbs: "argparse._SubParsersAction[_Parser]", common: _Parser) -> None:
    salvage = verbs.add_parser(
        "salvage", help="bring back what can be read of a damaged history", description=_SALVAGE_TEXT,
        epilog=_SALVAGE_NOTES, parents=[common], argument_default=argparse.SUPPRESS, allow_abbrev=False,
    )  # fmt: skip
    salvage.add_argument("file", type=_path, metavar="FILE", help="history.sqlite.damaged-…")
    add_login(salvage)


def _add_sample(verbs: "argparse._SubParsersAction[_Parser]", common: _Parser) -> None:
    sample = verbs.add_parser(
        "sample", help="print live samples", description=_SAMPLE_TEXT, epilog=_SAMPLE_NOTES, parents=[common],
        argument_default=argparse.SUPPRESS, formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False,
    )  # fmt: skip
    sample.add_argument("--count", type=_whole("count", 1), metavar="N", help="stop after so many (default: go on)")
    sample.add_argument(
        "--interval", dest="interval_s", type=_interval, metavar="S",
        help="seconds between (default: that of the recorder there is, or 1)",
    )  # fmt: skip
    sample.add_argument("--filter", metavar="EXPR", help="print only the processes that match")
    sample.add_argument("--sort", metavar="FIELD", help="by a field or its alias, as cpu, mem, pid (default: cpu)")
    sample.add_argument("--limit", type=_whole("limit", 0), metavar="N", help="at most so many processes a sample")
    sample.add_argument("--format", choices=FORMATS, help="default: table")
    add_login(sample)


def _add_record(verbs: "argparse._SubParsersAction[_Parser]", common: _Parser) -> None:
    record = verbs.add_parser(
        "record", help="record everything, without a window", description=_RECORD_TEXT, epilog=_RECORD_NOTES,
        parents=[common], argument_default=argparse.SUPPRESS, formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )  # fmt: skip
    record.add_argument(
        "--for", dest="for_s", type=_duration, metavar="DURATION", help="stop after that long, as 30s, 10m, 2h"
    )
    record.add_argument(
        "--interval", dest="interval_s", type=_interval, metavar="S",
        help="seconds between (default: sampling.interval_s in the settings, or 1)",
    )  # fmt: skip
    record.add_argument("--quiet", dest="is_quiet", action="store_true", help="say only what goes wrong")


def _add_query(verbs: "argparse._SubParsersAction[_Parser]", common: _Parser) -> None:
    query = verbs.add_parser(
        "query", help="print recorded moments", description=_QUERY_TEXT, epilog=_QUERY_NOTES, parents=[common],
        argument_default=argparse.SUPPRESS, formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False,
    )  # fmt: skip
    query.add_argument("filter", nargs="?", metavar="EXPR", help="print only the processes that match")
    when = query.add_mutually_exclusive_group()
    when.add_argument("--at", metavar="TIME", help="the moment nearest to a time (default: the newest)")
    when.add_argument("--from", dest="from_", metavar="TIME", help="every moment from a time on")
    _add_moments(query)
    query.add_argument("--format", choices=FORMATS, help="default: table")
    add_login(query)


def _add_export(verbs: "argparse._SubParsersAction[_Parser]", common: _Parser) -> None:
    export = verbs.add_parser(
        "export", help="write recorded moments to a file", description=_EXPORT_TEXT, epilog=_QUERY_NOTES,
        parents=[common], argument_default=argparse.SUPPRESS, formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )  # fmt: skip
    export.add_argument("filter", nargs="?", metavar="EXPR", help="write only the processes that match")
    export.add_argument("--from", dest="from_", metavar="TIME", required=True, help="from a time on")
    _add_moments(export)
    export.add_argument(
        "--out", type=_path, metavar="FILE", required=True, help="a file that ends in .csv, .jsonl or .parquet"
    )
    add_login(export)


def _add_incident(verbs: "argparse._SubParsersAction[_Parser]", common: _Parser) -> None:
    incident = verbs.add_parser(
        "incident", help="cut a recorded time out, for another machine", description=_INCIDENT_TEXT,
        epilog=_INCIDENT_NOTES, parents=[common], argument_default=argparse.SUPPRESS,
        formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False,
    )  # fmt: skip
    incident.add_argument("--from", dest="from_", metavar="TIME", required=True, help="from a time on")
    incident.add_argument("--to", metavar="TIME", help="up to a time (default: now)")
    incident.add_argument("--out", type=_path, metavar="FILE", required=True, help="a file that ends in .procmon")
    _add_server(incident, incident)
    incident.add_argument(
        "--with-command-lines", dest="has_command_lines", action="store_true",
        help="with what processes were started with, without what is recognised as a secret",
    )  # fmt: skip
    incident.add_argument("--force", dest="replaces", action="store_true", help="replace a file that is there already")
    add_login(incident)


def _add_open(verbs: "argparse._SubParsersAction[_Parser]", common: _Parser) -> None:
    opened = verbs.add_parser(
        "open", help="look at a file that incident made, or at a server", description=_OPEN_TEXT, epilog=_OPEN_NOTES,
        parents=[common], argument_default=argparse.SUPPRESS, formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )  # fmt: skip
    opened.add_argument("file", action=_FileOrServer, metavar="FILE or URL", help="what ends in .procmon, or a server")
    opened.add_argument("--host", metavar="NAME", help="which machine of a server")


def _add_compare(verbs: "argparse._SubParsersAction[_Parser]", common: _Parser) -> None:
    comparison = verbs.add_parser(
        "compare", help="compare two recorded ranges", description=_COMPARE_TEXT, epilog=_COMPARE_NOTES,
        parents=[common], argument_default=argparse.SUPPRESS, formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )  # fmt: skip
    comparison.add_argument("--from", dest="from_", metavar="TIME", required=True, help="from a time on")
    comparison.add_argument("--to", metavar="TIME", help="up to a time (default: now)")
    comparison.add_argument("--with-from", metavar="TIME", help="compare with the time from then on")
    comparison.add_argument("--with-to", metavar="TIME", help="and up to then")
    comparison.add_argument("--by", choices=RESOURCES, help="what is compared (default: cpu)")
    comparison.add_argument("--all", dest="has_all", action="store_true", help="also what did not change")
    comparison.add_argument("--limit", type=_whole("limit", 0), metavar="N", help="at most so many programs")
    comparison.add_argument("--format", choices=FORMATS, help="default: table")
    _add_server(comparison, comparison)
    add_login(comparison)


def _add_marks(verbs: "argparse._SubParsersAction[_Parser]", common: _Parser) -> None:
    mark = verbs.add_parser(
        "mark", help="mark a moment with a few words", description=_MARK_TEXT, epilog=_MARK_NOTES, parents=[common],
        argument_default=argparse.SUPPRESS, formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False,
    )  # fmt: skip
    mark.add_argument("text", metavar="TEXT", help="one line, at most 200 letters")
    mark.add_argument("--at", metavar="TIME", help="the moment (default: now)")
    add_login(mark)
    marks = verbs.add_parser(
        "marks", help="print the marks", description=_MARKS_TEXT, epilog=_MARKS_NOTES, parents=[common],
        argument_default=argparse.SUPPRESS, formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False,
    )  # fmt: skip
    marks.add_argument("--format", choices=FORMATS, help="default: table")
    add_login(marks)


def _add_audit(verbs: "argparse._SubParsersAction[_Parser]", common: _Parser) -> None:
    audit = verbs.add_parser(
        "audit", help="print or verify the audit trail", description=_AUDIT_TEXT, epilog=_AUDIT_NOTES,
        parents=[common], argument_default=argparse.SUPPRESS, formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )  # fmt: skip
    audit.add_argument("filter", nargs="?", metavar="EXPR", help="print only the deeds that match")
    when = audit.add_mutually_exclusive_group()
    when.add_argument("--at", metavar="TIME", help="within a minute of a time")
    when.add_argument("--from", dest="from_", metavar="TIME", help="from a time on")
    audit.add_argument("--to", metavar="TIME", help="up to a time (default: now)")
    audit.add_argument("--limit", type=_whole("limit", 0), metavar="N", help="at most so many deeds, the newest")
    audit.add_argument("--format", choices=FORMATS, help="default: table")
    audit.add_argument("--verify", dest="verifies", action="store_true", help="compare the hash of every record")
    audit.add_argument("--anchor", metavar="N:HASH", help="and what was known of one of them, with --verify")
    add_login(audit)


def _add_prepare_server(verbs: "argparse._SubParsersAction[_Parser]", common: _Parser) -> None:
    prepare = verbs.add_parser(
        "prepare-server", help="set the database of a team up", description=_PREPARE_TEXT, parents=[common],
        argument_default=argparse.SUPPRESS, allow_abbrev=False,
    )  # fmt: skip
    prepare.add_argument("url", metavar="URL", help="postgresql://owner@host/database")
    add_login(prepare)


def _add_server(parser: _Parser, whence: argparse._ActionsContainer) -> None:
    whence.add_argument("--server", metavar="URL", help="from the server of a team: postgresql://user@host/database")
    parser.add_argument("--host", metavar="NAME", help="which machine of a server (default: the only one)")


def _add_moments(parser: _Parser) -> None:
    parser.add_argument("--to", metavar="TIME", help="up to a time (default: now)")
    whence = parser.add_mutually_exclusive_group()
    whence.add_argument("--file", type=_path, metavar="FILE", help="from a file that incident made")
    _add_server(parser, whence)
    parser.add_argument("--every", dest="every_s", type=_duration, metavar="DURATION", help="one moment in so long")
    parser.add_argument("--sort", metavar="FIELD", help="by a field or its alias, as cpu, mem, pid (default: cpu)")
    parser.add_argument("--limit", type=_whole("limit", 0), metavar="N", help="at most so many processes a moment")


def _duration(text: str) -> float:
    from procmon_gui.query.errors import QueryError
    from procmon_gui.query.times import parse_duration

    try:
        seconds = parse_duration(text)
    except QueryError as error:
        raise argparse.ArgumentTypeError(one_line(str(error))) from error
    if seconds <= 0:
        raise argparse.ArgumentTypeError("the duration has to be longer than nothing")
    return seconds


def _whole(name: str, least: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not (text.isascii() and text.isdecimal() and len(text) < 10 and int(text) >= least):
            raise argparse.ArgumentTypeError(f"the {name} is a whole number from {least} on, not “{_quoted(text)}”")
        return int(text)

    return read


def _interval(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = math.nan
    if not SHORTEST_INTERVAL_S <= seconds <= LONGEST_INTERVAL_S:
        raise argparse.ArgumentTypeError(
            f"the interval is a number of seconds from {SHORTEST_INTERVAL_S:g} to {LONGEST_INTERVAL_S:g}, "
            f"not “{_quoted(text)}”"
        )
    return seconds


def _path(text: str) -> Path:
    if not text or "\0" in text:
        raise argparse.ArgumentTypeError("a path can not be empty")
    return Path(text).absolute()


def _quoted(text: str) -> str:
    return display_text(text, 40)
