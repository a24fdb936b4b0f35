"""What procmon_gui raises on purpose, and whose fault each one is."""


class ProcmonError(Exception):
    """Everything procmon_gui raises on purpose. The text is for the person at the screen."""


class Refused(ProcmonError):
    """The system or a role said no: expected, shown plainly, not logged as a fault."""


class Unavailable(ProcmonError):
    """The world failed (disk full, server away): shown, retried, logged once per outage."""


class WrongInput(ProcmonError):
    """What a person typed or a file holds can not be used; the text says what, where and what to do."""


class Ended(ProcmonError):
    """The process that was asked about is gone, or its pid belongs to another one now."""


class Cancelled(ProcmonError):
    """Nobody waits for the answer any more. Ends the work, and is never shown."""
