"""Speakers in the demonstration: one meeting whose panels are being composed, and one that meets today."""
