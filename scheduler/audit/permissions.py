"""What is done with the history."""

from scheduler.kernel.permissions import Act
from scheduler.kernel.terms import Role
from scheduler.kernel.words import Sentence

SECRETARIAT = frozenset({Role.SECRETARIAT, Role.ADMIN})
SEE_HISTORY = Act("see the history", Sentence("Only the secretariat may see who did what."), SECRETARIAT)
WRITE_NOTE = Act(
    "write an internal note", Sentence("Only the secretariat may write internal notes."), SECRETARIAT
)
