"""What is said of a try that failed: what the other side answered, capped, on one line, and never a secret."""

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
        return f"the certificate is not trusted: {said(error.verify_message, secrets)}"
    if isinstance(error, ssl.SSLError):
        return f"no encrypted connection: {said(error.reason or str(error), secrets)}"
    if isinstance(error, TimeoutError):
        return "no answer in time"
    if isinstance(error, socket.gaierror):
        return f"the name is not known: {said(error.strerror or '', secrets)}"
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
