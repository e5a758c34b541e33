"""Nominations: names put forward for panels and the floor, and the channels by which they arrive."""
