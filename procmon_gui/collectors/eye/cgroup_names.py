"""Reads what a control group's path tells about its process: the systemd unit and the container (cgroups(7)).

Pure. The path was chosen by whoever made the group, so the names are as hostile as any other.
"""

import os
import re

_UNIT_SUFFIXES = (b".service", b".scope")
# systemd.unit(5), "string escaping": bytes that may not stand in a unit's name.
_ESCAPED_BYTE = re.compile(rb"\\x([0-9a-fA-F]{2})")
# How runtimes name the group of a container: the id alone, or after the runtime's name and a "-" or ":".
_CONTAINER_ID = re.compile(
    rb"(?:(?:docker|cri-containerd|containerd|nerdctl|crio|libpod(?:-payload)?|[^:]+\.slice:[a-z-]+)[-:])?"
    rb"([0-9a-f]{64})(?:\.scope)?"
)
# Amazon ECS on AWS Fargate: 32 digits of the task and a number.
_TASK_ID = re.compile(rb"([0-9a-f]{32})-[0-9]+")
_LXC_PAYLOAD = b"lxc.payload."
_NSPAWN = b"systemd-nspawn@"
_MACHINE = b"machine-"
_VIRTUAL_MACHINE = b"machine-qemu"
_DELETED = b" (deleted)"
_LONGEST_TEXT_BYTES = 1 << 16
_SHOWN_DIGITS = 12


def names_of(cgroup_text: bytes) -> tuple[str, str, str]:
    """Return path, systemd unit and container of the text of /proc/PID/cgroup; "" for what there is not.

    The unit is the innermost service or scope, unescaped. The container is the first 12 digits of its id, or its name
    where the runtime gives names (LXC, systemd-nspawn). Bytes that are no UTF-8 come out as surrogates.
    """
    path = _telling_path(cgroup_text[:_LONGEST_TEXT_BYTES])
    steps = path.split(b"/")
    return os.fsdecode(path), os.fsdecode(_unit(steps)), os.fsdecode(_container(steps))


def _telling_path(text: bytes) -> bytes:
    """Return the path of version 2; on version 1 or hybrid the one of systemd, or the first that is not the root."""
    unified = named = other = b""
    for line in text.split(b"\n"):
        parts = line.split(b":", 2)
        if len(parts) != 3 or not parts[2].startswith(b"/"):
            continue
        hierarchy, controllers, path = parts
        path = path.removesuffix(_DELETED)
        if hierarchy == b"0" and not controllers:
            unified = path
        elif controllers == b"name=systemd":
            named = path
        elif other in (b"", b"/"):
            other = path
    for path in (unified, named, other):
        if path not in (b"", b"/"):
            return path
    return unified or named or other


def _unit(steps: list[bytes]) -> bytes:
    for step in reversed(steps):
        if step.endswith(_UNIT_SUFFIXES) and step not in _UNIT_SUFFIXES:
            # systemd puts "_" before a name that the kernel would take for one of its own files.
            return _unescaped(step.removeprefix(b"_"))
    return b""


def _container(steps: list[bytes]) -> bytes:
    for index in range(len(steps) - 1, -1, -1):
        step = steps[index]
        known = _CONTAINER_ID.fullmatch(step) or _TASK_ID.fullmatch(step)
        if known is not None:
            return known[1][:_SHOWN_DIGITS]
        name = _container_name(step, steps[index - 1] if index else b"")
        if name:
            return name
    return b""


def _container_name(step: bytes, parent: bytes) -> bytes:
    if step.startswith(_LXC_PAYLOAD):
        return step.removeprefix(_LXC_PAYLOAD)
    if parent in (b"lxc", b"lxc.payload"):
        return step
    if step.startswith(_NSPAWN) and step.endswith(b".service"):
        return _unescaped(step[len(_NSPAWN) : -len(b".service")])
    if step.startswith(_MACHINE) and step.endswith(b".scope") and not step.startswith(_VIRTUAL_MACHINE):
        return _unescaped(step[len(_MACHINE) : -len(b".scope")])
    return b""


def _unescaped(name: bytes) -> bytes:
    return _ESCAPED_BYTE.sub(lambda found: bytes((int(found[1], 16),)), name)
