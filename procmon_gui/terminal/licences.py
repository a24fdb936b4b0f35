"""`procmon-gui licences`: of what the program is made, and the text under which a part is used."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from procmon_gui.domain.errors import ProcmonError, WrongInput
from procmon_gui.domain.text import display_text, fit
from procmon_gui.terminal.output import Output, ReaderGone
from procmon_gui.terminal.request import Request, complain

if TYPE_CHECKING:
    from procmon_gui.domain.about import Licence


def run_licences(request: Request) -> int:
    """Print the list, or one text; return the exit status."""
    from procmon_gui.services.licences import read_licences

    try:
        licences = read_licences()
        text = _text_of(request.name, licences) if request.name else _listed(licences)
        Output(is_utf8=False).write(text)
    except ReaderGone:
        return 0
    except WrongInput as error:
        complain(str(error))
        return 2
    except ProcmonError as error:
        complain(str(error))
        return 1
    return 0


def _listed(licences: "Sequence[Licence]") -> str:
    name_width = max(len(one.name) for one in licences)
    version_width = max(len(one.version) for one in licences)
    return "".join(
        f"{fit(display_text(one.name), name_width)}  {fit(display_text(one.version), version_width)}  "
        f"{display_text(one.licence)}\n"
        for one in licences
    )


def _text_of(name: str, licences: "Sequence[Licence]") -> str:
    wanted = _folded(name)
    found = next((one for one in licences if _folded(one.name) == wanted), None)
    if found is None:
        raise WrongInput(
            f"Nothing of the name “{display_text(name, 40)}” is part of this program; "
            "`procmon-gui licences` lists what is."
        )
    return "\n".join(display_text(line.expandtabs()) for line in found.text.splitlines()) + "\n"


def _folded(name: str) -> str:
    return name.lower().replace("_", "-").replace(" ", "-")
