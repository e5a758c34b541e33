"""People's own feeds through the whole application."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

import pytest
from flask import Flask
from icalendar import Calendar
from sqlalchemy import select
from werkzeug.test import TestResponse

from scheduler.agendas import actions as agendas
from scheduler.agendas.models import Agenda
from scheduler.agendas.terms import Followed, Level
from scheduler.kernel import clock
from scheduler.kernel.db import session
from scheduler.kernel.decision import bookkeeping
from scheduler.meetings.models import Entry, Meeting
from scheduler.subscriptions import actions, queries
from scheduler.subscriptions.actions import Wanted
from scheduler.subscriptions.models import Subscription
from scheduler.subscriptions.terms import Cancelled
from tests.programmes.files import programme, side_event
from tests.web.conftest import fill
from tests.web.counting import counted

ONE, TWO = side_event("One", code="AAAAA"), side_event("Two", organiser="Other", room="M2", code="BBBBB")


class Delegate:
    """Somebody with an agenda and one feed of it, and the calendar program that fetches it."""

    def __init__(self, app: Flask, **wanted: Any) -> None:
        self.app, self.client = app, app.test_client()
        with app.app_context(), bookkeeping("tests") as this:
            agenda = agendas.start(this)
            made, self.token = actions.make(this, agenda, Wanted("Mine", **wanted))
            self.agenda, self.number = agenda.id, made.id

    def star(self, title: str, level: Level | None = Level.GOING) -> None:
        with self.app.app_context(), bookkeeping("tests") as this:
            entry = session.scalars(select(Entry.id).where(Entry.title == title)).one()
            agendas.star(this, session.get_one(Agenda, self.agenda), entry, level)

    def follow(self, what: Followed, value: str, follows: bool = True) -> None:
        with self.app.app_context(), bookkeeping("tests") as this:
            meeting = session.scalars(select(Meeting.id)).one()
            agendas.follow_value(this, session.get_one(Agenda, self.agenda), meeting, what, value, follows)

    def choose(self, **wanted: Any) -> None:
        with self.app.app_context(), bookkeeping("tests") as this:
            actions.change(this, session.get_one(Subscription, self.number), Wanted("Mine", **wanted))

    def rotate(self) -> None:
        with self.app.app_context(), bookkeeping("tests"):
            self.token = actions.rotate(session.get_one(Subscription, self.number))

    def revoke(self) -> None:
        with self.app.app_context(), bookkeeping("tests"):
            actions.revoke(session.get_one(Subscription, self.number))

    @property
    def row(self) -> Subscription:
        with self.app.app_context():
            found = session.get_one(Subscription, self.number)
            session.expunge(found)
            return found

    def fetch(self, **headers: str) -> TestResponse:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.get(f"/agenda/{self.token}.ics", headers=named)

    def events(self) -> dict[str, Any]:
        response = self.fetch()
        assert response.status_code == 200
        return {str(one["SUMMARY"]): one for one in Calendar.from_ical(response.data).walk("VEVENT")}


Meet = Callable[..., Delegate]


@pytest.fixture
def meet(make_app: Callable[..., Flask]) -> Meet:
    """A delegate of a meeting with two events."""

    def meet(**wanted: Any) -> Delegate:
        app = make_app()
        fill(app.test_client(), programme(ONE, TWO))
        return Delegate(app, **wanted)

    return meet


def test_going_takes_time_perhaps_is_tentative_and_what_is_followed_is_a_listing(meet: Meet) -> None:
    delegate = meet()
    delegate.star("One")
    delegate.star("Two", Level.PERHAPS)
    found = delegate.events()
    said = {title: (str(one["STATUS"]), str(one["TRANSP"])) for title, one in found.items()}
    assert said == {"One": ("CONFIRMED", "OPAQUE"), "Two": ("TENTATIVE", "TRANSPARENT")}
    delegate.star("One", None)
    delegate.follow(Followed.ROOM, "m1")
    one = delegate.events()["One"]
    assert (one["STATUS"], one["TRANSP"]) == ("CONFIRMED", "TRANSPARENT")


def test_it_repeats_itself_and_says_so(meet: Meet) -> None:
    delegate = meet()
    delegate.star("One")
    first = delegate.fetch()
    again = delegate.fetch(If_None_Match=first.headers["ETag"])
    assert (again.status_code, again.data) == (304, b"")
    assert delegate.fetch(If_Modified_Since=first.headers["Last-Modified"]).status_code == 304
    assert dict(first.headers) == {
        "Content-Length": str(len(first.data)),
        "Content-Type": "text/calendar; charset=utf-8",
        "ETag": first.headers["ETag"],
        "Last-Modified": first.headers["Last-Modified"],
        "Cache-Control": "private, max-age=300",
        "X-Robots-Tag": "noindex",
        "Vary": "Accept-Encoding",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
    }
    assert delegate.token.encode() not in first.data


def told(one: Any) -> tuple[int, datetime]:
    moment: datetime = one["LAST-MODIFIED"].dt
    return int(one["SEQUENCE"]), moment


def modified(delegate: Delegate) -> datetime:
    return parsedate_to_datetime(delegate.fetch().headers["Last-Modified"])


def test_each_change_of_a_level_raises_the_sequence_and_going_back_and_forth_lowers_nothing(
    meet: Meet,
) -> None:
    delegate, seen = meet(), []
    delegate.follow(Followed.ROOM, "m1")
    for level in (None, Level.PERHAPS, Level.GOING, None, Level.GOING):
        delegate.star("One", level)
        seen.append((*told(delegate.events()["One"]), modified(delegate)))
        assert seen[-1] == (*told(delegate.events()["One"]), modified(delegate))
    assert [sequence for sequence, *_ in seen] == [0, 1, 2, 3, 4]
    assert [moment for _, moment, _ in seen] == sorted({moment for _, moment, _ in seen})
    assert [moment for *_, moment in seen] == sorted({moment for *_, moment in seen})


def test_a_release_after_a_change_of_level_raises_the_sequence_further(meet: Meet) -> None:
    delegate = meet()
    delegate.star("One")
    before = told(delegate.events()["One"])
    delegate.star("One", Level.PERHAPS)
    between = told(delegate.events()["One"])
    fill(delegate.client, programme({**ONE, "room": "M3"}, TWO))
    moved = delegate.events()["One"]
    assert [before[0], between[0], told(moved)[0]] == [1, 2, 3]
    assert (str(moved["LOCATION"]), str(moved["STATUS"])) == ("M3, Test Centre", "TENTATIVE")


def test_a_clock_that_was_set_back_takes_nothing_back(meet: Meet) -> None:
    delegate = meet()
    delegate.star("One")
    late, early = datetime(2040, 1, 1, tzinfo=UTC), datetime(2030, 1, 1, tzinfo=UTC)
    with clock.set_to(late):
        delegate.events()
        delegate.star("One", Level.PERHAPS)
        before = *told(delegate.events()["One"]), modified(delegate)
    with clock.set_to(early):
        delegate.star("One", Level.GOING)
        delegate.choose(alarm_minutes=15)
        after = *told(delegate.events()["One"]), modified(delegate)
    assert (before[0], after[0]) == (2, 4)
    assert late <= before[1] < after[1]
    assert late <= before[2] < after[2]


def test_what_is_no_longer_starred_leaves_at_once_and_what_is_cancelled_stays(meet: Meet) -> None:
    delegate = meet()
    delegate.star("One")
    delegate.star("Two")
    before = delegate.fetch()
    fill(delegate.client, programme(TWO))
    assert set(delegate.events()) == {"Cancelled: One", "Two"}
    gone = delegate.events()["Cancelled: One"]
    assert (gone["STATUS"], gone["TRANSP"], int(gone["SEQUENCE"])) == ("CANCELLED", "TRANSPARENT", 2)
    delegate.star("Two", None)
    assert set(delegate.events()) == {"Cancelled: One"}
    date = before.headers["Last-Modified"]
    assert delegate.fetch(If_Modified_Since=date).status_code == 200


@pytest.mark.parametrize(
    ("cancelled", "titles"),
    [(Cancelled.MARK, {"Cancelled: One"}), (Cancelled.KEEP, {"Cancelled: One"}), (Cancelled.DROP, set())],
)
def test_what_is_cancelled_is_marked_kept_or_dropped(
    meet: Meet, cancelled: Cancelled, titles: set[str]
) -> None:
    delegate = meet(cancelled=cancelled)
    delegate.star("One")
    fill(delegate.client, programme(TWO))
    found = delegate.events()
    statuses = {Cancelled.MARK: ["CANCELLED"], Cancelled.KEEP: ["CONFIRMED"], Cancelled.DROP: []}
    assert set(found) == titles
    assert [one["STATUS"] for one in found.values()] == statuses[cancelled]
    assert [one["TRANSP"] for one in found.values()] == ["TRANSPARENT"] * len(found)


def test_alarms_only_if_somebody_asks_for_them_and_not_for_what_is_off(meet: Meet) -> None:
    delegate = meet()
    delegate.star("One")
    delegate.star("Two")
    assert b"VALARM" not in delegate.fetch().data
    delegate.choose(alarm_minutes=15)
    fill(delegate.client, programme(TWO))
    found = delegate.events()
    alarms = {title: [alarm["TRIGGER"].dt for alarm in one.walk("VALARM")] for title, one in found.items()}
    assert alarms == {"Cancelled: One": [], "Two": [timedelta(minutes=-15)]}
    assert {title: int(one["SEQUENCE"]) for title, one in found.items()} == {"Cancelled: One": 3, "Two": 2}


def test_a_selection_of_a_programme_with_what_has_left_it(meet: Meet) -> None:
    delegate = meet()
    with delegate.app.app_context():
        meeting = session.scalars(select(Meeting.id)).one()
    delegate.choose(meeting_id=meeting, query="room=m1")
    delegate.star("Two")
    assert set(delegate.events()) == {"One"}
    fill(delegate.client, programme({**ONE, "room": "M3"}, TWO))
    assert set(delegate.events()) == {"One"}
    public = delegate.client.get("/T1/calendar.ics?room=m1")
    ours, theirs = (
        [event.to_ical() for event in Calendar.from_ical(body).walk("VEVENT")]
        for body in (delegate.fetch().data, public.data)
    )
    assert ours == theirs


def test_an_empty_agenda_is_a_calendar_all_the_same(meet: Meet) -> None:
    delegate = meet()
    calendar = Calendar.from_ical(delegate.fetch().data)
    assert [one.name for one in calendar.subcomponents] == ["VTIMEZONE"]
    assert (str(calendar["NAME"]), str(calendar["X-WR-CALNAME"])) == ("Mine", "Mine")
    assert str(calendar["URL"]) == "https://programme.example/agenda/"
    assert "SOURCE" not in calendar
    assert "UID" not in calendar


def test_the_bytes_depend_on_what_is_stored_only(meet: Meet) -> None:
    delegate = meet(alarm_minutes=15)
    delegate.star("One", Level.PERHAPS)
    first = delegate.fetch()
    with clock.set_to(datetime(2030, 1, 1, tzinfo=UTC)):
        later = delegate.fetch()
    assert (first.data, dict(first.headers)) == (later.data, dict(later.headers))


def test_an_address_that_was_rotated_or_revoked_is_dead_at_once(meet: Meet) -> None:
    delegate = meet()
    delegate.star("One")
    before, old = delegate.fetch(), delegate.token
    delegate.rotate()
    after = delegate.fetch()
    assert (after.data, after.headers["Last-Modified"]) == (before.data, before.headers["Last-Modified"])
    dead = [delegate.client.get(f"/agenda/{token}.ics") for token in (old, "A" * 27)]
    delegate.revoke()
    dead.append(delegate.fetch())
    assert {(one.status_code, one.text) for one in dead} == {(404, "There is no calendar at this address.\n")}
    assert len({tuple(one.headers) for one in dead}) == 1
    assert dead[0].headers["Cache-Control"] == "no-store"


def test_guessing_is_made_slow_and_those_who_know_their_address_go_on(meet: Meet) -> None:
    delegate = meet()
    with clock.set_to(datetime(2027, 1, 1, tzinfo=UTC)):
        answers = [delegate.client.get(f"/agenda/{number:027}.ics").status_code for number in range(301)]
        assert answers == [404] * 300 + [429]
        assert delegate.fetch().status_code == 200


def test_the_last_fetch_is_noted_once_a_day_and_keeps_the_agenda(meet: Meet) -> None:
    delegate = meet()
    first, day = datetime(2027, 3, 1, 12, tzinfo=UTC), timedelta(days=1)
    fetched = []
    for moment in (first, first + day / 2, first + day):
        with clock.set_to(moment):
            delegate.fetch()
            delegate.fetch()
        fetched.append(delegate.row.fetched_at)
    assert fetched == [first, first, first + day]
    assert delegate.row.agenda.used_at == first + day


def test_the_feed_of_a_thrown_away_agenda_goes_with_it(meet: Meet) -> None:
    delegate = meet()
    assert delegate.fetch().status_code == 200
    with delegate.app.app_context(), bookkeeping("tests") as this:
        agendas.throw_away(this, session.get_one(Agenda, delegate.agenda))
    assert delegate.fetch().status_code == 404


def test_whoever_takes_an_agenda_over_goes_on_with_its_feeds(meet: Meet) -> None:
    delegate = meet()
    delegate.star("One")
    delegate.fetch()
    with delegate.app.app_context(), bookkeeping("tests") as this:
        mine, other = agendas.start(this), session.get_one(Agenda, delegate.agenda)
        agendas.take_over(this, mine, other)
        assert [one.id for one in queries.of(mine.id)] == [delegate.number]
    assert set(delegate.events()) == {"One"}


@pytest.mark.parametrize("stars", [["One"], ["One", "Two"]])
def test_a_repeat_costs_no_question_and_a_first_fetch_always_as_many(meet: Meet, stars: list[str]) -> None:
    delegate = meet()
    for title in stars:
        delegate.star(title)
    delegate.client.get("/T1/calendar.ics")  # the programme is read
    with counted(delegate.app) as first:
        delegate.fetch()
    with counted(delegate.app) as second:
        delegate.fetch()  # somebody has written meanwhile: the first fetch was noted
    with counted(delegate.app) as repeat:
        delegate.fetch()
    assert (len(first), len(second), len(repeat)) == (9, 1, 0)
