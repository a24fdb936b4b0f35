"""A web hook: one POST of JSON to one address, with nobody in between and nowhere else to go.

The body, UTF-8, is one object:

    version           1
    key               the same for every try of one notice, and of no other notice
    alert, rule       the number of the alert (0 for a test and for a digest), and the id of the rule
    host              the machine
    change            fired, worsened, eased, repeated, resolved
    severity          info, warning, critical
    at_utc            ISO 8601
    title, lines      plain text, for people
    suppressed_count  notices that were held back before this one, which it stands for

`Idempotency-Key` has the key too. With a signing key, `X-Procmon-Signature` is "sha256=" and the HMAC of the body.
"""

import contextlib
import hashlib
import hmac
import http.client
import ipaddress
import json
import socket
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final
from urllib.parse import SplitResult, urlsplit

from procmon_gui.channels.certificates import trusting
from procmon_gui.channels.deadline import Deadline
from procmon_gui.channels.words import MAY_PASS, NO_ANSWER, said, why
from procmon_gui.domain.errors import WrongInput
from procmon_gui.domain.notices import Notice, Undelivered
from procmon_gui.domain.version import VERSION

_MOST_ANSWER_BYTES: Final = 64 * 1024
_LONGEST_URL: Final = 2000
# Where clouds keep the keys of a machine, beside the addresses of the link.
_METADATA: Final = ("fd00:ec2::254", "100.100.100.200")
_WHERE_TO_LOOK: Final = {
    401: "; look at the token",
    403: "; look at the token",
    404: "; look at the address",
    405: "; look at the address",
    410: "; look at the address",
}
# What a server says when it may help to ask again.
_PASSING: Final = (408, 425, 429)


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookSettings:
    """Where it goes. Addresses of web hooks are secrets: who has one may post there."""

    url: str = field(repr=False)
    token: str = field(default="", repr=False)
    signing_key: str = field(default="", repr=False)
    ca_file: str = ""

    @classmethod
    def of(cls, settings: Mapping[str, str], secrets: Mapping[str, str]) -> "WebhookSettings":
        """Return what was set up. Raises WrongInput."""
        url = secrets.get("url", "")
        parts_of(url)
        token = secrets.get("token", "")
        if not (token.isascii() and token.isprintable()):
            raise WrongInput("The token has letters that can not be sent.")
        return cls(
            url=url, token=token, signing_key=secrets.get("signing_key", ""), ca_file=settings.get("ca_file", "")
        )


def parts_of(url: str) -> SplitResult:
    """Return the parts of an address. Raises WrongInput, without saying what stands in it."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise WrongInput("That is no address of a web hook.") from None
    if parts.scheme not in ("http", "https") or not parts.hostname or port == 0:
        raise WrongInput("The address of a web hook begins with https:// or http:// and names a host.")
    if len(url) > _LONGEST_URL or not url.isascii() or not url.isprintable() or " " in url:
        raise WrongInput(
            f"The address of a web hook is up to {_LONGEST_URL} plain letters; others are written with a percent sign."
        )
    if parts.username is not None or parts.password is not None:
        raise WrongInput("A name or a password does not belong into the address: there is a field for the token.")
    return parts


def shown_url(url: str) -> str:
    """Return what may be shown of an address."""
    parts = parts_of(url)
    port = "" if parts.port is None else f":{parts.port}"
    return f"{parts.scheme}://{parts.hostname}{port}/…"


class Webhook:
    """An `AlertChannel`."""

    def __init__(self, settings: WebhookSettings) -> None:
        self._settings = settings
        self._parts = parts_of(settings.url)
        self._secrets = (settings.url, settings.token, settings.signing_key)

    def deliver(self, notice: Notice, timeout_s: float) -> str:
        """Post it; return what the server said. Raises Undelivered."""
        host = self._parts.hostname or ""
        is_sent = False
        with Deadline(timeout_s) as deadline:
            try:
                connection = self._connected(host, deadline)
                try:
                    self._post(connection, notice)
                    is_sent = True
                    with connection.getresponse() as answer:
                        self._judge(host, answer.status, answer.reason)
                        # It is taken by now, whatever becomes of the words that follow.
                        with contextlib.suppress(OSError, http.client.HTTPException):
                            answer.read(_MOST_ANSWER_BYTES)
                finally:
                    connection.close()
            except Undelivered:
                raise
            except http.client.HTTPException as error:
                words = f"no answer of a web server ({type(error).__name__})"
                raise Undelivered(f"{host}: {NO_ANSWER if deadline.is_over else words}{_unsure(is_sent)}") from None
            except OSError as error:
                if is_sent:
                    words = NO_ANSWER if deadline.is_over else said(error.strerror or type(error).__name__)
                    raise Undelivered(f"{host}: {words}{_unsure(is_sent)}") from None
                words = why(TimeoutError() if deadline.is_over else error, self._secrets)
                raise Undelivered(f"{host}: {words}") from None
        return f"{host} answered {answer.status}"

    def _connected(self, host: str, deadline: Deadline) -> http.client.HTTPConnection:
        is_secure = self._parts.scheme == "https"
        port = self._parts.port or (443 if is_secure else 80)
        # Asked once, and what is asked for is what is connected to: a name can not mean another machine meanwhile.
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except UnicodeError:
            raise Undelivered(f"{said(host)} is no name that a machine can have", is_final=True) from None
        addresses = [str(address[4][0]) for address in found if not _is_forbidden(str(address[4][0]))]
        if not addresses:
            raise Undelivered(f"{host} is an address that web hooks do not go to", is_final=True)
        context = trusting(self._settings.ca_file) if is_secure else None
        plain = _first_of(addresses, port, deadline)
        connection = http.client.HTTPConnection(host, port)
        connection.sock = plain
        deadline.watch(plain)
        if context is not None:
            connection.sock = context.wrap_socket(plain, server_hostname=host)
            deadline.watch(connection.sock)
        return connection

    def _post(self, connection: http.client.HTTPConnection, notice: Notice) -> None:
        body = body_of(notice)
        path = (self._parts.path or "/") + (f"?{self._parts.query}" if self._parts.query else "")
        default = {"https": 443, "http": 80}[self._parts.scheme]
        host = self._parts.netloc.removesuffix(f":{default}")
        headers = {
            "Host": host,
            "Content-Type": "application/json; charset=utf-8",
            "User-Agent": f"procmon_gui/{VERSION}",
            "Idempotency-Key": notice.key or "test",
        }
        if self._settings.token:
            headers["Authorization"] = f"Bearer {self._settings.token}"
        if self._settings.signing_key:
            digest = hmac.new(self._settings.signing_key.encode(), body, hashlib.sha256).hexdigest()
            headers["X-Procmon-Signature"] = f"sha256={digest}"
        connection.request("POST", path, body, headers)

    def _judge(self, host: str, status: int, reason: str) -> None:
        if 200 <= status < 300:
            return
        if 300 <= status < 400:
            raise Undelivered(
                f"{host} sends on to another address ({status}), which is not followed; look at the address",
                is_final=True,
            )
        is_final = status < 500 and status not in _PASSING
        words = f"{host} answered {status} {said(reason, self._secrets)}".rstrip()
        raise Undelivered(words + _WHERE_TO_LOOK.get(status, "" if is_final else MAY_PASS), is_final=is_final)


def body_of(notice: Notice) -> bytes:
    """Return the body of the POST."""
    at_utc = datetime.fromtimestamp(notice.at_ms / 1000, UTC).isoformat(timespec="milliseconds")
    fields = {
        "version": 1,
        "key": notice.key,
        "alert": notice.alert_id,
        "rule": notice.rule_id,
        "host": notice.host,
        "change": notice.change.value,
        "severity": notice.severity.name.lower(),
        "at_utc": at_utc,
        "title": notice.title,
        "lines": list(notice.lines),
        "suppressed_count": notice.suppressed_count,
    }
    return json.dumps(fields, ensure_ascii=False).encode()


def _first_of(addresses: Sequence[str], port: int, deadline: Deadline) -> socket.socket:
    trouble: OSError | None = None
    for address in addresses:
        try:
            return socket.create_connection((address, port), deadline.left_s())
        except OSError as error:
            trouble = error
    assert trouble is not None, "there is an address"
    raise trouble


def _is_forbidden(address: str) -> bool:
    """Return whether it is an address of the link only, where clouds keep the keys of a machine."""
    found = ipaddress.ip_address(address.partition("%")[0])
    mapped = getattr(found, "ipv4_mapped", None)
    found = mapped or found
    if str(found) in _METADATA:
        return True
    return found.is_link_local or found.is_multicast or found.is_unspecified


def _unsure(is_sent: bool) -> str:
    return "; whether it took the message is not known" if is_sent else ""
