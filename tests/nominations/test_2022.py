"""The two days of September 2022 once more, from nominations to seats: as the Chair's summary has them
(document of 21 December 2022), with fictitious people where it names nobody."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from icalendar import Calendar

from scheduler.kernel import clock
from scheduler.kernel.db import session
from scheduler.kernel.decision import Decision, bookkeeping, decision
from scheduler.kernel.permissions import Visitor
from scheduler.kernel.terms import Constituency, OrganisationKind, Role
from scheduler.meetings.models import Meeting
from scheduler.meetings.queries import existing_meeting
from scheduler.nominations import nominating, queries, reviewing, seating
from scheduler.nominations.call_models import SpeakerCall
from scheduler.nominations.calling import ask_entity, deliver_channels, set_call
from scheduler.nominations.models import Nomination
from scheduler.nominations.rules import Terms, Words
from scheduler.organisations.actions import enrol, name_person
from scheduler.organisations.models import Organisation
from scheduler.organisations.queries import by_name
from scheduler.programmes.actions import import_files
from scheduler.releases.actions import release
from scheduler.thematic_sessions import seat_rules
from scheduler.thematic_sessions.models import Seat, ThematicSession
from scheduler.thematic_sessions.queries import seats, with_panels
from scheduler.thematic_sessions.seat_rules import Line
from scheduler.thematic_sessions.seat_templates import TEMPLATES
from scheduler.thematic_sessions.seating import plan_seats
from tests.conftest import BASE_URL
from tests.journeys.data import FILES
from tests.nominations import stage
from tests.web.people import browser

CALL = datetime(2022, 7, 1, 8, tzinfo=UTC)
CLOSES = datetime(2022, 8, 31, 22, tzinfo=UTC)
FORUM = "Harbour Forum (fictitious)"
"""The summary does not say which NGO the panellists of civil society were from."""
KINDS = {
    "member_state": OrganisationKind.MEMBER_STATE,
    "un_entity": OrganisationKind.UN_ENTITY,
    "igo": OrganisationKind.IGO,
    "partner": OrganisationKind.OTHER,
    "civil_society": OrganisationKind.NGO,
}
GROUPS = TEMPLATES["2017"].lines[:5]
DAYS = ("2022-09-21", "2022-09-22")


@dataclass
class House:
    """The meeting with its call, and who acts in it."""

    meeting: Meeting
    call: SpeakerCall
    vngoc: Visitor
    reviewers: tuple[Visitor, Visitor]
    coordinators: dict[str, Visitor]
    desk: Visitor


pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"])
"""One is enough: what seats and nominations ask of the database is proved elsewhere on both."""


@pytest.fixture(autouse=True)
def _while_the_call_is_open() -> Iterator[None]:
    with clock.set_to(CALL):
        yield


def record() -> dict[str, Any]:
    told: dict[str, Any] = json.loads((FILES / "TD2022.json").read_text())
    return told


def house() -> House:
    """The programme without its panellists; each group has one seat and may have two."""
    told = record()
    for one in told["thematic_sessions"]:
        one["panellists"] = []
    assert import_files([("td", json.dumps(told).encode())], actor="tests", base_url=BASE_URL).faults == []
    meeting = existing_meeting("TD2022")
    with decision("tests") as this:
        channels = deliver_channels(this, meeting)
        codes = tuple(one.code for one in channels)
        call = set_call(this, meeting, Terms("Panels", CALL, CLOSES, codes, required=()))
    groups = {one.code for one in channels if one.regional_group}
    coordinator = Role.CHANNEL_COORDINATOR
    return House(
        meeting,
        call,
        stage.visitor("Cora Coordinator", coordinator, "VNGOC"),
        (
            stage.visitor("Rae Reviewer", Role.CHANNEL_REVIEWER, "VNGOC"),
            stage.visitor("Ron Reviewer", Role.CHANNEL_REVIEWER, "VNGOC"),
        ),
        {
            code: stage.visitor(f"Group{place} Coordinator", coordinator, code)
            for place, code in enumerate(sorted(groups))
        },
        stage.visitor("Sam Secretariat", Role.SECRETARIAT),
    )


def plan(of: ThematicSession, panellists: list[dict[str, Any]]) -> None:
    """One seat for each group, and as many for the others as there were."""
    counts = Counter(one["constituency"] for one in panellists)
    others = [
        Line(Constituency(kind), counts[kind], channel="vngoc" if kind == "civil_society" else "direct")
        for kind in KINDS
        if kind != "member_state" and counts[kind]
    ]
    assert of.panel
    with decision("tests") as this:
        plan_seats(this, of.panel, [*GROUPS, *others])


def body_of(told: dict[str, Any]) -> Organisation:
    name, kind = told["represents"] or FORUM, KINDS[told["constituency"]]
    known = by_name([name])
    return known.popitem()[1] if known else enrol(name, kind=kind, regional_group=told.get("regional_group"))


def seat_for(of: ThematicSession, told: dict[str, Any]) -> Seat:
    assert of.panel
    return next(
        seat
        for seat in of.panel.seats
        if (seat.constituency, seat.regional_group) == (told["constituency"], told.get("regional_group"))
    )


def channel_for(play: House, told: dict[str, Any]) -> str:
    by_group = {one.regional_group: one.code for one in queries.channels_of(play.meeting)}
    direct = {"vngoc": "VNGOC", "direct": "DIRECT"}
    return direct.get(told["channel"]) or by_group[told["regional_group"]]


def hand_on(this: Decision, play: House, one: Nomination) -> None:
    """Through the bodies of the channel, as far as it has any."""
    if one.channel.code == "VNGOC":
        for reviewer in play.reviewers:
            reviewing.score(this, reviewer, one, {})
        reviewing.endorse(this, play.vngoc, one)
        reviewing.forward(this, play.vngoc, one)
    elif one.channel.regional_group:
        reviewing.endorse(this, play.coordinators[one.channel.code], one)


def nominate(play: House, of: ThematicSession, told: dict[str, Any], number: int) -> Nomination:
    """The expert of this number, named by whom they speak for and handed on to the secretariat."""
    with bookkeeping("tests"):
        body = body_of(told)
        whom = name_person(f"Expert {number} of {body.name}")
        whom.email = f"expert{number}@day{of.id}.example"
        session.flush()
    channel = queries.channel(play.meeting, channel_for(play, told))
    nominator = Visitor(account=1, person=None, organisations=frozenset({body.id}))
    with decision("tests") as this:
        if channel.code == "DIRECT":
            ask_entity(this, play.call, channel, body, of)
        words = Words(sessions=(of.id,))
        one = nominating.put_forward(this, nominator, play.call, channel, body, whom, words)
        nominating.confirm(this, stage.themselves(one), one)
        hand_on(this, play, one)
    return one


def give(play: House, of: ThematicSession, told: dict[str, Any], one: Nomination) -> None:
    """A seat, the invitation, and the answer."""
    with decision("tests") as this:
        seating.seat(this, play.desk, one, of, seat_for(of, told))
        seating.invite(this, play.desk, one)
        seating.accept(this, stage.themselves(one), one)


def compose(play: House, of: ThematicSession, panellists: list[dict[str, Any]]) -> None:
    """From the nomination to the answer, each by whoever does it."""
    for number, told in enumerate(panellists, 1):
        give(play, of, told, nominate(play, of, told, number))


def told_of(of: ThematicSession) -> list[str]:
    """The lines of the States' groups, in words."""
    assert of.panel
    return [str(seat_rules.told(line)) for line in seats(of.panel).lines[:5]]


def test_the_two_days_are_rebuilt_from_nominations_to_seats(app: Flask) -> None:
    play = house()
    days = [one for one in record()["thematic_sessions"] if one["panellists"]]
    sessions = [one for one in with_panels(play.meeting) if one.title in {day["title"] for day in days}]
    for of, day in zip(sessions, days, strict=True):
        plan(of, day["panellists"])
        compose(play, of, day["panellists"])
    first, second = sessions
    assert told_of(first) == [
        "African States: 1; 1 to 2 wanted",
        "Asia-Pacific States: 2; 1 to 2 wanted",
        "Eastern European States: 1; 1 to 2 wanted",
        "Latin American and Caribbean States: 2; 1 to 2 wanted",
        "Western European and other States: 1; 1 to 2 wanted",
    ]
    assert told_of(second) == [
        "African States: 1; 1 to 2 wanted",
        "Asia-Pacific States: 1; 1 to 2 wanted",
        "Eastern European States: nobody yet; 1 to 2 wanted",
        "Latin American and Caribbean States: 1; 1 to 2 wanted",
        "Western European and other States: 1; 1 to 2 wanted",
    ]
    assert [len(one.panel.panellists) for one in sessions if one.panel] == [14, 15]
    with decision("tests") as this:
        assert release(this, play.meeting, BASE_URL)
    codes = [one.code for one in sessions]
    calendar = Calendar.from_ical(browser(app).get("/TD2022/calendar.ics").data)
    events = {str(event["UID"]): str(event["DESCRIPTION"]) for event in calendar.walk("VEVENT")}
    for of, day, code in zip(sessions, days, codes, strict=True):
        page = browser(app).get(f"/TD2022/sessions/{code}/").text
        for told in day["panellists"]:
            name = told["represents"] or FORUM
            assert name in page, name
            assert name in events[of.uid], name
    assert "Nobody" in page
