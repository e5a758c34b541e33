"""The programme: meetings, organisations, entries, plans, releases, and the history."""

from scheduler.migrations.step_0001 import entries, meetings, releases

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    for part in (meetings, entries, releases):
        part.add()
