"""Letters: written with the decision that they tell of, and sent after it."""
