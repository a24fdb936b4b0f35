"""Channels and deliveries as text for the terminal. No secret ever gets here."""

import csv
import io
import json
from collections.abc import Iterable, Sequence
from typing import Final

from procmon_gui.domain.notices import ChannelSpec, Delivery
from procmon_gui.domain.text import csv_field, display_text, fit
from procmon_gui.reports.values import iso_utc

_ID: Final = 16
_KIND: Final = 8
_STATE: Final = 9
_TIME: Final = len("2026-11-20 14:00:00Z")
_TITLE: Final = 44


def channels_lines(specs: Sequence[ChannelSpec], width: int) -> list[str]:
    """Return them as a table."""
    head = f"{'CHANNEL':<{_ID}}  {'KIND':<{_KIND}}  {'STATE':<{_STATE}}  {'FROM':<{_STATE}}  WHERE"
    rows = [
        f"{fit(spec.id, _ID)}  {fit(spec.kind, _KIND)}  {_state(spec):<{_STATE}}  "
        f"{spec.from_severity.name.lower():<{_STATE}}  {_where(spec)}"
        for spec in specs
    ]
    return [fit(line, width).rstrip() for line in (head, *rows)]


def channels_json(specs: Sequence[ChannelSpec]) -> str:
    """Return them as JSON, one object a line."""
    return "".join(json.dumps(_fields(spec), ensure_ascii=False) + "\n" for spec in specs)


def channels_csv(specs: Sequence[ChannelSpec]) -> str:
    """Return them as CSV."""
    return _csv(
        ("id", "kind", "enabled", "from_severity", "where"),
        ([csv_field(spec.id), spec.kind, spec.is_enabled, spec.from_severity.name.lower(), csv_field(_where(spec))]
         for spec in specs),
    )  # fmt: skip


def deliveries_lines(deliveries: Sequence[Delivery], width: int) -> list[str]:
    """Return them as a table."""
    head = f"{'TIME':<{_TIME}}  {'CHANNEL':<{_ID}}  {'STATE':<{_STATE}}  {'TRIES':>5}  {'WHAT':<{_TITLE}}  HOW IT WENT"
    rows = [
        f"{_time(one.made_ms)}  {fit(one.channel_id, _ID)}  {one.state.value:<{_STATE}}  {one.try_count:>5}  "
        f"{fit(one.title, _TITLE)}  {display_text(one.words)}"
        for one in deliveries
    ]
    return [fit(line, width).rstrip() for line in (head, *rows)]


def deliveries_json(deliveries: Sequence[Delivery]) -> str:
    """Return them as JSON, one object a line."""
    return "".join(json.dumps(_delivery_fields(one), ensure_ascii=False) + "\n" for one in deliveries)


def deliveries_csv(deliveries: Sequence[Delivery]) -> str:
    """Return them as CSV."""
    names = (
        "id",
        "channel",
        "alert",
        "title",
        "state",
        "try_count",
        "made_at_utc",
        "done_at_utc",
        "next_at_utc",
        "words",
    )
    rows = ([csv_field(value) if isinstance(value, str) else value for value in _delivery_fields(one).values()]
            for one in deliveries)  # fmt: skip
    return _csv(names, rows)


def _csv(names: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(names)
    writer.writerows(rows)
    return text.getvalue()


def _fields(spec: ChannelSpec) -> dict[str, object]:
    return {
        "id": spec.id,
        "kind": spec.kind,
        "enabled": spec.is_enabled,
        "from_severity": spec.from_severity.name.lower(),
        "settings": dict(spec.settings),
        "secrets": list(spec.secrets),
        "doubt": spec.doubt or None,
    }


def _delivery_fields(one: Delivery) -> dict[str, object]:
    return {
        "id": one.id,
        "channel": one.channel_id,
        "alert": one.alert_id or None,
        "title": one.title,
        "state": one.state.value,
        "try_count": one.try_count,
        "made_at_utc": iso_utc(one.made_ms / 1000),
        "done_at_utc": None if one.done_ms is None else iso_utc(one.done_ms / 1000),
        "next_at_utc": None if one.next_ms is None else iso_utc(one.next_ms / 1000),
        "words": one.words,
    }


def _state(spec: ChannelSpec) -> str:
    if not spec.is_enabled:
        return "off"
    return "not used" if spec.doubt else "on"


def _where(spec: ChannelSpec) -> str:
    """Return where it goes, in a few words."""
    settings = spec.settings
    found = settings.get("to") or settings.get("shown") or settings.get("command") or ""
    return display_text(found.replace("\n", " " if "command" in settings else ", "), 200)


def _time(at_ms: int) -> str:
    return (iso_utc(at_ms / 1000) or "")[:19].replace("T", " ") + "Z"
