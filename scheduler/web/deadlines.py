"""Moments to the second or finer, and the time that is left, in the language of the page."""

from datetime import datetime

from flask import Flask
from markupsafe import Markup, escape

from scheduler.kernel import clock
from scheduler.kernel.localtime import to_local
from scheduler.web import times
from scheduler.web.languages import gettext, ngettext


def furnish(app: Flask) -> None:
    app.jinja_env.filters.update(
        to_the_second=to_the_second, to_the_millisecond=to_the_millisecond, left=left
    )


def to_the_second(moment: datetime, zone_name: str) -> Markup:
    """Such as "Fri 22 January 2027, 23:59:59", on the clocks of the zone."""
    return _exact(moment, zone_name, "seconds")


def to_the_millisecond(moment: datetime, zone_name: str) -> Markup:
    """Such as "Fri 22 January 2027, 23:59:59.412", on the clocks of the zone."""
    return _exact(moment, zone_name, "milliseconds")


def _exact(moment: datetime, zone_name: str, spec: str) -> Markup:
    local = to_local(moment, zone_name)
    hour = local.time().isoformat(timespec=spec)
    text = gettext("%(day)s, %(time)s", day=times.day(local.date()), time=hour)
    return Markup(f'<time datetime="{local.isoformat(timespec=spec)}">{escape(text)}</time>')


def left(until: datetime) -> str:
    """How much time is left until a moment to come, in its largest unit: never more than there is."""
    minutes = max(0, int((until - clock.now()).total_seconds() // 60))
    if minutes < 1:
        return gettext("less than a minute")
    if minutes < 2 * 60:
        return ngettext("one minute", "%(num)s minutes", minutes)
    if minutes < 2 * 24 * 60:
        return ngettext("one hour", "%(num)s hours", minutes // 60)
    return ngettext("one day", "%(num)s days", minutes // (24 * 60))
