"""procmon-apprise, frozen: see `procmon_gui.channels.apprise_child`."""

from procmon_gui.channels.apprise_child import main

main()
