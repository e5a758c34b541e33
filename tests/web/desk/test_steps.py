"""The steps of a channel at the desk, one by one; and a channel of another body, by settings alone."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask

from scheduler.kernel import clock
from scheduler.kernel.db import session
from scheduler.kernel.decision import bookkeeping
from scheduler.kernel.errors import Refused
from scheduler.kernel.terms import Role
from scheduler.nominations import queries
from scheduler.nominations.call_models import StepDeadline
from scheduler.nominations.calling import set_channel
from scheduler.nominations.channels import delivered
from scheduler.nominations.models import Nomination
from scheduler.nominations.nominating import confirm
from scheduler.nominations.stepping import mark
from scheduler.nominations.terms import Lapse, Party, State
from tests.nominations.stage import DURING, Stage, acts, do, stage, themselves, told
from tests.nominations.test_refusals import token_of
from tests.web.conftest import Page, read, texts
from tests.web.people import Browser, browser, member, signed_in

HERE = "/desk/speakers/TD2027/channels/ALLIANCE/"
ALLIANCE = {
    "like": "VNGOC",
    "name": "Alliance of Examples on Crime Prevention",
    "code": "ALLIANCE",
    "bodies": "",
    "constituency": "civil_society",
    "kinds": ["ngo"],
    "regional_group": "",
    "dropout": "reserve",
}
pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"])  # pages; the ground is proved on both


@pytest.fixture
def play(app: Flask) -> Iterator[Stage]:
    with clock.set_to(DURING):
        yield stage()


@pytest.fixture
def desk(app: Flask, play: Stage) -> Browser:
    found = signed_in(app, member(app, Role.SECRETARIAT))
    assert found.post("/desk/speakers/TD2027/channels/new/", data=ALLIANCE).status_code == 303
    return found


def names(play: Stage) -> list[str]:
    return [step.name for step in queries.channel(play.meeting, "ALLIANCE").steps]


def seen(play: Stage) -> dict[str, str]:
    return {"seen": mark(queries.channel(play.meeting, "ALLIANCE"))}


def typed(page: Page) -> dict[str, Any]:
    """What a form shows, as a browser would send it."""
    sent: dict[str, Any] = {}
    for field in page.css("main form.form input, main form.form select"):
        name, kind = field.attributes.get("name"), field.attributes.get("type")
        if (
            name
            and name != "csrf_token"
            and (kind not in ("radio", "checkbox") or "checked" in field.attributes)
        ):
            sent.setdefault(name, []).append(field.attributes.get("value") or "")
    return sent


def test_steps_are_added_changed_moved_and_removed(play: Stage, desk: Browser) -> None:
    assert names(play) == ["apply", "confirm", "review", "endorse", "advise", "forward", "seat"]
    assert desk.post(f"{HERE}steps/4/remove", data=seen(play)).status_code == 303
    refused = desk.post(f"{HERE}steps/4/up", data=seen(play))
    assert refused.status_code == 409
    assert texts(Page(refused.text), ".faults p") == [
        "Step “forward” has to come after “endorse”: move it down."
    ]
    advice = {
        "name": "advice", "party": "coordinator", "bodies": "NYNGOC", "needs": "1", "may": ["comment"],
        "lapse": "goes_on", "remind": "5, 2", "sees": ["person", "abstract"], "before": "3",
    }  # fmt: skip
    wrong = desk.post(
        f"{HERE}steps/new/", data={**seen(play), **advice, "remind": "soon", "bodies": "new york"}
    )
    assert texts(Page(wrong.text), ".faults li") == [
        "For which bodies: Write codes of capital letters, digits and dashes, such as VNGOC.",
        "Reminders, so many days before the deadline: Write whole numbers from 1 to 60 with commas between "
        "them.",
    ]
    assert desk.post(f"{HERE}steps/new/", data={**seen(play), **advice}).status_code == 303
    assert names(play) == ["apply", "confirm", "review", "advice", "endorse", "forward", "seat"]
    assert desk.post(f"{HERE}steps/3/down", data=seen(play)).status_code == 303
    assert names(play) == ["apply", "confirm", "review", "endorse", "advice", "forward", "seat"]
    stale = seen(play)
    form = typed(read(desk, f"{HERE}steps/3/"))
    both = {**form, "bodies": "ALLIANCE, NYNGOC", "lapse": "passes-secretariat", "remind": "4"}
    assert desk.post(f"{HERE}steps/3/", data=both).status_code == 303
    step = queries.channel(play.meeting, "ALLIANCE").steps[3]
    assert (step.bodies, step.lapse, step.passes_to, step.remind) == (
        ("ALLIANCE", "NYNGOC"), Lapse.PASSES, Party.SECRETARIAT, (4,),
    )  # fmt: skip
    assert step.sees == delivered()["VNGOC"].steps[3].sees
    late = desk.post(f"{HERE}steps/4/remove", data=stale)
    assert late.status_code == 409
    assert "Somebody else changed the steps meanwhile" in texts(Page(late.text), ".faults p")[0]
    gone = desk.post(f"{HERE}steps/1/remove", data=seen(play))
    assert texts(Page(gone.text), ".faults p") == ["Exactly one step has to let the person confirm."]
    assert desk.get(f"{HERE}steps/9/").status_code == 404
    assert acts(queries.channel(play.meeting, "ALLIANCE").thing) == ["set up a channel"] * 5


def test_what_is_safe_once_a_call_uses_it(play: Stage, desk: Browser) -> None:
    here = "/desk/speakers/TD2027/channels/VNGOC/"
    page = read(desk, here)
    assert texts(page, "td form") == []
    form = typed(read(desk, f"{here}steps/3/"))
    assert desk.post(f"{here}steps/3/", data={**form, "lapse": "goes_on", "remind": "9"}).status_code == 303
    form = typed(read(desk, f"{here}steps/3/"))
    assert desk.post(f"{here}steps/3/", data={**form, "sees": ["person"]}).status_code == 303
    form = typed(read(desk, f"{here}steps/3/"))
    for change, said in (
        ({"name": "decide"}, "A call takes names by this channel, so its steps stay"),
        ({"bodies": "VNGOC, NYNGOC"}, "A call takes names by this channel, so its steps stay"),
        ({"sees": ["person", "email"]}, "Step “endorse” would see more of people"),
    ):
        answer = desk.post(f"{here}steps/3/", data={**form, **change})
        assert answer.status_code == 422
        assert texts(Page(answer.text), ".faults li")[0].startswith(said)


def test_another_body_works_by_settings_alone(app: Flask, play: Stage, desk: Browser) -> None:
    """From the channel to its coordinator's yes, by a personal link, through pages only."""
    call = {
        "title": "Prevention", "opens_at": "2027-08-05T10:00:00", "closes_at": "2027-08-31T23:59:59",
        "late": "closed", "channels": ["ALLIANCE"], "criteria": "", "languages": ["en"], "required": [],
    }  # fmt: skip
    for place in (4, 2):  # no advice of the Civil Society Unit, no reviewers
        assert desk.post(f"{HERE}steps/{place}/remove", data=seen(play)).status_code == 303
    assert names(play) == ["apply", "confirm", "endorse", "forward", "seat"]
    assert desk.post("/desk/speakers/TD2027/new/", data=call).status_code == 303
    role = {"post": "channel_coordinator-ALLIANCE", "name": "Ali Ance", "email": "ali@alliance.example"}
    assert desk.post(f"{HERE}roles/", data={**role, "email": "nothing"}).status_code == 422
    assert desk.post(f"{HERE}roles/", data=role).status_code == 303
    assert told("channel-role") == ["ali@alliance.example"]

    ngo = signed_in(app, member(app, organisation=play.ngo))
    new = "/account/nominations/new/TD2027/prevention/"
    channel = queries.channel(play.meeting, "ALLIANCE")
    words = {"whom": "somebody", "name": "Zoe Example", "email": "zoe@body.example", "part": "panellist"}
    form = {**words, "way": f"{play.ngo.id}-{channel.id}", "do": "send"}
    for name in ("first", "abstract", "biography", "affiliation", "language", "mode", "region", "first_time"):
        form[name] = ""
    assert ngo.post(new, data=form).status_code == 303
    one = session.query(Nomination).one()
    do(confirm, themselves(one), one)
    link = f"/l/{token_of('channel-role')}/desk/nominations/{one.code}/"
    body = browser(app)
    assert texts(read(body, link), "h1 bdi") == ["Zoe Example"]
    assert body.post(f"{link}endorse").status_code == 303
    session.refresh(one)
    assert one.state is State.ENDORSED

    page = read(desk, HERE)
    (again,) = [
        form.attributes["action"] for form in page.css("form.act") if "/again" in str(form.attributes)
    ]
    assert desk.post(str(again)).status_code == 303
    assert body.get(link).status_code == 410
    assert (
        desk.post(f"{HERE}roles/", data={**role, "name": "Bo Dy", "email": "bo@alliance.example"}).status_code
        == 303
    )
    assert desk.post(str(again)).status_code == 404  # somebody else holds it now
    link = f"/l/{token_of('channel-role')}/desk/nominations/{one.code}/"
    assert body.post(f"{link}forward").status_code == 303  # what was open went with the role


def test_a_lapse_that_was_carried_out_stays(app: Flask, play: Stage) -> None:
    terms = queries.channel(play.meeting, "VNGOC").terms
    steps = list(terms.steps)
    steps[2] = replace(steps[2], lapse=Lapse.WAITS)
    with bookkeeping("tests"):
        channel = queries.channel(play.meeting, "VNGOC")
        play.call.deadlines.append(
            StepDeadline(channel_id=channel.id, place=2, until=DURING, lapsed_at=DURING, reminded=[])
        )
    with pytest.raises(Refused, match="The deadline of step “review” has passed in a call"):
        do(lambda this, who: set_channel(this, play.meeting, replace(terms, steps=tuple(steps))), play.desk)
