"""Errands for tests: nobody waits, or somebody gave up."""


class Patient:
    """Waits as long as it takes, and remembers what it was told."""

    def __init__(self) -> None:
        self.progress: list[tuple[int, int]] = []

    def is_cancelled(self) -> bool:
        return False

    def tell_progress(self, done: int, total: int) -> None:
        self.progress.append((done, total))


class GaveUp(Patient):
    """Does not wait any longer."""

    def is_cancelled(self) -> bool:
        return True
