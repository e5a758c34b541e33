"""Who may come in: accounts, their roles, and where they are signed in."""
