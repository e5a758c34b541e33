"""Beginning an application, and its steps: each is saved by itself, and nothing is lost."""

import re
from datetime import date, timedelta

import pytest
from flask import Flask

from scheduler.accounts.models import Account
from scheduler.applications.drafting import start
from scheduler.applications.models import Application
from scheduler.applications.queries import by_code, current, of
from scheduler.calls.models import Call
from scheduler.calls.rules import Late
from scheduler.kernel import clock
from scheduler.kernel.db import session
from scheduler.kernel.decision import decision
from scheduler.kernel.terms import OrganisationKind, SideEventKind
from scheduler.organisations.queries import person
from tests.applications import stage
from tests.web.conftest import Page, links, read, texts
from tests.web.people import Browser, member, organisation, signed_in

HERE = "/account/applications/"
STEPS = ("event", "organiser", "cosponsors", "speakers", "links", "flyer", "slots", "look-over")


def fresh(application: Application) -> Application:
    session.expire_all()
    return by_code(application.code)


def event(**changes: object) -> dict[str, object]:
    """What the form of the first step sends."""
    typed: dict[str, object] = {
        "revision": 2,
        "title": "Harvests",
        "abstract": "On harvests.",
        "theme": "",
        "format": "",
        "other_languages": "",
        "attendance": "",
        "note": "",
    }
    return {**typed, **changes}


def test_an_open_call_and_what_begins_there(app: Flask, call: Call, ada: Account, mine: Browser) -> None:
    page = read(mine, HERE)
    assert links(page, "#calls + ul a") == [f"{HERE}start/?call=CND70-S"]
    assert "7 days left" in str(page.html)
    page = read(mine, f"{HERE}start/?call=CND70-S")
    assert texts(page, "article h3") == ["Club of Examples", "Another organisation, or not decided yet"]
    body = next(node.attributes["value"] for node in page.css("input[name=organisation]"))
    sent = [mine.post(f"{HERE}start/", data={"call": "CND70-S", "organisation": body}) for _ in range(2)]
    (made,) = of(ada.person_id, [])
    assert [answer.location for answer in sent] == [f"{HERE}{made.code}/event/"] * 2
    assert (made.lead.name if made.lead else None, made.revision) == ("Club of Examples", 1)


def test_who_cannot_lead_is_told_before_typing(app: Flask, call: Call) -> None:
    body = organisation(app, "Firm of Examples", OrganisationKind.OTHER)
    mine = signed_in(app, member(app, organisation=body))
    page = read(mine, f"{HERE}start/?call=CND70-S")
    assert "Firm of Examples cannot organise here" in str(page.html)
    assert "To co-sponsor: ask the organiser" in str(page.html)
    refused = mine.post(f"{HERE}start/", data={"call": "CND70-S", "organisation": body.id})
    assert (refused.status_code, "cannot organise here" in refused.text) == (409, True)
    unknown = mine.post(f"{HERE}start/", data={"call": "CND70-S", "organisation": 999_999})
    assert unknown.status_code == 404
    assert mine.get(f"{HERE}start/?call=CND71-S").status_code == 404


@pytest.mark.parametrize("step", STEPS)
def test_every_step_is_light_and_named(draft: Application, mine: Browser, step: str) -> None:
    answer = mine.get(f"{HERE}{draft.code}/{step}/")
    page = read(mine, f"{HERE}{draft.code}/{step}/")
    assert (answer.status_code, len(answer.data) < 100_000) == (200, True)
    assert len(page.css("h1")) == 1
    assert len(links(page, ".steps-list a")) == len(STEPS)
    unlabelled = [
        node.html
        for node in page.css("main input:not([type=hidden]), main select, main textarea")
        if not page.css(f'label[for="{node.attributes.get("id")}"]')
        and (node.parent is None or node.parent.tag != "label")
    ]
    assert unlabelled == []


def test_the_event(draft: Application, mine: Browser) -> None:
    sent = mine.post(
        f"{HERE}{draft.code}/event/",
        data=event(
            theme="Fields",
            format="hybrid",
            languages=["fr", "en"],
            other_languages="Quechua, Aymara",
            attendance="40",
            equipment=["recording"],
            open_to_joining="y",
        ),
    )
    assert (sent.status_code, sent.location) == (303, f"{HERE}{draft.code}/organiser/")
    facts = current(fresh(draft))
    assert (facts.theme, facts.format, facts.attendance) == ("Fields", "hybrid", 40)
    assert facts.languages == ("fr", "en", "Quechua", "Aymara")
    assert (facts.equipment, facts.open_to_joining) == (("recording",), True)
    page = read(mine, f"{HERE}{draft.code}/event/")
    assert "Saved 13:00" in texts(page, ".told p")
    ticked = [node.attributes["value"] for node in page.css("[name=languages][checked]")]
    assert ticked == ["en", "fr"]


def test_what_is_wrong_stands_at_its_field_and_nothing_typed_is_lost(
    draft: Application, mine: Browser
) -> None:
    typed = event(title="x" * 301, attendance="many")
    answer = mine.post(f"{HERE}{draft.code}/event/", data=typed)
    assert answer.status_code == 422
    assert re.findall(r'href="#(\w+)"', answer.text) == ["main", "title", "attendance"]
    assert "x" * 301 in answer.text
    assert "Write a number only, such as 40." in answer.text
    assert fresh(draft).title == "Harvests"


def test_a_stale_save_shows_both_versions_and_lets_one_choose(draft: Application, mine: Browser) -> None:
    address = f"{HERE}{draft.code}/event/"
    assert mine.post(address, data=event(title="Theirs", theme="Fields")).status_code == 303
    stale = mine.post(address, data=event(title="Mine", theme="Fields", note="A note"))
    assert stale.status_code == 409
    assert "Keep what was saved meanwhile" in stale.text
    assert all(text in stale.text for text in ("Theirs", "Mine", "A note"))
    assert fresh(draft).title == "Theirs"
    revision = re.search(r'name="revision" value="(\d+)"', stale.text)
    again = event(
        revision=revision[1] if revision else 0,
        title="Mine",
        theme="Fields",
        note="A note",
        keep_title="theirs",
        keep_note="mine",
    )
    assert mine.post(address, data=again).status_code == 303
    assert (fresh(draft).title, fresh(draft).note) == ("Theirs", "A note")


def test_two_people_at_two_steps_do_not_disturb_each_other(draft: Application, mine: Browser) -> None:
    data = {"revision": 2, "contact": "Ada, ada@club.example"}
    assert mine.post(f"{HERE}{draft.code}/links/", data=data).status_code == 303
    assert mine.post(f"{HERE}{draft.code}/event/", data=event(title="Fields")).status_code == 303
    assert (fresh(draft).contact, fresh(draft).title) == ("Ada, ada@club.example", "Fields")


def test_speakers(draft: Application, mine: Browser) -> None:
    address = f"{HERE}{draft.code}/speakers/"
    typed = {
        "revision": 2,
        "speakers-0-name": "Bo Example",
        "speakers-0-affiliation": "Club",
        "speakers-1-name": " ",
        "speakers-2-name": "Cy Example",
        "speakers-2-email": "cy@club.example",
        "speakers-2-online": "y",
    }
    assert mine.post(address, data=typed).status_code == 303
    told = [(one.name, one.affiliation, one.email, one.online) for one in current(fresh(draft)).speakers]
    assert told == [("Bo Example", "Club", None, False), ("Cy Example", None, "cy@club.example", True)]
    page = read(mine, address)
    assert len(page.css("fieldset.group")) == 5
    wrong = mine.post(address, data={"revision": 3, "speakers-0-name": "", "speakers-0-affiliation": "Club"})
    assert (wrong.status_code, "Give each speaker a name" in wrong.text) == (422, True)
    forged = mine.post(address, data={"revision": 3, "speakers-0-name": "Bo", "speakers-0-person": "999999"})
    assert (forged.status_code, "no longer there" in forged.text) == (422, True)
    assert len(fresh(draft).speakers) == 2


def test_links_and_contact(draft: Application, mine: Browser) -> None:
    address = f"{HERE}{draft.code}/links/"
    typed = {"revision": 2, "links-0-kind": "stream", "links-0-url": "javascript:alert(1)", "contact": ""}
    wrong = mine.post(address, data=typed)
    assert (wrong.status_code, "is no web address" in wrong.text) == (422, True)
    assert "javascript:alert(1)" in wrong.text
    right = {**typed, "links-0-url": "https://stream.example/"}
    assert mine.post(address, data=right).status_code == 303
    assert fresh(draft).links == [{"kind": "stream", "url": "https://stream.example/"}]
    unknown = {**typed, "links-0-kind": "tunnel", "links-0-url": "https://stream.example/"}
    assert mine.post(address, data=unknown).status_code == 422


def test_slots_and_days(draft: Application, mine: Browser) -> None:
    address = f"{HERE}{draft.code}/slots/"
    first, second = (slot.id for slot in fresh(draft).call.meeting.slots)
    typed = {"revision": 2, "wishes": [f"{first}:1", f"{second}:"]}
    assert mine.post(address, data=typed).status_code == 303
    assert current(fresh(draft)).wishes == {first: 1}
    day = {"revision": 3, "wishes": [f"{first}:1", f"{second}:"], "days": "2027-03-09:none"}
    assert mine.post(address, data=day).status_code == 303
    assert current(fresh(draft)).wishes == {first: 1, second: 0}
    for wish in ("999999:1", "x:1", f"{first}:1000"):
        assert mine.post(address, data={"revision": 4, "wishes": wish}).status_code == 422
    for wrong in ("2027-03-20:any", "soon:any"):
        assert mine.post(address, data={"revision": 4, "days": wrong}).status_code == 422
    assert current(fresh(draft)).wishes == {first: 1, second: 0}
    page = read(mine, address)
    chosen = [node.attributes["value"] for node in page.css("[name=days] [selected]")]
    assert chosen == ["2027-03-09:none"]


def test_a_day_opened_again_lets_go_of_its_slots(draft: Application, mine: Browser) -> None:
    address = f"{HERE}{draft.code}/slots/"
    first, second = (slot.id for slot in fresh(draft).call.meeting.slots)
    slots = [f"{first}:", f"{second}:1"]
    shut = {"revision": 2, "wishes": slots, "days": ["2027-03-08:none", "2027-03-09:none"]}
    assert mine.post(address, data=shut).status_code == 303
    assert current(fresh(draft)).wishes == {first: 0, second: 0}
    typed = {"revision": 3, "wishes": [f"{first}:0", f"{second}:2"]}
    any_slot = {**typed, "days": ["2027-03-08:any", "2027-03-09:none"]}
    assert mine.post(address, data=any_slot).status_code == 303
    facts = current(fresh(draft))
    assert (facts.wishes, facts.days) == ({second: 2}, (date(2027, 3, 8),))
    words = texts(read(mine, f"{HERE}{draft.code}/look-over/"), "details dd")
    assert words[-2:] == ["Tue 9 Mar, 09:00: wish 2", "Mon 8 Mar"]


def test_another_organisation_leads(app: Flask, draft: Application, mine: Browser) -> None:
    address = f"{HERE}{draft.code}/organiser/"
    known = organisation(app, "Society of Samples", ecosoc_status="roster")
    firm = organisation(app, "Society of Firms", OrganisationKind.OTHER)
    found = mine.post(address, data={"revision": 2, "do": "look", "words": "society"})
    assert (found.status_code, f'value="{known.id}"' in found.text) == (200, True)
    assert "Society of Firms cannot organise here" in found.text
    assert mine.post(address, data={"revision": 2, "organisation": known.id}).status_code == 303
    assert [one.organisation.name for one in fresh(draft).organisers] == ["Society of Samples"]
    for number in (firm.id, 999_999):
        assert mine.post(address, data={"revision": 3, "organisation": number}).status_code == 422
    new = {"revision": 3, "organisation": "new", "words": "New Club"}
    assert mine.post(address, data=new).status_code == 303
    assert [one.organisation.name for one in fresh(draft).organisers] == ["New Club"]


def test_the_name_of_an_organisation_chooses_it(app: Flask, draft: Application, mine: Browser) -> None:
    address = f"{HERE}{draft.code}/organiser/"
    known = organisation(app, "Society of Samples", ecosoc_status="roster")

    def look(words: str) -> tuple[list[str], list[str | None]]:
        page = Page(
            mine.post(address, data={"revision": 2, "organisation": "", "do": "look", "words": words}).text
        )
        chosen = [node.attributes["value"] for node in page.css("[name=organisation][checked]")]
        return texts(page, "fieldset label"), chosen

    labels, chosen = look("society OF samples")
    assert (any("as a new organisation" in label for label in labels), chosen) == (False, [str(known.id)])
    labels, chosen = look("Society of Nobody")
    assert (any("as a new organisation" in label for label in labels), chosen) == (True, [""])

    nobody = {"revision": 2, "organisation": "", "words": "Society of Nobody", "looked": "Society of Nobody"}
    refused = mine.post(address, data=nobody)
    assert (refused.status_code, "Choose the organisation that you looked for" in refused.text) == (422, True)
    assert mine.post(address, data={**nobody, "organisation": "new"}).status_code == 303
    assert [one.organisation.name for one in fresh(draft).organisers] == ["Society of Nobody"]
    unlooked = {"revision": 3, "organisation": fresh(draft).organisers[0].organisation_id}
    assert mine.post(address, data={**unlooked, "words": "Society of Samples"}).status_code == 303
    assert [one.organisation.name for one in fresh(draft).organisers] == ["Society of Samples"]


def test_a_state_that_is_named_and_takes_no_part(draft: Application, mine: Browser) -> None:
    mine.post(f"{HERE}{draft.code}/event/", data=event(title="Harvests in Kenya"))
    page = read(mine, f"{HERE}{draft.code}/event/")
    assert "a Member State cannot be the focus of an event without its engagement" in str(page.html)
    assert "names Kenya" in str(page.html)


def test_what_is_open_stands_first(call: Call, draft: Application, mine: Browser) -> None:
    """Though another call closed before, and takes what is late; earlier words can be used again there."""
    over = {"opens_at": stage.OPENS - timedelta(days=30), "closes_at": stage.OPENS, "late": Late.QUEUE}
    stage.call(draft.call.meeting, kind=SideEventKind.EXHIBITION, **over)
    starts = [f"{HERE}start/?call={code}" for code in ("CND70-S", "CND70-E")]
    assert links(read(mine, HERE), "#calls + ul a") == starts
    assert read(mine, starts[1]).css("#earlier") == []
    stage.hand_in(draft, stage.DURING)
    page = read(mine, starts[1])
    assert texts(page, "#earlier ~ ul li bdi") == ["Harvests"]
    [form] = page.css("#earlier ~ ul form")
    copied = mine.post(form.attributes["action"], data={"call": "CND70-E"}).location.split("/")[-3]
    assert (by_code(copied).title, by_code(copied).call.code) == ("Harvests", "CND70-E")


def test_a_copy_and_a_draft_thrown_away(draft: Application, ada: Account, mine: Browser) -> None:
    sent = mine.post(f"{HERE}{draft.code}/copy/", data={"call": "CND70-S"})
    code = sent.location.split("/")[-3]
    assert (by_code(code).title, by_code(code).copied_from_id) == ("Harvests", draft.id)
    page = read(mine, f"{HERE}{code}/leave/")
    assert texts(page, "h1") == ["Throw the draft away"]
    assert mine.post(f"{HERE}{code}/leave/").status_code == 303
    assert f"{HERE}{code}/leave/" in links(read(mine, HERE), "#discarded + ul a")
    assert mine.post(f"{HERE}{code}/leave/").status_code == 303
    assert {one.state for one in of(ada.person_id, [])} == {"draft"}


ADDRESSES = ("", *(f"{step}/" for step in STEPS), "joining/", "leave/", "history/", "receipt/", "flyer/file")


@pytest.mark.parametrize("address", ADDRESSES)
def test_others_find_nothing(draft: Application, other: Browser, address: str) -> None:
    answer = other.get(f"{HERE}{draft.code}/{address}")
    nothing = other.get(f"{HERE}22222/{address}")
    assert (answer.status_code, nothing.status_code) == (404, 404)


@pytest.mark.parametrize(
    "address", ["event", "submit", "copy", "cosponsors", "cosponsors/act", "joining", "leave", "flyer"]
)
def test_others_change_nothing(draft: Application, other: Browser, address: str) -> None:
    assert other.post(f"{HERE}{draft.code}/{address}/", data=event(do="offer")).status_code == 404
    assert (fresh(draft).title, fresh(draft).state) == ("Harvests", "draft")


def test_after_the_close_nothing_can_be_begun(app: Flask, call: Call, mine: Browser) -> None:
    with clock.set_to(stage.CLOSES):
        assert "No call is open now." in str(read(mine, HERE).html)
        sent = mine.post(f"{HERE}start/", data={"call": "CND70-S"})
        assert (sent.status_code, "This call is closed." in sent.text) == (409, True)


def test_what_has_to_be_filled_is_not_called_optional(app: Flask, ada: Account, mine: Browser) -> None:
    call = stage.call(required=("theme",))
    with decision("tests") as this:
        code = start(this, call, person(ada.person_id)).code
    page = read(mine, f"{HERE}{code}/event/")
    optional = [label for label in texts(page, "label[for]") if label.endswith("(optional)")]
    assert "Title" in texts(page, "label[for]")
    assert "Theme" in texts(page, "label[for]")
    assert "What it is about (optional)" in optional
    bare = mine.post(f"{HERE}{code}/event/", data=event(revision=1, title="", abstract="", note="Later"))
    assert (bare.status_code, by_code(code).note) == (303, "Later")
