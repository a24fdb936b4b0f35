"""What the rail leads to: one class a page, drawn from the snapshot of the moment, and the History page from ranges.

The modules named after a page are parts of it; `makers` builds a page when it is first opened.
"""
