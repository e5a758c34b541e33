"""Words and tools that every room uses; it knows no meeting."""
