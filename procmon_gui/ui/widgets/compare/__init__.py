"""Two ranges of recorded time side by side: which they are, what was read of them, and what changed."""
