"""E-mail over SMTP: plain text, with exactly the headers that stand here.

smtplib and not apprise (decision 33): apprise tells only yes or no, so a wrong password can not be told from a server
that is away, and would be tried until the account is locked.
"""

import contextlib
import smtplib
import socket
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.charset import QP, Charset
from email.header import Header
from email.message import Message
from email.utils import formatdate
from typing import Any, Final

from procmon_gui.channels.certificates import trusting
from procmon_gui.channels.deadline import Deadline
from procmon_gui.channels.encryption import NONE, STARTTLS, TLS
from procmon_gui.channels.words import MAY_PASS, NO_ANSWER, WRONG_PLACE, WRONG_PORT, said, why
from procmon_gui.domain.errors import WrongInput
from procmon_gui.domain.notices import Notice, Undelivered
from procmon_gui.engine.notice_words import SEVERITY_WORDS, held_back_words

_PORTS: Final = {STARTTLS: 587, TLS: 465, NONE: 25}
_LOOPBACK: Final = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True, kw_only=True)
class MailSettings:
    """Where mail goes, and through whom. `password` is never shown."""

    server: str
    port: int
    security: str
    from_address: str
    to: tuple[str, ...]
    user: str = ""
    ca_file: str = ""
    password: str = field(default="", repr=False)

    @classmethod
    def of(cls, settings: Mapping[str, str], secrets: Mapping[str, str]) -> "MailSettings":
        """Return what was set up. Raises WrongInput where it makes no sense as a whole."""
        security = settings.get("security", STARTTLS)
        found = cls(
            server=settings["server"],
            port=int(settings["port"]) if settings.get("port") else _PORTS[security],
            security=security,
            from_address=settings["from"],
            to=tuple(settings["to"].split("\n")),
            user=settings.get("user", ""),
            ca_file=settings.get("ca_file", ""),
            password=secrets.get("password", ""),
        )
        if found.password and not found.user:
            raise WrongInput("There is a password, and no user name that it belongs to.")
        if found.user and security == NONE and found.server not in _LOOPBACK:
            raise WrongInput(
                "A password is not sent without encryption: choose STARTTLS or TLS, or take the user away."
            )
        return found


class Mail:
    """An `AlertChannel`."""

    def __init__(self, settings: MailSettings) -> None:
        self._settings = settings
        self._secrets = (settings.password,)

    def deliver(self, notice: Notice, timeout_s: float) -> str:
        """Hand it to the server; return what that said. Raises Undelivered."""
        message = message_of(notice, self._settings)
        with Deadline(timeout_s) as deadline:
            session = _Session(self._settings, deadline)
            try:
                return self._sent(session, message)
            except (OSError, UnicodeError) as error:
                failure = self._failure(error, session, deadline)
            finally:
                session.close()
        # Not where it is caught: what the server said may hold the password, and would hang on to the error.
        raise failure

    def _failure(self, error: "OSError | UnicodeError", session: "_Session", deadline: Deadline) -> Undelivered:
        server = self._settings.server
        if isinstance(error, (smtplib.SMTPServerDisconnected, TimeoutError)):
            is_late = deadline.is_over or isinstance(error, TimeoutError)
            words = NO_ANSWER if is_late else "the server went away"
            if session.is_unsure:
                words += "; whether it took the message is not known"
            elif session.is_greeted:
                words += MAY_PASS
            else:
                # Who speaks plainly to a port where encryption begins at once hears nothing, or is left.
                words += WRONG_PORT if session.is_connected else WRONG_PLACE
            return Undelivered(f"{server}: {words}")
        if isinstance(error, smtplib.SMTPException):
            return self._refused(error)
        if isinstance(error, UnicodeError):
            words = "the name of the server, the user or the password has letters that can not be sent"
            return Undelivered(f"{server}: {words}", is_final=True)
        return Undelivered(f"{server}: {why(TimeoutError() if deadline.is_over else error, self._secrets)}")

    def _sent(self, session: "_Session", message: Message) -> str:
        chosen = self._settings
        session.begin()
        if chosen.security == STARTTLS:
            session.secure()
        if chosen.user:
            session.login(chosen.user, chosen.password)
        refused = session.send_message(message, chosen.from_address, chosen.to)
        with contextlib.suppress(OSError, smtplib.SMTPException):
            # Its answer is of no interest, and must not make a failure of a message that was taken.
            session.putcmd("quit")
        if not refused:
            return f"{chosen.server} took it for {len(chosen.to)} receiver{'' if len(chosen.to) == 1 else 's'}"
        names = "; ".join(f"{who}: {code} {said(text, self._secrets)}" for who, (code, text) in refused.items())
        return said(f"{chosen.server} took it for {len(chosen.to) - len(refused)} of {len(chosen.to)}, not for {names}")

    def _refused(self, error: smtplib.SMTPException) -> Undelivered:
        server = self._settings.server
        if isinstance(error, smtplib.SMTPAuthenticationError):
            words = f"{server} does not take the user name or the password ({error.smtp_code}); type them anew"
            return Undelivered(words, is_final=_is_final(error.smtp_code))
        if isinstance(error, smtplib.SMTPRecipientsRefused):
            answers = list(error.recipients.values())
            text = "; ".join(
                f"{who}: {code} {said(word, self._secrets)}" for who, (code, word) in error.recipients.items()
            )
            is_final = all(_is_final(code) for code, _ in answers)
            words = said(f"{server} takes mail for nobody: {text}")
            return Undelivered(words if is_final else words + MAY_PASS, is_final=is_final)
        if isinstance(error, smtplib.SMTPResponseException):
            words = f"{server} refuses: {error.smtp_code} {said(error.smtp_error, self._secrets)}"
            is_final = _is_final(error.smtp_code)
            return Undelivered(words if is_final else words + MAY_PASS, is_final=is_final)
        if isinstance(error, smtplib.SMTPNotSupportedError):
            what = said(str(error)).rstrip(".")
            words = f"{server} does not offer what is needed: {what}; nothing was sent; choose another encryption"
            return Undelivered(words, is_final=True)
        return Undelivered(f"{server}: {said(str(error), self._secrets)}")


class _Session(smtplib.SMTP):
    """One conversation within a deadline. Encryption that was asked for is had, or nothing is sent."""

    def __init__(self, settings: MailSettings, deadline: Deadline) -> None:
        self._chosen = settings
        self._deadline = deadline
        # The message is on its way, and there is no answer yet.
        self.is_unsure = False
        self.is_connected = False
        self.is_greeted = False
        # Asking the network what this machine is called may take minutes.
        super().__init__(local_hostname=_own_name(), timeout=deadline.left_s())

    def begin(self) -> None:
        """Connect."""
        self._host = self._chosen.server  # the name that the certificate has to have
        code, answer = self.connect(self._chosen.server, self._chosen.port)
        if code != 220:
            raise smtplib.SMTPConnectError(code, answer)
        self.is_greeted = True

    def secure(self) -> None:
        """Begin to speak encrypted."""
        code, answer = self.starttls(context=trusting(self._chosen.ca_file))
        if code != 220:
            raise smtplib.SMTPResponseException(code, answer)
        assert self.sock is not None
        self._deadline.watch(self.sock)

    def data(self, msg: Any) -> tuple[int, bytes]:
        """Send the message itself."""
        self.is_unsure = True
        answer = super().data(msg)
        self.is_unsure = False
        return answer

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        context = trusting(self._chosen.ca_file) if self._chosen.security == TLS else None
        connection = socket.create_connection((host, port), self._deadline.left_s())
        self._deadline.watch(connection)
        self.is_connected = True
        if context is None:
            return connection
        secured = context.wrap_socket(connection, server_hostname=host)
        self._deadline.watch(secured)
        return secured


def _own_name() -> str:
    name = socket.gethostname()
    is_plain = name.isascii() and name.replace("-", "").replace(".", "").isalnum()
    return name if is_plain else "localhost"


def _is_final(code: int) -> bool:
    return 500 <= code < 600


def message_of(notice: Notice, settings: MailSettings) -> Message:
    """Return the message. What strangers wrote is in the body and, escaped, in the subject; never in another header."""
    domain = settings.from_address.partition("@")[2]
    lines = [notice.title, "", *notice.lines]
    held = held_back_words(notice)
    text = "\n".join([*lines, held] if held else lines) + "\n"
    message = Message()
    message["MIME-Version"] = "1.0"
    message.set_payload(text, "us-ascii" if text.isascii() else _legible())
    message["From"] = settings.from_address
    message["To"] = ", ".join(settings.to)
    # Who looks after many machines reads in the list of messages which one it is.
    title = f"{notice.host}: {notice.title}" if notice.host else notice.title
    message["Subject"] = _subject(f"[{SEVERITY_WORDS[notice.severity]}] {title}")
    message["Date"] = formatdate(time.time(), localtime=True)
    # The same for every try, so that a message that arrived twice is shown once.
    message["Message-ID"] = f"<{notice.key or 'test'}@{domain}>"
    if notice.alert_id:
        message["References"] = f"<alert-{notice.alert_id}@{domain}>"
    message["Auto-Submitted"] = "auto-generated"
    return message


def _subject(text: str) -> str:
    # "=?" begins what a reader decodes: a process may be called so, too.
    return text if text.isascii() and "=?" not in text else Header(text, "utf-8", header_name="Subject").encode()


def _legible() -> Charset:
    """Return UTF-8 as somebody without a mail program can read it, too."""
    charset = Charset("utf-8")
    charset.body_encoding = QP
    return charset
