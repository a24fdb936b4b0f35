"""THE LANGUAGE: the words that every other room speaks, and the arithmetic that gives them values.

Reading, Snapshot, ProcessKey, the metric catalogue, units, ports and errors. Standard library and numpy only:
no Qt, no SQL, no psutil, no files. A new metric or column is one entry in `metrics.py`.
"""
