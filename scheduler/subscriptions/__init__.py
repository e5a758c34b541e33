"""Feeds of one's own: calendars at secret addresses, of an agenda or a selection, with what one owes."""
