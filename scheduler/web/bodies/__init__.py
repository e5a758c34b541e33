"""The desks of bodies: what reviewers, coordinators and the Civil Society Unit see and do. Two doors lead to
the same pages: an account (web/desk/bodies.py) and a personal link (web/links/channel_desk.py)."""
