"""One application at the desk."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from selectolax.lexbor import LexborHTMLParser

from scheduler.applications import cosponsoring, deciding, joining, material
from scheduler.applications.drafting import save
from scheduler.applications.facts import Facts
from scheduler.applications.models import Application
from scheduler.applications.terms import Check, State, Support, Way
from scheduler.applications.workflow import WORKFLOW
from scheduler.audit.queries import history, notes_on
from scheduler.calls.models import Call
from scheduler.kernel import clock
from scheduler.kernel.db import session
from scheduler.kernel.terms import Role, Source
from tests.applications import stage
from tests.applications.desk import check_all, do, told
from tests.applications.stage import DURING, SECOND
from tests.web.conftest import texts
from tests.web.desk.applications.list_of import LIST, address_of, at_desk, page
from tests.web.desk.applications.list_of import told as flashed
from tests.web.people import Browser, member, signed_in

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\nxref\ntrailer\n<<>>\nstartxref\n9\n%%EOF\n"


@pytest.fixture
def call(app: Flask) -> Call:
    return stage.call()


@pytest.fixture
def desk(app: Flask) -> Browser:
    return at_desk(app, name="Dora Desk")


def received(call: Call, **facts: Any) -> Application:
    with clock.set_to(DURING):
        made = stage.draft(call, stage.organisation("Peace Institute"), **{"title": "Water", **facts})
        stage.hand_in(made, DURING)
    return made


def state_of(one: Application) -> State:
    session.expire_all()
    return session.get_one(Application, one.id).state


def row(found: LexborHTMLParser, name: str) -> list[str]:
    """The cells of a field in the table of what it says."""
    for each in found.css("section[aria-labelledby=contents] tbody tr"):
        if texts(each, "th")[0].startswith(name):
            return [*texts(each, "th .state"), *texts(each, "td")]
    raise AssertionError(name)


def test_what_was_submitted_stands_beside_what_is_stored(call: Call, desk: Browser) -> None:
    one = received(call, contact="Ann", theme="Treatment", languages=["en", "fr"])
    with clock.set_to(DURING + SECOND):
        do(save, one, one.revision, Facts(contact="Bea"))
    found = page(desk, address_of(one))
    assert texts(found, "h1") == ["Water"]
    assert row(found, "Contact") == ["Changed", "Ann", "Bea"]
    assert row(found, "Theme") == ["Treatment"]
    assert row(found, "Languages") == ["English French"]
    assert row(found, "Abstract") == ["nothing"]
    assert row(found, "Organisers") == ["Peace Institute"]


def test_earlier_versions_can_be_looked_at(call: Call, desk: Browser) -> None:
    one = received(call)
    do(deciding.return_, one, "Another title")
    with clock.set_to(DURING + SECOND):
        do(save, one, one.revision, Facts(title="Rivers"))
        stage.hand_in(one, DURING + SECOND)
    assert row(page(desk, address_of(one)), "Title") == ["Rivers"]
    assert row(page(desk, f"{address_of(one)}?version=1"), "Title") == ["Changed", "Water", "Rivers"]


def test_who_reads_it(call: Call, desk: Browser, app: Flask) -> None:
    one = received(call)
    address = address_of(one)
    assert desk.post(f"{address}claim").location == address
    assert texts(page(desk, address), ".record dd")[-1] == "Dora Desk"
    other = at_desk(app)
    refused = other.post(f"{address}claim")
    assert refused.status_code == 409
    assert "Somebody else reads this application already." in refused.text
    assert other.post(f"{address}claim", data={"take-over": "yes"}).status_code == 303
    other.post(f"{address}release")
    assert texts(page(other, address), ".record dd")[-1] == "Nobody yet"


def test_a_checklist_for_each_reader(call: Call, app: Flask) -> None:
    one = received(call, title="Water in Chad")
    stage.state("Chad")
    address = address_of(one)
    answers = {"check-relevance": "fine", "check-content": "not", "said-content": "Too long"}
    with clock.set_to(DURING + SECOND):
        desk = at_desk(app, name="Dora Desk")
        check_all(one, "account 901")
        found = page(desk, address)
        assert any("The text names Chad" in text for text in texts(found, "#checks ~ .table .asking"))
        assert "Verified" in texts(found, "#checks ~ .table .hint")[0]
        assert desk.post(f"{address}checks", data=answers).location == address
        remarks = [(each.check, each.is_fine) for each in deciding.readings(one) if each.said == "Too long"]
        assert remarks == [(Check.CONTENT, False)]
        before = len(history(one.thing))
        assert desk.post(f"{address}checks", data=answers).status_code == 303
        assert len(history(one.thing)) == before
        heads = texts(page(desk, address), "section[aria-labelledby=checks] thead th")
    assert sorted(heads) == ["Dora Desk", "Point", "account 901"]


def test_buttons_come_from_the_workflow(call: Call, desk: Browser) -> None:
    one = received(call)
    buttons = [node.attributes["value"] for node in page(desk, address_of(one)).css("main input[name=step]")]
    assert buttons == ["return", "accept", "put on the waiting list", "decline"]
    assert set(buttons) <= set(WORKFLOW.transitions)


@pytest.mark.parametrize(
    ("step", "why", "state"),
    [
        ("return", "Shorter", State.RETURNED),
        ("accept", "", State.ACCEPTED),
        ("put on the waiting list", "Full", State.WAITING),
        ("decline", "Off topic", State.DECLINED),
    ],
)
def test_deciding(call: Call, desk: Browser, step: str, why: str, state: State) -> None:
    one = received(call)
    address = address_of(one)
    assert desk.post(f"{address}step", data={"step": step, "why": why}).location == address
    assert flashed(desk, address) == ["This is done, and told by letter."]
    assert state_of(one) is state


def test_a_decision_without_its_reason(call: Call, desk: Browser) -> None:
    one = received(call)
    answer = desk.post(f"{address_of(one)}step", data={"step": "decline"})
    assert answer.status_code == 422
    found = LexborHTMLParser(answer.text)
    assert texts(found, "#decline-error") == ["Say why: whoever is concerned will read it."]
    assert [link.attributes["href"] for link in found.css("#faults a")] == ["#decline"]
    assert state_of(one) is State.RECEIVED


def test_what_cannot_be_done_now_is_told_and_nothing_typed_is_lost(call: Call, desk: Browser) -> None:
    one = received(call)
    do(deciding.decline, one, "Off topic")
    answer = desk.post(f"{address_of(one)}step", data={"step": "cancel", "why": "My long reason"})
    assert answer.status_code == 409
    assert "This cannot be done any more: the application is declined now." in answer.text
    assert desk.post(f"{address_of(one)}step", data={"step": "submit"}).status_code == 404


def test_the_second_reader_is_missed(app: Flask) -> None:
    one = received(stage.call(second_reader=True))
    address = address_of(one)
    with clock.set_to(DURING + SECOND):
        desk = at_desk(app)
        assert "Nobody has yet." in page(desk, address).text()
        assert desk.post(f"{address}step", data={"step": "accept"}).status_code == 409
        for reader in ("account 901", "account 902"):
            check_all(one, reader)
        assert desk.post(f"{address}step", data={"step": "accept"}).status_code == 303
    assert state_of(one) is State.ACCEPTED


def test_taking_the_last_decision_back(call: Call, desk: Browser) -> None:
    one = received(call)
    address = address_of(one)
    assert page(desk, address).css("#undo") == []
    desk.post(f"{address}step", data={"step": "decline", "why": "Off topic"})
    assert desk.post(f"{address}undo").status_code == 422
    assert desk.post(f"{address}undo", data={"why": "A mistake"}).location == address
    assert state_of(one) is State.RECEIVED
    assert desk.post(f"{address}undo", data={"why": "Again"}).status_code == 409


def test_the_waiting_list_is_put_in_order(call: Call, desk: Browser) -> None:
    both = [received(call), stage.received(call, None, DURING + SECOND)]
    for one in both:
        do(deciding.put_on_waiting_list, one, "Full")
    address = address_of(both[1])
    assert desk.post(f"{address}rank", data={"rank": "first"}).status_code == 422
    assert desk.post(f"{address}rank", data={"rank": "1"}).location == address
    session.expire_all()
    assert [session.get_one(Application, one.id).waiting_rank for one in both] == [2, 1]


def test_a_wrong_class_is_corrected(call: Call, desk: Browser) -> None:
    received(call, title="First")
    one = stage.received(call, stage.organisation("Hidden State"), DURING + SECOND)
    address = address_of(one)
    assert texts(page(desk, address), ".record dd")[4].startswith("2 of 2")
    assert desk.post(f"{address}class", data={"of_state": "yes"}).status_code == 422
    answer = desk.post(f"{address}class", data={"of_state": "yes", "why": "It is the mission"})
    assert answer.location == address
    facts = texts(page(desk, address), ".record dd")
    assert facts[3] == "Member State corrected; the receipt says: Other organiser"
    assert facts[4] == "1 of 2 Nobody stands before it."


def test_similar_ones_and_others_of_its_organiser(call: Call, desk: Browser) -> None:
    lead = stage.organisation("Twice")
    with clock.set_to(DURING):
        both = [stage.draft(call, lead, title=f"Clean water for rural schools {n}") for n in (1, 2)]
        for one in both:
            stage.hand_in(one, DURING)
    found = page(desk, address_of(both[1]))
    assert texts(found, "#alike ~ ul a") == ["Clean water for rural schools 1"]
    assert texts(found, ".asking a") == ["Clean water for rural schools 1"]
    assert texts(found, "h1 + p .state") == ["Received", "Second of its organiser"]


def test_the_civil_society_unit_reads_nothing_of_similar_ones_of_states(app: Flask, call: Call) -> None:
    with clock.set_to(DURING):
        leads = (stage.organisation("An NGO"), stage.state("A State"), stage.organisation("Another NGO"))
        one, *others = (stage.draft(call, lead, title="Clean water for rural schools") for lead in leads)
        for each in (one, *others):
            stage.hand_in(each, DURING)
    found = page(at_desk(app, Role.CIVIL_SOCIETY_UNIT), address_of(one))
    links = [link.attributes["href"] for link in found.css("#alike ~ ul a")]
    assert links == [address_of(others[1])]
    assert "A State" not in found.text()


def test_a_state_confirmed_by_an_address_waits_for_its_contact(call: Call, desk: Browser) -> None:
    one = received(call)
    with clock.set_to(DURING):
        do(cosponsoring.invite, one, stage.state("Chad").name, "Sam", "sam@mission.example")
        support = one.cosponsors[0]
        assert support.person
        do(cosponsoring.confirm, support, support.person, takes_part=True)
    found = page(desk, address_of(one))
    cells = texts(found, "section[aria-labelledby=cosponsors] tbody td")
    assert cells[0].startswith("Confirmed")
    assert cells[0].endswith("Not published yet: its verified contact or the desk has to confirm it.")
    assert cells[1].startswith("through an address that the applicant gave; takes part")
    form = f"{address_of(one)}cosponsors/{support.id}/"
    assert desk.post(form).status_code == 422
    wish = {"source": "note_verbale", "came_on": "2027-01-15", "reference": "NV 7", "part": "name"}
    with clock.set_to(DURING + timedelta(days=1)):
        answer = at_desk(desk.application, name="Late Desk").post(form, data=wish)
    assert answer.location == address_of(one)
    session.expire_all()
    assert (support.state, support.way, support.takes_part) == (Support.CONFIRMED, Way.DESK, False)
    assert desk.get(f"{address_of(one)}cosponsors/{support.id + 1}/").status_code == 404


def test_withdrawing_for_the_organiser(call: Call, app: Flask) -> None:
    one = received(call)
    wish = {"source": "telephone", "came_on": "2027-01-15", "reference": "Call of Ann"}
    address = address_of(one)
    with clock.set_to(DURING):
        desk = at_desk(app)
        assert f"{address}end" in desk.get(address).text
        assert desk.post(f"{address}end", data=wish).location == address
        assert state_of(one) is State.WITHDRAWN
        assert desk.get(f"{address}end").status_code == 404
    content = history(one.thing)[-1].content
    assert content
    assert content.facts["on_behalf"]["source"] == Source.TELEPHONE


def test_cancelling_for_the_organiser_wants_a_reason(call: Call, app: Flask) -> None:
    one = received(call)
    do(deciding.accept, one)
    wish = {"source": "email", "came_on": "2027-01-15", "reference": "Letter of Ann"}
    with clock.set_to(DURING):
        desk = at_desk(app)
        assert desk.post(f"{address_of(one)}end", data=wish).status_code == 422
        desk.post(f"{address_of(one)}end", data={**wish, "why": "Ill"})
    assert state_of(one) is State.CANCELLED


def test_flyers_are_saved_returned_and_cleared(call: Call, app: Flask, desk: Browser) -> None:
    one = received(call)
    address = address_of(one)
    assert desk.get(f"{address}flyer").status_code == 404
    folder = Path(app.instance_path) / "uploads"
    with clock.set_to(DURING):
        do(material.upload, one, folder, "Water <b>.pdf", PDF, "Come at 10")
    file = desk.get(f"{address}flyer")
    assert file.data == PDF
    assert file.headers["Content-Disposition"].startswith("attachment; filename=")
    assert file.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert file.headers["X-Content-Type-Options"] == "nosniff"
    assert file.headers["Cache-Control"] == "no-store, private"
    assert desk.post(f"{address}flyer/return").status_code == 422
    assert (
        desk.post(f"{address}flyer/return", data={"usual": "A banner", "why": "And blurred"}).status_code
        == 303
    )
    assert "A banner\nAnd blurred" in page(desk, address).text()
    assert desk.post(f"{address}flyer/clear").location == address
    assert told("material-cleared") == told("material-returned")
    assert desk.post(f"{address}flyer/clear").status_code == 409


def test_what_was_joined_can_be_parted(call: Call, desk: Browser) -> None:
    with clock.set_to(DURING):
        one = stage.received(call)
        other = stage.draft(call, stage.organisation(), open_to_joining=True)
        stage.hand_in(other, DURING)
        offered = do(joining.offer, one, other)
        do(joining.agree, offered)
    assert state_of(other) is State.JOINED
    found = page(desk, address_of(other))
    assert address_of(one) in [link.attributes["href"] for link in found.css(".record a")]
    address = address_of(one)
    assert desk.post(f"{address}part", data={"joining": offered.id}).location == address
    assert state_of(other) is State.RECEIVED
    assert desk.post(f"{address}part", data={"joining": 999}).status_code == 404


def test_the_civil_society_unit_advises_and_decides_nothing(call: Call, app: Flask) -> None:
    one = received(call)
    unit, address = at_desk(app, Role.CIVIL_SOCIETY_UNIT, "Uma Unit"), address_of(one)
    found = page(unit, address)
    forms = [form.attributes["action"] for form in found.css("main form[method=post]")]
    assert forms == [f"{address}notes"]
    assert found.css("#history, #letters, #decide") == []
    assert unit.post(f"{address}notes").status_code == 422
    assert unit.post(f"{address}notes", data={"text": "Known and serious"}).location == address
    assert [note.text for note in notes_on([one.thing])] == ["Known and serious"]
    assert "Uma Unit" in texts(page(unit, address), "section[aria-labelledby=notes] .hint")[0]
    for act in ("step", "claim", "release", "checks", "rank", "undo", "class", "part", "end", "flyer/clear"):
        assert unit.post(f"{address}{act}").status_code == 403, act


def test_applicants_have_pages_of_their_own(call: Call, app: Flask) -> None:
    body = stage.organisation("Own")
    one = stage.received(call, body)
    theirs = signed_in(app, member(app, organisation=body.id))
    assert theirs.get(address_of(one)).status_code == 404
    assert theirs.post(f"{address_of(one)}notes", data={"text": "Mine"}).status_code == 404
    assert theirs.get(f"{LIST}999/").status_code == 404
