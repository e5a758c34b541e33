"""Calendar invitations: what lies in the calendars of those who sit on panels, organise and speak, kept true
by letters, and what they answer."""
