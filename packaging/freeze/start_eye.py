"""procmon-eye, frozen: see `procmon_gui.collectors.eye.__main__`."""

import os

from procmon_gui.collectors.eye.__main__ import main

os._exit(main())
