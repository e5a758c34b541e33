"""Whole programmes as files: taken in, and given out."""
