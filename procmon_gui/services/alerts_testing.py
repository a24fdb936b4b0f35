"""Builds what plays rules over what was recorded."""

from typing import TYPE_CHECKING

from procmon_gui.services.places import Options

if TYPE_CHECKING:
    from procmon_gui.domain.dry_run import RuleTester
    from procmon_gui.store.history.long_history import LongHistory


def open_rule_tester(options: Options, history: "LongHistory | None" = None) -> "RuleTester":
    """Return what plays rules over a history; over what lies on the disk, where none is given.

    Raises Unavailable where nothing was recorded there.
    """
    from procmon_gui.alerts.dry_run import DryRuns
    from procmon_gui.services.history import open_stored_history
    from procmon_gui.store.history.played import PlayedHistory

    return DryRuns(PlayedHistory(history if history is not None else open_stored_history(options)))
