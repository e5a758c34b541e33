"""The schema that the migrations build is the one that the models describe."""

import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from scheduler.migrations import steps
from scheduler.migrations.everything import METADATA


def test_models_and_migrations_agree(database_url: str) -> None:
    engine = sa.create_engine(database_url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "render_as_batch": True})
        assert compare_metadata(context, METADATA) == []
    engine.dispose()


def test_a_migrated_database_is_at_the_newest_step(database_url: str) -> None:
    engine = sa.create_engine(database_url)
    assert steps.present(engine) == steps.newest() == "0010"
    engine.dispose()
