"""The form of one's own feed: what it shows, and how."""

from collections.abc import Iterator
from urllib.parse import parse_qsl

from flask import request
from flask_babel import lazy_gettext as later
from wtforms import BooleanField, SelectField, StringField
from wtforms.fields.choices import SelectChoice

from scheduler.feeds import selection
from scheduler.feeds.calendars import labels
from scheduler.meetings.queries import existing_meeting
from scheduler.subscriptions.actions import Wanted
from scheduler.subscriptions.models import Subscription
from scheduler.subscriptions.rules import ALARMS, LONGEST_NAME
from scheduler.subscriptions.terms import Cancelled
from scheduler.web.forms import Form, line
from scheduler.web.languages import gettext, ngettext
from scheduler.web.shelf import programmes

AGENDA = "agenda"
LONGEST_QUERY = 500
"""Characters of a selection."""
NO_ALARM = ""


class FeedForm(Form):
    """What a feed shows is written as "agenda", or as the code of a meeting, with a selection of it after a
    question mark. `owes`: whether it can say what its holder owes, as of people with an account."""

    shows = SelectField(later("What it shows"), render_kw={"required": True})
    name = line(
        later("Name"),
        most=LONGEST_NAME,
        required=False,
        hint=later("What your calendar program calls it. Left empty, it is named after what it shows."),
    )
    cancelled = SelectField(
        later("What is cancelled"),
        choices=[
            SelectChoice(Cancelled.MARK.value, later("stays, marked as cancelled (some programs hide it)")),
            SelectChoice(Cancelled.KEEP.value, later("stays in sight, with the word before its title")),
            SelectChoice(Cancelled.DROP.value, later("is left out")),
        ],
        render_kw={"required": True},
    )
    alarm = SelectField(later("Alarm"), render_kw={"required": True})
    with_owed = BooleanField(
        later("Also what I owe, and by when"),
        description=later("Closing of calls for your drafts, co-sponsors, links, flyers and statements."),
    )

    def __init__(self, one: Subscription | None = None, *, owes: bool, asked: str = "") -> None:
        known = _facts(one) if one else {"shows": asked or AGENDA, "alarm": NO_ALARM, "with_owed": owes}
        super().__init__(**known)
        self.alarm.choices = list(_alarms())
        self.shows.choices = list(_shown({known["shows"], str(self.shows.data or "")}))
        if not owes:
            del self.with_owed

    def wanted(self) -> Wanted:
        """What was chosen; the form has been found right."""
        code, _, query = self.shows.data.partition("?")
        is_agenda = self.shows.data == AGENDA
        owed: StringField | None = self._fields.get("with_owed")
        return Wanted(
            name=self.name.data or dict(_choice_names(self.shows.choices))[self.shows.data][:LONGEST_NAME],
            meeting_id=None if is_agenda else existing_meeting(code).id,
            query="" if is_agenda else query,
            cancelled=Cancelled(self.cancelled.data),
            alarm_minutes=int(self.alarm.data) if self.alarm.data else None,
            with_owed=bool(owed.data) if owed is not None else False,
        )


def asked_for() -> str:
    """What the address wants to see in a new feed, such as "CND66?room=m1"; empty where it says nothing."""
    return _canonical(request.args.get("shows", ""))


def shown(one: Subscription) -> str:
    """What a feed shows, in words."""
    wanted = _facts(one)["shows"]
    return dict(_choice_names(_shown({str(wanted)}))).get(str(wanted), str(wanted))


def alarm_name(minutes: int) -> str:
    if minutes % (24 * 60) == 0:
        return ngettext("one day before", "%(num)s days before", minutes // (24 * 60))
    if minutes % 60 == 0:
        return ngettext("one hour before", "%(num)s hours before", minutes // 60)
    return ngettext("one minute before", "%(num)s minutes before", minutes)


def _alarms() -> Iterator[SelectChoice]:
    yield SelectChoice(NO_ALARM, gettext("none"))
    for minutes in ALARMS:
        yield SelectChoice(str(minutes), alarm_name(minutes))


def _facts(one: Subscription) -> dict[str, object]:
    code = one.meeting.code if one.meeting else ""
    return {
        "shows": f"{code}?{one.query}".rstrip("?") if code else AGENDA,
        "name": one.name,
        "cancelled": one.cancelled.value,
        "alarm": NO_ALARM if one.alarm_minutes is None else str(one.alarm_minutes),
        "with_owed": one.with_owed,
    }


def _shown(wanted: set[object]) -> Iterator[SelectChoice]:
    """The agenda, every meeting as a whole, and the selections that are wanted."""
    yield SelectChoice(AGENDA, gettext("My agenda"))
    for programme in sorted(programmes().all(), key=lambda one: one.meeting.starts, reverse=True):
        code = programme.meeting.code
        yield SelectChoice(code, gettext("%(meeting)s: everything", meeting=programme.meeting.title))
        for value in sorted(str(one) for one in wanted if str(one).startswith(f"{code}?")):
            if value == _canonical(value):
                chosen = selection.from_query(value.partition("?")[2])
                told = ", ".join(labels(programme, chosen))
                yield SelectChoice(value, f"{code}: {told}")


def _canonical(value: str) -> str:
    """The same as it is always written: filters that there are, of a meeting that there is; else empty."""
    code, _, query = value.partition("?")
    programme = programmes().get(code)
    if programme is None or len(query) > LONGEST_QUERY:
        return ""
    pairs = [pair for pair in parse_qsl(query) if pair[0] in (*selection.FILTERS, "q")]
    return f"{code}?{selection.read(pairs).query}".rstrip("?")


def _choice_names(choices: Iterator[SelectChoice] | list[SelectChoice]) -> Iterator[tuple[str, str]]:
    for choice in choices:
        yield choice.value, str(choice.label)
