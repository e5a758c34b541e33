"""What is done with one's own account, and what administrators do with those of others."""

from scheduler.kernel.permissions import Act
from scheduler.kernel.terms import Role
from scheduler.kernel.words import Sentence

SEE_SIGN_INS = Act(
    "see one's own sign-ins",
    Sentence("Sign in to see where you are signed in."),
    holds=lambda who, _: who.account is not None,
    whom="whoever is signed in",
)
END_SIGN_IN = Act(
    "end a sign-in of one's own",
    Sentence("You can end your own sign-ins only."),
    holds=lambda who, sign_in: who.account is not None and sign_in.account_id == who.account,
    hidden=True,
    whom="whose sign-in it is",
)
END_OTHERS = Act(
    "sign out elsewhere",
    Sentence("Sign in first."),
    holds=lambda who, _: who.account is not None,
    whom="whoever is signed in",
)
SEE_ACCOUNTS = Act(
    "see all accounts",
    Sentence("Only the secretariat may see all accounts."),
    frozenset({Role.SECRETARIAT, Role.ADMIN}),
)
TRUST = Act(
    "give and take roles", Sentence("Only an administrator may give or take roles."), frozenset({Role.ADMIN})
)
