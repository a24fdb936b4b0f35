"""THE HANDS: what the program does to the machine.

May import engine and everything below it; never ui, nor another room beside it. `user_service` lets the user's own
systemd go on recording.
"""
