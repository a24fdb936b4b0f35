"""A mail server that keeps what it is given, byte by byte, or behaves as badly as a test says."""

import base64
import contextlib
import email
import email.policy
import socket
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage

HANG_S = 30


@dataclass
class Behaviour:
    """How it answers; `codes` by verb, such as {"RCPT": "550 no such user"}."""

    codes: dict[str, str] = field(default_factory=dict)
    # What is done in the place of an answer to a verb: "hang", "drop", "drip".
    deeds: dict[str, str] = field(default_factory=dict)
    password: str = ""
    tls: ssl.SSLContext | None = None
    is_tls_from_the_start: bool = False
    offers_starttls: bool = True


@dataclass
class Sink:
    """What it got."""

    port: int
    behaviour: Behaviour
    envelopes: list[tuple[str, list[str]]] = field(default_factory=list)
    raw: list[bytes] = field(default_factory=list)
    logins: list[str] = field(default_factory=list)
    verbs: list[str] = field(default_factory=list)
    closing: threading.Event = field(default_factory=threading.Event)

    def messages(self) -> list[EmailMessage]:
        found = [email.message_from_bytes(raw, policy=email.policy.default) for raw in self.raw]
        return [message for message in found if isinstance(message, EmailMessage)]


class _Handler(socketserver.StreamRequestHandler):
    """One conversation."""

    server: "_Server"

    def setup(self) -> None:
        behaviour = self.server.sink.behaviour
        if behaviour.tls is not None and behaviour.is_tls_from_the_start:
            self.request = behaviour.tls.wrap_socket(self.request, server_side=True)
        super().setup()

    def finish(self) -> None:
        with contextlib.suppress(OSError):
            super().finish()
        self.request.close()

    def handle(self) -> None:
        self.to: list[str] = []
        self.sender = ""
        with contextlib.suppress(OSError, ValueError):
            if not self._answer("GREETING", "220 sink"):
                return
            while line := self.rfile.readline(65536):
                if not self._obey(line.decode("utf-8", "replace").strip()):
                    return

    def _obey(self, line: str) -> bool:
        verb = line.partition(" ")[0].upper()
        sink, behaviour = self.server.sink, self.server.sink.behaviour
        sink.verbs.append(verb)
        match verb:
            case "EHLO":
                offers = ["sink", "8BITMIME"]
                is_secure = isinstance(self.request, ssl.SSLSocket)
                offers += ["STARTTLS"] if behaviour.tls and behaviour.offers_starttls and not is_secure else []
                offers += ["AUTH PLAIN"] if behaviour.password else []
                text = "\r\n".join([*(f"250-{one}" for one in offers[:-1]), f"250 {offers[-1]}"])
                return self._answer(verb, text)
            case "STARTTLS":
                self._answer(verb, "220 go on")
                assert behaviour.tls is not None
                self.request = behaviour.tls.wrap_socket(self.request, server_side=True)
                self.rfile, self.wfile = self.request.makefile("rb"), self.request.makefile("wb", buffering=0)
                return True
            case "AUTH":
                typed = base64.b64decode(line.split(" ")[2]).decode().split("\0")
                sink.logins.append(typed[1])
                is_right = typed[2] == behaviour.password
                return self._answer(verb, "235 welcome" if is_right else f"535 wrong: {typed[2]}")
            case "MAIL":
                self.sender, self.to = line, []
                return self._answer(verb, "250 ok")
            case "RCPT":
                code = behaviour.codes.get(line.partition(":")[2].split(" ")[0].strip("<>"))
                self.to += [] if code else [line.partition(":")[2]]
                return self._answer(verb, code or "250 ok")
            case "DATA":
                return self._data()
            case "QUIT":
                return self._answer(verb, "221 bye")
            case _:
                return self._answer(verb, "250 ok")

    def _data(self) -> bool:
        self.wfile.write(b"354 go on\r\n")
        lines = []
        while (line := self.rfile.readline(65536)) not in (b".\r\n", b""):
            lines.append(line[1:] if line.startswith(b".") else line)
        sink = self.server.sink
        sink.envelopes.append((self.sender, list(self.to)))
        sink.raw.append(b"".join(lines))
        return self._answer("DATA", "250 taken")

    def _answer(self, verb: str, text: str) -> bool:
        behaviour = self.server.sink.behaviour
        match behaviour.deeds.get(verb):
            case "hang":
                self.server.sink.closing.wait(HANG_S)
                return False
            case "drop":
                with contextlib.suppress(OSError):
                    self.request.shutdown(socket.SHUT_RDWR)
                return False
            case "drip":
                for letter in b"220-" * 2000:
                    self.wfile.write(bytes([letter]))
                    if self.server.sink.closing.wait(0.1):
                        return False
        self.wfile.write((behaviour.codes.get(verb, text) + "\r\n").encode())
        return True


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = False  # what a conversation left is there when the server is closed
    sink: Sink

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that does not trust the certificate hangs up: no news."""


@contextmanager
def smtp_sink(behaviour: Behaviour | None = None) -> Iterator[Sink]:
    """Run one on a free port."""
    with _Server(("127.0.0.1", 0), _Handler) as server:
        sink = server.sink = Sink(server.server_address[1], behaviour or Behaviour())
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, name="smtp sink")
        thread.start()
        try:
            yield sink
        finally:
            sink.closing.set()
            server.shutdown()
            thread.join(10)
