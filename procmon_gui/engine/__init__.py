"""THE HEARTBEAT: look, understand, tell. Pulse, dispatch to listeners, supervision of workers.

May import alerts, anomaly, auth, query and domain. No event loop and no I/O of its own: whoever owns the thread calls
`Pulse.beat` in a loop. Two exceptions: `first_instance`, how two starts of the program meet, before any window, and
`crash_watch`, which keeps what is known of a failure of this process wherever that comes.
"""
