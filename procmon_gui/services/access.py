"""Builds what says who may act: accounts, logins, and the gate before every change of them."""

import os
import threading
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from procmon_gui.services.desk import DESK_FILE, desk_at, name_of_boot, open_audit
from procmon_gui.services.places import Options, data_folder

if TYPE_CHECKING:
    from procmon_gui.auth.access import LocalAccess
    from procmon_gui.auth.guarded import GuardedAccounts
    from procmon_gui.domain.accounts import Access, Actor
    from procmon_gui.domain.settings import SettingsStore
    from procmon_gui.store.desk.accounts import DeskAccounts
    from procmon_gui.store.desk.late_accounts import LateAccounts


def open_access(options: Options, settings: "SettingsStore", *, waits: bool = False) -> "LocalAccess":
    """Return who acts: nobody before its first `refresh`, where there is a desk. One for each process.

    With `waits`, for the terminal, what locks and logs out waits until the audit trail has it; else a thread sees to
    that. Nothing is opened, and nothing is loaded that speaks SQL, before there is something to do.
    """
    from procmon_gui.auth.access import LocalAccess, at_once
    from procmon_gui.domain.settings import whole
    from procmon_gui.engine.clock import SystemClock
    from procmon_gui.services.hygiene import protect_memory

    register = _accounts_at(data_folder(options) / DESK_FILE)
    return LocalAccess(
        register,
        user=system_actor(),
        clock=SystemClock(),
        trail=open_audit(options),
        lock_after_s=lambda: 60.0 * whole(settings, "access.lock_after_min"),
        is_known_empty=not register.is_there,
        beforehand=_nothing if waits else protect_memory,
        later=at_once if waits else _on_a_thread,
    )


def open_accounts(options: Options, access: "Access") -> "GuardedAccounts":
    """Return what keeps accounts, behind the gate: what `access` may not do is refused, and the audit trail has it."""
    from procmon_gui.auth.guarded import GuardedAccounts
    from procmon_gui.engine.clock import SystemClock

    accounts = _accounts_at(data_folder(options) / DESK_FILE)
    return GuardedAccounts(accounts, access, open_audit(options), SystemClock())


def system_actor() -> "Actor":
    """Return the user of the system, as who acts where there are no accounts."""
    from procmon_gui.domain.accounts import Actor

    uid = os.geteuid() if hasattr(os, "geteuid") else -1
    return Actor(os_user=_user_name(), os_uid=uid, has_root=_has_root())


@cache
def _accounts_at(path: Path) -> "LateAccounts":
    """Return the accounts of a desk: one for each process, because it counts what a full disk does not take."""
    from procmon_gui.store.desk.late_accounts import LateAccounts

    return LateAccounts(path, lambda: _open_desk_accounts(path))


def _open_desk_accounts(path: Path) -> "DeskAccounts":
    from procmon_gui.engine.clock import SystemClock
    from procmon_gui.store.desk.accounts import DeskAccounts

    return DeskAccounts(desk_at(path), clock=SystemClock(), boot_id=name_of_boot())


def _nothing() -> None:
    """Who asks in the terminal has seen to it already (`terminal.asking`)."""


def _on_a_thread(work: Callable[[], None]) -> None:
    # No daemon: what somebody did last is kept, also when the program ends with it.
    threading.Thread(target=work, name="access").start()


def _user_name() -> str:
    """Return the name that belongs to the rights we have, and not the one that the environment claims."""
    from procmon_gui.domain.text import display_text

    try:
        if hasattr(os, "geteuid"):
            import pwd

            return display_text(pwd.getpwuid(os.geteuid()).pw_name, 64)
        return display_text(os.getlogin(), 64)
    except (KeyError, OSError):  # nobody has a name for this user
        return str(os.geteuid()) if hasattr(os, "geteuid") else ""


def _has_root() -> bool:
    if hasattr(os, "geteuid"):
        return os.geteuid() == 0
    import ctypes

    windll = getattr(ctypes, "windll", None)
    return windll is not None and bool(windll.shell32.IsUserAnAdmin())
