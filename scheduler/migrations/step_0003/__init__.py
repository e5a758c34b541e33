"""The tables of migration 0003, by what they are about. Kept as they were made."""
