"""THE TELEPHONE: how a program hears the beats of another one.

May import engine and everything below it; never ui, nor another room beside it. `beat_wire` turns readings into bytes
and back; `recorder_socket` and `recorder_source` are its two ends on one machine: a window that finds a recorder hears
its beats and starts no eye of its own (`listening_source`). Both ends run as one user and meet in a folder that nobody
else may enter.
"""
