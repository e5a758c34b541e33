"""The tables of migration 0008, by what they are about. Kept as they were made."""
