"""What the desk does with letters."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from scheduler.audit.models import Record
from scheduler.kernel import clock
from scheduler.kernel.db import session
from scheduler.kernel.decision import bookkeeping, decision
from scheduler.kernel.errors import Refused
from scheduler.kernel.terms import LetterState
from scheduler.links.actions import make
from scheduler.links.models import Link
from scheduler.links.rules import digest
from scheduler.mail import handling, outbox
from scheduler.mail.actions import Addressee, Secret, write
from scheduler.mail.files import Files
from scheduler.mail.letters import ON_BEHALF
from scheduler.mail.models import Letter
from scheduler.mail.queries import troubles
from scheduler.mail.rules import LINK, Text
from scheduler.mail.wording import hold
from scheduler.meetings.models import Meeting
from scheduler.programmes.actions import import_files
from tests.mail.conftest import NOON, OFFICE, letter, written
from tests.programmes.files import as_bytes, programme

BASE = OFFICE.base_url
PLACES = {"what": "An application", "source": "telephone", "came": "9 March"}


@pytest.fixture
def meeting(app: Flask) -> Meeting:
    """One whose letters are held."""
    import_files([("T1", as_bytes(programme()))], actor="tests", base_url=BASE)
    found = session.scalars(select(Meeting)).one()
    with decision("tests") as this:
        hold(this, found.id, f"meeting {found.code}", True)
    return found


def linked(purpose: str = "own-page") -> Secret:
    with bookkeeping("tests") as this:
        link, token = make(this, purpose, "person 1", lasts=timedelta(days=7))
        return Secret(f"/l/{token}/", link.id)


def held(meeting: Meeting, secret: Secret | None = None) -> int:
    to = Addressee("ann@members.example", "Ann")
    number = meeting.id
    with bookkeeping("tests") as this:
        made = write(this, ON_BEHALF, to, "person 1", places=PLACES, secret=secret, meeting_id=number)
        assert made
        return made.id


def acts() -> list[tuple[str, str]]:
    session.rollback()
    return [(one.act, one.thing) for one in session.scalars(select(Record).order_by(Record.number))][-3:]


def test_letters_of_a_meeting_that_holds_them_wait_and_urgent_ones_do_not(
    meeting: Meeting, files: Files
) -> None:
    number = held(meeting)
    urgent = written(meeting_id=meeting.id)
    assert outbox.drain(files, OFFICE) == 1
    assert (letter(number).state, letter(urgent).state) == (LetterState.HELD, LetterState.SENT)


def test_released_letters_go_out(meeting: Meeting, files: Files) -> None:
    numbers = [held(meeting), held(meeting)]
    with clock.set_to(NOON), decision("account 1") as this:
        assert handling.release(this, [letter_in(number) for number in numbers]) == 2
    assert acts()[-1] == ("release", f"letter {numbers[0]}")
    assert {letter(number).due_at for number in numbers} == {NOON}
    with clock.set_to(NOON):
        assert outbox.drain(files, OFFICE) == 2
    with (
        pytest.raises(Refused, match="None of these letters is held any more"),
        decision("account 1") as this,
    ):
        handling.release(this, [letter_in(number) for number in numbers])


def letter_in(number: int) -> Letter:
    """Within a decision, which a new transaction would end."""
    return session.get_one(Letter, number)


def test_a_discarded_letter_is_not_sent_and_can_come_back(meeting: Meeting, files: Files) -> None:
    number = held(meeting, linked())
    with decision("account 1") as this:
        handling.discard(this, letter_in(number), "Told by telephone")
    assert letter(number).state is LetterState.DISCARDED
    assert outbox.drain(files, OFFICE) == 0
    with decision("account 1") as this:
        handling.put_back(this, letter_in(number))
    assert letter(number).state is LetterState.HELD
    assert acts()[-2:] == [("discard", f"letter {number}"), ("put back", f"letter {number}")]


def test_it_does_not_come_back_with_a_dead_link(meeting: Meeting) -> None:
    secret = linked()
    number = held(meeting, secret)
    with decision("account 1") as this:
        handling.discard(this, letter_in(number), "Twice")
    with bookkeeping("tests") as this:
        session.get_one(Link, secret.link_id).revoked_at = this.at
    with (
        pytest.raises(Refused, match="The link in this letter does not work"),
        decision("x") as this,
    ):
        handling.put_back(this, letter_in(number))


def test_a_letter_under_way_is_not_discarded(app: Flask, files: Files) -> None:
    number = written()
    outbox.drain(files, OFFICE)
    with pytest.raises(Refused, match="on its way or has ended"), decision("account 1") as this:
        handling.discard(this, letter_in(number), "Too late")


def test_a_held_letter_says_something_else(meeting: Meeting, files: Files) -> None:
    secret = linked()
    number = held(meeting, secret)
    with decision("account 1") as this:
        handling.reword(this, letter_in(number), Text("New", f"Look:\n\n{{link}}\n\nor {BASE}/T1/"), BASE)
    assert (letter(number).subject, letter(number).text) == ("New", f"Look:\n\n{LINK}\n\nor \ufffb/T1/")
    with pytest.raises(Refused, match=r"Keep \{link\} in the text"), decision("account 1") as this:
        handling.reword(this, letter_in(number), Text("New", "Look."), BASE)
    with decision("account 1") as this:
        handling.release(this, [letter_in(number)])
    with pytest.raises(Refused, match="Only a held letter"), decision("account 1") as this:
        handling.reword(this, letter_in(number), Text("New", "{link}"), BASE)


def test_sent_again_with_a_new_link(app: Flask, files: Files) -> None:
    secret = linked()
    number = written(secret=secret)
    with bookkeeping("tests"):
        letter_in(number).text = f"Here: {LINK}"
    outbox.drain(files, OFFICE)
    with decision("account 1") as this:
        again = handling.send_again(this, letter_in(number), Addressee("new@members.example")).id
    copy = letter(again)
    assert (copy.again_id, copy.address, copy.state) == (number, "new@members.example", LetterState.WAITING)
    assert copy.message_id != letter(number).message_id
    assert copy.secret
    link = session.get_one(Link, secret.link_id)
    assert link.digest == digest(copy.secret.removeprefix("/l/").removesuffix("/"))
    assert copy.secret != secret.path
    assert acts()[-1] == ("send again", f"letter {again}")
    with pytest.raises(Refused, match=f"letter {again} is about to go out"), decision("account 1") as this:
        handling.send_again(this, letter_in(number))


def test_not_again_with_a_link_that_is_made_once(app: Flask, files: Files) -> None:
    number = written(secret=Secret("/account/confirm/x"))
    with bookkeeping("tests"):
        letter_in(number).text = f"Here: {LINK}"
    outbox.drain(files, OFFICE)
    with pytest.raises(Refused, match="a link that is made only once"), decision("account 1") as this:
        handling.send_again(this, letter_in(number))


def test_not_again_when_the_link_was_used(app: Flask, files: Files) -> None:
    secret = linked()
    number = written(secret=secret)
    outbox.drain(files, OFFICE)
    with bookkeeping("tests") as this:
        session.get_one(Link, secret.link_id).used_at = this.at
    with pytest.raises(Refused, match="used already"), decision("account 1") as this:
        handling.send_again(this, letter_in(number))


def test_not_again_while_it_waits_nor_to_nowhere(app: Flask, files: Files) -> None:
    number = written()
    with pytest.raises(Refused, match="has not left the house yet"), decision("account 1") as this:
        handling.send_again(this, letter_in(number))
    outbox.drain(files, OFFICE)
    with pytest.raises(Refused, match="No letter can be sent to"), decision("account 1") as this:
        handling.send_again(this, letter_in(number), Addressee("nowhere"))


def test_troubles_end_when_a_letter_is_written_again(app: Flask, files: Files) -> None:
    number = written(Addressee("nowhere"))
    written()
    outbox.drain(files, OFFICE)
    assert [one.id for one in troubles(about="organisation 1")] == [number]
    assert troubles(about="organisation 2") == []
    assert troubles(person_id=1) == []
    with decision("account 1") as this:
        handling.send_again(this, letter_in(number), Addressee("ann@members.example"))
    assert troubles(about="organisation 1") == []
