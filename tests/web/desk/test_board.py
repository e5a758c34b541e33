"""The composing board over HTTP, as its forms send it: stale moves, seats that somebody dropped out of, what
narrows the list; and the answer of somebody with an account."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest
from flask import Flask
from sqlalchemy import select

from scheduler.accounts.models import Account
from scheduler.kernel import clock
from scheduler.kernel.db import session
from scheduler.kernel.decision import bookkeeping
from scheduler.kernel.terms import Constituency, Role
from scheduler.mail.models import Letter
from scheduler.nominations import answering, reviewing, seating
from scheduler.nominations.models import Nomination
from scheduler.nominations.terms import Part, State
from scheduler.organisations.models import Person
from tests.nominations import stage
from tests.nominations.stage import DURING, WORDS, Stage, do, themselves
from tests.web.people import Browser, browser, member, signed_in

pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"])
"""One is enough: words, rights and HTTP."""
BOARD = "/desk/board/TD2027/"


@pytest.fixture(autouse=True)
def _during_the_call() -> Iterator[None]:
    with clock.set_to(DURING):
        yield


@dataclass
class Desk:
    """The secretariat in front of a board with three experts of a Regional Group."""

    play: Stage
    browser: Browser
    people: list[Nomination]

    def send(self, do_: str, one: Nomination, page: str | None = None, **more: str) -> tuple[int, str]:
        """From the card as `page` shows it, or as it is now."""
        shown = page or self.browser.get(BOARD).text
        marks = re.findall(rf'value="{one.code}">\s*<input[^>]*name="seen" value="(\w+)"', shown)
        (seen,) = set(marks)
        told = {"do": do_, "nomination": one.code, "seen": seen, **more}
        answer = self.browser.post(BOARD, data=told, follow_redirects=True)
        return answer.status_code, answer.text


@pytest.fixture
def desk(app: Flask) -> Desk:
    play = stage.stage()
    people = [stage.confirmed(play, "AFRICAN", name=name) for name in ("Ada One", "Ben Two", "Cleo Three")]
    for one in people:
        do(reviewing.endorse, play.african, one)
    return Desk(play, signed_in(app, member(app, Role.SECRETARIAT)), people)


def test_a_stale_move_is_refused_with_what_is_now(desk: Desk) -> None:
    ada, ben, _ = desk.people
    seat = desk.play.seat(Constituency.MEMBER_STATE).id
    before = desk.browser.get(BOARD).text
    assert desk.send("place", ada, to=f"seat-{seat}")[0] == 200
    status, page = desk.send("place", ada, before, to=f"reserve-{seat}")
    assert status == 409
    assert "Somebody else was first: Ada One is given a place now, in: Session 1." in page
    assert (ada.state, ben.state) == (State.SEATED, State.ENDORSED)
    status, page = desk.send("place", ben, to=f"seat-{seat}")
    assert status == 409
    assert "African States: no seat is free, the plan has 1 at most." in page
    status, page = desk.send("take-back", ada, why="")
    assert status == 409
    assert "Say why: whoever is concerned will read it." in page
    for wrong in ("seat-", "seat-999999", "elsewhere-1", ""):
        assert desk.send("place", ben, to=wrong)[0] in (404, 409)
    assert desk.browser.post(BOARD, data={"do": "fly", "nomination": ada.code}).status_code == 404


def test_the_seat_of_who_dropped_out_is_kept_for_the_body(desk: Desk) -> None:
    """The State names somebody else first; its next name takes the place, and everybody is told."""
    ada, ben, cleo = desk.people
    seat = desk.play.seat(Constituency.MEMBER_STATE)
    desk.send("place", ada, to=f"seat-{seat.id}")
    desk.send("place", ben, to=f"reserve-{seat.id}")
    desk.send("invite", ada)
    do(seating.decline, themselves(ada), ada)
    page = desk.browser.get(BOARD).text
    assert "Kept for Group of African States until" in page
    assert "Offer the place to the reserve" not in page
    before = len(stage.letters())
    assert desk.send("place", cleo, to=f"seat-{seat.id}")[0] == 200
    assert (ada.state, cleo.state, cleo.replaces_id) == (State.REPLACED, State.SEATED, ada.id)
    assert {kind for kind, _, _ in stage.letters()[before:]} == {"nomination-replaced"}


def test_all_of_a_panel_are_invited_at_once_and_answer_in_the_account(app: Flask, desk: Desk) -> None:
    ada, ben, _ = desk.people
    seat = desk.play.seat(Constituency.MEMBER_STATE).id
    invite = {"session": str(desk.play.session.id)}
    assert desk.browser.post(f"{BOARD}invitations", data=invite).status_code == 409
    desk.send("place", ada, to=f"seat-{seat}")
    page = desk.browser.post(f"{BOARD}invitations", data=invite, follow_redirects=True).text
    assert "Invited: Ada One." in page
    with bookkeeping("tests"):
        mine = Account(person=ada.person, email="ada.one@body.example", active=True, language="en")
        mine.fs_uniquifier, mine.made_at, mine.confirmed_at = "ada", DURING, DURING
        session.add(mine)
        session.flush()
    own, others = f"/account/speaking/{ada.code}/", f"/account/speaking/{ben.code}/"
    browser = signed_in(app, mine)
    assert "Session 1" in browser.get("/account/speaking/").text
    assert browser.get(others).status_code == 404
    assert "You accepted. Thank you." in browser.post(own, data={"do": "accept"}, follow_redirects=True).text
    assert ada.state is State.ACCEPTED
    assert browser.post(own, data={"do": "accept"}).status_code == 409
    browser.post(own, data={"do": "withdraw", "said": "A new post"})
    assert (ada.state, ada.reason) == (State.WITHDRAWN, "A new post")


def test_a_place_from_the_floor_is_given_invited_to_and_answered_as_on_a_panel(
    app: Flask, desk: Desk
) -> None:
    play = desk.play
    words = replace(WORDS, part=Part.FLOOR_SPEAKER)
    first, second = (
        stage.confirmed(play, "AFRICAN", name=name, words=words) for name in ("Flo Or", "Fay Or")
    )
    for one in (first, second):
        do(reviewing.endorse, play.african, one)
    floor = f"floor-{play.session.id}"
    page = desk.browser.get(BOARD).text
    assert f'value="{floor}"' in page
    assert "From the floor:" in page
    status, page = desk.send("place", first, to=floor)
    assert (status, "Flo Or has a place from the floor: Session 1." in page) == (200, True)
    desk.send("place", second, to=f"floorreserve-{play.session.id}")
    assert (first.state, first.seat_id, second.state) == (State.SEATED, None, State.RESERVE)
    invite = {"session": str(play.session.id), "part": "floor_speaker"}
    assert desk.browser.post(f"{BOARD}invitations", data={**invite, "part": ""}).status_code == 409
    assert desk.browser.post(f"{BOARD}invitations", data=invite).status_code == 303
    assert (first.state, stage.told("nomination-invited")[0]) == (State.INVITED, first.person.email)
    by_letter = browser(app).get(f"/l/{token_of('nomination-invited', first.person_id)}/")
    assert "from the floor" in by_letter.text
    do(seating.decline, themselves(first), first)
    do(answering.say_no_nominee, play.african, play.call, first.channel, "AFRICAN")
    assert "Offer the place to the reserve" in desk.browser.get(BOARD).text
    desk.send("offer", first)
    assert (first.state, second.state) == (State.REPLACED, State.INVITED)


def token_of(kind: str, person: int) -> str:
    found = select(Letter.secret).where(Letter.kind == kind, Letter.person_id == person)
    return str(session.scalars(found).one()).split("/")[-2]


def test_a_full_seat_is_refused_at_the_card(desk: Desk) -> None:
    ada, ben, _ = desk.people
    seat = desk.play.seat(Constituency.MEMBER_STATE).id
    desk.send("place", ada, to=f"seat-{seat}")
    status, page = desk.send("place", ben, to=f"seat-{seat}")
    assert status == 409
    assert "no seat is free, the plan has 1 at most. Free one first, or change the plan." in page
    assert (ben.state, ben.panellist_id) == (State.ENDORSED, None)


def test_many_without_a_place_are_shown_page_by_page(app: Flask, desk: Desk) -> None:
    with bookkeeping("tests"):
        session.add_all(copy_of(desk.people[0], number) for number in range(30))
    page = desk.browser.get(BOARD).text
    assert len(re.findall("data-card=", page)) == 30
    assert '<span class="count">33</span>' in page
    assert "1 to 30 of 33" in page
    assert len(re.findall("data-card=", desk.browser.get(f"{BOARD}?page=2").text)) == 3
    assert not re.search(r'<details class="narrow" open', page)
    assert re.search(r'<details class="narrow" open', desk.browser.get(f"{BOARD}?q=ada").text)


def copy_of(one: Nomination, number: int) -> Nomination:
    columns = ("call_id", "channel_id", "organisation_id", "state", "at", "reached", "made_at", "changed_at")
    told = {name: getattr(one, name) for name in columns}
    whom = Person(name=f"Nominee {number}", folded=f"nominee {number}")
    return Nomination(**told, part=one.part, person=whom, code=f"zz{number:04}")


def test_filters_stand_in_the_address(desk: Desk) -> None:
    def names(question: str) -> list[str]:
        return re.findall(r'class="name"><bdi>([^<]+)', desk.browser.get(f"{BOARD}?{question}").text)

    assert names("") == ["Ada One", "Ben Two", "Cleo Three"]
    assert names("q=ben") == ["Ben Two"]
    assert names("channel=AFRICAN&country=Republic of Examples&q=cleo") == ["Cleo Three"]
    assert names("channel=VNGOC") == names("language=fr") == []
