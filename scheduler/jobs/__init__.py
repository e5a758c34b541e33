"""What is done in the background: thin tasks, and the worker that runs them."""
