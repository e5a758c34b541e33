"""What waits for the desk."""

from dataclasses import dataclass
from datetime import date, time, timedelta

from flask import render_template

from scheduler.accounts.waiting import letters_between
from scheduler.kernel.localtime import to_utc
from scheduler.kernel.permissions import may
from scheduler.mail.permissions import SEE_LETTERS
from scheduler.web import house_time
from scheduler.web.access import guarded
from scheduler.web.desk import waiting
from scheduler.web.desk.permissions import SEE_DESK
from scheduler.web.private import private_door
from scheduler.web.visitors import present

DAYS = 14
"""So many days of letters are drawn."""

door = private_door("desk", __name__, "/desk")


@dataclass(frozen=True)
class Day:
    """How many letters were written on a day in Vienna. `height` of its bar in hundredths of the highest."""

    date: date
    letters: int
    height: int


@door.get("/")
@guarded(SEE_DESK)
def home() -> str:
    """Kinds of work, and how many letters went out of late."""
    days = _letters_by_day() if may(present(), SEE_LETTERS) else []
    return render_template("desk/home.html", works=waiting.for_visitor(), days=days)


def _letters_by_day() -> list[Day]:
    last = house_time.today()
    days = [last - timedelta(days=back) for back in range(DAYS - 1, -1, -1)]
    midnights = [to_utc(day, time(), house_time.ZONE) for day in (*days, last + timedelta(days=1))]
    counts = letters_between(midnights, waiting.senders())
    most = max(counts) or 1
    return [Day(day, count, round(100 * count / most)) for day, count in zip(days, counts, strict=True)]
