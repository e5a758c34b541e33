"""What the doors share by which people are put forward: the forms, and how a nomination is told in words."""
