"""A heat map: rows of cells over a time that it shares with the charts around it. It knows nothing of what it shows."""
