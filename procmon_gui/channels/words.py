"""What is said of a try that failed: where, what the other side answered, and where to look; capped, on one line, and
never a secret.
"""

import errno
import os
import re
import socket
import ssl
from collections.abc import Iterable
from typing import Final

from procmon_gui.domain.text import one_line

_LETTERS: Final = 300
_SHORTEST: Final = 4
NO_ANSWER: Final = "no answer in time"
# Behind what went wrong: where to look.
WRONG_PLACE: Final = "; look at the address and the port, and whether a firewall is in between"
WRONG_PORT: Final = "; look at the port, and at which encryption is spoken there"
MAY_PASS: Final = "; that may pass"
_WHY: Final = {
    errno.ECONNREFUSED: "nobody answers at that port; look at the port, and whether the server runs",
    errno.ENETUNREACH: "no way leads there; is there a network?",
    errno.EHOSTUNREACH: "no way leads there; is there a network?",
    errno.ENETDOWN: "no way leads there; is there a network?",
}
_WHY_NO_ADDRESS: Final = {
    socket.EAI_NONAME: "there is no machine of that name; look at how it is written",
    socket.EAI_AGAIN: "the name can not be looked up now; is there a network?",
}
_PARTS: Final = re.compile(r"[^A-Za-z0-9_-]+")


def said(text: str | bytes, secrets: Iterable[str] = ()) -> str:
    """Return what somebody else said, so that it may be shown and kept; what is or may be part of a secret is not."""
    text = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    for secret in sorted(_with_parts(secrets), key=len, reverse=True):
        text = text.replace(secret, "***")
    return one_line(text, _LETTERS)


def why(error: OSError, secrets: Iterable[str] = ()) -> str:
    """Return why nobody could be reached, in a few words."""
    if isinstance(error, ssl.SSLCertVerificationError):
        reason = said(error.verify_message, secrets)
        return f"the certificate is not trusted: {reason}; if it is of your own making, name it under Certificates"
    if isinstance(error, ssl.SSLError):
        return f"no encrypted connection: {said(error.reason or str(error), secrets)}{WRONG_PORT}"
    if isinstance(error, TimeoutError):
        return NO_ANSWER + WRONG_PLACE
    if isinstance(error, socket.gaierror):
        known = _WHY_NO_ADDRESS.get(error.errno or 0)
        return known or f"the name is not known: {said(error.strerror or '', secrets)}"
    if error.errno in _WHY:
        return _WHY[error.errno]
    if error.errno is not None:
        return said(os.strerror(error.errno) if error.errno in errno.errorcode else str(error.strerror), secrets)
    return said(str(error) or type(error).__name__, secrets)


def _with_parts(secrets: Iterable[str]) -> set[str]:
    """Return secrets and the longer parts of those that are addresses: others quote a part of an address."""
    found = set()
    for secret in secrets:
        if len(secret) >= _SHORTEST:
            found.add(secret)
        if "://" in secret:
            found |= {part for part in _PARTS.split(secret.partition("://")[2]) if len(part) >= 2 * _SHORTEST}
    return found
