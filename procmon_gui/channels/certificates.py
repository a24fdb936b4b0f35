"""Whom an encrypted connection trusts: authorities that the system knows, and those of a file that somebody named."""

import ssl

from procmon_gui.channels.words import said
from procmon_gui.domain.notices import Undelivered


def trusting(ca_file: str) -> ssl.SSLContext:
    """Return what begins connections. Raises Undelivered where the file is none, which another try would not mend."""
    try:
        return ssl.create_default_context(cafile=ca_file or None)
    except ssl.SSLError:
        words = f"{said(ca_file)} holds no certificates; look at what is named under Certificates"
    except OSError as error:
        reason = said(error.strerror or str(error))
        words = f"{said(ca_file)} can not be read: {reason}; look at what is named under Certificates"
    raise Undelivered(words, is_final=True)
