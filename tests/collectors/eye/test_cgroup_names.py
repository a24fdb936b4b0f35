"""What a control group's path tells: the shapes that init systems and container runtimes make."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from procmon_gui.collectors.eye.cgroup_names import names_of

ID = "0123456789ab" + "cdef" * 13
OTHER_ID = "f" * 64
POD = "pod7a1e2b3c-0000-4c4f-9d5c-1d2e3f4a5b6c"


@pytest.mark.parametrize(
    ("path", "unit", "container"),
    [
        ("/", "", ""),
        ("/init.scope", "init.scope", ""),
        ("/system.slice/ssh.service", "ssh.service", ""),
        ("/system.slice/system-getty.slice/getty@tty1.service", "getty@tty1.service", ""),
        ("/system.slice/systemd-udevd.service/udev", "systemd-udevd.service", ""),
        ("/user.slice/user-1000.slice/session-2.scope", "session-2.scope", ""),
        ("/user.slice/user-1000.slice/user@1000.service/init.scope", "init.scope", ""),
        ("/user.slice/user-1000.slice/user@1000.service/app.slice/app-foo.service", "app-foo.service", ""),
        (
            r"/user.slice/user-1000.slice/user@1000.service/app.slice/app-gnome-org.gnome.Terminal\x2d12.scope",
            "app-gnome-org.gnome.Terminal-12.scope",
            "",
        ),
        (r"/system.slice/dev-disk-by\x2duuid-1.service", "dev-disk-by-uuid-1.service", ""),
        ("/system.slice/_cpu.service", "cpu.service", ""),
        (f"/docker/{ID}", "", ID[:12]),
        (f"/system.slice/docker-{ID}.scope", f"docker-{ID}.scope", ID[:12]),
        (f"/docker/{OTHER_ID}/docker/{ID}", "", ID[:12]),
        (f"/docker/{ID}/system.slice/nginx.service", "nginx.service", ID[:12]),
        (f"/kubepods/burstable/{POD}/{ID}", "", ID[:12]),
        (
            f"/kubepods.slice/kubepods-besteffort.slice/kubepods-besteffort-{POD}.slice/cri-containerd-{ID}.scope",
            f"cri-containerd-{ID}.scope",
            ID[:12],
        ),
        (f"/kubepods.slice/kubepods-{POD}.slice/crio-{ID}.scope", f"crio-{ID}.scope", ID[:12]),
        (f"/kubepods.slice/kubepods-{POD}.slice/crio-conmon-{ID}.scope", f"crio-conmon-{ID}.scope", ""),
        (f"/system.slice/containerd.service/kubepods-burstable-{POD}.slice:cri-containerd:{ID}",
         "containerd.service", ID[:12]),
        (f"/machine.slice/libpod-{ID}.scope/container", f"libpod-{ID}.scope", ID[:12]),
        (
            f"/user.slice/user-1000.slice/user@1000.service/user.slice/libpod-{ID}.scope",
            f"libpod-{ID}.scope",
            ID[:12],
        ),
        (f"/machine.slice/libpod-conmon-{ID}.scope", f"libpod-conmon-{ID}.scope", ""),
        (f"/libpod_parent/libpod-{ID}", "", ID[:12]),
        (f"/default/{ID}", "", ID[:12]),
        (f"/system.slice/nerdctl-{ID}.scope", f"nerdctl-{ID}.scope", ID[:12]),
        (f"/ecs/55091c13-b8cf-4801-b527-f4601742204d/{ID}", "", ID[:12]),
        ("/ecs/55091c13b8cf4801b527f4601742204d/55091c13b8cf4801b527f4601742204d-1234", "", "55091c13b8cf"),
        ("/lxc/web1", "", "web1"),
        ("/lxc.payload/web1/system.slice/cron.service", "cron.service", "web1"),
        ("/lxc.payload.web1/init.scope", "init.scope", "web1"),
        ("/lxc.monitor.web1", "", ""),
        (r"/machine.slice/machine-my\x2dbox.scope/payload", "machine-my-box.scope", "my-box"),
        ("/machine.slice/systemd-nspawn@deb.service/payload", "systemd-nspawn@deb.service", "deb"),
        (r"/machine.slice/machine-qemu\x2d1\x2dvm.scope", "machine-qemu-1-vm.scope", ""),
        ("/system.slice/cron.service (deleted)", "cron.service", ""),
        ("/../../system.slice/cron.service", "cron.service", ""),
        ("/.service", "", ""),
        ("/deadbeef", "", ""),
        ("/0123456789abcdef0123456789abcdef01234567", "", ""),
    ],
)  # fmt: skip
def test_unit_and_container_are_read_from_the_path(path: str, unit: str, container: str) -> None:
    found = names_of(f"0::{path}\n".encode())

    assert found == (path.removesuffix(" (deleted)"), unit, container)


def test_version_1_is_read_from_the_hierarchy_of_systemd() -> None:
    text = b"12:pids:/user.slice\n3:cpu,cpuacct:/\n1:name=systemd:/system.slice/cron.service\n"

    assert names_of(text) == ("/system.slice/cron.service", "cron.service", "")


def test_a_hybrid_system_with_an_empty_version_2_is_read_from_the_hierarchy_of_systemd() -> None:
    text = b"9:name=systemd:/user.slice/user-0.slice/session-1.scope\n4:memory:/\n0::/\n"

    assert names_of(text) == ("/user.slice/user-0.slice/session-1.scope", "session-1.scope", "")


def test_without_systemd_the_first_controller_with_a_path_is_read() -> None:
    text = f"9:cpuset:/\n4:memory:/docker/{ID}\n3:cpu:/elsewhere\n0::/\n".encode()

    assert names_of(text) == (f"/docker/{ID}", "", ID[:12])


def test_a_colon_belongs_to_the_path() -> None:
    assert names_of(b"0::/a:b/c:d.service\n") == ("/a:b/c:d.service", "c:d.service", "")


def test_bytes_that_are_no_text_survive_as_surrogates() -> None:
    path, unit, _ = names_of(b"0::/sys\xff/x\\xff.service\n")

    assert (path.encode(errors="surrogateescape"), unit) == (b"/sys\xff/x\\xff.service", "x\udcff.service")


@pytest.mark.parametrize("text", [b"", b"\n", b"0::\n", b"::", b"0:/", b"garbage", b"0::relative"])
def test_what_is_no_cgroup_file_tells_nothing(text: bytes) -> None:
    assert names_of(text) == ("", "", "")


@given(st.binary(max_size=300) | st.lists(st.sampled_from(
    [b"0::/", b"1:name=systemd:/", b"docker-", b"a" * 64, b".scope", b"/", b"\\x2", b"\\x2d", b"\n", b":", b"_",
     b"lxc/", b"machine-", b".service"]), max_size=12).map(b"".join))  # fmt: skip
@example(b"0::/machine-.scope")
def test_any_bytes_give_three_texts(text: bytes) -> None:
    path, unit, container = names_of(text)

    assert path == "" or path.startswith("/")
    assert all(part.encode(errors="surrogateescape") is not None for part in (path, unit, container))
    assert len(container) <= len(text)
