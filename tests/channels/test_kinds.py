"""Kinds are declared without loading what they are made of."""

import subprocess
import sys
from pathlib import Path

_PROGRAM = """
import sys
from procmon_gui.services.channels import open_dispatcher, open_desktop
from procmon_gui.services.places import Options
from pathlib import Path
folder = Path(sys.argv[1])
dispatcher = open_dispatcher(Options(data_dir=folder, config=folder / "settings.toml"), open_desktop())
dispatcher.start()
assert dispatcher.close()
print(*sorted({"ssl", "http.client", "smtplib", "email", "sqlalchemy", "apprise", "keyring"} & set(sys.modules)))
"""


def test_who_tells_the_desktop_alone_loads_neither_mail_nor_web_nor_sql(tmp_path: Path) -> None:
    """Together they take 3 MiB, in every window and every recorder."""
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM, str(tmp_path)], capture_output=True, text=True, check=True, timeout=60
    )

    assert done.stdout.split() == []
