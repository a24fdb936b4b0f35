"""The lives of processes and programs: their recorded curves, what they used, and who they belonged to."""
