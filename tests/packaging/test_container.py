"""The container of the recorder: what its files promise, in every run; built and run, at night."""

import os
import re
import shutil
import signal
import subprocess
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from procmon_gui.domain.settings import ENVIRONMENT_PREFIX
from procmon_gui.terminal.arguments import parse
from tests.architecture.tree import ROOT

FOLDER = ROOT / "packaging" / "container"
DOCKERFILE = (FOLDER / "Dockerfile").read_text()
COMPOSE = yaml.safe_load((FOLDER / "compose.yaml").read_text())
USER_ID = 10001
DATA = "/var/lib/procmon_gui"
QT = re.compile(r"/(?:libQt\d|PySide|shiboken|pyqtgraph)", re.IGNORECASE)


def steps(stage: int) -> list[str]:
    """Return the instructions of a stage of the Dockerfile, each on one line."""
    text = re.sub(r"\\\n\s*", "", re.sub(r"(?m)^#.*\n", "", DOCKERFILE))
    return re.split(r"(?m)^FROM ", text)[stage + 1].splitlines()[1:]


def step(name: str) -> str:
    """Return what the last stage says of something, which it must say once."""
    (found,) = [line.partition(" ")[2] for line in steps(1) if line.startswith(f"{name} ")]
    return found


# ---------------------------------------------------------------- what the files promise


def test_the_image_takes_its_wheels_from_the_lock_without_qt_and_by_their_hash() -> None:
    (install,) = [line for line in steps(0) if "pip install" in line]

    assert "-r /tmp/requirements-headless.lock" in install
    assert {"--no-deps", "--require-hashes", "--only-binary"} <= set(install.split())
    assert "PySide" not in DOCKERFILE


def test_the_program_in_the_image_is_nobody_and_is_ended_as_it_wishes_to_be() -> None:
    assert step("USER") == f"{USER_ID}:{USER_ID}"
    assert f"--uid {USER_ID}" in DOCKERFILE
    assert step("STOPSIGNAL") == "SIGTERM"
    assert step("VOLUME") == DATA


def test_what_the_image_runs_and_asks_are_verbs_of_this_program() -> None:
    program, *arguments = re.findall(r'"([^"]+)"', step("HEALTHCHECK"))
    request = parse(arguments)

    assert program == re.findall(r'"([^"]+)"', step("ENTRYPOINT"))[0] == "procmon-gui"
    assert (request.verb, request.asks_recording) == ("doctor", True)
    assert parse(re.findall(r'"([^"]+)"', step("CMD"))).verb == "record"


def test_the_data_lies_where_the_volume_is() -> None:
    """platformdirs adds the name of the program to the folders that the environment names."""
    folders = dict(re.findall(r"(XDG_\w+)=(\S+)", step("ENV")))

    assert f"{folders['XDG_DATA_HOME']}/procmon_gui" == DATA
    assert all(folder in ("/var/lib", "/etc", DATA) for folder in folders.values())


def test_each_file_that_is_copied_is_there_and_passes_the_ignore_file() -> None:
    copied = [line.split()[1] for line in steps(0) if line.startswith("COPY ")]
    passed = {line[1:] for line in (FOLDER / "Dockerfile.dockerignore").read_text().splitlines() if line[:1] == "!"}

    assert {name.rstrip("/") for name in copied} == passed
    assert not [name for name in copied if not (ROOT / name).exists()]


def test_the_services_of_the_compose_file_wait_for_one_another() -> None:
    recorder, prepare, database = (COMPOSE["services"][name] for name in ("recorder", "prepare", "database"))

    assert prepare["depends_on"] == {"database": {"condition": "service_healthy"}}
    assert recorder["depends_on"]["prepare"] == {"condition": "service_completed_successfully"}
    assert "pg_isready" in database["healthcheck"]["test"]


def test_the_recorder_of_the_compose_file_sees_the_machine_and_may_nothing() -> None:
    recorder = COMPOSE["services"]["recorder"]

    assert (recorder["pid"], recorder["network_mode"]) == ("host", "host")
    assert recorder["read_only"] is True
    assert recorder["cap_drop"] == ["ALL"]
    assert recorder["security_opt"] == ["no-new-privileges:true"]
    assert f"history:{DATA}" in recorder["volumes"]
    assert "user" not in recorder


def test_the_compose_file_holds_no_password_and_opens_the_database_to_this_machine_alone() -> None:
    text = (FOLDER / "compose.yaml").read_text()
    given = [line.strip() for line in text.splitlines() if re.search(r"PASSWORD: ", line)]

    assert given
    assert [line for line in given if not re.search(r"PASSWORD: \$\{PROCMON_\w+_PASSWORD(?::\?[^}]+)?\}$", line)] == []
    assert COMPOSE["services"]["database"]["ports"] == ["127.0.0.1:5432:5432"]


def test_what_the_compose_file_asks_of_the_program_is_understood() -> None:
    services = COMPOSE["services"]
    environment = services["recorder"]["environment"]
    key = f"{ENVIRONMENT_PREFIX}HISTORY_POSTGRESQL_URL"
    roles = (FOLDER / "roles.sh").read_text()

    assert parse(services["prepare"]["command"]).url == "postgresql://procmon@127.0.0.1/procmon"
    assert environment[key] == "postgresql://recorder@127.0.0.1/procmon"
    assert "CREATE ROLE recorder LOGIN" in roles
    assert "IN ROLE procmon_gui_recorders" in roles


def test_the_python_of_the_image_is_one_that_the_program_runs_on() -> None:
    """The path holds its version; another base may bring another one."""
    (version,) = set(re.findall(r"/lib/python(3\.\d+)/", DOCKERFILE))

    assert (
        f"Programming Language :: Python :: {version}"
        in tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["classifiers"]
    )


# ---------------------------------------------------------------- built and run


def run(*command: str | Path, timeout_s: float = 900) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(word) for word in command], cwd=ROOT, capture_output=True, text=True, check=False, timeout=timeout_s
    )


class Engine:
    """podman with a store of its own, and an image in it that was built on a Debian made here."""

    IMAGE = "localhost/recorder-of-tests"
    # What a machine without systemd or without a right of its own allows; the rest is as in compose.yaml.
    HOW = (
        "--network=host", "--ulimit=nofile=1024:1024", "--ulimit=nproc=1024:1024", "--health-interval=disable",
        "--read-only", "--cap-drop=ALL", "--security-opt=no-new-privileges",
    )  # fmt: skip

    def __init__(self, folder: Path) -> None:
        self._store = ("--root", folder / "store", "--runroot", folder / "run")
        base = folder / "base"
        made = run("debootstrap", "--variant=minbase", "--include=ca-certificates", "bookworm", base)
        if made.returncode:
            pytest.skip(f"no Debian can be made here: {made.stdout[-300:]}")
        container = self.buildah("from", "scratch")
        self.buildah("add", "--quiet", container, base, "/")
        self.buildah("commit", "--quiet", container, "localhost/base-of-tests")
        shutil.rmtree(base)
        # The builder's own certificates, for an index that a private authority vouches for.
        certificates = "/etc/ssl/certs/ca-certificates.crt"
        self.buildah(
            "bud", "--format=docker", "--isolation=chroot", "--network=host",
            "--build-arg=BASE=localhost/base-of-tests",
            f"--volume={certificates}:{certificates}:ro", f"--ignorefile={FOLDER}/Dockerfile.dockerignore",
            f"--file={FOLDER}/Dockerfile", f"--tag={self.IMAGE}", ".",
        )  # fmt: skip

    def buildah(self, *words: str | Path) -> str:
        done = run("buildah", *self._store, *words)
        assert done.returncode == 0, done.stderr[-3000:]
        return done.stdout.strip()

    def podman(self, *words: str | Path) -> subprocess.CompletedProcess[str]:
        return run("podman", *self._store, "--runtime=runc", "--log-level=fatal", *words)

    def start(self, data: Path) -> str:
        done = self.podman("run", "--detach", *self.HOW, "--pid=host", f"--volume={data}:{DATA}", self.IMAGE)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def is_healthy(self, container: str) -> bool:
        return self.podman("healthcheck", "run", container).returncode == 0


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    lacking = [name for name in ("debootstrap", "buildah", "podman", "runc") if not shutil.which(name)]
    if lacking:
        pytest.skip(f"not installed: {', '.join(lacking)}")
    folder = tmp_path_factory.mktemp("engine")
    engine = Engine(folder)
    yield engine
    engine.podman("rm", "--all", "--force")
    engine.podman("rmi", "--all", "--force")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Return a folder that is the recorder's."""
    folder = tmp_path / "data"
    folder.mkdir(mode=0o700)
    os.chown(folder, USER_ID, USER_ID)
    return folder


nightly = [pytest.mark.nightly, pytest.mark.needs_root, pytest.mark.timeout(1800)]


class TestBuilt:
    """Needs root, debootstrap, buildah, podman and runc, and the network: some two minutes and 800 MB for a while."""

    pytestmark = nightly

    def test_no_file_of_qt_is_in_the_image(self, engine: Engine) -> None:
        container = engine.buildah("from", engine.IMAGE)
        names = run("find", engine.buildah("mount", container), "-xdev", "-printf", "/%P\n").stdout.splitlines()
        engine.buildah("rm", container)

        assert len(names) > 3000
        assert [name for name in names if QT.search(name)] == []

    def test_it_records_as_nobody_on_a_root_that_can_not_be_written(self, engine: Engine, data: Path) -> None:
        done = engine.podman(
            "run", "--rm", *engine.HOW, "--pid=host", f"--volume={data}:{DATA}", engine.IMAGE, "record", "--for", "10s"
        )

        assert done.returncode == 0, done.stderr
        assert re.fullmatch(rf"Recorded \d+ beats into {DATA}/history.sqlite\.\n", done.stdout)
        assert (data / "history.sqlite").stat().st_uid == USER_ID

    def test_it_is_healthy_while_it_writes_and_not_when_nothing_comes(self, engine: Engine, data: Path) -> None:
        container = engine.start(data)
        try:
            time.sleep(15)  # real time: the first commit comes within ten seconds
            is_healthy = engine.is_healthy(container)
            process_id = int(engine.podman("inspect", container, "--format={{.State.Pid}}").stdout)
            os.kill(process_id, signal.SIGSTOP)
            time.sleep(60)  # real time: until the newest sample is older than may be
            is_healthy_after = engine.is_healthy(container)
            os.kill(process_id, signal.SIGCONT)
        finally:
            stopped = engine.podman("stop", "--time=10", container)
        state = engine.podman("inspect", container, "--format={{.State.ExitCode}}").stdout.strip()

        assert (is_healthy, is_healthy_after) == (True, False)
        assert (stopped.returncode, state) == (0, "0")
