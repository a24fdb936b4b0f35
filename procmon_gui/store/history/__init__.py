"""Beats of readings as compressed chunks, and what replays them."""
