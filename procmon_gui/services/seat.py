"""Builds the seat of whoever judges. What sits down there is loaded when the settings want it, see `engine.seat`."""

from typing import TYPE_CHECKING

from procmon_gui.engine.seat import Seat as Seat

if TYPE_CHECKING:
    from collections.abc import Callable

    from procmon_gui.domain.history import Recording
    from procmon_gui.domain.settings import SettingsStore
    from procmon_gui.engine.bench import Bench
    from procmon_gui.engine.judgement_worker import JudgementWorker
    from procmon_gui.engine.judging import Teller
    from procmon_gui.services.places import Options
    from procmon_gui.store.history.long_history import LongHistory


def open_seat(
    options: "Options",
    settings: "SettingsStore",
    bench: "Bench",
    open_history: "Callable[[], LongHistory]",
    open_teller: "Callable[[], Teller] | None" = None,
    figures: "Callable[[], Recording | None]" = lambda: None,
    say: "Callable[[str], None]" = lambda _: None,
) -> Seat:
    """Return what lets somebody judge what is heard on a bench, from its `start` on.

    Histories and tellers are opened for each who sits down; a teller is closed with it, a history is not. `figures` and
    `say` as in `services.judgement`.
    """

    def sit_down() -> "JudgementWorker":
        from procmon_gui.services.judgement import open_judgement

        teller = open_teller() if open_teller is not None else None
        return open_judgement(options, settings, open_history(), bench, teller=teller, figures=figures, say=say)

    def end_what_fires() -> None:
        from procmon_gui.services.alerts import end_what_nobody_judges

        end_what_nobody_judges(options)

    return Seat(settings, bench, sit_down, end_what_fires)
