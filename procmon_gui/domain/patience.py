"""An errand of somebody who waits until it is done, whatever that takes."""


class Patient:
    """Never cancels, and wants to hear of no progress."""

    def is_cancelled(self) -> bool:
        """Return False."""
        return False

    def tell_progress(self, done: int, total: int) -> None:
        """Do nothing."""
