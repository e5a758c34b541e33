"""Days and times as pages write them: on the venue's clock, in the language of the page."""

from datetime import date, datetime

from babel.dates import format_date, format_time, get_timezone_location
from flask_babel import get_locale
from markupsafe import Markup, escape

from scheduler.kernel.localtime import to_local, zone
from scheduler.web.languages import gettext


def long_day(day: date) -> str:
    """Such as "Tuesday 14 March 2023"."""
    return format_date(day, gettext("EEEE d MMMM y"), locale=get_locale())


def day(day: date) -> str:
    """Such as "Tue 14 March 2023"."""
    return format_date(day, gettext("EEE d MMMM y"), locale=get_locale())


def short_day(day: date) -> str:
    """Such as "Tue 14 Mar"."""
    return format_date(day, gettext("EEE d MMM"), locale=get_locale())


def days(first: date, last: date) -> str:
    """Such as "13 to 17 March 2023", without what would be said twice."""
    if first == last:
        return format_date(first, gettext("d MMMM y"), locale=get_locale())
    pattern = gettext("d MMMM y")
    if first.year == last.year:
        pattern = gettext("d") if first.month == last.month else gettext("d MMMM")
    start = format_date(first, pattern, locale=get_locale())
    return gettext(
        "%(start)s to %(end)s", start=start, end=format_date(last, gettext("d MMMM y"), locale=get_locale())
    )


def hour(moment: datetime, zone_name: str) -> str:
    """Such as "14:10"; always with 24 hours."""
    return format_time(to_local(moment, zone_name), "HH:mm", tzinfo=zone(zone_name), locale=get_locale())


def clock(moment: datetime, zone_name: str) -> Markup:
    """The hour as a `time` element, which programs can read too."""
    machine = to_local(moment, zone_name).isoformat(timespec="minutes")
    return Markup(f'<time datetime="{machine}">{escape(hour(moment, zone_name))}</time>')


def stamp(moment: datetime, zone_name: str) -> Markup:
    """Day and hour of a moment as a `time` element, such as "Tue 14 March 2023, 14:10"."""
    local = to_local(moment, zone_name)
    text = gettext("%(day)s, %(time)s", day=day(local.date()), time=hour(moment, zone_name))
    return Markup(f'<time datetime="{local.isoformat(timespec="minutes")}">{escape(text)}</time>')


def city(zone_name: str) -> str:
    """The place that a zone is named after, such as "Vienna"; the zone's name where it is no place."""
    return (
        get_timezone_location(zone_name, locale=get_locale(), return_city=True)
        if "/" in zone_name
        else zone_name
    )


FILTERS = {
    "long_day": long_day,
    "day": day,
    "short_day": short_day,
    "hour": hour,
    "clock": clock,
    "stamp": stamp,
    "city": city,
}
