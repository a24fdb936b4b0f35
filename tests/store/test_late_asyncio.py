"""SQLAlchemy without asyncio, until somebody needs that."""

import subprocess
import sys


def said(code: str) -> str:
    """Return what a new Python prints."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True, timeout=60)
    return done.stdout.strip()


def test_a_database_is_asked_without_asyncio() -> None:
    code = (
        "import sys, procmon_gui.store; from sqlalchemy import create_engine, text\n"
        "with create_engine('sqlite://').connect() as open: print(open.execute(text('select 3')).scalar())\n"
        "print('asyncio.events' in sys.modules)"
    )

    assert said(code).split() == ["3", "False"]


def test_who_needs_asyncio_gets_the_whole_of_it() -> None:
    code = (
        "import procmon_gui.store, sqlalchemy, asyncio\n"
        "async def three(): return 3\n"
        "print(asyncio.run(three()))\n"
        "from asyncio import subprocess, Queue; import asyncio.events\n"
        "print(asyncio.events is __import__('sys').modules['asyncio.events'], asyncio.__file__.endswith('__init__.py'))"
    )

    assert said(code).split() == ["3", "True", "True"]


def test_one_that_is_loaded_stays() -> None:
    assert (
        said("import asyncio; before = asyncio; import procmon_gui.store, asyncio; print(asyncio is before)") == "True"
    )
