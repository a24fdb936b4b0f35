"""Which icon stands before a process: what kind of program it is, as far as its name says. No Qt."""

from functools import lru_cache
from typing import Final

from procmon_gui.ui.models.process_groups import Group, GroupKind

PROCESS: Final = "square-terminal"

_KINDS: Final = {
    "database": (
        "postgres postmaster mysqld mariadbd redis-server valkey-server memcached mongod clickhouse-serv influxd "
        "etcd cockroach sqlservr oracle slapd beam.smp cassandra"
    ),
    "globe": (
        "firefox firefox-esr firefox-bin chrome chromium chromium-browse chromium-browser google-chrome brave opera "
        "vivaldi-bin epiphany falkon librewolf msedge"
    ),
    "container": (
        "containerd containerd-shim containerd-shim-runc-v2 dockerd docker docker-proxy podman conmon crun runc crio "
        "kubelet lxc-start lxd incusd systemd-nspawn pause"
    ),
    "layers": "systemd init launchd openrc-init runit",
    "user": "login gdm-session-wor sddm-helper lightdm sshd-session (sd-pam)",
}
_ICON_OF: Final = {name: icon for icon, names in _KINDS.items() for name in names.split()}
_GROUP_ICONS: Final = {GroupKind.USER: "user", GroupKind.UNIT: "package", GroupKind.CONTAINER: "container"}
# Firefox and Chromium name the processes of their pages so; the kernel cuts names at 15 letters.
_PAGES: Final = ("Web Content", "Isolated Web", "WebExtensions", "Privileged Cont", "file:// Content")


@lru_cache(maxsize=4096)
def icon_of(name: str | None) -> str:
    """Return the icon for a program of this name."""
    if not name:
        return PROCESS
    found = _ICON_OF.get(name.partition(":")[0])
    if found is not None:
        return found
    return "globe" if name.startswith(_PAGES) else PROCESS


def group_icon(group: Group) -> str:
    """Return the icon for a group."""
    return icon_of(group.name) if group.kind is GroupKind.PROGRAM else _GROUP_ICONS.get(group.kind, "layers")
