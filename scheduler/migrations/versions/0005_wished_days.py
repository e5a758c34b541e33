"""Days on which any slot would do for an application."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("application", sa.Column("days", sa.JSON(), nullable=False, server_default="[]"))
