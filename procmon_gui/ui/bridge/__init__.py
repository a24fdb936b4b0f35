"""Where threads and other programs meet Qt: the sampler, the recorder, work beside the window (`operation`), the tray,
signals of the system, another start of the program, the watchdog of freezes.
"""
