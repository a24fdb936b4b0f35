"""THE FACE: the only room that knows Qt and pyqtgraph.

May import engine, query, domain and what lies below them; never collectors, store, channels, control, remote or
settings: it is handed objects that satisfy the ports. A new page is one class in `pages/`, its maker beside the others
and a line in `program.page_makers`; a new colour is a token in `theme`; a new wording belongs in `text`.
`main_window` is the frame of the window, `moment` the time that all of it shows, `viewer` the same window over a file.
"""

from contextlib import suppress

import PySide6  # noqa: F401 - brings `shibokensupport`


def _chooses_no_features(_module: object) -> bool:
    return False


# WORKAROUND https://bugreports.qt.io/browse/PYSIDE-2029: PySide reads the source of every module that is imported after
# it, and keeps it, to learn who may want snake_case. That is a tenth of the time to start, and 5 MiB, with charts 10.
# It can go when PySide asks in another way.
with suppress(ImportError):
    from shibokensupport import feature  # type: ignore[import-not-found]

    feature._mod_uses_pyside = _chooses_no_features
