"""Nominations that a web form collected: its columns, its rows, and taking them in."""
