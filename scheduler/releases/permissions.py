"""Who may make a programme public."""

from scheduler.kernel.permissions import Act
from scheduler.kernel.terms import Role
from scheduler.kernel.words import Sentence

RELEASE = Act(
    "release a programme",
    Sentence("Only the secretariat may release a programme."),
    frozenset({Role.SECRETARIAT, Role.ADMIN}),
)
