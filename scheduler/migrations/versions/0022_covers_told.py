"""When members of delegations were written to about what they are asked to cover. Whom it was asked of before
finds it on their page, and gets no late letter."""

import sqlalchemy as sa
from alembic import op

from scheduler.kernel.db import UtcDateTime

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("cover", sa.Column("told_at", UtcDateTime(), nullable=True))
    op.execute("UPDATE cover SET told_at = asked_at")
