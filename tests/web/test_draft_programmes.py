"""Draft programmes as organisers, supporters and others see them: by account, by link, by address; and that
nothing public knows of them."""

import re
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask, url_for

from scheduler.accounts.models import Account
from scheduler.audit.queries import history
from scheduler.kernel import clock
from scheduler.kernel.db import session
from scheduler.kernel.terms import Role
from scheduler.organisations.models import Organisation
from scheduler.releases.actions import release
from scheduler.timetable.draft_programmes import showing
from scheduler.timetable.draft_programmes.terms import Audience, Reply
from tests.conftest import BASE_URL
from tests.timetable.draft_programmes.play import CANNOT, CLOSES, SHOWN, TUESDAY, Play, letters, play
from tests.timetable.stage import do
from tests.web.conftest import links, read, texts
from tests.web.people import Browser, browser, member, signed_in

pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"])
"""One is enough: pages, words and rights. Actions are tested on both in tests/timetable/draft_programmes."""
HERE = "/CND70/draft/1/"
ROBOTS = "noindex, nofollow, noarchive"


@pytest.fixture
def here(app: Flask) -> Play:
    return play()


def body(here: Play, number: int) -> Organisation:
    lead = here.applications[number].lead
    assert lead
    return lead


@pytest.fixture
def ada(app: Flask, here: Play) -> Account:
    """Who speaks for the organiser of the first event."""
    return member(app, organisation=body(here, 0))


@pytest.fixture
def mine(app: Flask, ada: Account) -> Browser:
    with clock.set_to(SHOWN):
        return signed_in(app, ada)


def link_of(kind: str, number: int = -1) -> str:
    """The path of the link in the newest letter of this kind, or in another one."""
    secret = letters(kind)[number].secret
    assert secret
    return secret


def test_only_those_concerned_see_what_is_for_organisers(app: Flask, here: Play, mine: Browser) -> None:
    with clock.set_to(SHOWN):
        here.show()
        supporter = member(app, organisation=here.applications[0].cosponsors[0].organisation)
        status = {
            "organiser": mine.get(HERE).status_code,
            "supporter": signed_in(app, supporter).get(HERE).status_code,
            "desk": signed_in(app, member(app, Role.SECRETARIAT)).get(HERE).status_code,
            "chair": signed_in(app, member(app, Role.CHAIR)).get(HERE).status_code,
            "other": signed_in(app, member(app)).get(HERE).status_code,
            "stranger": browser(app).get(HERE).status_code,
            "none such": mine.get("/CND70/draft/2/").status_code,
        }
    assert status == {
        **dict.fromkeys(("organiser", "supporter", "desk", "chair"), 200),
        **dict.fromkeys(("other", "none such"), 404),
        "stranger": 302,
    }


def test_what_is_for_all_needs_no_account_and_is_kept_from_search_engines(app: Flask, here: Play) -> None:
    with clock.set_to(SHOWN):
        here.put(0, TUESDAY, room=1, why="The Chair speaks there", chair=True)
        here.show(Audience.ALL, note="Rooms may change.")
        answer = browser(app).get(HERE)
    page = read(browser(app), HERE)
    assert answer.headers["X-Robots-Tag"] == ROBOTS
    assert answer.headers["Cache-Control"] == "no-store, private"
    assert page.css("meta[name=robots]")[0].attributes["content"] == "noindex, nofollow"
    assert texts(page, "h1") == ["Draft programme 1 of CND70"]
    assert page.css(".watermark")[0].attributes["data-word"] == "Draft"
    assert texts(page, "h2") == ["Tuesday 9 March 2027", "Without a place in this draft"]
    first, second, third = (one.title for one in here.applications)
    assert texts(page, ".draft-lines > li") == [
        f"09:00 to 09:50 M1 {second} Side event · Ports Union · Placed by hand",
        f"09:00 to 09:50 M2 {first} Side event · Harbour Foundation · On the Chair's word",
        f"{third} Side event · Isle",
    ]
    assert "The Chair speaks there" not in answer.text


def test_an_organiser_answers_by_account_and_reads_the_reason_of_its_own_place(
    here: Play, mine: Browser
) -> None:
    there = f"/account/applications/{here.applications[0].code}/draft/"
    assert mine.get(there).status_code == 404
    with clock.set_to(SHOWN):
        here.put(0, TUESDAY, room=1, why="The Chair speaks there", chair=True)
        made = here.show()
        home = texts(read(mine, "/account/"), "main a")
        assert f"Does the place in the draft programme suit “{here.applications[0].title}”?" in home
        told = "Placed on the Chair's word, Mon 22 February 2027: The Chair speaks there"
        for address in (there, HERE):
            assert told in mine.get(address).text.replace("&#39;", "'")
        answer = mine.post(there, data={"reply": "cannot"})
        assert answer.status_code == 422
        assert "Say why your event cannot be there" in answer.text
        slot = "2027-03-08T08:00:00+00:00/2027-03-08T08:50:00+00:00"
        assert mine.post(there, data={"reply": "suits", "slots": "nonsense"}).status_code == 422
        data = {"reply": "would_swap", "said": "With Ports Union", "slots": slot}
        assert mine.post(there, data=data).location == there
    session.expire_all()
    now = here.place(made, 0).answer
    assert now
    assert (now.reply, now.said, now.slots) == (Reply.WOULD_SWAP, "With Ports Union", [slot])
    with clock.set_to(SHOWN):
        page = read(mine, there)
        assert "Does the place" not in str(texts(read(mine, "/account/"), "main a"))
    assert page.css("#reply-would_swap")[0].attributes.get("checked", "no") is None
    assert "Slots that would be better: Mon 8 March 2027, 09:00 to 09:50" in str(texts(page, "dd"))
    with clock.set_to(CLOSES):
        assert "Answers are closed." in mine.get(there).text
        answer = mine.post(there, data={"reply": "suits"})
    assert answer.status_code == 409
    assert "The last day to answer is over" in answer.text


def test_nobody_answers_for_the_event_of_another(app: Flask, here: Play, mine: Browser) -> None:
    with clock.set_to(SHOWN):
        made = here.show()
        here.answer(made, 1, CANNOT)
        there = f"/account/applications/{here.applications[1].code}/draft/"
        assert mine.get(there).status_code == 404
        assert mine.post(there, data={"reply": "suits"}).status_code == 404
        assert "minister" not in mine.get(HERE).text
        assert "minister" not in mine.get(f"/account/applications/{here.applications[0].code}/draft/").text


def test_who_has_no_account_answers_by_the_link_and_changes_it(app: Flask, here: Play) -> None:
    with clock.set_to(SHOWN):
        made = here.show()
        link, plain = link_of("draft-programme-asked", 0), browser(app)
        page = read(plain, link)
        place = here.place(made, 0)
        assert place.answer is None
        assert texts(page, "h1") == ["Draft programme 1 of CND70"]
        assert plain.get(link).headers["X-Robots-Tag"] == "noindex, nofollow, noarchive"
        answer = plain.post(link, data={"do": "answer", "reply": "cannot"})
        assert answer.status_code == 422
        assert "Say why your event cannot be there" in answer.text
        assert plain.post(link, data={"do": "answer", "reply": "suits"}).location == link
        assert plain.post(link, data={"do": "answer", "reply": "cannot", "said": "We leave"}).location == link
    session.expire_all()
    now = here.place(made, 0).answer
    assert now
    assert (now.reply, now.said) == (Reply.CANNOT, "We leave")
    assert now.given_by == f"person {letters('draft-programme-asked')[0].person_id}"
    assert [record.act for record in history(place.thing)] == ["answer to a draft programme"] * 2
    with clock.set_to(CLOSES + timedelta(days=1)):
        assert "Answers are closed." in plain.get(link).text
        assert plain.post(link, data={"do": "answer", "reply": "suits"}).status_code == 409


def test_a_supporter_sees_it_by_a_link_and_cannot_answer(app: Flask, here: Play) -> None:
    with clock.set_to(SHOWN):
        here.show()
        link, plain = link_of("draft-programme-shown"), browser(app)
        page = read(plain, link)
        assert texts(page, "button[name=do]") == []
        assert "tell the organiser, who answers for the event" in plain.get(link).text
        assert plain.post(link, data={"do": "answer", "reply": "suits"}).status_code == 400
        whole = f"{link}draft/"
        assert links(page, "main a") == [whole]
        assert len(texts(read(plain, whole), ".draft-lines > li")) == 3
        assert plain.get("/l/nonsense/draft/").status_code == 404


def test_a_supporter_reads_neither_answers_nor_reasons(app: Flask, here: Play) -> None:
    with clock.set_to(SHOWN):
        here.put(0, TUESDAY, room=1, why="The Chair speaks there", chair=True)
        here.answer(here.show(), 0, CANNOT)
        link, plain = link_of("draft-programme-shown"), browser(app)
        assert texts(read(plain, link), "dl > *")[2:] == [
            "In draft programme 1",
            "Tue 9 March 2027, 09:00 to 09:50, M2On the Chair's word",
            "Answers until",
            "the end of Fri 26 February 2027 in Vienna",
        ]
        here.put(0, TUESDAY, hour=12)
        here.show()
        told = plain.get(link).text + plain.get(link_of("draft-programme-shown")).text
    assert [word for word in ("minister", "cannot be there", "speaks there") if word in told] == []


def test_what_ended_says_so_on_its_pages_and_behind_its_links(app: Flask, here: Play, mine: Browser) -> None:
    with clock.set_to(SHOWN):
        first = here.show(Audience.ALL)
        link = link_of("draft-programme-asked", 0)
        here.answer(first, 0, CANNOT)
        here.put(0, TUESDAY, room=1)
    with clock.set_to(SHOWN + timedelta(days=1)):
        second = here.show()
        told = str(texts(read(mine, HERE), "main p"))
        assert "A newer draft programme took the place of this one on Tue 23 February 2027, 10:00" in told
        assert "Since then: 1 moved, 0 gained a place, 0 lost their place, 2 stand as before." in told
        assert "Moved since In the newer draft: Tue 9 March 2027, 09:00 to 09:50, M2" in told
        page = read(browser(app), link)
        assert "Answers are closed. A newer draft programme took the place" in str(texts(page, "main p"))
        assert texts(page, "dl > *")[4:6] == ["In draft programme 2", "Tue 9 March 2027, 09:00 to 09:50, M2"]
        own = read(mine, f"/account/applications/{here.applications[0].code}/draft/")
        assert (
            "That was about another place: Mon 8 March 2027, 09:00 to 09:50, M1. Please answer anew."
            in (texts(own, "dl")[0])
        )
        do(showing.take_back, second, "A room was wrong.")
        page = read(mine, "/CND70/draft/2/")
        assert "A room was wrong." in str(texts(page, "main p"))
        assert texts(page, ".draft-lines > li") == []
        third = here.show()
        link = link_of("draft-programme-asked", 3 + 3)
        do(release, here.meeting, BASE_URL)
        page = read(browser(app), link)
        assert "A programme was released on Tue 23 February 2027, 10:00" in str(texts(page, "main p"))
        assert texts(page, "button[name=do]") == []
        assert browser(app).post(link, data={"do": "answer", "reply": "suits"}).status_code == 409
    assert third.number == 3


FILTERED = (
    "/CND70/?q=Event",
    "/CND70/?day=2027-03-08&view=grid",
    "/CND70/calendar.ics?day=2027-03-08",
    "/CND70/programme.csv?organisation=harbour-foundation",
    "/robots.txt",
)
DOORS = {
    *("api", "calendars", "calls", "changes", "changes_feed", "exchange", "feeds", "floor", "organisations"),
    *("programme", "receipts", "speakers", "tables"),
}
"""Where everybody comes in."""
NOT_THERE = ("receipts", "speakers", "floor", "/agenda/X1.ics")
"""This meeting has published none of these, and nobody has such a feed."""


def test_nothing_public_changes_by_a_byte_when_a_draft_is_shown(app: Flask, here: Play) -> None:
    """Every address that is open to strangers, and some with filters."""
    addresses = [*FILTERED, *open_addresses(app, here)]
    with clock.set_to(SHOWN):
        do(release, here.meeting, BASE_URL)
        here.put(0, TUESDAY, room=1)
        before = {address: public(app, address) for address in addresses}
        here.show(Audience.ALL, note="Seen by all")
        here.put(1, TUESDAY, hour=12)
        assert browser(app).get(HERE).status_code == 200
        after = {address: public(app, address) for address in addresses}
    assert [address for address in addresses if before[address] != after[address]] == []
    shut = {address for address, (status, _) in before.items() if status != 200}
    assert [one for one in shut if not any(name in one for name in NOT_THERE)] == []


def open_addresses(app: Flask, here: Play) -> list[str]:
    """Of the public doors, with this meeting, its first event and that one's organiser where these are asked
    for."""
    values: dict[str, Any] = {
        "code": "CND70",
        "entry": here.entry(0).code,
        "number": 1,
        "section": "side-events",
        "slug": "harbour-foundation",
        "letter": "S",
        "call": "speakers",
        "token": "X1",
    }
    with app.test_request_context():
        return sorted(
            url_for(rule.endpoint, **{name: values[name] for name in rule.arguments})
            for rule in app.url_map.iter_rules()
            if rule.endpoint.partition(".")[0] in DOORS and "GET" in (rule.methods or ())
        )


def public(app: Flask, address: str) -> tuple[int, bytes]:
    """What a stranger gets, but for the tokens of its forms."""
    answer = browser(app).get(address)
    return answer.status_code, re.sub(rb'name="csrf_token" value="[^"]*"', b"", answer.data)
