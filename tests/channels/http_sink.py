"""A web server that keeps what is posted, byte by byte, or behaves as badly as a test says."""

import contextlib
import socket
import ssl
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Posted:
    """One request."""

    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Sink:
    """What it got, and how it answers."""

    port: int
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    # In the place of an answer: "hang", "drop", "drip", "endless"; or one whose words never come: "stall", "reset".
    deed: str = ""
    posted: list[Posted] = field(default_factory=list)
    closing: threading.Event = field(default_factory=threading.Event)


class _Handler(BaseHTTPRequestHandler):
    server: "_Server"

    def do_POST(self) -> None:
        self._take()

    def do_GET(self) -> None:
        self._take()

    def _take(self) -> None:
        sink = self.server.sink
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        sink.posted.append(Posted(self.path, dict(self.headers.items()), body))
        with contextlib.suppress(OSError):
            self._answer(sink)

    def _answer(self, sink: Sink) -> None:
        if sink.deed == "hang":
            sink.closing.wait(30)
            return
        if sink.deed == "drop":
            return
        if sink.deed == "drip":
            for letter in b"HTTP/1.1 200 OK\r\nX: " + b"y" * 5000:
                self.wfile.write(bytes([letter]))
                if sink.closing.wait(0.1):
                    return
        self.send_response(sink.status)
        for name, value in sink.headers.items():
            self.send_header(name, value)
        if sink.deed == "stall":
            self.send_header("Content-Length", "100")
            self.end_headers()
            sink.closing.wait(30)
            return
        if sink.deed == "reset":
            self.send_header("Content-Length", "100")
            self.end_headers()
            sink.closing.wait(0.2)  # until the other side waits for the words
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.connection.close()
            return
        if sink.deed == "endless":
            self.end_headers()
            while not sink.closing.is_set():
                self.wfile.write(b"z" * 65536)
            return
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"ok")

    def log_message(self, format: str, *args: Any) -> None:
        """Nobody reads it."""


class _Server(ThreadingHTTPServer):
    daemon_threads = False
    sink: Sink

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that does not trust the certificate hangs up: no news."""


@contextmanager
def http_sink(tls: ssl.SSLContext | None = None, **how: Any) -> Iterator[Sink]:
    """Run one on a free port."""
    with _Server(("127.0.0.1", 0), _Handler) as server:
        if tls is not None:
            server.socket = tls.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
        sink = server.sink = Sink(server.server_address[1], **how)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, name="http sink")
        thread.start()
        try:
            yield sink
        finally:
            sink.closing.set()
            server.shutdown()
            thread.join(10)
