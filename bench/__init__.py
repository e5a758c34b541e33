"""Measurements that print ratios. Nothing here passes or fails."""
