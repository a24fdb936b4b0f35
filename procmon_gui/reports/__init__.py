"""THE PEN: writes snapshots and the audit trail down for programs and terminals: JSON lines, CSV, parquet, a table.

Pure: a snapshot goes in, text comes out. May import query and domain (and msgspec). Everything written is one line a
row, printable and valid Unicode, whatever processes call themselves. A new format is one module here.
"""
