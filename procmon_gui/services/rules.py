"""Builds what keeps the rules of alerts: those of the program, and a file beside the settings above them."""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from procmon_gui.services.places import Options

if TYPE_CHECKING:
    from procmon_gui.auth.guarded_rules import GuardedRules
    from procmon_gui.domain.accounts import Access
    from procmon_gui.domain.ports import Clock
    from procmon_gui.settings.rules_file import RulesFile

RULES_FILE: Final = "rules.toml"


def rules_path(options: Options) -> Path:
    """Return where the rules of a person stand: beside the settings."""
    import platformdirs

    folder = options.config.parent if options.config else platformdirs.user_config_path("procmon_gui", appauthor=False)
    return folder / RULES_FILE


def open_rules(options: Options) -> "RulesFile":
    """Return the rules, for who judges; nothing is read before somebody asks. One for each process and file."""
    return _own_rules(options.config)


@cache
def _own_rules(config: Path | None) -> "RulesFile":
    from procmon_gui.alerts.shipped import SHIPPED
    from procmon_gui.services.channels import open_channels_file
    from procmon_gui.settings.rules_file import RulesFile

    options = Options(config=config)
    return RulesFile(rules_path(options), SHIPPED, open_channels_file(options))


@cache
def open_rules_at(path: Path) -> "RulesFile":
    """Return the rules of a certain file, above those that came with the program."""
    from procmon_gui.alerts.shipped import SHIPPED
    from procmon_gui.settings.rules_file import RulesFile

    return RulesFile(path, SHIPPED)


def open_guarded_rules(options: Options, access: "Access", clock: "Clock | None" = None) -> "GuardedRules":
    """Return them behind the gate: what `access` may not change is refused, and the audit trail has all of it."""
    from procmon_gui.auth.guarded_rules import GuardedRules
    from procmon_gui.engine.clock import SystemClock
    from procmon_gui.services.desk import open_audit

    clock = clock or SystemClock()
    return GuardedRules(open_rules(options), access, open_audit(options, clock), clock)
