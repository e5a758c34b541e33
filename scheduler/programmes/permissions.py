"""What is done about people over all rooms."""

from scheduler.kernel.permissions import Act
from scheduler.kernel.terms import Role
from scheduler.kernel.words import Sentence

SEE_OWN_DATA = Act(
    "see one's own data",
    Sentence("Sign in to see what is kept about you."),
    holds=lambda who, _: who.account is not None,
    whom="whoever is signed in",
)
ERASE_ONESELF = Act(
    "erase one's own data",
    Sentence("Sign in first: everybody can erase their own data only."),
    holds=lambda who, _: who.account is not None,
    whom="whoever is signed in",
)
ERASE_PERSON = Act(
    "erase a person's data",
    Sentence("Only the secretariat may erase somebody's data."),
    frozenset({Role.SECRETARIAT, Role.ADMIN}),
)
