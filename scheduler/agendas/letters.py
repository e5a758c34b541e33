"""The kinds of letters about agendas; their texts lie in scheduler/mail/texts."""

from scheduler.mail.letters import KINDS, LetterKind

DELEGATION_INVITED = LetterKind(
    "delegation-invited",
    "A member of a delegation invites somebody to share its agenda",
    {"delegation": "The delegation's name", "person": "Who invites"},
    urgent=True,
)

KINDS[DELEGATION_INVITED.name] = DELEGATION_INVITED
