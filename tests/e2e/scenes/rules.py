"""The list of rules, its editor and dry run."""

from typing import Final

from tests.e2e.scene import ALERTS, ALL, SMALL, Need, Press, Scene, Step, Type, Wait, WriteRules, click

# One of each kind: another threshold, off, of its own, and two with a slip.
_RULES: Final = """\
[[rule]]
id = "memory-nearly-exhausted"
above = "5 %"
critical = "40 %"
clear = "4 %"

[[rule]]
id = "disk-pressure"
enabled = false

[[rule]]
id = "postgres-big"
title = "postgres takes much memory"
subject = "program"
metric = "rss_bytes"
where = 'name = postgres'
above = "2 GiB"
for = "5 min"

[[rule]]
id = "backup-missing"
subject = "not-running"
where = 'name = restic'
for = 26 h

[[rule]]
id = "web"
metric = "cpu"
above = "5 GB"
"""


_WRITTEN: Final = (Need("rules of each kind", ALERTS, (WriteRules(_RULES),)),)


def _rules(name: str, *steps: Step) -> Scene:
    """Return what comes up from the list of rules; its first rule is chosen."""
    shown = (click("check box", "Rules"), Wait(2.0), *steps)
    back = (Press("Escape Escape"), Wait(0.5), click("check box", "Events"))
    return Scene(name=f"rules-{name}", page=ALERTS, steps=shown, sizes=(SMALL,), floats=True, back=back,
                 needs=_WRITTEN)  # fmt: skip


SCENES: Final = (
    Scene(
        name="rules", page=ALERTS, steps=(click("check box", "Rules"), Wait(4.0)), sizes=ALL,
        needs=_WRITTEN,
        back=(click("check box", "Events"),),
    ),
    _rules("edit", click("push button", "Edit…"), Wait(3.5)),
    _rules(
        "error", click("push button", "New rule…"), Wait(1.5), Type("Backups make the disk busy"),
        click("text", "Warning from"), Type("5 %"), click("text", "Critical from"), Type("3 GB"), Wait(2.5),
    ),
    _rules("dry-run", click("push button", "Dry run…"), Wait(4.0)),
)  # fmt: skip
