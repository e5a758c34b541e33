"""A house for each story, with a call that is open and the people of the story."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.applications import stage
from tests.journeys.applying.house import House, housed


@pytest.fixture
def house(browser: Browser, sqlite_template: Path, tmp_path: Path) -> Iterator[House]:
    """It is noon in the middle of the call, until the story says otherwise."""
    with housed(tmp_path, sqlite_template) as house:
        house.at(stage.DURING)
        with house.app.app_context():
            stage.call(
                support_until=stage.CLOSES + timedelta(days=20),
                links_until=stage.CLOSES + timedelta(days=30),
                material_until=stage.CLOSES + timedelta(days=40),
            )
        yield house
