"""Two who decide on one meeting: one waits, and nobody else."""

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.exc import OperationalError

from scheduler.kernel.db import db
from scheduler.kernel.decision import bookkeeping
from scheduler.meetings.actions import hold
from tests.timetable.stage import stage

ONLY_PATIENT_FOR_A_MOMENT = "SET LOCAL lock_timeout = '50ms'"


@pytest.mark.parametrize("database_kind", ["postgresql"])
@pytest.mark.parametrize(("wants", "waits"), [("KEY SHARE", False), ("NO KEY UPDATE", True)])
def test_a_held_meeting_keeps_waiting_who_decides_and_not_who_adds_to_it(
    app: Flask, wants: str, waits: bool
) -> None:
    """Whoever adds a row that points to a meeting asks for KEY SHARE; the history may be theirs already."""
    meeting = stage().meeting.id
    with bookkeeping("tests"):
        hold(meeting)
        with db.engine.begin() as other:
            other.exec_driver_sql(ONLY_PATIENT_FOR_A_MOMENT)
            try:
                other.execute(sa.text(f"SELECT id FROM meeting WHERE id = :id FOR {wants}"), {"id": meeting})
                waited = False
            except OperationalError:
                waited = True
    assert waited == waits
