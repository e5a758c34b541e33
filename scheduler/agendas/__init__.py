"""My agenda: what somebody means to go to, what they follow, and delegations that share it."""
