"""Every kind of channel: what it wants to know, how much is told over it, and what makes one of what was set up.

What a kind is made of is imported when there is one: who has the desktop only does without mail and the web, which
take 3 MiB.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from procmon_gui.channels.encryption import NONE, STARTTLS, TLS
from procmon_gui.domain.channel_kinds import ChannelKind, Field, FieldKind
from procmon_gui.domain.metrics import QT_TRANSLATE_NOOP
from procmon_gui.domain.notices import DESKTOP, AlertChannel
from procmon_gui.engine.ways import BACK_OFF_S, DAY_S, HOUR_S, MINUTE_S, Limit

_T = QT_TRANSLATE_NOOP

Texts = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """What belongs to a kind beside its declaration.

    Attributes:
        make: the channel of its settings and its secrets. Raises WrongInput. None for the desktop, which is one for the
            whole program.
        shown: what may be shown of the secret address; None for a kind that has none. May wait.
    """

    kind: ChannelKind
    limit: Limit
    timeout_s: float = 30.0
    expires_s: float = DAY_S
    back_off_s: tuple[float, ...] = BACK_OFF_S
    make: Callable[[Texts, Texts], AlertChannel] | None = None
    shown: Callable[[str], str] | None = None


_CA_FILE: Final = Field(
    name="ca_file", label=_T("Channel", "Certificates"), kind=FieldKind.FILE, is_aim=True,
    help=_T("Channel", "A file with the certificates to trust, where the server has one of its own making."),
)  # fmt: skip
_SERVICE: Final = Field(
    name="url", label=_T("Channel", "Address of the service"), kind=FieldKind.SECRET, is_needed=True,
    help=_T("Channel", "As the manual of apprise has it. It holds keys, so it is kept as a secret."),
)  # fmt: skip

_DESKTOP: Final = ChannelKind(
    id=DESKTOP, label=_T("Channel", "Desktop"), is_single=True,
    help=_T("Channel", "A notice with buttons; where this desktop has none, a message of the tray, or in the window."),
)  # fmt: skip
_MAIL: Final = ChannelKind(
    id="mail", label=_T("Channel", "E-mail"), help=_T("Channel", "Plain text, over a mail server of yours."),
    fields=(
        Field(name="server", label=_T("Channel", "Mail server"), is_needed=True, is_aim=True),
        Field(
            name="security", label=_T("Channel", "Encryption"), kind=FieldKind.CHOICE, default=STARTTLS,
            choices=((STARTTLS, "STARTTLS"), (TLS, "TLS"), (NONE, _T("Channel", "none"))),
        ),
        Field(
            name="port", label=_T("Channel", "Port"), kind=FieldKind.WHOLE, least=1, most=65535, is_aim=True,
            help=_T("Channel", "Left out: 587 for STARTTLS, 465 for TLS, 25 for none."),
        ),
        Field(name="user", label=_T("Channel", "User name"), is_aim=True),
        Field(name="password", label=_T("Channel", "Password"), kind=FieldKind.SECRET),
        Field(name="from", label=_T("Channel", "From"), kind=FieldKind.ADDRESS, is_needed=True),
        Field(
            name="to", label=_T("Channel", "Receiver"), kind=FieldKind.ADDRESSES, is_needed=True,
            help=_T("Channel", "One address a line."),
        ),
        _CA_FILE,
    ),
)  # fmt: skip
_SMS: Final = ChannelKind(
    id="sms", label=_T("Channel", "SMS"), help=_T("Channel", "Over one of the services that apprise knows: few words."),
    fields=(_SERVICE,),
)  # fmt: skip
_CHAT: Final = ChannelKind(
    id="chat", label=_T("Channel", "Chat"),
    help=_T("Channel", "Slack, Matrix, Telegram and whatever else apprise knows."), fields=(_SERVICE,),
)  # fmt: skip
_WEBHOOK: Final = ChannelKind(
    id="webhook", label=_T("Channel", "Web hook"), help=_T("Channel", "A POST of JSON to an address of yours."),
    fields=(
        Field(
            name="url", label=_T("Channel", "Address"), kind=FieldKind.SECRET, is_needed=True,
            help=_T("Channel", "Whoever has it may post there, so it is kept as a secret."),
        ),
        Field(
            name="token", label=_T("Channel", "Token"), kind=FieldKind.SECRET,
            help=_T("Channel", "Sent as “Authorization: Bearer”."),
        ),
        Field(
            name="signing_key", label=_T("Channel", "Signing key"), kind=FieldKind.SECRET,
            help=_T("Channel", "With it, X-Procmon-Signature has the HMAC-SHA256 of the body."),
        ),
        _CA_FILE,
    ),
)  # fmt: skip
_COMMAND: Final = ChannelKind(
    id="command", label=_T("Channel", "Command"), is_managed=True,
    help=_T("Channel", "Runs a program, without a shell. What happened is on its standard input, as JSON."),
    fields=(
        Field(
            name="command", label=_T("Channel", "Command"), kind=FieldKind.WORDS, is_needed=True,
            help=_T("Channel", "The whole path of a program, and then its arguments, one a line."),
        ),
    ),
)  # fmt: skip


def _mail(settings: Texts, secrets: Texts) -> AlertChannel:
    from procmon_gui.channels import mail

    return mail.Mail(mail.MailSettings.of(settings, secrets))


def _sms(settings: Texts, secrets: Texts) -> AlertChannel:
    from procmon_gui.channels import through_apprise

    return through_apprise.Service(through_apprise.ServiceSettings.of(settings, secrets, is_short=True))


def _chat(settings: Texts, secrets: Texts) -> AlertChannel:
    from procmon_gui.channels import through_apprise

    return through_apprise.Service(through_apprise.ServiceSettings.of(settings, secrets))


def _webhook(settings: Texts, secrets: Texts) -> AlertChannel:
    from procmon_gui.channels import webhook

    return webhook.Webhook(webhook.WebhookSettings.of(settings, secrets))


def _command(settings: Texts, secrets: Texts) -> AlertChannel:
    from procmon_gui.channels import command

    return command.Command(command.CommandSettings.of(settings, secrets))


def _shown_service(secret: str) -> str:
    from procmon_gui.channels.through_apprise import shown_address

    return shown_address(secret)


def _shown_url(secret: str) -> str:
    from procmon_gui.channels.webhook import shown_url

    return shown_url(secret)


MEANS: Final[Mapping[str, Means]] = MappingProxyType({
    means.kind.id: means
    for means in (
        # Seen late, a notice is of no use; and where there is no desktop now, there is one in a moment or not at all.
        Means(
            kind=_DESKTOP, limit=Limit(most=10, within_s=10 * MINUTE_S, rule_gap_s=MINUTE_S), timeout_s=2.0,
            expires_s=10 * MINUTE_S, back_off_s=(5.0, 30.0, MINUTE_S),
        ),
        Means(kind=_MAIL, limit=Limit(most=10, within_s=HOUR_S), make=_mail),
        Means(
            kind=_SMS, limit=Limit(most=5, within_s=HOUR_S, reserved=2), make=_sms,
            shown=_shown_service,
        ),
        Means(
            kind=_CHAT, limit=Limit(most=20, within_s=HOUR_S, reserved=5), make=_chat,
            shown=_shown_service,
        ),
        Means(
            kind=_WEBHOOK, limit=Limit(most=60, within_s=HOUR_S, reserved=10), timeout_s=10.0, make=_webhook,
            shown=_shown_url,
        ),
        Means(kind=_COMMAND, limit=Limit(most=30, within_s=HOUR_S, reserved=5), make=_command),
    )
})  # fmt: skip
KINDS: Final[Mapping[str, ChannelKind]] = MappingProxyType({id: means.kind for id, means in MEANS.items()})
