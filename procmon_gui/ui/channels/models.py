"""The lists of channels and of what became of notices. Window thread only."""

from collections.abc import Sequence

from PySide6.QtCore import QObject

from procmon_gui.domain.channel_kinds import ChannelKind
from procmon_gui.domain.metrics import QT_TRANSLATE_NOOP
from procmon_gui.domain.notices import ChannelSpec, Delivery
from procmon_gui.ui import moment_words
from procmon_gui.ui.channels import words
from procmon_gui.ui.models.detail_table import Column, DetailTable

_T = QT_TRANSLATE_NOOP


class ChannelModel(DetailTable[ChannelSpec]):
    """The channels, the desktop first."""

    def __init__(self, parent: QObject | None = None) -> None:
        self._kinds: Sequence[ChannelKind] = ()
        super().__init__(
            (
                Column(id="id", title=_T("Detail", "Channel"), words=_id, value=_id, least_px=104, stretch=2,
                       token=_token),
                Column(id="kind", title=_T("Detail", "Kind"), words=self._kind, value=self._kind, least_px=80,
                       token=_token),
                Column(id="from", title=_T("Detail", "Hears of"), words=_from, value=_from_value, least_px=176,
                       token=_from_token),
                Column(id="where", title=_T("Detail", "Where"), words=words.where_text, value=words.where_text,
                       least_px=96, stretch=3, token=_token),
            ),
            _id,
            parent,
        )  # fmt: skip

    def show(self, specs: Sequence[ChannelSpec], kinds: Sequence[ChannelKind]) -> None:
        """Show other channels."""
        self._kinds = kinds
        self.set_rows(specs)

    def _kind(self, spec: ChannelSpec) -> str:
        return words.kind_text(self._kinds, spec.kind)


class DeliveryModel(DetailTable[Delivery]):
    """What was told and what is on its way, the newest first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(
            (
                Column(id="when", title=_T("Detail", "When"), words=_when, value=_made, widest="20 Nov 00:00",
                       token=_quiet, explained=words.explained),
                Column(id="channel", title=_T("Detail", "Channel"), words=_channel, value=_channel, least_px=80,
                       explained=words.explained),
                Column(id="what", title=_T("Detail", "What"), words=_title, value=_title, least_px=128, stretch=3,
                       explained=words.explained),
                Column(id="state", title=_T("Detail", "State"), words=words.state_text, value=_state, least_px=160,
                       icon=_icon, token=_state_token, explained=words.explained),
                Column(id="how", title=_T("Detail", "How it went"), words=_words, value=_words, least_px=96, stretch=2,
                       token=_quiet, explained=words.explained),
            ),
            _number,
            parent,
        )  # fmt: skip


def _id(spec: ChannelSpec) -> str:
    return spec.id


def _token(spec: ChannelSpec) -> str:
    return "t1" if spec.is_enabled and not spec.doubt else "zero"


def _from_token(spec: ChannelSpec) -> str:
    return "warn" if spec.doubt and spec.is_enabled else _token(spec)


def _from(spec: ChannelSpec) -> str:
    if not spec.is_enabled:
        return words.translate("Channels", "off")
    return words.translate("Channels", "nothing: see above") if spec.doubt else words.from_text(spec.from_severity)


def _from_value(spec: ChannelSpec) -> float:
    return float(spec.from_severity) if spec.is_enabled and not spec.doubt else 0.0


def _number(delivery: Delivery) -> int:
    return delivery.id


def _made(delivery: Delivery) -> float:
    return float(delivery.made_ms)


def _when(delivery: Delivery) -> str:
    return moment_words.moment_text(delivery.made_ms, has_seconds=False)


def _channel(delivery: Delivery) -> str:
    return delivery.channel_id


def _title(delivery: Delivery) -> str:
    return delivery.title


def _state(delivery: Delivery) -> str:
    return delivery.state.value


def _icon(delivery: Delivery) -> str:
    return words.ICONS[delivery.state]


def _state_token(delivery: Delivery) -> str:
    return words.TOKENS[delivery.state]


def _words(delivery: Delivery) -> str:
    return words.outcome_text(delivery.words)


def _quiet(_delivery: Delivery) -> str:
    return "t2"
