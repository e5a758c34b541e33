"""Applications for side events: from a draft to the secretariat's decision."""
