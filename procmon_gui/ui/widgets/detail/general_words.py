"""What the tab "General" says of a process, in the reader's language. Window thread only."""

from typing import Final

from PySide6.QtCore import QCoreApplication

from procmon_gui.domain.inspection import Capabilities, General, Namespace, Place, Seccomp
from procmon_gui.domain.metrics import QT_TRANSLATE_NOOP
from procmon_gui.domain.process_metrics import PROCESS_CATALOGUE, SCHEDULING_LABELS
from procmon_gui.ui import moment_words, text
from procmon_gui.ui.models.process_words import own_title
from procmon_gui.ui.widgets.detail.pairs import Fact
from procmon_gui.ui.widgets.detail.subject import Subject, slot_of_pid

translate = QCoreApplication.translate
_T = QT_TRANSLATE_NOOP
_METRICS: Final = PROCESS_CATALOGUE.by_id

# The rows of the tab from top to bottom: id and label.
ROWS: Final = (
    ("user", _T("Detail", "User")),
    ("started", _T("Detail", "Started")),
    ("ended", _T("Detail", "Ended")),
    ("exit", _T("Detail", "Exit status")),
    ("executable", _T("Detail", "Executable")),
    ("folder", _T("Detail", "Folder")),
    ("unit", _T("Detail", "Unit")),
    ("container", _T("Detail", "Container")),
    ("parent", _T("Detail", "Parent")),
    ("tracer", _T("Detail", "Traced by")),
    ("tty", _T("Detail", "Terminal")),
    ("cpu_time", _T("Detail", "CPU time")),
    ("priority", _T("Detail", "Priority")),
    ("affinity", _T("Detail", "Cores")),
    ("threads", _T("Detail", "Threads")),
    ("disk", _T("Detail", "Disk in all")),
    ("oom", _T("Detail", "OOM score")),
    ("cgroup", _T("Detail", "Group")),
    ("inner_pid", _T("Detail", "Inner PID")),
    ("root", _T("Detail", "Root")),
    ("capabilities", _T("Detail", "Capabilities")),
    ("seccomp", _T("Detail", "Seccomp")),
    ("label", _T("Detail", "Security")),
    ("namespaces", _T("Detail", "Namespaces")),
)
_SECCOMP: Final = {
    Seccomp.OFF: _T("Detail", "off"),
    Seccomp.STRICT: _T("Detail", "strict"),
    Seccomp.FILTER: _T("Detail", "filtered"),
}
_SHOWN_CORES: Final = 12


def snapshot_facts(subject: Subject) -> dict[str, Fact | None]:
    """Return what every beat tells."""
    return {
        "user": _text_fact(subject, "user"),
        "started": _started(subject),
        "ended": _ended(subject),
        "exit": _exit(subject),
        "executable": _text_fact(subject, "executable", is_path=True),
        "unit": _text_fact(subject, "unit", is_optional=True),
        "container": _text_fact(subject, "container", is_optional=True),
        "parent": _parent(subject),
        "tty": _text_fact(subject, "tty", is_optional=True),
        "cpu_time": _number_fact(subject, "cpu_time_s"),
        "priority": _priority(subject),
        "threads": _number_fact(subject, "threads"),
        "disk": _disk(subject),
    }


def general_facts(subject: Subject, general: General) -> dict[str, Fact | None]:
    """Return what was read of a process; a row that means nothing here is not there."""
    facts: dict[str, Fact | None] = {
        "folder": _place(general, general.working_folder, "working_folder"),
        "tracer": _tracer(subject, general.tracer_pid),
        "affinity": _affinity(subject, general),
        "oom": _oom(general),
        "cgroup": _plain(general.cgroup, is_path=True),
        "inner_pid": _inner_pid(subject, general.inner_pid),
        "capabilities": _capabilities(general.capabilities),
        "seccomp": _seccomp(general),
        "label": _plain(general.security_label),
        "namespaces": _namespaces(general.namespaces),
        "root": None,
    }
    if general.root is not None and general.root.path != "/":
        facts["root"] = _place(general, general.root, "root")
    if general.executable is not None:
        facts["executable"] = _place(general, general.executable, "executable")
    if general.real_time_priority:
        words = translate("Detail", "{policy}, real-time {number}")
        policy = translate("Metric", general.scheduling_class or "")
        facts["priority"] = Fact(words=words.format(policy=policy, number=general.real_time_priority))
    return facts


def forgotten_facts() -> dict[str, Fact | None]:
    """Return the rows of `general_facts` that are taken away until something is read."""
    return dict.fromkeys(
        ("folder", "tracer", "affinity", "oom", "cgroup", "inner_pid", "capabilities", "seccomp", "label", "namespaces",
         "root")
    )  # fmt: skip


# ---- parts


def _unknown(subject: Subject, metric_id: str) -> Fact:
    reason = text.reason_text(subject.snapshot, subject.slot, _METRICS[metric_id])
    return Fact(words=text.UNKNOWN, explained=reason, token="zero")


def _text_fact(
    subject: Subject, metric_id: str, *, is_optional: bool = False, is_path: bool = False
) -> Fact | None:  # fmt: skip
    said = subject.text(metric_id)
    if said:
        return Fact(words=said, explained=said[: text.TOOLTIP_CAP], is_path=is_path)
    return None if is_optional else _unknown(subject, metric_id)


def _number_fact(subject: Subject, metric_id: str) -> Fact:
    value = subject.number(metric_id)
    if value != value:
        return _unknown(subject, metric_id)
    return Fact(words=text.value_text(_METRICS[metric_id], value))


def _plain(said: str | None, *, is_path: bool = False) -> Fact | None:
    return Fact(words=said, is_path=is_path) if said else None


def _started(subject: Subject) -> Fact:
    at_s, age_s = subject.number("started_at_utc"), subject.number("age_s")
    if at_s != at_s:
        return _unknown(subject, "started_at_utc")
    moment = text.moment_text(at_s)
    if age_s != age_s:
        return Fact(words=moment)
    if subject.ended_at_ms:
        words = translate("Detail", "{moment}, lived {age}")
        return Fact(words=words.format(moment=moment, age=_coarse(age_s)))
    whole = translate("Detail", "{moment}, {age} ago").format(moment=moment, age=_coarse(age_s))
    # With one unit: beside a date there is no room for two.
    return Fact(words=f"{moment}, {moment_words.ago_text(age_s)}", explained=whole)


def _ended(subject: Subject) -> Fact | None:
    if not subject.ended_at_ms:
        return None
    at_s = subject.number("ended_at_utc")
    return Fact(words=text.moment_text(subject.ended_at_ms / 1000 if at_s != at_s else at_s))


def _exit(subject: Subject) -> Fact | None:
    if not subject.ended_at_ms:
        return None
    status = subject.number("exit_status")
    return Fact(words=text.end_text(status)) if status == status else _unknown(subject, "exit_status")


def _coarse(age_s: float) -> str:
    """Word an age so that it changes every minute and not every second, once it is over a minute."""
    return text.duration_text(age_s - age_s % 60 if age_s >= 3600 else age_s)


def _parent(subject: Subject) -> Fact | None:
    ppid = subject.number("ppid")
    if ppid != ppid:
        return _unknown(subject, "ppid")
    if ppid <= 0:
        return None
    return _process_fact(subject, ppid)


def _process_fact(subject: Subject, pid: float) -> Fact:
    snapshot = subject.snapshot
    slot = slot_of_pid(snapshot, pid)
    if slot < 0:
        return Fact(words=translate("Detail", "PID {pid}, not seen").format(pid=int(pid)))
    name = own_title(snapshot.texts["name"][slot], snapshot.texts["command_line"][slot]) or text.UNKNOWN
    words = translate("Detail", "{name}, PID {pid}").format(name=name[: text.CELL_CAP], pid=int(pid))
    explained = translate("Detail", "Show {process}").format(process=words)
    return Fact(words=words, explained=explained, link=int(snapshot.serials[slot]))


def _tracer(subject: Subject, pid: int | None) -> Fact | None:
    return _process_fact(subject, pid) if pid else None


def _priority(subject: Subject) -> Fact:
    nice, policy = subject.number("nice"), subject.number("scheduling_class")
    if nice != nice:
        return _unknown(subject, "nice")
    label = SCHEDULING_LABELS[int(policy)] if policy == policy and int(policy) < len(SCHEDULING_LABELS) else "other"
    if label == "other":
        word = translate("Detail", "normal") if nice == 0 else (
            translate("Detail", "raised") if nice < 0 else translate("Detail", "lowered")
        )  # fmt: skip
    else:
        word = translate("Metric", label)
    return Fact(words=translate("Detail", "{word} (nice {nice})").format(word=word, nice=int(nice)))


def _disk(subject: Subject) -> Fact:
    read, written = subject.number("disk_read_bytes"), subject.number("disk_write_bytes")
    if read != read or written != written:
        return _unknown(subject, "disk_read_bytes")
    words = translate("Detail", "{read} read, {written} written")
    return Fact(words=words.format(read=text.bytes_text(read), written=text.bytes_text(written)))


def _place(general: General, place: Place | None, field: str) -> Fact | None:
    if place is None:
        if field not in general.refused:
            return None
        return Fact(words=text.UNKNOWN, token="zero",
                    explained=translate("Inspection", "Only root or the owner can read this."))  # fmt: skip
    if place.is_deleted:
        words = translate("Detail", "(deleted) {path}").format(path=place.path)
        return Fact(words=words, is_path=True, token="warn")
    return Fact(words=place.path, is_path=True)


def _affinity(subject: Subject, general: General) -> Fact | None:
    cores = general.affinity
    if not cores:
        return None
    there = subject.snapshot.host_value("host.cpu.core_count")
    if there == len(cores):
        return Fact(words=translate("Detail", "all {count}").format(count=text.count_text(there)))
    runs: list[list[int]] = []
    for core in cores:
        if runs and core == runs[-1][1] + 1:
            runs[-1][1] = core
        else:
            runs.append([core, core])
    said = [
        str(first) if first == last else translate("Detail", "{first} to {last}").format(first=first, last=last)
        for first, last in runs
    ]
    words = ", ".join(said[:_SHOWN_CORES]) + ("…" if len(said) > _SHOWN_CORES else "")
    return Fact(words=words, explained=", ".join(said)[: text.TOOLTIP_CAP])


def _oom(general: General) -> Fact | None:
    if general.oom_score is None:
        return None
    if general.oom_adjustment:
        words = translate("Detail", "{score}, adjusted by {adjustment}")
        return Fact(words=words.format(score=general.oom_score, adjustment=general.oom_adjustment))
    return Fact(words=str(general.oom_score))


def _inner_pid(subject: Subject, inner_pid: int | None) -> Fact | None:
    if inner_pid is None or inner_pid == subject.key.pid:
        return None
    return Fact(words=str(inner_pid), explained=translate("Detail", "Its number inside of its container."))


def _capabilities(capabilities: Capabilities | None) -> Fact | None:
    if capabilities is None:
        return None
    names = capabilities.effective
    if not names:
        return Fact(words=translate("Detail", "none"))
    listed = ", ".join(names)
    if len(names) == capabilities.known_count:
        return Fact(words=translate("Detail", "all"), explained=listed)
    return Fact(words=", ".join(name.removeprefix("cap_") for name in names), explained=listed)


def _seccomp(general: General) -> Fact | None:
    if general.seccomp is None:
        return None
    words = translate("Detail", _SECCOMP[general.seccomp])
    if general.no_new_privileges:
        words = translate("Detail", "{seccomp}, may gain no rights").format(seccomp=words)
    return Fact(words=words)


def _namespaces(namespaces: tuple[Namespace, ...] | None) -> Fact | None:
    if not namespaces:
        return None
    listed = ", ".join(f"{one.kind}:[{one.number}]" for one in namespaces)
    if any(one.is_ours is None for one in namespaces):
        return Fact(words=", ".join(one.kind for one in namespaces), explained=listed)
    own = [one.kind for one in namespaces if not one.is_ours]
    if not own:
        return Fact(words=translate("Detail", "those of this program"), explained=listed)
    return Fact(words=translate("Detail", "its own: {kinds}").format(kinds=", ".join(own)), explained=listed)
