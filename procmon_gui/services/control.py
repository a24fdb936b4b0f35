"""Builds what acts on processes of this machine. Nothing is opened before somebody acts."""

import os
import sys
from typing import TYPE_CHECKING

from procmon_gui.services.places import Options, data_folder

if TYPE_CHECKING:
    from procmon_gui.control.body import Body
    from procmon_gui.control.facts import UserNames
    from procmon_gui.control.grading import Grading
    from procmon_gui.control.hands import Hands as Hands
    from procmon_gui.domain.accounts import Access


def open_control(options: Options, access: "Access", *, asks_in_terminal: bool = False) -> "Hands":
    """Return what acts on processes, as whom `access` says; whoever opened it closes it.

    With `asks_in_terminal` the system may ask for its password there, where no dialog can.
    """
    from procmon_gui.control.hands import Hands
    from procmon_gui.control.helper_client import HelperClient
    from procmon_gui.services.desk import open_audit

    helper = HelperClient(asks_in_terminal=asks_in_terminal)
    return Hands(body=open_body(options), access=access, trail=open_audit(options), privileged=helper)


def others_out_of_reach() -> str:
    """Return why processes of others can not be acted on from here, a sentence; empty where they can."""
    from procmon_gui.control.helper_client import why_not

    if hasattr(os, "geteuid") and os.geteuid() == 0:
        return ""
    return str(why_not() or "")


def open_body(options: Options) -> "Body":
    """Return what holds processes of this system."""
    from procmon_gui.collectors.eye.redact import redact

    if sys.platform != "linux":
        from procmon_gui.control.portable import PortableBody
        from procmon_gui.services.desk import name_of_boot

        return PortableBody(redact, name_of_boot())
    from procmon_gui.control.linux import LinuxBody

    return LinuxBody(redact, _GradingMaker(options))


class _GradingMaker:
    """Looks at what is around this program, each time something is held."""

    def __init__(self, options: Options) -> None:
        self._options = options

    def __call__(self, user_of: "UserNames") -> "Grading":
        from procmon_gui.collectors.eye_process import eye_command
        from procmon_gui.control.grading import Grading
        from procmon_gui.control.helper_client import HELPER_PATH
        from procmon_gui.remote.door import NAME

        return Grading(
            user_of,
            own_paths=frozenset({os.fsencode(eye_command()[-1]), os.fsencode(HELPER_PATH)}),
            recorder_doors=(data_folder(self._options) / NAME,),
        )
