"""How a mail server is spoken to. Apart from who speaks to it, so that a form can be made without him."""

from typing import Final

STARTTLS: Final = "starttls"
TLS: Final = "tls"
NONE: Final = "none"
