"""What the rail leads to: one class a page, each drawn from snapshots only."""
