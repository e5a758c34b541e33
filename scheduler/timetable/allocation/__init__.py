"""Side events into slots and rooms, and names into seats: proposed, proved and explained. Nothing in here
knows the database or Flask; it reads instances of `formats/allocation_file.py`."""
