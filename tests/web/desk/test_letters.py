"""Letters at the desk."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from selectolax.lexbor import LexborHTMLParser
from sqlalchemy import select

from scheduler.kernel.db import db, session
from scheduler.kernel.decision import bookkeeping, decision
from scheduler.kernel.terms import LetterState, Outcome, Role
from scheduler.links.actions import make
from scheduler.mail import handling, outbox
from scheduler.mail.actions import Addressee, Secret, write
from scheduler.mail.letters import ON_BEHALF, OWN_PAGE
from scheduler.mail.models import Correspondent, Letter, LetterText, MeetingMail
from scheduler.mail.parcels import Answer
from scheduler.meetings.models import Meeting
from scheduler.programmes.actions import import_files
from tests.conftest import BASE_URL
from tests.mail.conftest import OFFICE, letter, written
from tests.mail.test_outbox import Counter
from tests.programmes.files import as_bytes, programme
from tests.web.conftest import texts
from tests.web.people import Browser, member, signed_in

LIST = "/desk/letters/"


@pytest.fixture
def app(make_app: Callable[..., Flask]) -> Flask:
    return make_app()


@pytest.fixture
def desk(app: Flask) -> Browser:
    return signed_in(app, member(app, Role.SECRETARIAT))


def page(browser: Browser, address: str, status: int = 200) -> LexborHTMLParser:
    response = browser.get(address)
    assert response.status_code == status
    return LexborHTMLParser(response.text)


def told(browser: Browser, address: str) -> list[str]:
    return texts(page(browser, address), ".told p")


def with_meeting(app: Flask, *, holds: bool = True) -> int:
    with app.app_context():
        import_files([("T1", as_bytes(programme()))], actor="tests", base_url=BASE_URL)
        number = session.scalars(select(Meeting.id)).one()
        if holds:
            with bookkeeping("tests"):
                session.add(MeetingMail(meeting_id=number, holds=True))
        return number


def held(app: Flask, meeting: int, name: str = "Ann") -> int:
    """A held letter with a personal link."""
    places = {"what": "An application", "source": "telephone", "came": "9 March"}
    with app.app_context(), bookkeeping("tests") as this:
        link, token = make(this, "own-page", "person 1", lasts=timedelta(days=7))
        made = write(
            this,
            ON_BEHALF,
            Addressee(f"{name.lower()}@members.example", name),
            "person 1",
            places=places,
            secret=Secret(f"/l/{token}/", link.id),
            meeting_id=meeting,
        )
        assert made
        return made.id


def one_of_each(app: Flask, tmp_path: object) -> None:
    """A letter on every pile; the doubtful one is sent too."""
    meeting = with_meeting(app)
    held(app, meeting), held(app, meeting)
    with app.app_context():
        written(Addressee("nowhere", "Nobody"))
        written(Addressee("sent@members.example", "Sent"))
        outbox.drain(Counter(), OFFICE)
        came_back = written(Addressee("back@members.example", "Back"))
        doubtful = written(Addressee("doubt@members.example", "Doubt"))
        outbox.drain(Counter(), OFFICE)
        with bookkeeping("tests") as this:
            session.get_one(Letter, came_back).bounced_at = this.at
            session.get_one(Letter, doubtful).unsure = True
        discarded = written(Addressee("gone@members.example", "Gone"))
        with decision("tests") as this:
            handling.discard(this, session.get_one(Letter, discarded), "A test")
        written(Addressee("later@members.example", "50% later"))


def names(found: LexborHTMLParser) -> list[str]:
    return [text.split()[0] for text in texts(found, "tbody td:nth-of-type(1)")]


def test_piles_and_their_numbers(app: Flask, desk: Browser, tmp_path: object) -> None:
    assert texts(page(desk, LIST), "main p")[-1].startswith("No letter fits.")
    one_of_each(app, tmp_path)
    found = page(desk, LIST)
    assert texts(found, "nav[aria-label='Where letters are'] a") == [
        "All",
        "Waiting 1",
        "Held 2",
        "Sent 2",
        "Did not arrive 2",
        "Doubtful 1",
        "Discarded 1",
    ]
    assert texts(found, "caption") == ["8 letters. Times are those of Vienna."]
    for pile, expected in {
        "waiting": ["50%"],
        "sent": ["Doubt", "Sent"],
        "failed": ["Back", "Nobody"],
        "unsure": ["Doubt"],
        "discarded": ["Gone"],
        "nonsense": ["50%", "Gone", "Doubt", "Back", "Sent", "Nobody", "Ann", "Ann"],
    }.items():
        assert names(page(desk, f"{LIST}?state={pile}")) == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("q=BACK", ["Back"]),
        ("q=doubt@members", ["Doubt"]),
        ("q=entered+ann", ["Ann", "Ann"]),
        ("q=50%25", ["50%"]),
        ("q=%25", ["50%"]),
        ("q=_", []),
        ("kind=on-behalf", ["Ann", "Ann"]),
        ("about=person+1", ["Ann", "Ann"]),
        ("meeting=T1", ["Ann", "Ann"]),
        ("q=entered&state=sent", []),
        ("q=" + "x" * 10_000, []),
        ("page=99&q=back", ["Back"]),
    ],
)
def test_search(app: Flask, desk: Browser, tmp_path: object, question: str, expected: list[str]) -> None:
    one_of_each(app, tmp_path)
    assert names(page(desk, f"{LIST}?{question}")) == expected


def queries(app: Flask, browser: Browser, address: str) -> int:
    counted: list[str] = []

    def count(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        counted.append(statement)

    with app.app_context():
        engine = db.engine
    sa.event.listen(engine, "before_cursor_execute", count)
    page(browser, address)
    sa.event.remove(engine, "before_cursor_execute", count)
    return len(counted)


def test_a_longer_list_costs_no_more(app: Flask, desk: Browser) -> None:
    with app.app_context():
        written()
    first = queries(app, desk, LIST)
    with app.app_context():
        for number in range(59):
            written(Addressee(f"reader{number}@members.example", f"Reader {number}"))
    assert queries(app, desk, LIST) == first
    found = page(desk, f"{LIST}?page=2")
    assert (len(found.css("tbody tr")), texts(found, ".pages .count")) == (10, ["51 to 60 of 60"])


def test_one_letter_shows_no_link_to_the_desk(app: Flask, desk: Browser) -> None:
    number = held(app, with_meeting(app))
    found = page(desk, f"{LIST}{number}/")
    (paper,) = texts(found, ".letter")
    assert "[your personal link]" in paper
    assert found.html
    assert "/l/" not in found.html
    assert texts(found, "h1") == [f"Letter {number}"]
    assert texts(found, ".record .state") == ["Held"]
    page(desk, f"{LIST}999/", 404)


def test_attempts_are_told(app: Flask, desk: Browser) -> None:
    with app.app_context():
        number = written()
        outbox.drain(Counter(lambda _: Answer(Outcome.DEFERRED, "451 <b>Later</b>")), OFFICE)
    found = page(desk, f"{LIST}{number}/")
    assert texts(found, "tbody td") == ["Not yet; it is tried again", "451 <b>Later</b>"]


def test_held_letters_go_out(app: Flask, desk: Browser) -> None:
    meeting = with_meeting(app)
    first, second, third, fourth = (held(app, meeting) for _ in range(4))
    assert len(page(desk, f"{LIST}?state=held").css("input[name=letter]")) == 4
    assert desk.post(f"{LIST}{first}/release").location == f"{LIST}{first}/"
    assert told(desk, LIST) == ["The letter goes out now."]
    desk.post(f"{LIST}release", data={"letter": [second, first]})
    assert told(desk, LIST) == ["One letter goes out now."]
    desk.post(f"{LIST}release")
    assert told(desk, LIST) == ["Tick the letters that may go out, then press the button again."]
    desk.post(f"{LIST}release", data={"meeting": "T1"})
    assert told(desk, LIST) == ["2 letters go out now."]
    with app.app_context():
        states = {letter(number).state for number in (first, second, third, fourth)}
    assert states == {LetterState.WAITING}
    assert desk.post(f"{LIST}{first}/release").status_code == 409


def test_discarding_with_a_reason_and_back(app: Flask, desk: Browser) -> None:
    number = held(app, with_meeting(app))
    refused = desk.post(f"{LIST}{number}/discard")
    assert refused.status_code == 422
    assert "Fill in this field." in refused.text
    desk.post(f"{LIST}{number}/discard", data={"why": "Told by telephone"})
    assert told(desk, f"{LIST}{number}/") == ["The letter is discarded. You can still put it back."]
    desk.post(f"{LIST}{number}/put-back")
    assert texts(page(desk, f"{LIST}{number}/"), ".record .state") == ["Held"]


def test_changing_a_held_letter(app: Flask, desk: Browser) -> None:
    number = held(app, with_meeting(app))
    address = f"{LIST}{number}/edit"
    form = page(desk, address)
    assert "{link}" in " ".join(texts(form, "textarea"))
    words = {"subject": "Short", "body": "Look here:\n\n{link}"}
    preview = desk.post(address, data={**words, "preview": "yes"})
    assert texts(LexborHTMLParser(preview.text), ".letter") == ["Short Look here: [your personal link]"]
    refused = desk.post(address, data={**words, "body": "Look {there}"})
    assert refused.status_code == 422
    assert texts(LexborHTMLParser(refused.text), "#body-error") == [
        "This letter has no place called {there}."
    ]
    assert desk.post(address, data=words).status_code == 303
    with app.app_context():
        assert letter(number).subject == "Short"


def test_sending_again(app: Flask, desk: Browser, tmp_path: object) -> None:
    with app.app_context():
        number = written(Addressee("ann@members.example", "Ann"))
        outbox.drain(Counter(), OFFICE)
    answer = desk.post(f"{LIST}{number}/again")
    assert answer.location == f"{LIST}{number + 1}/"
    assert texts(page(desk, answer.location), ".record a")[-1] == f"Letter {number}"
    assert f"letter {number + 1} is about to go out" in page(desk, f"{LIST}{number}/").text()
    assert desk.post(f"{LIST}{number}/again").status_code == 409


def test_who_sees_which_letters(app: Flask) -> None:
    with app.app_context():
        african, vngoc = written(sender="african"), written(sender="vngoc")
    applicant = signed_in(app, member(app, Role.APPLICANT))
    coordinator = signed_in(app, member(app, Role.CHANNEL_COORDINATOR, channel="vngoc"))
    assert applicant.get(LIST).status_code == 403
    assert applicant.get(f"{LIST}{vngoc}/").status_code == 404
    found = page(coordinator, LIST)
    assert texts(found, "tbody td:nth-of-type(4)") == ["Vienna NGO Committee on Drugs"]
    assert coordinator.get(f"{LIST}{vngoc}/").status_code == 200
    assert coordinator.get(f"{LIST}{african}/").status_code == 404
    for address in (f"{LIST}{african}/release", f"{LIST}{african}/again", f"{LIST}release"):
        assert coordinator.post(address).status_code == 404
    assert coordinator.post(f"{LIST}{vngoc}/discard", data={"why": "Not now"}).status_code == 303
    assert coordinator.get(f"{LIST}texts/").status_code == 403


def test_texts_are_changed_tried_and_taken_back(app: Flask, desk: Browser) -> None:
    assert texts(page(desk, f"{LIST}texts/"), "tbody tr th")[0] == "An address has to be confirmed"
    address = f"{LIST}texts/own-page/fr/"
    form = page(desk, address)
    assert "there is none in this language" in texts(form, ".record dd")[2]
    assert "With sample words in brackets" in form.text()
    refused = desk.post(address, data={"subject": "{link}", "body": "Bonjour {nom}"})
    assert refused.status_code == 422
    found = LexborHTMLParser(refused.text)
    assert texts(found, ".error") == [
        "A personal link has no place in the subject: others see it.",
        "This letter has no place called {nom}.",
    ]
    words = {"subject": "Votre page", "body": "Bonjour {name},\n\n{link}"}
    assert desk.post(address, data=words).location == address
    with app.app_context(), bookkeeping("tests") as this:
        to = Addressee("ann@members.example", "Anne", language="fr")
        made = write(this, OWN_PAGE, to, "person 1", secret=Secret("/l/x/"))
        assert made
        assert (made.subject, made.language) == ("Votre page", "fr")
    preview = desk.post(address, data={"subject": "Page de {name}", "body": "{link}", "preview": "1"})
    assert texts(LexborHTMLParser(preview.text), ".letter") == ["Page de Anne [your personal link]"]
    assert desk.post(f"{LIST}texts/own-page/fr/back").location == address
    with app.app_context():
        assert session.scalars(select(LetterText)).all() == []
    assert desk.post(f"{LIST}texts/own-page/fr/back").status_code == 409
    for unknown in ("texts/none/en/", "texts/own-page/xx/", "texts/own-page/en/?meeting=NONE"):
        page(desk, LIST + unknown, 404)


def test_a_meeting_has_texts_of_its_own(app: Flask, desk: Browser) -> None:
    with_meeting(app)
    address = f"{LIST}texts/on-behalf/en/?meeting=T1"
    desk.post(address, data={"subject": "At T1", "body": "{what}"})
    cells = dict(zip(texts(page(desk, f"{LIST}texts/?meeting=T1"), "tbody th"), range(99), strict=False))
    row = cells["The desk entered something for somebody"]
    rows = page(desk, f"{LIST}texts/?meeting=T1").css("tbody tr")
    assert texts(rows[row], "td:nth-of-type(2)")[0].startswith("of the meeting")


def test_senders_and_meetings(app: Flask, desk: Browser) -> None:
    number = with_meeting(app, holds=False)
    desk.post(f"{LIST}meetings/T1/hold", data={"holds": "yes"})
    assert told(desk, f"{LIST}senders/") == ["From now on, letters of T1 wait for the desk."]
    with app.app_context():
        assert session.get_one(MeetingMail, number).holds
    desk.post(f"{LIST}meetings/T1/hold", data={"holds": "no"})
    body = f"{LIST}senders/vngoc/"
    refused = desk.post(body, data={"name": "VNGOC", "reply_to": "nowhere"})
    assert refused.status_code == 422
    assert "No letter can be sent to the address" in refused.text
    assert desk.post(body, data={"name": "VNGOC", "reply_to": "desk@vngoc.example"}).status_code == 303
    with app.app_context():
        vngoc = session.get_one(Correspondent, "vngoc")
        assert (vngoc.name, vngoc.reply_to) == ("VNGOC", "desk@vngoc.example")
        assert not session.get_one(MeetingMail, number).holds
    page(desk, f"{LIST}senders/none/", 404)
