"""The read API, version 1: the last releases in JSON. Its description is made from what it says."""
