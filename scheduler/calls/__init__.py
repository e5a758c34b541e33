"""Calls: what a meeting asks for, from whom, from when to when."""
