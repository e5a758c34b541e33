"""The whole life of a nomination: an NGO puts somebody forward, she confirms, VNGOC reviews, ranks and
forwards with the Civil Society Unit's comment, she gets a seat, accepts by link and withdraws later, and the
reserve takes the seat. By mouse, by keyboard alone, and without scripts. Everybody concerned gets exactly the
letters due."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from flask_security import hash_password
from playwright.sync_api import Browser, expect
from sqlalchemy import select

from scheduler.accounts.models import Account
from scheduler.kernel.db import session
from scheduler.kernel.decision import bookkeeping, decision
from scheduler.kernel.terms import Constituency, Role, SegmentKind
from scheduler.meetings.actions import sit
from scheduler.nominations import reviewing
from scheduler.nominations.models import Nomination
from scheduler.thematic_sessions.agenda import Part, insert
from scheduler.timetable.actions import Where, place, public_plan
from tests.browser import KEYBOARD, MOUSE, NO_SCRIPT, Reader, Way, texts
from tests.journeys.applying.house import PASSWORD, House, housed
from tests.journeys.applying.people import Secretariat, Somebody, facts
from tests.journeys.conftest import Open
from tests.journeys.test_bodies import open_desk, review, step_aside
from tests.nominations import stage
from tests.nominations.stage import DURING, Stage, do

SEATED, ASKED, CAME, LEFT, OFFERED, TOOK = (DURING + timedelta(days=day) for day in range(1, 7))
STARTS = datetime.fromisoformat("2027-09-21T08:00+00:00")
FAY, SID = "Fay First", "Sid Second"
FAYS, INES, NORA, CORA = "fay@body.example", "ines@desk.example", "nora@body.example", "cora@body.example"
CALL = "/TD2027/speakers/panels-of-september/"
LINE = "Civil society"


@dataclass
class Story:
    """The house, and the addresses of those in it."""

    house: House
    fay: str
    sid: str
    seat: int


@pytest.fixture
def story(browser: Browser, sqlite_template: Path, tmp_path: Path) -> Iterator[Story]:
    """A session with its agenda and its hours, a call that is open, and one name that VNGOC has endorsed."""
    with housed(tmp_path, sqlite_template) as house:
        house.at(DURING)
        house.account("Ines Valdor", INES, Role.SECRETARIAT)
        with house.app.app_context():
            play = stage.stage()
            on_the_clock(play)
            sid = str(endorsed(play, SID).person.email)
            seat = play.seat(Constituency.CIVIL_SOCIETY).id
            give_passwords()
        yield Story(house, FAYS, sid, seat)


def give_passwords() -> None:
    """To all on the stage."""
    known = hash_password(PASSWORD)
    with bookkeeping("tests") as this:
        for account in session.scalars(select(Account)):
            account.password, account.confirmed_at = known, this.at


def on_the_clock(play: Stage) -> None:
    with bookkeeping("tests") as this:
        sit(play.meeting, play.meeting.starts, play.meeting.ends)
        where = Where(date(2027, 9, 21), starts_at=STARTS, ends_at=STARTS + timedelta(hours=3))
        place(public_plan(this, play.meeting), {play.session: where})
    with decision("tests") as this:
        insert(this, play.session, 0, Part(SegmentKind.INTRODUCTORY_PRESENTATION, minutes=20))
        insert(this, play.session, 1, Part(SegmentKind.PANEL, minutes=60))


def endorsed(play: Stage, name: str) -> Nomination:
    one = stage.confirmed(play, name=name)
    for reviewer in play.reviewers:
        do(reviewing.score, reviewer, one, {"relevance": 5, "voice": 3})
    do(reviewing.endorse, play.coordinator, one)
    return one


@dataclass
class Composer(Secretariat):
    """Who composes panels at the desk."""

    def open_the_board(self) -> None:
        self.reader.go("/desk/")
        for name in ("Speakers", "Panels"):
            self.reader.follow(self.reader.find("navigation", "Desk").get_by_role("link", name=name))
        self.follow("Thematic discussions 2027")

    def give(self, name: str, to: str) -> None:
        """By mouse the card is dragged, by keyboard it is moved; without scripts its form is sent."""
        page, way = self.reader.page, self.reader.way
        if way is NO_SCRIPT:
            self.choose_on_the_card(name, to)
        elif way is KEYBOARD:
            self.reader.press(self.reader.find("button", f"Move ({name})"))
            with page.expect_navigation():
                page.keyboard.press("ArrowDown")
                expect(page.locator(f'[data-seat="{to}"]')).to_have_attribute("data-here", "")
                page.keyboard.press("Enter")
        else:
            page.set_viewport_size({"width": 1280, "height": 1600})  # the card and the seat are both seen
            card = page.get_by_role("article", name=name, exact=True)
            with page.expect_navigation():
                card.drag_to(page.locator(f'[data-seat="{to}"] > h3'), source_position={"x": 10, "y": 10})
        self.reader.look()

    def choose_on_the_card(self, name: str, to: str) -> None:
        field = self.reader.field(f"Place for {name}")
        option = field.locator(f'option[value="{to}"]').inner_text()
        self.reader.choose(f"Place for {name}", option)
        self.press(f"Give it ({name})")

    def line(self) -> list[str]:
        """How the line stands, then the names on it and in reserve."""
        seat = self.reader.page.locator(".seat").filter(has_text=LINE)
        return [*texts(seat.locator("h3")), *texts(seat.locator("article .name"))]


@pytest.mark.parametrize("way", [MOUSE, KEYBOARD, NO_SCRIPT], ids=str)
def test_from_a_name_to_the_reserve_who_takes_the_seat(story: Story, open_reader: Open, way: Way) -> None:
    house = story.house
    ines = Composer(open_reader(way, house), "Ines Valdor", INES)
    fay = Somebody(open_reader(way, house), FAY, story.fay)
    before = len(house.letters())
    nora_puts_her_forward(open_reader(way, house), story)
    she_confirms(fay, story)
    rae, ron, uma, cora = (open_reader(way, house) for _ in range(4))
    vngoc_and_the_unit_pass_it_on(rae, ron, uma, Somebody(cora, "Cora Coordinator", CORA))
    assert house.letters()[before:] == [
        (story.fay, "Youth Network puts you forward as a speaker"),
        (NORA, f"{FAY} confirmed"),
        *((to, f"Endorsed: {FAY}") for to in (story.fay, NORA)),
        *((to, f"Forwarded to the secretariat: {FAY}") for to in (story.fay, NORA)),
        *((to, f"Forwarded to the secretariat: {SID}") for to in (story.sid, NORA)),
    ]

    before = len(house.letters())
    house.at(SEATED)
    ines.sign_in()
    she_gives_a_seat_and_holds_a_reserve(ines, story)
    house.at(ASKED)
    ines.sign_in()
    ines.open_the_board()
    ines.press(f"Invite ({FAY})")
    ines.reads(f"{FAY} is invited by letter.", "The person has not answered the invitation yet.")
    house.at(CAME)
    she_accepts_by_link(fay, story)
    house.at(LEFT)
    she_withdraws(fay, story)
    house.at(OFFERED)
    ines.sign_in()
    ines.open_the_board()
    ines.press(f"Offer the place to the reserve ({FAY})")
    ines.reads(f"{SID}, who was in reserve, is invited in place of {FAY}. Everybody is told.")
    house.at(TOOK)
    sid = Somebody(fay.reader, SID, story.sid)
    sid.reader.go(house.letter(story.sid, f"Invitation to speak: {SID}").link)
    sid.press("Accept")
    ines.sign_in()
    ines.open_the_board()
    assert ines.line() == [f"{LINE}: 1; 1 wanted", SID]
    assert house.letters()[before:] == [
        *((to, f"In reserve: {SID}") for to in (story.sid, NORA)),
        *((to, f"Invitation to speak: {FAY}") for to in (story.fay, NORA)),
        (story.fay, "You speak at Thematic discussions 2027"),
        *((to, f"{FAY} accepted") for to in (NORA, CORA)),
        *((to, f"Withdrawn: {FAY}") for to in (story.fay, NORA, CORA)),
        *((to, f"The place of {FAY} is filled") for to in (story.fay, NORA, CORA)),
        *((to, f"Invitation to speak: {SID}") for to in (story.sid, NORA)),
        (story.sid, "You speak at Thematic discussions 2027"),
        *((to, f"{SID} accepted") for to in (NORA, CORA)),
    ]


def nora_puts_her_forward(reader: Reader, story: Story) -> None:
    """For her organisation, from the public page of the call."""
    nora = Somebody(reader, "Nora Ngo", NORA)
    nora.sign_in()
    nora.reader.go(CALL)
    nora.follow("Put somebody forward")
    words = {"Name of the person": FAY, "Their e-mail address": story.fay, "What will be said": "What works."}
    nora.reader.fill(words)
    nora.press("Look it over")
    nora.press("Put forward")
    nora.reads("It is put forward.")


def she_confirms(fay: Somebody, story: Story) -> None:
    fay.reader.go(story.house.letter(story.fay, "Youth Network puts you forward as a speaker").link)
    fay.press("Confirm")
    fay.reads("You confirmed.")


def vngoc_and_the_unit_pass_it_on(rae: Reader, ron: Reader, uma: Reader, cora: Somebody) -> None:
    """One reviewer steps aside, one scores; the coordinator endorses her and puts her first; the Unit
    comments; both are forwarded."""
    open_desk(rae, "rae", FAY)
    step_aside(rae)
    open_desk(ron, "ron", FAY)
    review(ron)
    cora.sign_in()
    cora.reader.go("/desk/bodies/")
    cora.follow("Vienna NGO Committee on Drugs: Panels of September")
    cora.reads("86.7 of 100 · 1 of 2 reviews in, one stepped aside")
    cora.reader.tick(cora.reader.find("checkbox", f"Tick {FAY}"))
    cora.press("Endorse the ticked")
    put_her_first(cora)
    open_desk(uma, "uma", FAY)
    uma.write(uma.field("What you think of it"), "A voice that is missing.")
    uma.follow(uma.find("button", "Comment"))
    cora.reader.reload()
    cora.reads("A voice that is missing.")
    cora.press("Forward the ticked")
    cora.reads("They are forwarded.")


def put_her_first(cora: Somebody) -> None:
    """By the buttons with scripts, by the number without."""
    if cora.reader.way is NO_SCRIPT:
        cora.reader.fill({f"Number of {FAY}": "1", f"Number of {SID}": "2"})
    else:
        cora.reader.press(cora.reader.find("button", f"{FAY} up"))
    cora.press("Keep this order")
    assert texts(cora.reader.page.locator("tbody th"))[0].startswith(FAY)


def she_gives_a_seat_and_holds_a_reserve(ines: Composer, story: Story) -> None:
    ines.open_the_board()
    ines.reads("Without a place 2", "Civil society: nobody yet; 1 wanted")
    ines.give(FAY, f"seat-{story.seat}")
    ines.reads(f"{FAY} has a seat: Session 1.")
    ines.choose_on_the_card(SID, f"reserve-{story.seat}")
    ines.reads(f"{SID} is held in reserve, and told by letter.")
    assert ines.line() == [f"{LINE}: 1; 1 wanted", FAY, SID]


def she_accepts_by_link(fay: Somebody, story: Story) -> None:
    """Without an account. The link is used up; the letter has another one, to her own page."""
    house = story.house
    link = house.letter(story.fay, f"Invitation to speak: {FAY}").link
    fay.reader.go(link)
    assert fay.heading == "Will you speak?"
    fay.press("Accept")
    fay.reads("You accepted. Thank you.")
    fay.reader.go(link, status=410)
    fay.reads("You accepted. Thank you.")
    fay.reader.go(house.letter(story.fay, "You speak at Thematic discussions 2027").link)
    assert facts(fay.reader.page.locator("dl.speaking")) == {
        "Meeting": "Thematic discussions 2027",
        "Session": "Session 1",
        "You speak": "on the panel, for Youth Network",
        "Day": "Tuesday 21 September 2027",
        "Be there": "at 09:45; the session begins at 10:00",
        "Your part": "Panel, likely from 10:20; 60 minutes for all together",
        "Room": "Not known yet",
        "Floor": "Not known; ask at the entrance",
        "Moderator": "Not known yet",
        "Interpretation": "None is announced",
        "You still owe": "Nothing",
        "Write to": "scheduler@localhost",
    }


def she_withdraws(fay: Somebody, story: Story) -> None:
    fay.reader.reload()
    fay.reader.open(fay.reader.panel("You cannot come after all\\?"))
    fay.press("Withdraw")
    fay.reads("You withdrew. The secretariat and who put you forward are told.")
