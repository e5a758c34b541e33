"""A second fictitious meeting with a call in full swing: who applies, what for, and what becomes of it."""
