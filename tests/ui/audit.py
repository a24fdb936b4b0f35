"""Somebody who keeps deeds in memory, for windows of tests."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

from procmon_gui.domain.audit import Anchor, AuditCheck, AuditRecord, Deed, Outcome
from procmon_gui.domain.errors import Cancelled, Unavailable
from procmon_gui.domain.identity import ProcessKey
from procmon_gui.domain.ports import Errand

AT_MS = 1_790_000_000_000


def process_deed(**changed: Any) -> Deed:
    """Return something that was done to a process."""
    deed = Deed(
        actor="anna", os_user="root", os_uid=0, action="end", outcome=Outcome.DONE, target="postgres",
        target_key=ProcessKey("boot", 2114, 7), executable="/usr/bin/postgres", detail="SIGTERM",
    )  # fmt: skip
    return replace(deed, **changed)


class KeptTrail:
    """Keeps deeds, a second apart; as long as it has a `trouble`, it fails with it, and is broken with a `fault`."""

    def __init__(self, *deeds: Deed) -> None:
        self.kept: list[AuditRecord] = []
        self.trouble = self.fault = ""
        self.is_patient = True
        self.known: Sequence[Anchor] = ()
        self.prepared = 0
        self.begun_ms = AT_MS
        self.append_all(deeds)

    def append(self, deed: Deed) -> AuditRecord:
        return self.append_all([deed])[0]

    def append_all(self, deeds: Sequence[Deed]) -> Sequence[AuditRecord]:
        self._fail()
        for number, deed in enumerate(deeds, len(self.kept) + 1):
            at_ms = self.begun_ms + 1000 * number
            digest = number.to_bytes(32, "big")
            record = AuditRecord(number=number, at_ms=at_ms, monotonic_ns=at_ms, boot_id="boot", deed=deed, hash=digest)
            self.kept.append(record)
        return self.kept[len(self.kept) - len(deeds) :]

    def records(self, *, before: int | None = None, limit: int = 1000) -> Sequence[AuditRecord]:
        self._fail()
        return [one for one in self.kept[::-1] if before is None or one.number < before][:limit]

    def verify(self, errand: Errand, anchors: Collection[Anchor] = ()) -> AuditCheck:
        self._fail()
        while not self.is_patient:
            if errand.is_cancelled():
                raise Cancelled
        errand.tell_progress(1, 2)
        head = self.kept[-1].hash if self.kept else bytes(32)
        broken = int(self.fault.split()[1]) if self.fault else None
        return AuditCheck(count=len(self.kept), head=head, first_broken=broken, fault=self.fault)

    def version(self) -> object:
        return len(self.kept), self.trouble, self.begun_ms

    def prepare(self) -> None:
        self.prepared += 1

    def has_journal(self) -> bool:
        return False

    def tell_journal(self, deeds: Sequence[Deed]) -> bool:
        return False

    def anchors(self) -> Sequence[Anchor]:
        return self.known

    def _fail(self) -> None:
        if self.trouble:
            raise Unavailable(self.trouble)
