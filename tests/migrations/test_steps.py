"""The schema that the migrations build is the one that the models describe."""

from pathlib import Path

import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from scheduler.migrations import everything, steps
from scheduler.migrations.everything import METADATA


def test_models_and_migrations_agree(database_url: str) -> None:
    engine = sa.create_engine(database_url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "render_as_batch": True})
        assert compare_metadata(context, METADATA) == []
    engine.dispose()


def test_the_steps_are_one_way_without_forks() -> None:
    """Two branches of work that each add a step are told here, before a database meets them."""
    found = sorted(path.name[:4] for path in Path(everything.__file__).parent.glob("versions/[0-9]*.py"))
    assert found == [f"{number:04}" for number in range(1, len(found) + 1)]
    assert steps.newest() == found[-1]


def test_a_migrated_database_is_at_the_newest_step(database_url: str) -> None:
    engine = sa.create_engine(database_url)
    assert steps.present(engine) == steps.newest()
    engine.dispose()
