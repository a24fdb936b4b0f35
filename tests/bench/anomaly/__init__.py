"""The labelled set: recorded curves, what is injected into them, the methods that are compared, and the score."""
