"""A process that puts one event into one cell when it is told to; for test_race.py.

python -m tests.timetable.mover INSTANCE DATABASE ENTRY
"""

import sys
from pathlib import Path

from scheduler import create_app
from scheduler.kernel.db import session
from scheduler.kernel.decision import decision
from scheduler.kernel.errors import Told
from scheduler.meetings.models import Entry, Meeting
from scheduler.timetable.moving import move
from scheduler.timetable.queries import public_plan
from tests.timetable.stage import MONDAY, at


def main(instance: str, database: str, entry: int) -> None:
    app = create_app(
        instance, SQLALCHEMY_DATABASE_URI=database, SECRET_KEY="tests", BASE_URL="https://programme.example"
    )
    with app.app_context():
        meeting = session.get_one(Meeting, 1)
        assert public_plan(meeting)
        print("ready", flush=True)
        sys.stdin.readline()
        try:
            with decision(f"mover {entry}") as this:
                meeting = session.get_one(Meeting, 1)
                plan = public_plan(meeting)
                assert plan
                there = at(MONDAY, 8, meeting.rooms[0])
                move(this, plan, {session.get_one(Entry, entry): there}, seen=0)
        except Told as refused:
            print(refused.sentence, flush=True)
        else:
            print("done", flush=True)
    app.extensions["scheduler.feeds"].watch.close()


if __name__ == "__main__":
    main(str(Path(sys.argv[1])), sys.argv[2], int(sys.argv[3]))
