"""Links for people without an account: each for one purpose, known by its hash, until it expires."""
