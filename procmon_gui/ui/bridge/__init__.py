"""Where threads meet Qt: the sampler, the tray, signals of the system, the freeze watchdog."""
