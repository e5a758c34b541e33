"""What tests of letters share."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from scheduler.kernel.db import session
from scheduler.kernel.decision import bookkeeping
from scheduler.mail.actions import Addressee, write
from scheduler.mail.files import Files
from scheduler.mail.letters import SPEAK_REFUSED
from scheduler.mail.message import Office
from scheduler.mail.models import Letter

NOON = datetime(2027, 3, 9, 12, tzinfo=UTC)
OFFICE = Office("https://programme.example", "scheduler@programme.example")
ANN = Addressee("ann@members.example", "Ann Example")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "outbox"


@pytest.fixture
def files(folder: Path) -> Files:
    return Files(folder)


def written(to: Addressee = ANN, **more: Any) -> int:
    """The number of a new letter that is due."""
    places = {"organisation": "Kenya", "why": "Nobody there knows you."}
    with bookkeeping("tests") as this:
        letter = write(this, SPEAK_REFUSED, to, more.pop("about", "organisation 1"), places=places, **more)
        assert letter
        return letter.id


def letter(number: int) -> Letter:
    """As it is now."""
    session.rollback()
    return session.get_one(Letter, number, populate_existing=True)


def fate(number: int) -> tuple[str, list[tuple[str, str | None]]]:
    """A letter's state, and how each attempt ended."""
    found = letter(number)
    return found.state.value, [(one.outcome.value, one.said) for one in found.deliveries]
