"""Backups: database, uploads and keys in one file, and back again."""
