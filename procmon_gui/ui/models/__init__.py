"""What tables and charts show, before anything is painted: item models as indexes over the columns of a snapshot,
columns and their words, and the minutes behind small curves. No reset.
"""
