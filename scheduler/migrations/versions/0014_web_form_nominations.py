"""Nominations that a web form collected, and names that no form brings again."""

import sqlalchemy as sa
from alembic import op

from scheduler.kernel.db import UtcDateTime

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("nomination", sa.Column("came_at", UtcDateTime(), nullable=True))
    op.add_column("nomination", sa.Column("row_key", sa.String(), nullable=True))
    op.add_column("nomination", sa.Column("sealed_names", sa.JSON(), nullable=True))
    op.create_index(op.f("ix_nomination_row_key"), "nomination", ["row_key"], unique=False)
