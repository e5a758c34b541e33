"""The kinds of letters about agendas; their texts lie in scheduler/mail/texts."""

from scheduler.mail.letters import KINDS, LetterKind

DELEGATION_INVITED = LetterKind(
    "delegation-invited",
    "A member of a delegation invites somebody to share its agenda",
    {"delegation": "The delegation's name", "person": "Who invites"},
    urgent=True,
)
COVER_ASKED = LetterKind(
    "cover-asked",
    "A delegation asks a member to go to events or sessions",
    {"delegation": "The delegation's name", "asked": "To what, with day, time and room"},
    urgent=True,
)

KINDS.update({kind.name: kind for kind in (DELEGATION_INVITED, COVER_ASKED)})
