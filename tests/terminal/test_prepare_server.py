"""`prepare-server`: says what is ready, or why it is not."""

import pytest

from procmon_gui.domain.errors import Unavailable, WrongInput
from procmon_gui.terminal.arguments import parse
from procmon_gui.terminal.prepare_server import run_prepare_server
from procmon_gui.terminal.request import Request

REQUEST = Request(verb="prepare-server", url="postgresql:///procmon")


def test_the_address_arrives() -> None:
    assert parse(["prepare-server", "postgresql:///procmon"]) == REQUEST


def test_it_is_prepared_and_said(capsys: pytest.CaptureFixture[str]) -> None:
    asked: list[str] = []

    def prepare(url: str) -> str:
        asked.append(url)
        return "procmon on this machine"

    assert run_prepare_server(REQUEST, prepare=prepare) == 0
    assert asked == [REQUEST.url]
    assert capsys.readouterr().out.startswith("procmon on this machine is ready.")


@pytest.mark.parametrize(("error", "status"), [(Unavailable("no server"), 1), (WrongInput("no address"), 2)])
def test_what_goes_wrong_is_said(
    capsys: pytest.CaptureFixture[str], error: Unavailable | WrongInput, status: int
) -> None:
    def prepare(_url: str) -> str:
        raise error

    assert run_prepare_server(REQUEST, prepare=prepare) == status
    assert capsys.readouterr().err == f"procmon-gui: {error}\n"
