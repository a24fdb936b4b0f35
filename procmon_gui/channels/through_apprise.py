"""SMS and chat: over one of the services that apprise knows, each of which is one address, and all of it a secret."""

import json
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from procmon_gui.channels.words import said
from procmon_gui.domain.errors import Unavailable, WrongInput
from procmon_gui.domain.notices import Notice, Undelivered
from procmon_gui.domain.rules import Severity
from procmon_gui.domain.text import display_text
from procmon_gui.engine.notice_words import SEVERITY_WORDS, held_back_words
from procmon_gui.engine.own_programs import part

CHILD: Final = Path(__file__).with_name("apprise_child.py")
_LOOK_UP_S: Final = 20.0
_MOST_ANSWER: Final = 64 * 1024
_TYPES: Final = {Severity.INFO: "info", Severity.WARNING: "warning", Severity.CRITICAL: "failure"}
# A short message has room for so much; services cut or split what is longer.
_SHORT: Final = 300
_WHOLE_PATHS: Final = ("json://", "jsons://", "xml://", "xmls://", "form://", "forms://")


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceSettings:
    """Which service, and how it is reached."""

    url: str = field(repr=False)
    is_short: bool = False

    @classmethod
    def of(
        cls, settings: Mapping[str, str], secrets: Mapping[str, str], *, is_short: bool = False
    ) -> "ServiceSettings":
        """Return what was set up. Raises WrongInput."""
        del settings
        url = secrets.get("url", "")
        if "://" not in url or not url.isprintable():
            raise WrongInput(
                "The address of a service looks like twilio://… or slack://…; the manual of apprise has them."
            )
        return cls(url=url, is_short=is_short)


class Service:
    """An `AlertChannel`."""

    def __init__(self, settings: ServiceSettings) -> None:
        self._settings = settings

    def deliver(self, notice: Notice, timeout_s: float) -> str:
        """Hand it to the service; return how that went. Raises Undelivered."""
        held = held_back_words(notice)
        body = "\n".join([*notice.lines, held] if held else notice.lines) or notice.title
        if self._settings.is_short:
            body = display_text(body.replace("\n", "; "), _SHORT)
        title = f"[{SEVERITY_WORDS[notice.severity]}] {notice.title}"
        url = self._settings.url
        try:
            found = _asked(url, timeout_s, is_sent=True, title=title, body=body, type=_TYPES[notice.severity])
        except subprocess.TimeoutExpired:
            words = f"no answer within {timeout_s:.0f} s; whether the service took the message is not known"
            raise Undelivered(words) from None
        if not found.get("is_known"):
            raise Undelivered("that is the address of no service that apprise knows", is_final=True)
        service = said(str(found.get("service", "")), (url,))
        if not found.get("is_sent"):
            words = said(str(found.get("words", "")), (url,)) or "it does not say why"
            raise Undelivered(f"{service} did not take it: {words}")
        return f"{service} took it"


def shown_address(url: str) -> str:
    """Return what may be shown of an address. Raises WrongInput where no service has such an address."""
    try:
        found = _asked(url, _LOOK_UP_S, is_sent=False)
    except subprocess.TimeoutExpired:
        raise Unavailable("apprise does not answer, so the address could not be checked; try it again") from None
    if not found.get("is_known"):
        words = said(str(found.get("words", "")), (url,))
        raise WrongInput(f"That is the address of no service that apprise knows. {words}".rstrip())
    shown = str(found.get("shown", "")).partition("?")[0]
    if shown.startswith(_WHOLE_PATHS):
        # What apprise takes for a path is where the key of a web hook stands.
        scheme, _, rest = shown.partition("://")
        shown = f"{scheme}://{rest.partition('/')[0]}/…"
    return f"{said(str(found.get('service', '')))}: {said(shown)}"


def _asked(url: str, timeout_s: float, **asked: object) -> dict[str, Any]:
    """Return what the process of apprise answers. Raises TimeoutExpired, and Unavailable where it can not be had."""
    try:
        done = subprocess.run(
            part("procmon-apprise", CHILD), input=json.dumps({"url": url} | asked).encode(), timeout=timeout_s,
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False, start_new_session=True,
        )  # fmt: skip
        found = json.loads(done.stdout[:_MOST_ANSWER])
    except (OSError, ValueError) as error:
        raise Unavailable(f"apprise can not be used: {said(getattr(error, 'strerror', None) or 'no answer')}") from None
    if not isinstance(found, dict):
        raise Unavailable("apprise can not be used: no answer")
    return found
