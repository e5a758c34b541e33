"""Who sees what somebody was told."""

from scheduler.kernel.permissions import Act
from scheduler.kernel.words import Sentence

SEE_NEWS = Act(
    "see one's news",
    Sentence("Sign in to see what changed for you."),
    holds=lambda who, _: who.person is not None,
    whom="whoever is signed in",
)
CHOOSE = Act(
    "choose how one is told",
    Sentence("Sign in to choose how you are told of changes."),
    holds=lambda who, _: who.person is not None,
    whom="whoever is signed in",
)
