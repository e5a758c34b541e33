"""Proposals: the allocation run as a job, and what it told of every event."""
