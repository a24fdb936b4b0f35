"""What a program tells of itself in tests: facts, licences and reports of failures, made up and in memory."""

from collections.abc import Sequence
from dataclasses import replace

from procmon_gui.domain.about import AboutFacts, Licence
from procmon_gui.domain.crashes import CrashKind, CrashReport, told_name
from procmon_gui.domain.errors import Unavailable
from procmon_gui.domain.ports import Errand

FACTS = AboutFacts(
    version="0.1.0", commit="0123456789abcdef" * 2 + "01234567", system="Debian, Linux 6.1", desktop="",
    parts=(("Python", "3.11"), ("Qt", "6.11")), data="~/data", settings="~/settings.toml", log="~/log",
)  # fmt: skip
LICENCES = (
    Licence(name="procmon_gui", version="0.1.0", licence="MIT", text="Permission is granted\n"),
    Licence(name="thing", version="2", licence="ISC", text="<b>of a stranger</b>\x1b[0m\n", url="https://example.org"),
)
DIED = CrashReport(
    name="new-20260101T030000Z-died-0123abcd-7.txt", kind=CrashKind.DIED, at_s=1_767_236_400, is_new=True,
    program="window", text="Fatal Python error: Aborted\n<b>x</b>\x07\n",
)  # fmt: skip
WENT_ON = replace(DIED, name="new-20260101T020000Z-went-on-0123abcd-7.txt", kind=CrashKind.WENT_ON)


class FakeAbout:
    """Tells what a test says."""

    trouble = ""

    def facts(self, errand: Errand) -> AboutFacts:
        if self.trouble:
            raise Unavailable(self.trouble)
        return FACTS

    def licences(self, errand: Errand) -> Sequence[Licence]:
        if self.trouble:
            raise Unavailable(self.trouble)
        return LICENCES


class FakeReports:
    """Keeps reports in memory."""

    folder = "/nowhere/crashes"

    def __init__(self) -> None:
        self.kept: list[CrashReport] = []
        self.trouble = ""

    def listed(self, errand: Errand) -> Sequence[CrashReport]:
        return tuple(self.kept)

    def mark_told(self, names: Sequence[str]) -> None:
        self.kept = [
            replace(one, name=told_name(one.name), is_new=False) if one.name in names else one for one in self.kept
        ]

    def delete(self, name: str) -> None:
        if self.trouble:
            raise Unavailable(self.trouble)
        self.kept = [one for one in self.kept if one.name != name]
