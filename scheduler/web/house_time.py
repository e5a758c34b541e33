"""The clock of the house. Pages that belong to no meeting tell the time of Vienna, where the Commission
sits."""

from datetime import date, datetime

from flask import Flask
from markupsafe import Markup

from scheduler.kernel import clock
from scheduler.kernel.localtime import to_local
from scheduler.web import times

ZONE = "Europe/Vienna"


def furnish(app: Flask) -> None:
    app.jinja_env.filters.update(house_stamp=stamp, house_day=day, written_day=written_day)


def today() -> date:
    """The date in Vienna."""
    return to_local(clock.now(), ZONE).date()


def stamp(moment: datetime) -> Markup:
    """Day and hour in Vienna, as a `time` element."""
    return times.stamp(moment, ZONE)


def day(moment: datetime) -> str:
    """The day in Vienna, such as "Tue 14 March 2023"."""
    return times.day(to_local(moment, ZONE).date())


def written_day(text: str) -> str:
    """A date as files write it, such as "2023-03-14", as pages do."""
    return times.day(date.fromisoformat(text))
