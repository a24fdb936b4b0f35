"""Sentences that come from the rooms below, in the reader's language.

Those rooms speak English, because terminal and log do, and the eye sends finished sentences through a pipe. The window
knows the forms of these sentences, recognises one and words it anew; one that it does not know stays as it came.

A field in which a sentence of the table may stand ends in an underscore. Window thread only.
"""

import re
from functools import cache, lru_cache
from typing import Final

from PySide6.QtCore import QCoreApplication

from procmon_gui.domain.metrics import QT_TRANSLATE_NOOP
from procmon_gui.ui.spoken_channels import CHANNEL_SENTENCES
from procmon_gui.ui.spoken_rules import RULE_SENTENCES

_T = QT_TRANSLATE_NOOP
# Longer than any sentence of ours: a regular expression need not try it.
LONGEST: Final = 2048

# The longer form comes first where two fit.
SENTENCES: Final = (
    # ---- what two sentences are made of: else the first one would take the second for a part of it
    _T("Said", "Column {column}: {problem_}; expected {expected_}"),
    _T("Said", "Column {column}: expected {expected_}"),
    _T("Said", "{problem_}; expected {expected_}"),
    _T("Said", "expected {expected_}"),
    # ---- what the eye notes
    _T("Said", "Limited view: the system hides the processes of other users (hidepid)."),
    _T("Said", "Inside a container: the bars are measured against its limits: {limits_}"),
    _T("Said", "1 core, {memory}"),
    _T("Said", "{number} cores, {memory}"),
    _T("Said", "1 core"),
    _T("Said", "{number} cores"),
    _T("Said", "No answer from the file system {name}: its figures are left out until it answers."),
    _T("Said", "No answer from the file system {name}: its figures are left out."),
    _T("Said", "No answer from the {part_}: its figures are left out until it answers."),
    _T("Said", "Disks, sensors and links are not read any more: too many do not answer."),
    _T("Said", "The file system {name} could not be read: {reason}"),
    _T("Said", "The {part_} could not be read: {reason}"),
    _T("Said", "{count} processes could not be read in this beat: {reason}"),
    _T(
        "Said",
        "So many processes started and ended at once that the kernel dropped some of its words: how they ended "
        "is unknown.",
    ),
    _T("Said", "batteries"),
    _T("Said", "temperature sensors"),
    _T("Said", "graphics cards"),
    _T("Said", "network links"),
    _T("Said", "disks"),
    _T("Said", "limits of the container"),
    _T("Said", "processor clocks"),
    _T("Said", "Windows counts all input and output of a process, not only that of disks."),
    # ---- what is left of the past
    _T("Said", "Of this time only what programs used in each hour is kept: see the page History."),
    # ---- why a figure is not there
    _T("Said", "This kernel does not count that mode (/proc/stat)."),
    _T("Said", "This kernel does not tell it ({file})."),
    _T("Said", "This kernel does not count swapped pages (/proc/vmstat)."),
    _T("Said", "This kernel has no pressure stall information (/proc/pressure)."),
    _T("Said", "This kernel does not tell full pressure of the CPU (it came with Linux 5.13)."),
    _T("Said", "No disk is visible here (/proc/diskstats)."),
    _T("Said", "No network interface is visible here (/proc/net/dev)."),
    _T("Said", "The processor does not tell its clock (cpufreq, /proc/cpuinfo)."),
    _T("Said", "No file system that holds files answered (statvfs)."),
    _T("Said", "No network interface tells a link speed (/sys/class/net)."),
    _T("Said", "No temperature sensors were found (/sys/class/hwmon, /sys/class/thermal)."),
    _T("Said", "No sensor tells a critical temperature (/sys/class/hwmon)."),
    _T("Said", "No sensor tells from which temperature on it is too warm (/sys/class/hwmon)."),
    _T("Said", "Every sensor that was found answers (/sys/class/hwmon)."),
    _T("Said", "No fans were found (/sys/class/hwmon)."),
    _T("Said", "There is no battery (/sys/class/power_supply)."),
    _T("Said", "No battery is being drained (/sys/class/power_supply)."),
    _T("Said", "No graphics card was found (/sys/class/drm)."),
    _T("Said", "The driver ({drivers}) tells this by process only, not for the card."),
    _T("Said", "The driver ({drivers}) does not tell this, or the card sleeps."),
    _T("Said", "This container has no such limit."),
    _T("Said", "This is not the inside of a container."),
    _T("Said", "Before Linux 6.6 the kernel tells only administrators how processes end."),
    _T(
        "Said",
        "The kernel does not tell how processes end in a container, nor where it was built without it "
        "(CONFIG_PROC_EVENTS).",
    ),
    _T("Said", "This kernel was built without telling how processes end (CONFIG_PROC_EVENTS)."),
    _T("Said", "The kernel does not tell how processes end: {reason}."),
    _T(
        "Said",
        "The system hides the processes of other users (hidepid), so nobody knows which of them were never seen.",
    ),
    _T("Said", "The kernel does not count delays; an administrator can turn it on: sysctl kernel.task_delayacct=1"),
    _T("Said", "No NVIDIA driver is installed."),
    _T("Said", "No NVIDIA driver answers (NVML: {reason})."),
    _T("Said", "The NVIDIA driver went away (NVML: {reason})."),
    _T("Said", "NVIDIA cards can not be read ({reason})."),
    _T("Said", "The NVIDIA driver sees no card."),
    _T("Said", "The NVIDIA driver does not answer."),
    _T("Said", "The portable eye can not read it on this system."),
    _T("Said", "The portable eye can not read it on {system}."),
    _T("Said", "{system} does not count it."),
    _T("Said", "{system} does not tell it."),
    _T("Said", "Windows has none."),
    _T("Said", "Windows has priority classes and no nice values."),
    _T("Said", "Command lines were left out of this file."),
    # ---- rights of the eye
    _T("Said", "The program pkexec, which asks for the password, is not installed."),
    _T("Said", "Not offered: {fault_}, so what would run as root is not safe from change."),
    _T("Said", "{path} can not be looked at ({reason})"),
    _T("Said", "{path} does not belong to root"),
    _T("Said", "{path} can be written by others than root"),
    _T("Said", "More rights were not given, so only what this user may see is shown."),
    _T("Said", "On this system the program sees what its user may see; start it as an administrator."),
    # ---- workers
    _T("Said", "sampler"),
    _T("Said", "eye"),
    _T("Said", "Starting"),
    _T("Said", "not started"),
    _T("Said", "judgement"),
    _T("Said", "alerts"),
    _T("Said", "another program judges"),
    _T("Said", "nobody judges yet"),
    _T("Said", "switched off in the settings"),
    _T("Said", "{reason_}; 1 event waits to be kept"),
    _T("Said", "{reason_}; {count} events wait to be kept"),
    _T("Said", "1 event waits to be kept"),
    _T("Said", "{count} events wait to be kept"),
    _T("Said", "events were lost; the desk is brought up to date with what fires"),
    _T("Said", "{reason_} (and {count} more)"),
    _T("Said", "The rule {rule} can not be judged: {reason_}"),
    _T("Said", "failed, which is a fault of the program: {reason}"),
    _T("Said", "{path}: no alert can be kept there: the folder can not be written to"),
    _T("Said", "{path}: no alert can be kept there: {reason}"),
    _T("Said", "No beat for {seconds} s"),
    _T("Said", "silent for {seconds} s"),
    _T("Said", "failed {count} times, last: {reason}"),
    _T("Said", "The eye did not answer; a new one was started"),
    _T("Said", "The eye ended; a new one was started"),
    _T("Said", "The eye sent nonsense ({reason}); a new one was started"),
    _T("Said", "The eye could not be started: {reason}"),
    _T("Said", "Two eyes hang in the kernel and can not be ended; a third is not started"),
    _T("Said", "No file descriptor is left, so the processes could not be read"),
    # ---- what is wrong with a time
    _T("Said", "the text ends here"),
    _T("Said", "the text is too long"),
    _T("Said", "no more than {count} characters"),
    _T("Said", "a time, such as 03:12, yesterday 3am, 2026-11-20 14:00 or 2 hours ago"),
    _T("Said", "the number {number} alone is not a time"),
    _T("Said", "{word} can be read in two ways"),
    _T("Said", "a date such as 2026-11-20, or 20.11.2026 with the day first"),
    _T("Said", "{word} is not a time of day"),
    _T("Said", "a day of the week, such as tuesday"),
    _T("Said", "a day, such as yesterday, tuesday or 2026-11-20"),
    _T("Said", "a time of day, such as 03:12, 3am or noon"),
    _T("Said", "a time of day, or nothing more"),
    _T("Said", "an hour from 1 to 12 before am or pm"),
    _T("Said", "an offset to UTC, such as Z or +02:00"),
    _T("Said", "a unit, such as s, min, h or d"),
    _T("Said", "the duration is too long"),
    _T("Said", "no more than 100 years"),
    _T("Said", "nothing more, or how long before, such as now - 2h"),
    _T("Said", "nothing more"),
    # ---- what is wrong with a filter
    _T("Said", "there is no field {name}"),
    _T("Said", "a field, such as {first} or {second} or {third}"),
    _T("Said", "a field, such as {first} or {second}"),
    _T("Said", "a field, such as {first}"),
    _T("Said", "{sign} does not work with {field}"),
    _T("Said", "{word} is not a word of this language"),
    _T("Said", "a comparison, such as {example}"),
    _T("Said", "there is no text in which to look for {word}"),
    _T("Said", "a regular expression can only be matched"),
    _T("Said", "~ or !~"),
    _T("Said", "{field} is not a text, in which a regular expression could be found"),
    _T("Said", "a character that is not valid Unicode"),
    _T("Said", "text"),
    _T("Said", "the query is too long"),
    _T("Said", "no more than {count} bytes"),
    _T("Said", "no more than {count}"),
    _T("Said", "too many brackets or nots inside one another"),
    _T("Said", "the quote {quote} is not closed"),
    _T("Said", "a second {quote}"),
    _T("Said", "the query ends here"),
    _T("Said", "{word} can not stand here"),
    _T("Said", "a field, a word to look for, not or ("),
    _T("Said", "this ) has no ("),
    _T("Said", "and, or, or another term"),
    _T("Said", "and, or, or )"),
    _T("Said", "a value"),
    _T("Said", "the regular expression is not valid ({reason})"),
    _T("Said", "a regular expression of RE2, which has no look-around and no back-references"),
    _T("Said", "the pattern is too large"),
    _T("Said", "fewer or smaller repetitions"),
    _T("Said", "the comma in {number} is not understood, fractions have a point"),
    _T("Said", "{word} is not a number"),
    _T("Said", "the unit of {word} does not fit {field}"),
    _T("Said", "{word} is not yes or no"),
    _T("Said", "{word} can mean {labels}"),
    _T("Said", "{word} is not a time"),
    _T("Said", "there is no such time as {word}"),
    _T("Said", "{word} is not a {field}"),
    _T("Said", "{word} is not an {field}"),
    _T("Said", "one of {labels}"),
    _T("Said", "a number with a unit, such as {first}, or a share, such as {second}"),
    _T("Said", "a number with a unit, such as {first} or {second}"),
    _T("Said", "a number with a unit, such as {first}"),
    _T("Said", "a number, such as {first} or {second}"),
    _T("Said", "a number, such as {first}"),
    _T("Said", "a text, such as {examples}, {quoted} or {pattern}"),
    _T("Said", "a text, such as {examples}"),
    _T("Said", "yes or no"),
    _T("Said", "a duration, such as {first}, {second}, {third} or {fourth}"),
    _T("Said", "a time, such as {first} or {second}"),
    _T("Said", "a temperature, such as {first} or {second}"),
    # ---- why nothing is recorded
    _T("Said", "Another program records into {path} already"),
    _T("Said", "The history can not be written: {reason}"),
    _T("Said", "{path}: the history can not be opened: {reason}"),
    _T("Said", "{path}: no history can be kept there: the folder can not be written to"),
    _T("Said", "{path}: no history can be kept there: {reason}"),
    _T("Said", "{path} is a link; a history is only written to a file of its own"),
    _T("Said", "{path} can not be used, and not be set aside: {reason}"),
    # ---- what a session starts, and reports of failures
    _T("Said", "On this system procmon_gui does not set that up itself; the settings of the system do."),
    _T("Said", "{path} can not be written: {reason}"),
    _T("Said", "{path} can not be read: {reason}"),
    _T("Said", "{path} can not be deleted: {reason}"),
    # ---- why the history of another machine can not be read
    _T("Said", "The history can not be read: {reason_}"),
    _T("Said", "the server did not answer for {seconds} s"),
    _T(
        "Said",
        "{server} can not be reached: {reason_}. Look at the address and the password (~/.pgpass, PGPASSWORD), and "
        "whether the server runs.",
    ),
    _T(
        "Said",
        "{server} holds no histories of this program. Another database may be meant, or its owner prepares this one "
        "with `procmon-gui prepare-server`.",
    ),
    _T(
        "Said",
        "{server}: this login may not read the histories. The owner of the database allows it, see the manual, page "
        "teams.",
    ),
    _T(
        "Said",
        "{server} was prepared by a newer version of this program (its format is {form}, this program reads {ours}). "
        "It is left untouched; look at it with that version.",
    ),
    _T(
        "Said",
        "{server} was prepared by an older version of this program (its format is {form}, this program reads {ours}). "
        "Looking changes nothing there: its owner brings it up to date with `procmon-gui prepare-server`.",
    ),
    _T("Said", "{server} has no history of any machine yet."),
    _T("Said", "{server} has nothing of {host} that can be shown yet."),
    _T("Said", "{server} has the histories of {count} machines, choose one with --host: {hosts}."),
    _T("Said", "There is no machine “{wanted}” on {server}, choose one of these with --host: {hosts}."),
    _T("Said", "{count} machines are called “{wanted}”, choose one with --host and its fingerprint: {hosts}."),
    _T("Said", "The address of a PostgreSQL server begins with postgresql://"),
    # ---- why a mark can not be kept, or none can be read
    _T("Said", "{path}: the disk is full, so nothing was kept"),
    _T("Said", "{path}: a quota or a limit of this program (ulimit -f) is reached, so nothing was kept"),
    _T("Said", "{path} is held by another program, so nothing was kept"),
    _T("Said", "{path}: the desk can not be opened: {reason}"),
    _T("Said", "{path}: the desk can not be used: {reason}"),
    _T("Said", "{path}: no desk can be kept there: the folder can not be written to"),
    _T("Said", "{path}: no desk can be kept there: {reason}"),
    _T("Said", "{path} is a link; a desk is only written to a file of its own"),
    _T("Said", "{path} is no file; move it away, and a desk can be kept there"),
    _T(
        "Said",
        "{path} belongs to another program and is left untouched; move it away, and a desk can be kept there",
    ),
    _T(
        "Said",
        "{path} is damaged ({reason}) and is left as it is; a copy is {copy}. "
        "Put a copy of yours in its place, or move it away to begin anew",
    ),
    _T(
        "Said",
        "{path} is damaged ({reason}) and is left as it is; no copy could be made. "
        "Put a copy of yours in its place, or move it away to begin anew",
    ),
    _T(
        "Said",
        "{path} lies on a network file system ({kind}), where a desk would be damaged. "
        "Choose a folder on a disk of this machine with --data-dir, for instance below /var/lib.",
    ),
    # ---- what is wrong with the audit trail
    _T("Said", "record {number} is missing"),
    _T("Said", "record {number} is missing: there were {count} when the newest anchor was taken"),
    _T("Said", "record {number} is not as it was written, or one before it is not"),
    _T("Said", "record {number} is another one than the anchor of it says: the trail was written anew"),
    _T("Said", "the head does not fit the last record"),
    _T("Said", "The audit trail has lost its head; nothing is added to it before somebody has looked at it"),
    # ---- why a mark can not be kept
    _T("Said", "A mark needs a few words, such as deployed 2.4"),
    _T("Said", "A mark has at most {most} letters, these are {count}"),
    _T(
        "Said",
        "{path} lies on a network file system ({kind}), where a history would be damaged. "
        "Choose a folder on a disk of this machine with --data-dir, for instance below /var/lib.",
    ),
    _T(
        "Said",
        "{path} was written by a newer version of this program (its format is {theirs}, this program writes {ours}). "
        "It is left untouched; use that version, or another --data-dir.",
    ),
    # ---- why nothing is copied to a server, and why there is no service
    _T("Said", "The history is not copied to {server}: {reason}"),
    _T("Said", "systemctl --user {verb} failed: {reason}"),
    _T("Said", "systemctl --user {verb} can not be used: {reason}"),
    _T("Said", "The service was started and did not record. See: {command}"),
    _T("Said", "{path} can not be written: {reason_}"),
    _T("Said", "there is no room left"),
    _T("Said", "{path} is a folder; name a file in it."),
    # ---- why a range does not become a file
    _T(
        "Said",
        "Of that time only averages of minutes are left, and a recording is made of samples: see the page History.",
    ),
    _T(
        "Said",
        "Of that time only what programs used in each hour is left, and a recording is made of samples: "
        "see the page History.",
    ),
    _T("Said", "Nothing was recorded into {folder} yet; `procmon-gui record` does, and an open window."),
    _T("Said", "Nothing was recorded in that time. `procmon-gui doctor` says from when to when there is something."),
    _T("Said", "Nothing was recorded in that time. {count} parts of it can not be read: they are damaged."),
    *RULE_SENTENCES,
    *CHANNEL_SENTENCES,
)
_FIELD: Final = re.compile(r"\\\{(\w+)\\\}")


@cache
def _forms() -> tuple[tuple[str, re.Pattern[str]], ...]:
    with_fields = (sentence for sentence in SENTENCES if "{" in sentence)
    return tuple(
        (sentence, re.compile(_FIELD.sub(r"(?P<\1>.+?)", re.escape(sentence)), re.DOTALL)) for sentence in with_fields
    )


_WHOLE: Final = frozenset(sentence for sentence in SENTENCES if "{" not in sentence)


@lru_cache(maxsize=512)
def said(sentence: str) -> str:
    """Return a sentence of the rooms below in the reader's language; what is not known stays as it is."""
    if sentence in _WHOLE:
        return QCoreApplication.translate("Said", sentence)
    if len(sentence) > LONGEST or " " not in sentence:
        # A name or a number; every form has more than one word.
        return sentence
    for form, pattern in _forms():
        found = pattern.fullmatch(sentence)
        if found:
            fields = {name: said(part) if name.endswith("_") else part for name, part in found.groupdict().items()}
            return QCoreApplication.translate("Said", form).format(**fields)
    return sentence


def forget_language() -> None:
    """Ask the translators again from now on."""
    said.cache_clear()
