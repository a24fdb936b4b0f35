"""Deeds of the audit trail in words of the reader's language. Window thread only."""

from typing import Final

from PySide6.QtCore import QCoreApplication

from procmon_gui.domain.audit import Outcome
from procmon_gui.domain.audit_entries import AuditEntry
from procmon_gui.domain.metrics import QT_TRANSLATE_NOOP
from procmon_gui.ui import moment_words, text

translate = QCoreApplication.translate
_T = QT_TRANSLATE_NOOP

# What is done, and what somebody did.
_VERBS: Final = {
    "end": (_T("Audit", "End {target}"), _T("Audit", "{who} ended {target}")),
    "kill": (_T("Audit", "Kill {target}"), _T("Audit", "{who} killed {target}")),
    "stop": (_T("Audit", "Suspend {target}"), _T("Audit", "{who} suspended {target}")),
    "cont": (_T("Audit", "Resume {target}"), _T("Audit", "{who} resumed {target}")),
    "signal": (_T("Audit", "Send a signal to {target}"), _T("Audit", "{who} sent a signal to {target}")),
    "nice": (_T("Audit", "Change the priority of {target}"), _T("Audit", "{who} changed the priority of {target}")),
    "ionice": (
        _T("Audit", "Change the I/O priority of {target}"),
        _T("Audit", "{who} changed the I/O priority of {target}"),
    ),
    "affinity": (
        _T("Audit", "Change the processors of {target}"),
        _T("Audit", "{who} changed the processors of {target}"),
    ),
    "restart-unit": (_T("Audit", "Restart {target}"), _T("Audit", "{who} restarted {target}")),
    "log-in": (_T("Audit", "Log in as {target}"), _T("Audit", "{target} logged in")),
    "confirm": (_T("Audit", "Password of {target} again"), _T("Audit", "{target} typed the password again")),
    "lock": (_T("Audit", "Lock"), _T("Audit", "{who} locked the window")),
    "log-out": (_T("Audit", "Log out"), _T("Audit", "{who} logged out")),
    "account-add": (_T("Audit", "Make the account {target}"), _T("Audit", "{who} made the account {target}")),
    "account-role": (
        _T("Audit", "Change the role of {target}"),
        _T("Audit", "{who} changed the role of {target}"),
    ),
    "account-password": (
        _T("Audit", "Set the password of {target}"),
        _T("Audit", "{who} set the password of {target}"),
    ),
    "account-unblock": (_T("Audit", "Let {target} in again"), _T("Audit", "{who} let {target} in again")),
    "account-remove": (_T("Audit", "Remove the account {target}"), _T("Audit", "{who} removed the account {target}")),
    "recovery-code": (_T("Audit", "Make a new recovery code"), _T("Audit", "{who} made a new recovery code")),
    "recover": (
        _T("Audit", "Recover {target} with the code"),
        _T("Audit", "{who} recovered {target} with the code"),
    ),
    "accounts-reset": (_T("Audit", "Take all accounts away"), _T("Audit", "{who} took all accounts away")),
    "account-list": (_T("Audit", "List the accounts"), _T("Audit", "{who} listed the accounts")),
    "alert-acknowledge": (
        _T("Audit", "Acknowledge the alert {target}"),
        _T("Audit", "{who} acknowledged the alert {target}"),
    ),
    "rule-change": (_T("Audit", "Change the rule {target}"), _T("Audit", "{who} changed the rule {target}")),
    "rule-remove": (_T("Audit", "Remove the rule {target}"), _T("Audit", "{who} removed the rule {target}")),
    "channel-set-up": (
        _T("Audit", "Set up the channel {target}"),
        _T("Audit", "{who} set up the channel {target}"),
    ),
    "channel-remove": (
        _T("Audit", "Take the channel {target} away"),
        _T("Audit", "{who} took the channel {target} away"),
    ),
    "channel-test": (
        _T("Audit", "Try the channel {target}"),
        _T("Audit", "{who} tried the channel {target}"),
    ),
    "rule-mute": (_T("Audit", "Mute the rule {target}"), _T("Audit", "{who} muted the rule {target}")),
    "rule-unmute": (
        _T("Audit", "Let the rule {target} tell again"),
        _T("Audit", "{who} let the rule {target} tell again"),
    ),
    # What is kept only where it was refused.
    "export": (_T("Audit", "Save a file {target}"), _T("Audit", "{who} saved a file {target}")),
    "incident": (_T("Audit", "Save a recording"), _T("Audit", "{who} saved a recording")),
    "setting": (_T("Audit", "Change the setting {target}"), _T("Audit", "{who} changed the setting {target}")),
    "page": (_T("Audit", "Open the page {target}"), _T("Audit", "{who} opened the page {target}")),
    "manage": (_T("Audit", "Manage accounts or settings"), _T("Audit", "{who} managed accounts or settings")),
    "audit": (_T("Audit", "Read the audit"), _T("Audit", "{who} read the audit")),
    "read the audit": (_T("Audit", "Read the audit"), _T("Audit", "{who} read the audit")),
    "read the own audit": (_T("Audit", "Read the audit"), _T("Audit", "{who} read the audit")),
    "read full command lines": (
        _T("Audit", "Read full command lines"),
        _T("Audit", "{who} read full command lines"),
    ),
}
_OTHER: Final = (_T("Audit", "{action} {target}"), _T("Audit", "{who}: {action} {target}"))
_OUTCOMES: Final = {
    Outcome.BEGUN: _T("Audit", "begun, no outcome is known"),
    Outcome.DONE: _T("Audit", "done"),
    Outcome.REFUSED: _T("Audit", "refused"),
    Outcome.FAILED: _T("Audit", "failed"),
    Outcome.UNSURE: _T("Audit", "unsure"),
}
ICONS: Final = {
    Outcome.BEGUN: "circle-dot",
    Outcome.DONE: "circle-check",
    Outcome.REFUSED: "lock",
    Outcome.FAILED: "circle-x",
    Outcome.UNSURE: "triangle-alert",
}
TOKENS: Final = {
    Outcome.BEGUN: "t3",
    Outcome.DONE: "t2",
    Outcome.REFUSED: "crit",
    Outcome.FAILED: "crit",
    Outcome.UNSURE: "warn",
}


def who_text(entry: AuditEntry) -> str:
    """Return who did it: the account, else the user of the system."""
    return entry.deed.actor or entry.deed.os_user or text.UNKNOWN


def target_text(entry: AuditEntry) -> str:
    """Return on whom or what: with the number of the process."""
    key, name = entry.deed.target_key, entry.deed.target
    if key is None:
        return name or text.UNKNOWN
    return f"{name} ({key.pid})" if name else translate("Audit", "PID {pid}").format(pid=key.pid)


def deed_text(entry: AuditEntry) -> str:
    """Word what was done, or asked for: "End postgres (2114)"."""
    template, _ = _VERBS.get(entry.deed.action, _OTHER)
    words = translate("Audit", template).format(action=entry.deed.action, target=target_text(entry))
    return words.removesuffix(f" {text.UNKNOWN}") if not entry.deed.target else words


def outcome_text(outcome: Outcome) -> str:
    """Word how it ended."""
    return translate("Audit", _OUTCOMES[outcome])


def told_text(entry: AuditEntry) -> str:
    """Word who did what, for a marker: "anna ended postgres (2114)"; an outcome that is not the usual one is added."""
    if entry.outcome is Outcome.DONE:
        _, template = _VERBS.get(entry.deed.action, _OTHER)
        return translate("Audit", template).format(
            who=who_text(entry), action=entry.deed.action, target=target_text(entry)
        )
    words = translate("Audit", "{who}: {deed}, {outcome}")
    return words.format(who=who_text(entry), deed=deed_text(entry), outcome=outcome_text(entry.outcome))


def explained(entry: AuditEntry) -> str:
    """Word all that is kept of a deed, a line each."""
    deed = entry.deed
    user = f"{deed.os_user} ({deed.os_uid})" if deed.os_uid >= 0 else deed.os_user
    lines = (
        (translate("Audit", "{deed}, {outcome}"), bool(deed.action)),
        (translate("Audit", "{time}, by {who} as {user}"), True),
        (translate("Audit", "Executable: {executable}"), bool(deed.executable)),
        (translate("Audit", "Reason: {reason}"), bool(deed.reason)),
        (translate("Audit", "Detail: {detail}"), bool(entry.detail)),
        (translate("Audit", "Record {numbers}"), True),
    )
    numbers = ", ".join(str(record.number) for record in (entry.record, *entry.ends))
    return "\n".join(
        template.format(
            deed=deed_text(entry), outcome=outcome_text(entry.outcome),
            time=moment_words.day_and_clock_text(entry.at_ms), who=who_text(entry), user=user,
            executable=deed.executable, reason=deed.reason, detail=entry.detail, numbers=numbers,
        )
        for template, is_known in lines
        if is_known
    )  # fmt: skip
