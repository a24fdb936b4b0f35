"""The detail of one process: a panel of tabs beside the list, each filled when it is first shown.

A new tab is one class of `reading_tab` or `tab` and one line in `tabs`.
"""
