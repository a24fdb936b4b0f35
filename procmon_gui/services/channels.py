"""Builds what tells people: channels as they were set up, and what sends notices over them."""

from pathlib import Path
from typing import TYPE_CHECKING

from procmon_gui.services.desk import DESK_FILE, desk_at, open_audit
from procmon_gui.services.places import Options, data_folder

if TYPE_CHECKING:
    from collections.abc import Callable

    from procmon_gui.auth.guarded_channels import GuardedChannels
    from procmon_gui.channels.book import Book
    from procmon_gui.channels.bound_secrets import BoundSecrets
    from procmon_gui.channels.clicks import Clicks
    from procmon_gui.channels.desktop import Beside, Click
    from procmon_gui.channels.desktop import Desktop as Desktop
    from procmon_gui.channels.opening import Opening
    from procmon_gui.channels.trust import Trust
    from procmon_gui.domain.accounts import Access
    from procmon_gui.domain.notices import ChannelSpec, Notice
    from procmon_gui.domain.ports import Clock
    from procmon_gui.domain.settings import SettingsStore
    from procmon_gui.engine.dispatch import Dispatcher
    from procmon_gui.engine.notice_words import Tongue
    from procmon_gui.settings.channels_file import ChannelsFile
    from procmon_gui.store.desk.late_deliveries import LateDeliveries


def settings_folder(options: Options) -> Path:
    """Return where the settings file is, and what lies beside it."""
    import platformdirs

    return (options.config or platformdirs.user_config_path("procmon_gui", appauthor=False) / "settings.toml").parent


def open_desktop(
    beside: "Beside | None" = None,
    clicked: "Callable[[Click], None] | None" = None,
    tongue: "Tongue | None" = None,
) -> "Desktop":
    """Return what shows notices on this desktop: one for each program, for those who send and those who try.

    `clicked` is called on a thread of its own making, and must return at once; `tongue` is the language of who sits
    here, None for English.
    """
    from procmon_gui.channels.desktop import Desktop
    from procmon_gui.engine.notice_words import ENGLISH

    return Desktop(beside=beside, clicked=clicked, tongue=tongue or ENGLISH)


def open_clicks(
    options: Options, access: "Access", show: "Callable[[int, str], None]", clock: "Clock | None" = None
) -> "Clicks":
    """Return what obeys the buttons of notices, as far as who sits here may; `show` brings the window up."""
    from functools import partial

    from procmon_gui.channels.clicks import Clicks
    from procmon_gui.engine.clock import SystemClock
    from procmon_gui.services.alerts import open_guarded_alerts

    return Clicks(partial(open_guarded_alerts, options, access), show, clock or SystemClock())


def recorder_tellers(
    options: Options, settings: "SettingsStore", say: "Callable[[str], None]" = lambda _: None
) -> "Callable[[], Dispatcher]":
    """Return what opens who tells people from a program without a window, one after the other; the desktop is one.

    A click on it starts a window, or brings one to the front.
    """
    from functools import cache

    @cache
    def desktop() -> "Desktop":
        from procmon_gui.services.access import open_access
        from procmon_gui.services.window_caller import WindowCaller

        clicks = open_clicks(options, open_access(options, settings, waits=True), WindowCaller(options))
        return open_desktop(clicked=clicks)

    return lambda: open_dispatcher(options, desktop(), say=say)


def open_dispatcher(
    options: Options,
    desktop: "Desktop",
    *,
    host: str = "",
    clock: "Clock | None" = None,
    say: "Callable[[str], None]" = lambda _: None,
) -> "Dispatcher":
    """Return what tells people; its `start` takes up what waits from before. Nothing is opened before that.

    `say` hears which channels can not be used.

    One for each data folder: whoever judges has it.
    """
    from procmon_gui.engine.clock import SystemClock
    from procmon_gui.engine.dispatch import Dispatcher

    return Dispatcher(
        open_deliveries(options), _opening(options, desktop, say), clock or SystemClock(), host=host or this_host(),
        desktop_tongue=desktop.tongue,
    )  # fmt: skip


def open_channels(options: Options, desktop: "Desktop | None" = None, clock: "Clock | None" = None) -> "Book":
    """Return how channels are set up, and how they do."""
    from procmon_gui.channels.book import Book
    from procmon_gui.domain.notices import DESKTOP
    from procmon_gui.engine.clock import SystemClock
    from procmon_gui.engine.notice_words import ENGLISH, trial_notice
    from procmon_gui.engine.outgoing import new_key

    used, shown = clock or SystemClock(), desktop or open_desktop()

    def trial(spec: "ChannelSpec") -> "Notice":
        tongue = shown.tongue if spec.kind == DESKTOP else ENGLISH
        return trial_notice(this_host(), used.utc_ms(), new_key(), tongue)

    opening = _opening(options, shown)
    return Book(
        open_channels_file(options), _secrets(options), opening, _trust(options), open_deliveries(options), trial=trial
    )


def open_guarded_channels(
    options: Options, access: "Access", desktop: "Desktop | None" = None, clock: "Clock | None" = None
) -> "GuardedChannels":
    """Return the same behind the gate: what `access` may not do is refused, and the audit trail has all of it."""
    from procmon_gui.auth.guarded_channels import GuardedChannels
    from procmon_gui.engine.clock import SystemClock

    clock = clock or SystemClock()
    return GuardedChannels(open_channels(options, desktop, clock), access, open_audit(options, clock), clock)


def open_deliveries(options: Options) -> "LateDeliveries":
    """Return what is on its way, in the desk; nothing is opened before there is something to do."""
    from procmon_gui.store.desk.late_deliveries import LateDeliveries

    path = data_folder(options) / DESK_FILE
    return LateDeliveries(path, lambda: desk_at(path))


def this_host() -> str:
    """Return what this machine is called."""
    import socket

    return socket.gethostname()


def _opening(options: Options, desktop: "Desktop", say: "Callable[[str], None]" = lambda _: None) -> "Opening":
    from procmon_gui.channels.opening import Opening

    return Opening(open_channels_file(options), _secrets(options), desktop, _trust(options), say)


def _trust(options: Options) -> "Trust":
    from functools import partial

    from procmon_gui.channels.trust import Trust
    from procmon_gui.engine.root_owned import fault_for_us
    from procmon_gui.settings.channels_file import FILE_NAME
    from procmon_gui.settings.confirmed_commands import FILE_NAME as COMMANDS
    from procmon_gui.settings.confirmed_commands import ConfirmedCommands

    folder = settings_folder(options)
    return Trust(partial(fault_for_us, folder / FILE_NAME), ConfirmedCommands(folder / COMMANDS))


def open_channels_file(options: Options) -> "ChannelsFile":
    """Return how channels are set up, without the gate: for who reads."""
    from procmon_gui.channels.kinds import KINDS
    from procmon_gui.settings.channels_file import FILE_NAME, ChannelsFile

    return ChannelsFile(settings_folder(options) / FILE_NAME, KINDS)


def _secrets(options: Options) -> "BoundSecrets":
    from procmon_gui.channels.bound_secrets import BoundSecrets
    from procmon_gui.settings.secrets import FILE_NAME, Secrets

    return BoundSecrets(Secrets(settings_folder(options) / FILE_NAME))
