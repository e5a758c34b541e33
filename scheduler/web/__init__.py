"""Pages and feeds over HTTP: one blueprint for each audience."""
