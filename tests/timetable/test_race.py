"""Two processes put an event each into one cell at the same time: one wins, the other is told so."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.exc import IntegrityError

from scheduler.kernel.db import session
from scheduler.kernel.decision import bookkeeping
from scheduler.timetable.models import Placement
from scheduler.timetable.queries import placements
from tests.timetable.stage import MONDAY, Stage, stage

ROOT = Path(__file__).parents[2]


def test_the_database_lets_one_win(make_app: Callable[..., Flask], database_url: str, tmp_path: Path) -> None:
    app = make_app()
    with app.app_context():
        play = stage(events=2)
        numbers, plan = [event.id for event in play.events], play.plan.id
    answers = sorted(_at_once(numbers, database_url, tmp_path))
    assert answers[1] == "done"
    assert answers[0].startswith("Meanwhile: Somebody put “Event ")
    assert answers[0].endswith("” there: Mon 8 March 2027, 09:00 to 09:50, M1. Nothing was done; look again.")
    with app.app_context():
        found = session.scalars(sa.select(Placement).where(Placement.plan_id == plan)).all()
        assert len(found) == 1


def test_the_database_itself_refuses_the_second(app: Flask) -> None:
    """Whoever goes past our own rules meets the constraint."""
    play = stage(events=2)
    with pytest.raises(IntegrityError, match="room_given_once"):
        _put_all(play)
    assert placements(play.plan) == {}


def _put_all(play: Stage) -> None:
    spot = play.at(MONDAY).spot
    with bookkeeping("tests"):
        for event in play.events:
            one = Placement(meeting_id=play.meeting.id, plan_id=play.plan.id, entry_id=event.id, live=True)
            one.spot = spot
            session.add(one)
            session.flush()


def _at_once(numbers: list[int], database: str, folder: Path) -> list[str]:
    """What each process says, told to begin when both are ready."""
    command = [sys.executable, "-m", "tests.timetable.mover", str(folder / "instance"), database]
    pipe = subprocess.PIPE
    movers = [
        subprocess.Popen([*command, str(number)], cwd=ROOT, stdin=pipe, stdout=pipe, text=True)
        for number in numbers
    ]
    try:
        for mover in movers:
            assert mover.stdout
            assert mover.stdout.readline() == "ready\n"
        for mover in movers:
            assert mover.stdin
            mover.stdin.write("go\n")
            mover.stdin.flush()
        return [mover.communicate()[0].strip() for mover in movers]
    finally:
        for mover in movers:
            mover.kill()
            mover.wait()
