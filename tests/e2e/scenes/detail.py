"""The detail of a process, part by part."""

from typing import Final

from tests.e2e.company import BUSY, LONG_LINE, MANY_FILES, MANY_MAPPINGS, MORTAL
from tests.e2e.scene import (
    OF_ROOT,
    PROCESSES,
    SMALL,
    TABS,
    WIDE,
    ChooseTab,
    EndProcess,
    Press,
    Scene,
    StartProcess,
    Wait,
    click,
    detail,
)

SCENES: Final = (
    Scene(name="detail-general", page=PROCESSES, steps=detail(f"name = {BUSY}"), sizes=WIDE),
    Scene(name="detail-graphs", page=PROCESSES, steps=detail(f"name = {BUSY}", "Graphs"), sizes=WIDE),
    Scene(
        name="detail-pinned",
        page=PROCESSES,
        steps=(*detail(f"name = {BUSY}"), click("check box", "Stay with"), Press("ctrl+2 Home"), Wait(1.0)),
        back=(click("check box", "Stay with"),),
    ),
    Scene(
        name="detail-loading",
        page=PROCESSES,
        steps=(*detail(f"name = {MANY_MAPPINGS}"), ChooseTab("Memory"), Wait(0.3)),
        sizes=(SMALL,),
    ),
    Scene(name="detail-threads", page=PROCESSES, steps=detail("name ~ python*", "Threads")),
    Scene(name="detail-files", page=PROCESSES, steps=detail(f"name = {MANY_FILES}", "Files")),
    *(
        Scene(
            name=f"detail-{name.lower()}",
            page=PROCESSES,
            steps=detail("name ~ python*", name),
        )
        for name in TABS[4:]
    ),
    Scene(name="detail-long-line", page=PROCESSES, steps=detail(f"name = {LONG_LINE}", "General")),
    Scene(name="detail-several", page=PROCESSES, steps=(*detail("python"), Press("ctrl+2 ctrl+a"), Wait(1.2))),
    Scene(name="detail-of-root", page=PROCESSES, steps=detail(OF_ROOT, "General")),
    Scene(name="detail-refused", page=PROCESSES, steps=detail(OF_ROOT, "Files")),
    Scene(
        name="detail-ended",
        page=PROCESSES,
        steps=(StartProcess(), *detail(f"name = {MORTAL}", "General"), EndProcess(), Wait(3.0)),
    ),
)  # fmt: skip
