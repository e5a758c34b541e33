"""The links by which speakers join online."""

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE nomination ADD COLUMN joining_link VARCHAR")
