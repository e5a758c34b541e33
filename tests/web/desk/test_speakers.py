"""Calls for speakers at the desk: channels, terms, and names that came by note verbale."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask

from scheduler.kernel import clock
from scheduler.kernel.db import session
from scheduler.kernel.terms import Role
from scheduler.nominations import queries
from scheduler.nominations.models import Nomination
from scheduler.nominations.owing import Owed
from scheduler.nominations.terms import Contribution, Doing, Part, State
from tests.nominations.stage import CLOSES, DURING, Stage, acts, stage, told
from tests.web.conftest import Page, read, texts
from tests.web.people import Browser, browser, member, signed_in

HERE = "/desk/speakers/"
pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"])  # pages; the ground is proved on both


@pytest.fixture
def play(app: Flask) -> Iterator[Stage]:
    with clock.set_to(DURING):
        yield stage()


@pytest.fixture
def desk(app: Flask, play: Stage) -> Browser:
    return signed_in(app, member(app, Role.SECRETARIAT))


def typed(**more: Any) -> dict[str, Any]:
    return {
        "title": "Floor of September",
        "opens_at": "2027-08-15T10:00:00",
        "closes_at": "2027-08-31T23:59:59",
        "late": "closed",
        "channels": ["VNGOC", "ALLIANCE"],
        "criteria": "It is about the topic | 3\nA voice not heard | 1",
        "languages": ["en", "fr"],
        "required": ["abstract", "region"],
        "due-statement-0": "2027-09-10T12:00",
        **more,
    }


def test_a_channel_for_another_body_needs_settings_only(play: Stage, desk: Browser) -> None:
    alliance = {
        "like": "VNGOC",
        "name": "Alliance of Examples on Crime Prevention",
        "code": "ALLIANCE",
        "bodies": "",
        "constituency": "civil_society",
        "kinds": ["ngo"],
        "regional_group": "",
        "dropout": "reserve",
    }
    wrong = desk.post(f"{HERE}TD2027/channels/new/", data={**alliance, "code": "VNGOC"})
    assert wrong.status_code == 422
    assert texts(Page(wrong.text), ".faults li") == [
        "Code: This meeting has a channel of this code. Choose another one."
    ]
    assert desk.post(f"{HERE}TD2027/channels/new/", data=alliance).status_code == 303
    channel = queries.channel(play.meeting, "ALLIANCE")
    first = channel.terms.first(Doing.ENDORSE)
    assert first is not None
    assert channel.steps[first].bodies == ("ALLIANCE",)
    page = read(desk, f"{HERE}TD2027/channels/ALLIANCE/")
    assert texts(page, "section[aria-labelledby=roles] li") == [
        "Reviewers of ALLIANCE: nobody yet",
        "Coordinator of ALLIANCE: nobody yet",
    ]
    vngoc = read(desk, f"{HERE}TD2027/channels/VNGOC/")
    assert texts(vngoc, "section[aria-labelledby=roles] li") == [
        "Reviewers of VNGOC: Rae Reviewer, Ron Reviewer",
        "Coordinator of VNGOC: Cora Coordinator",
    ]

    places = {f"places-panellist-{play.session.id}": "3", "places-floor_speaker-0": "9"}
    places |= {
        "due-statement-0": "2027-09-10T12:00:00",
        "due-video-0": "2027-09-11T12:00:00",
        f"due-statement-{play.session.id}": "2027-09-12T12:00:00",
    }
    until = {f"until-{channel.id}-{first}": "2027-09-03T18:00:00"}
    sent = typed(**{**places, **until})
    assert desk.post(f"{HERE}TD2027/new/", data=sent).status_code == 303
    call = queries.call(play.meeting, "floor-of-september")
    assert (call.opens_at, call.closes_at) == (
        datetime(2027, 8, 15, 8, tzinfo=UTC),
        datetime(2027, 8, 31, 21, 59, 59, tzinfo=UTC),
    )
    assert {(one.part, one.session_id, one.number) for one in call.places} == {
        (Part.PANELLIST, play.session.id, 3),
        (Part.FLOOR_SPEAKER, None, 9),
    }
    assert [(one.text, one.weight) for one in call.criteria] == [
        ("It is about the topic", 3),
        ("A voice not heard", 1),
    ]
    assert set(call.owed) == {
        Owed(Contribution.STATEMENT, datetime(2027, 9, 10, 10, tzinfo=UTC)),
        Owed(Contribution.VIDEO, datetime(2027, 9, 11, 10, tzinfo=UTC)),
        Owed(Contribution.STATEMENT, datetime(2027, 9, 12, 10, tzinfo=UTC), play.session.id),
    }
    deadline = call.deadline(channel.id, first)
    assert deadline
    assert deadline.until == datetime(2027, 9, 3, 16, tzinfo=UTC)
    assert acts(call.thing) == ["set up a call for speakers"]
    again = read(desk, f"{HERE}TD2027/calls/floor-of-september/")
    assert again.css("textarea[name=criteria]")[0].text().strip() == sent["criteria"]
    for name, value in {**places, **until}.items():
        assert [one.attributes["value"] for one in again.css(f"[name={name}]")] == [value]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"closes_at": "2027-08-01T00:00"}, "The call closes before it opens. Choose a later closing."),
        ({"criteria": "It is good"}, "Criteria: Write it with its weight: It is good | 1"),
        (
            {"due-video-0": "soon"},
            "Deadline of “All speakers: A video with its transcript”: write a day and a time, such as "
            "2027-01-22 23:59:59.",
        ),
        ({"places-panellist-0": "many"}, "Places, In all: write a number from 0 to 500."),
        ({"title": "Panels of September"}, "There is a call of this title already. Give it another one."),
    ],
)
def test_terms_that_cannot_be(play: Stage, desk: Browser, wrong: dict[str, str], said: str) -> None:
    answer = desk.post(f"{HERE}TD2027/new/", data={**typed(channels=["VNGOC"]), **wrong})
    assert answer.status_code == 422
    assert texts(Page(answer.text), ".faults li") == [said]
    assert len(queries.calls(play.meeting)) == 1


def test_a_note_verbale_counts_from_the_day_on_which_it_came(app: Flask, play: Stage) -> None:
    note = {
        "source": "note_verbale",
        "came_on": "2027-08-24",
        "reference": "NV 12/2027",
        "organisation": play.state.name,
        "channel": "AFRICAN",
        "name": "Ed Expert",
        "email": "ed@mission.example",
        "part": "panellist",
        "first": "",
        "abstract": "Farms.",
        "language": "",
        "mode": "",
        "region": "",
        "first_time": "",
    }
    here = f"{HERE}TD2027/calls/panels-of-september/enter/"
    with clock.set_to(CLOSES):
        desk = signed_in(app, member(app, Role.SECRETARIAT))
        wrong = desk.post(here, data={**note, "organisation": "Nobody", "came_on": "2027-08-30"})
        assert wrong.status_code == 422
        assert texts(Page(wrong.text), ".faults li") == [
            "The day it came: This day has not come yet. Write the day on which the wish came.",
            "The organisation that puts them forward: No organisation goes by this name. Enrol it first.",
        ]
        assert desk.post(here, data=note).status_code == 303
    (one,) = session.query(Nomination).all()
    assert (one.state, one.channel.code) == (State.PUT_FORWARD, "AFRICAN")
    assert (one.is_late, one.by_desk) == (False, True)
    assert told("nomination-put-forward") == ["ed@mission.example"]


def test_what_stands_at_the_desk(app: Flask, play: Stage, desk: Browser) -> None:
    assert texts(read(desk, HERE), "section h2, section li a") == ["TD2027", "Panels of September"]
    channels = read(desk, f"{HERE}TD2027/channels/")
    assert len(texts(channels, "ul.lines li")) == 7
    assert browser(app).get(HERE).status_code == 302
    assert signed_in(app, member(app)).get(HERE).status_code == 403
