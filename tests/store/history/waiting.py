"""Those who wait for an answer, and those who do not any more."""


class Patient:
    """An errand of somebody who waits."""

    def is_cancelled(self) -> bool:
        return False

    def tell_progress(self, done: int, total: int) -> None:
        assert 0 <= done <= total


class Gone(Patient):
    """An errand of somebody who went."""

    def is_cancelled(self) -> bool:
        return True
