"""The tables of migration 0001, by what they are about. Kept as they were made."""
