"""Feeds of one's own: calendars at secret addresses, with an agenda or a selection, and what somebody owes."""
