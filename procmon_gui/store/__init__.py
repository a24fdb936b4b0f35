"""THE MEMORY: what was seen earlier.

May import engine and everything below it; never ui, nor another room beside it. `history/` keeps beats, in
the memory of this program and on disk. To keep something new of every process, add the field to `domain.reading`: the
codec stores every field of a reading. `desk/` keeps what people made, which any of our programs may write. Both are
files of a `Form`, and are brought up to date in the same way, see `upgrading`.
"""

from procmon_gui.store.late_asyncio import load_asyncio_late

# WORKAROUND: sqlalchemy 2.1 imports asyncio wherever it is imported (`sqlalchemy/util/concurrency.py`).
load_asyncio_late()
