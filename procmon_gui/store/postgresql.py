"""Connections to PostgreSQL through psycopg2: nobody waits for a server without end, and passwords stay in here.

A password is in no repr, no error and no log: libpq is handed the parameters, SQLAlchemy never sees them.
"""

import contextlib
import ipaddress
import os
import socket
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import quote, urlencode

import psycopg2
import psycopg2.extensions
from sqlalchemy import Engine, create_engine
from sqlalchemy.pool import NullPool, QueuePool

from procmon_gui.domain.errors import Unavailable, WrongInput
from procmon_gui.domain.recorded_hosts import SCHEMES
from procmon_gui.domain.text import display_text

DEADLINE_S: Final = 5.0
_READING_DEADLINE_S: Final = 15.0
# An index over all that a team has sent takes its time, and somebody waits for it at a terminal.
_OWNING_DEADLINE_S: Final = 300.0
_READERS: Final = 3
# libpq takes no less for this.
_LEAST_CONNECT_S: Final = 2
_WORDS_LIMIT: Final = 300
# What the server is to end by itself, a little before we would leave it: it does not notice that we left.
_SERVER_SHARE: Final = 0.8


@dataclass(frozen=True, slots=True)
class Address:
    """Where a server is and who asks; `label` may be shown, the parameters of libpq may hold a password."""

    label: str
    parameters: Mapping[str, str] = field(repr=False)

    @property
    def hosts(self) -> tuple[str, ...]:
        """Return the hosts that are tried; one that is empty is a socket of this machine."""
        names = self.parameters.get("hostaddr") or self.parameters.get("host") or os.environ.get("PGHOST", "")
        return tuple(names.split(","))

    def without_secrets(self, words: str) -> str:
        """Return what a server or libpq said without the password, should it be in there."""
        password = self.parameters.get("password", "")
        for secret in {password, quote(password), quote(password, safe="")} - {""}:
            words = words.replace(secret, "***")
        return words


def address_of(url: str) -> Address:
    """Return the address behind `postgresql://…`, as libpq reads it; raises WrongInput, which holds nothing of it."""
    scheme = next((one for one in SCHEMES if url.startswith(one)), None)
    if scheme is None:
        raise WrongInput("The address of a PostgreSQL server begins with postgresql://")
    try:
        parameters = psycopg2.extensions.parse_dsn("postgresql://" + url.removeprefix(scheme))
    except psycopg2.Error:
        # Its words may hold a part of the password.
        raise WrongInput(
            "The address of the PostgreSQL server can not be read. It looks like "
            "postgresql://user@host:5432/database; in a password, write %40 for @, %2F for / and %25 for %."
        ) from None
    place = parameters.get("host") or parameters.get("hostaddr") or "this machine"
    label = f"{parameters['dbname']} on {place}" if "dbname" in parameters else place
    return Address(f"service {parameters['service']}" if "service" in parameters else label, parameters)


def apart_from_password(url: str) -> tuple[str, str]:
    """Return the same address without a password, and the password, which may be empty; raises WrongInput."""
    parameters = dict(address_of(url).parameters)
    password = parameters.pop("password", "")
    return f"postgresql:///?{urlencode(parameters, quote_via=quote)}", password


def connect(address: Address, deadline_s: float = DEADLINE_S) -> "Connection":
    """Return a connection on which nothing takes longer than this without a sign of life; to connect takes 5 s at most.

    Another host has to prove who it is, unless the address says otherwise. Raises psycopg2.Error and Unavailable.
    """
    parameters = {"connect_timeout": str(_connect_s(address)), "application_name": "procmon_gui"}
    if "service" not in address.parameters and "PGSSLMODE" not in os.environ and not all(map(_is_here, address.hosts)):
        parameters["sslmode"] = "verify-full"
    try:
        connection: Connection = psycopg2.connect(
            connection_factory=Connection, cursor_factory=_Cursor, **(parameters | dict(address.parameters))
        )
    except psycopg2.Error as error:
        raise psycopg2.OperationalError(address.without_secrets(str(error))) from None
    connection.deadline_s = deadline_s
    try:
        _check_proof(connection, address)
        with connection.cursor() as cursor:
            cursor.execute(
                "SET statement_timeout = %s; SET idle_in_transaction_session_timeout = 60000",
                (int(deadline_s * 1000 * _SERVER_SHARE),),
            )
        connection.commit()
    except BaseException:
        connection.close()
        raise
    return connection


def _connect_s(address: Address) -> int:
    """Return how long libpq may try one address, so that all together take no longer than the deadline."""
    count = 0
    for host in address.hosts:
        try:
            count += len({found[4][0] for found in socket.getaddrinfo(host, None)}) if host[:1].isalnum() else 1
        except OSError:
            count += 1
    return max(_LEAST_CONNECT_S, int(DEADLINE_S / count))


def _is_here(host: str) -> bool:
    if not host or host.startswith(("/", "@")) or host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _check_proof(connection: "Connection", address: Address) -> None:
    """Refuse another host that nobody made sure of: a service or the environment named it and did not say how."""
    used = connection.info.dsn_parameters
    if "sslmode" not in address.parameters and used.get("sslmode") == "prefer" and not _is_here(connection.info.host):
        raise Unavailable(
            f"{address.label}: nothing says how the server has to prove who it is; "
            "add sslmode=verify-full where the server is named"
        )


def words_of(error: BaseException) -> str:
    """Return what went wrong with a server in one line."""
    words = str(getattr(error, "orig", None) or error).strip()
    return display_text(words.partition("\n")[0] or type(error).__name__, _WORDS_LIMIT)


# ---- deadlines


class Connection(psycopg2.extensions.connection):  # type: ignore[misc]
    """A connection on which nobody waits for ever.

    A server that is frozen keeps psycopg2 waiting in spite of every timeout of TCP and of the server. So somebody looks
    at the clock meanwhile and shuts the socket, at which libpq gives up at once. (psycopg2's own way, a wait callback,
    can not be had together with COPY.)
    """

    def __init__(self, dsn: str, *more: Any) -> None:
        super().__init__(dsn, *more)
        self.deadline_s = DEADLINE_S
        self._due_s = 0.0
        self._is_over = False
        # A number of our own, so that it is certainly this connection when it is shut.
        self._socket = socket.socket(fileno=socket.dup(self.fileno()))

    def sign_of_life(self) -> None:
        """Let the deadline begin anew."""
        self._due_s = time.monotonic() + self.deadline_s

    @contextlib.contextmanager
    def patience(self) -> Iterator[None]:
        """Let what is done inside fail when it takes too long."""
        self.sign_of_life()
        done = threading.Event()
        threading.Thread(target=self._watch, args=(done,), name="postgresql", daemon=True).start()
        try:
            yield
        except psycopg2.Error as error:
            if self._is_over:
                raise psycopg2.OperationalError(f"the server did not answer for {self.deadline_s:g} s") from error
            raise
        finally:
            done.set()

    def _watch(self, done: threading.Event) -> None:
        while (left_s := self._due_s - time.monotonic()) > 0:
            if done.wait(left_s):
                return
        self._is_over = True
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)

    def commit(self) -> None:
        """Commit."""
        with self.patience():
            super().commit()

    def rollback(self) -> None:
        """Roll back."""
        with self.patience():
            super().rollback()

    def close(self) -> None:
        """Close; a transaction that is open is rolled back by the server."""
        super().close()
        self._socket.close()


class _Cursor(psycopg2.extensions.cursor):  # type: ignore[misc]
    """A cursor of such a connection."""

    def execute(self, query: Any, vars: Any = None) -> None:  # the names are psycopg2's
        with self.connection.patience():
            super().execute(query, vars)

    def executemany(self, query: Any, vars_list: Any) -> None:
        with self.connection.patience():
            super().executemany(query, vars_list)

    def copy_expert(self, sql: Any, file: Any, size: int = 8192) -> None:
        with self.connection.patience():
            super().copy_expert(sql, _Seen(self.connection, file), size)


class _Seen:
    """A file that is copied: each part of it that goes is a sign of life."""

    def __init__(self, connection: Connection, file: Any) -> None:
        self._connection, self._file = connection, file

    def read(self, size: int = -1) -> Any:
        self._connection.sign_of_life()
        return self._file.read(size)


# ---- SQLAlchemy


def _shown(raw: str | None, cursor: Any) -> str | None:
    found = psycopg2.extensions.UNICODE(raw, cursor)
    return None if found is None else display_text(found)


# char, name, text, unknown, character and character varying.
_SHOWN: Final = psycopg2.extensions.new_type((18, 19, 25, 705, 1042, 1043), "SHOWN", _shown)


def server_reading_engine(address: Address, schema: str) -> Engine:
    """Return an engine for readers on several threads; none of them can change anything."""

    def read_only() -> Connection:
        connection = connect(address, _READING_DEADLINE_S)
        connection.set_session(readonly=True)
        # The border of text: whatever another machine has sent may be shown.
        psycopg2.extensions.register_type(_SHOWN, connection)
        return connection

    engine = create_engine(
        "postgresql+psycopg2://", creator=read_only, poolclass=QueuePool, pool_size=_READERS, max_overflow=-1,
        pool_pre_ping=True, use_native_hstore=False, hide_parameters=True,
    )  # fmt: skip
    return engine.execution_options(schema_translate_map={None: schema})


def server_owning_engine(address: Address) -> Engine:
    """Return an engine for whoever sets up a database."""

    def owning() -> Connection:
        return connect(address, _OWNING_DEADLINE_S)

    return create_engine(
        "postgresql+psycopg2://", creator=owning, poolclass=NullPool, use_native_hstore=False, hide_parameters=True
    )
