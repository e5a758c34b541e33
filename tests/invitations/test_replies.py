"""Answers of calendars: what is taken, what is not, and that none of them does more than it may."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from scheduler.audit.queries import history
from scheduler.invitations import asking, replies
from scheduler.invitations.models import CalendarInvitation, UntakenReply
from scheduler.invitations.terms import Doubt
from scheduler.kernel.db import session
from scheduler.kernel.decision import bookkeeping, decision
from scheduler.kernel.errors import Refused
from scheduler.mail.models import Letter
from scheduler.nominations.models import Nomination
from scheduler.nominations.terms import State
from tests.invitations.answers import event, message
from tests.invitations.conftest import NOON, TEN, Invited, kinds, the_invitation

LATER = NOON + timedelta(minutes=5)


def answer() -> tuple[str | None, datetime | None]:
    one = the_invitation()
    return one.answer and one.answer.value, one.answered_at


def in_decision() -> CalendarInvitation:
    """The only one; the transaction goes on."""
    return session.scalars(select(CalendarInvitation)).unique().one()


def untaken() -> list[tuple[str, str, str, str, bool]]:
    """What stands at the desk: why, from whom, for whom, what, and whether it is about an invitation."""
    session.rollback()
    return [
        (one.doubt.value, one.sender, one.guest, one.answer, one.invitation_id is not None)
        for one in session.scalars(select(UntakenReply).order_by(UntakenReply.id)).unique()
    ]


def test_the_newest_answer_of_the_guest_counts(invited: Invited) -> None:
    invited.release()
    uid, mine = the_invitation().uid, the_invitation().address or ""
    assert replies.take(message(f"Pia <{mine.upper()}>", event(uid, mine, stamp=NOON)))
    assert answer() == ("ACCEPTED", NOON)
    assert replies.take(message(mine, event(uid, mine, "DECLINED", stamp=LATER)))
    assert answer() == ("DECLINED", LATER)
    assert replies.take(message(mine, event(uid, mine, "DECLINED", stamp=LATER)))  # delivered once more
    assert replies.take(message(mine, event(uid, mine, stamp=NOON)))  # replayed
    assert answer() == ("DECLINED", LATER)
    assert untaken() == [("older", mine, mine, "ACCEPTED", True)]
    one = session.get_one(Nomination, invited.nomination.id)
    assert one.state is State.ACCEPTED  # who declines in a calendar withdraws nothing
    told = [each for each in history(one.thing) if each.act == "answer by calendar"]
    assert [each.content and each.content.facts["answer"] for each in told] == [
        "ACCEPTED",
        {"before": "ACCEPTED", "after": "DECLINED"},
    ]


def test_an_answer_ends_with_the_hours_that_it_was_for(invited: Invited) -> None:
    invited.release()
    uid, mine = the_invitation().uid, the_invitation().address or ""
    first = message(mine, event(uid, mine, stamp=NOON))
    replies.take(first)
    invited.place(room="Board Room B")
    invited.release()
    assert answer() == ("ACCEPTED", NOON)  # another room asks nobody anew
    invited.place(TEN + timedelta(hours=1), room="Board Room B")
    invited.release()
    assert answer() == (None, None)
    assert replies.take(first)
    assert answer() == (None, None)
    assert untaken() == [("outdated", mine, mine, "ACCEPTED", True)]
    assert replies.take(message(mine, event(uid, mine, "TENTATIVE", stamp=LATER, sequence=2)))
    assert answer() == ("TENTATIVE", LATER)


def test_forged_answers_change_nothing_and_stand_at_the_desk(invited: Invited) -> None:
    invited.release()
    uid, mine, eve = the_invitation().uid, the_invitation().address or "", "eve@else.example"
    for content in (
        message(eve, event(uid, mine, "DECLINED", stamp=LATER)),
        message(f"{mine}, {eve}", event(uid, mine, "DECLINED", stamp=LATER)),
        message(eve, event(uid, eve, "DECLINED", stamp=LATER)),
        message(mine, event("invitation-" + 32 * "0", mine, "DECLINED", stamp=LATER)),
        message(mine, event(invited.play.session.uid, mine, "DECLINED", stamp=LATER)),
        message(mine, *2 * [event(uid, mine, "DECLINED", stamp=LATER)]),
        message(mine, event(uid, mine, "DELEGATED", stamp=LATER, more=f';DELEGATED-TO="mailto:{eve}"')),
        message(mine, event(uid, mine, "DECLINED", stamp=LATER, sequence=7)),
        message(mine, event(uid, mine, "DECLINED", stamp=LATER).replace("END:VEVENT", "BEGIN:VEVENT")),
    ):
        assert replies.take(content)
    assert answer() == (None, None)
    assert untaken() == [
        ("other_sender", eve, mine, "DECLINED", True),
        ("other_sender", "", mine, "DECLINED", True),
        ("other_guest", eve, eve, "DECLINED", True),
        ("unknown", mine, mine, "DECLINED", False),
        ("unknown", mine, mine, "DECLINED", False),
        ("several", mine, mine, "DECLINED", True),
        ("passed_on", mine, mine, "DELEGATED", True),
        ("ahead", mine, mine, "DECLINED", True),
        ("unreadable", mine, "", "", False),
    ]


def test_two_from_headers_are_nobodys(invited: Invited) -> None:
    invited.release()
    uid, mine = the_invitation().uid, the_invitation().address or ""
    doubled = message(mine, event(uid, mine, stamp=LATER)).replace(
        b"To: ", b"From: eve@else.example\r\nTo: ", 1
    )
    assert replies.take(doubled)
    assert untaken() == [("other_sender", "", mine, "ACCEPTED", True)]


@pytest.mark.parametrize("database_kind", ["sqlite"])  # no question to the database is asked before
@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe\x00",
        b"Subject: I am away\r\n\r\nUntil Monday.",
        message("a@b.example", event("x", "a@b.example", stamp=NOON), method="COUNTER"),
        message("a@b.example", event("x", "a@b.example", stamp=NOON), method="REQUEST"),
        message("a@b.example").replace(b"text/calendar", b"text/plain"),
        b"Content-Type: multipart/mixed; boundary=x\n\n" + b"--x\nContent-Type: multipart/mixed\n\n" * 500,
    ],
    ids=range(7),
)
def test_what_is_no_answer_is_left_for_a_person(invited: Invited, content: bytes) -> None:
    assert not replies.take(content)
    assert untaken() == []


@pytest.mark.parametrize("database_kind", ["sqlite"])
@pytest.mark.parametrize(
    "calendar",
    [
        b"",
        b"no calendar at all",
        b"BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR",
        b"BEGIN:VCALENDAR\r\n" * 1000,
        b"METHOD:REPLY\r\n" + b"x" * 200_000,
        b"BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nSEQUENCE:many\r\nEND:VEVENT\r\nEND:VCALENDAR",
        b"BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nDTSTAMP:99999999T999999Z\r\nEND:VEVENT\r\nEND:VCALENDAR",
    ],
    ids=range(7),
)
def test_what_calls_itself_an_answer_and_cannot_be_read(invited: Invited, calendar: bytes) -> None:
    head = b"From: eve@else.example\r\nContent-Type: text/calendar; method=REPLY\r\n\r\n"
    assert replies.take(head + calendar)
    assert [each[:2] for each in untaken()] in (
        [("unreadable", "eve@else.example")],
        [("several", "eve@else.example")],
    )


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_hostile_words_are_kept_short_and_plain(invited: Invited) -> None:
    long = "x" * 500
    hostile = event(f"{long}\u202e", f"{long}\u202e\x07@else.example", "EVIL\u202e" + long, stamp=NOON)
    assert replies.take(message(f'"{long}" <eve@else.example>', hostile))
    ((_, sender, guest, said, _),) = untaken()
    assert (sender, len(guest), len(said)) == ("eve@else.example", 254, 254)
    assert not any(char in guest + said for char in "\u202e\x07\r\n")


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_a_flood_stays_in_the_mailbox(invited: Invited) -> None:
    one = {"at": NOON, "doubt": Doubt.UNKNOWN, "sender": "eve@else.example", "guest": "", "answer": ""}
    with bookkeeping("tests"):
        session.add_all(UntakenReply(**one) for _ in range(replies.MOST_KEPT - 1))
    content = message("eve@else.example", event("x", "eve@else.example", stamp=NOON))
    assert [replies.take(content) for _ in range(3)] == [True, False, False]
    first = session.scalars(select(UntakenReply).order_by(UntakenReply.id)).unique().first()
    assert first
    with decision("tests") as this:
        replies.settle(this, session.get_one(UntakenReply, first.id))
    assert replies.take(content)
    with pytest.raises(Refused, match="dealt with this answer already"), decision("tests") as this:
        replies.settle(this, session.get_one(UntakenReply, first.id))


def test_the_desk_asks_once_whoever_declined(invited: Invited) -> None:
    invited.release()
    uid, mine = the_invitation().uid, the_invitation().address or ""
    with pytest.raises(Refused, match="declines nothing"), decision("tests") as this:
        asking.ask(this, in_decision())
    replies.take(message(mine, event(uid, mine, "DECLINED", stamp=LATER)))
    assert asking.asked([the_invitation()]) == set()
    with decision("tests") as this:
        asking.ask(this, in_decision())
    assert asking.asked([the_invitation()]) == {the_invitation().id}
    with pytest.raises(Refused, match="asked already"), decision("tests") as this:
        asking.ask(this, in_decision())
    assert kinds() == ["calendar-invited", "calendar-still-coming"]
    letter = session.scalars(select(Letter).where(Letter.kind == "calendar-still-coming")).one()
    assert (letter.address, letter.about) == (mine, invited.nomination.thing)
    assert (letter.link_id is not None, letter.calendar) == (True, None)
    assert letter.subject == "Do you come to Session 1?"
