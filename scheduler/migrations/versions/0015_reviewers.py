"""Who reviewed a nomination, as a person: one opinion each, with an account or by a link."""

from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        "ALTER TABLE nomination_review ADD COLUMN person_id INTEGER"
        " CONSTRAINT fk_nomination_review_person_id REFERENCES person (id)"
    )
    op.execute(
        "UPDATE nomination_review SET person_id = ("
        " SELECT coalesce(person.merged_into_id, person.id) FROM person"
        " LEFT JOIN account ON account.person_id = person.id"
        " WHERE reviewer = 'account ' || account.id OR reviewer = 'person ' || person.id)"
    )
    # Of two opinions of one person, that they stepped aside stays, else the later one.
    op.execute(
        "DELETE FROM nomination_review WHERE EXISTS ("
        " SELECT 1 FROM nomination_review AS other"
        " WHERE other.nomination_id = nomination_review.nomination_id"
        " AND other.person_id = nomination_review.person_id AND other.id <> nomination_review.id"
        " AND (CASE WHEN other.recused IS NULL THEN 0 ELSE 1 END, other.at, other.id)"
        " > (CASE WHEN nomination_review.recused IS NULL THEN 0 ELSE 1 END,"
        " nomination_review.at, nomination_review.id))"
    )
    op.create_index(
        "uq_nomination_review_person_id_nomination_id",
        "nomination_review",
        ["person_id", "nomination_id"],
        unique=True,
    )
