"""Channels, calls for speakers and nominations."""

from scheduler.migrations.step_0008 import calls, nominations

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    calls.add()
    nominations.add()
