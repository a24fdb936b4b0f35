"""Item models: what the tables show, as indexes over the columns of the newest snapshot. No painting, no reset."""
