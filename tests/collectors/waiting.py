"""Those who wait for an answer, and who the answer is about."""

from pathlib import Path

from procmon_gui.domain.identity import ProcessKey


class Patient:
    """Waits for ever, and notes what it is told."""

    def __init__(self) -> None:
        self.told: list[tuple[int, int]] = []

    def is_cancelled(self) -> bool:
        """Go on."""
        return False

    def tell_progress(self, done: int, total: int) -> None:
        """Note it."""
        self.told.append((done, total))


class Impatient(Patient):
    """Gives up when it was asked so many times."""

    def __init__(self, asked_most: int) -> None:
        super().__init__()
        self.asked_most = asked_most
        self.asked = 0

    def is_cancelled(self) -> bool:
        """Go on for a while."""
        self.asked += 1
        return self.asked > self.asked_most


def key_of(pid: int) -> ProcessKey:
    """Return who has this pid now."""
    boot_id = Path("/proc/sys/kernel/random/boot_id").read_text().strip()
    fields = Path(f"/proc/{pid}/stat").read_bytes().rpartition(b")")[2].split()
    return ProcessKey(boot_id, pid, int(fields[19]))
