"""THE LANGUAGE: the words that every other room speaks, and the arithmetic that gives them values.

Reading, Snapshot, ProcessKey, the metric catalogue, the catalogue of settings, units, ports (`ranges` among them: what
is asked of the past) and errors. Standard library and numpy only: no Qt, no SQL, no psutil, no files. A new metric or
column is one entry in `process_metrics` or `host_metrics`.
"""
