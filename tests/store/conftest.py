"""A PostgreSQL for all tests that want one, and a database of a team in it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from procmon_gui.store.history.server import prepare_server
from tests.store.postgres import CanNotStart, Server


@dataclass(frozen=True)
class Team:
    """A database that was prepared, and those who use it."""

    server: Server
    database: str

    @property
    def recorder(self) -> str:
        """Return the address for a host: it may insert and select."""
        return self.server.url("recorder", self.database)

    def sql(self, statement: str) -> list[tuple[Any, ...]]:
        """Do something as the owner."""
        return self.server.sql(statement, self.database)

    def chunks(self) -> list[tuple[str, int, bytes]]:
        """Return run, number and data of every chunk."""
        rows = self.sql(
            "SELECT r.uuid, c.number, c.data FROM procmon_gui.chunks c JOIN procmon_gui.runs r ON r.id = c.run_id "
            "ORDER BY r.began_ms, r.uuid, c.number"
        )
        return [(uuid, number, bytes(data)) for uuid, number, data in rows]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the modules that ask a server, so that they can run beside the rest: they wait more than they work."""
    asking = {item.path for item in items if "postgres" in getattr(item, "fixturenames", ())}
    for item in items:
        if item.path in asking:
            item.add_marker("server")


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A server, started at the first test that wants one; skipped, with the reason, where none can be started."""
    try:
        server = Server()
    except (CanNotStart, OSError) as error:
        pytest.skip(f"no PostgreSQL here: {error}")
    server.sql("CREATE ROLE procmon_gui_recorders NOLOGIN; CREATE ROLE recorder LOGIN IN ROLE procmon_gui_recorders")
    yield server
    server.close()


@pytest.fixture
def team(postgres: Server) -> Team:
    """A database of a team in which nothing is yet."""
    database = postgres.new_database()
    prepare_server(postgres.url(database=database))
    return Team(postgres, database)
