"""THE TONGUE: the one query language of filters, history, alert rules, exports and the command line.

`cpu > 50% and name ~ "python" and user = postgres`; `resources/docs/manual/filter.md` is the page for people.
A text is parsed by a grammar (`grammar`), its values are read with the unit of their field (`values`, `patterns`),
and it becomes functions over whole columns (`terms`, `texts`, `compiled`). `completion` helps while it is typed.
The language of times is beside it and has no grammar: `times` (what is meant), `time_parts` (a day, a time of day),
`durations`, `wall_clock` (clocks that are put forward and back); its page is `resources/docs/manual/times.md`. It is
imported from `query.times` where a time is typed, not from here: its patterns cost 18 ms, which no start need pay.
How a rule is written, key by key, in a file and in the window, is `rule_keys`, with `rule_values`, `rule_words` and
`rule_checks` beside it; its page is `resources/docs/manual/rules.md`.
What is imported from here is loaded when it is: who reads a duration, as a recorder that is told for how long, does
without the language of filters, which takes a MiB.
Pure: may import domain, numpy, lark and re2 (both at the first query, not at start). A unit is added in `values`.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from procmon_gui.query.compiled import Query, compile
    from procmon_gui.query.completion import Completion, Kind, complete
    from procmon_gui.query.errors import QueryError
    from procmon_gui.query.texts import Table, TextMemory

__all__ = ["Completion", "Kind", "Query", "QueryError", "Table", "TextMemory", "compile", "complete"]
_MODULE_OF: Final = {
    "Query": "compiled",
    "compile": "compiled",
    "Completion": "completion",
    "Kind": "completion",
    "complete": "completion",
    "QueryError": "errors",
    "Table": "texts",
    "TextMemory": "texts",
}


def __getattr__(name: str) -> Any:
    if name not in _MODULE_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_MODULE_OF[name]}"), name)
