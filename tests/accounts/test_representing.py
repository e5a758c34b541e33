"""Who speaks for whom: from asking to handing over, with letters and links."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from scheduler.accounts import representing
from scheduler.accounts.models import Account
from scheduler.accounts.representing import state, warnings
from scheduler.audit.queries import history
from scheduler.kernel import clock
from scheduler.kernel.db import session
from scheduler.kernel.decision import Decision, bookkeeping, decision
from scheduler.kernel.errors import Refused
from scheduler.links.models import Link
from scheduler.mail.models import Letter
from scheduler.organisations.actions import enrol, name_person
from scheduler.organisations.merging import merge
from scheduler.organisations.models import Organisation, Person, Representative
from scheduler.organisations.standing import MOST_WAITING, State

AT = datetime(2027, 1, 11, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def stopped() -> Iterator[None]:
    with clock.set_to(AT):
        yield


def person(name: str, address: str | None = None) -> Person:
    """Somebody with an account; without one where there is no address."""
    made = name_person(name)
    session.flush()
    if address:
        session.add(Account(person=made, email=address, fs_uniquifier=name, made_at=AT, active=True))
    return made


@pytest.fixture
def ada(app: Flask) -> Person:
    with bookkeeping("tests"):
        return person("Ada", "ada@vngoc.example")


@pytest.fixture
def bo(app: Flask) -> Person:
    with bookkeeping("tests"):
        return person("Bo", "bo@vng0c.example")


@pytest.fixture
def club(app: Flask) -> Organisation:
    with bookkeeping("tests"):
        return enrol("Club")


def letters() -> list[tuple[str, str, str]]:
    """What was written since the last look: kind, to whom, and about what."""
    found = session.scalars(select(Letter).order_by(Letter.id)).all()
    told = [(letter.kind, letter.address, letter.about) for letter in found]
    with bookkeeping("tests"):
        for letter in found:
            session.delete(letter)
    return told


def contact(this: Decision, who: Person, organisation: Organisation) -> Representative:
    one = representing.name(this, who, organisation, "Director")
    representing.make_contact(this, one)
    return one


def test_without_a_contact_the_secretariat_answers(ada: Person, club: Organisation) -> None:
    with decision("account 9") as this:
        one = representing.ask(this, ada, club, "Director")
    assert (state(one), one.position, one.asked_at, letters()) == (State.ASKED, "Director", AT, [])
    with decision("account 1") as this:
        representing.agree(this, one)
    assert (state(one), one.settled_by, one.settled_at) == (State.AGREED, "account 1", AT)
    assert letters() == [("speak-agreed", "ada@vngoc.example", f"representative {one.id}")]


def test_a_contact_is_asked_by_a_letter_with_a_link(ada: Person, bo: Person, club: Organisation) -> None:
    with decision("account 1") as this:
        contact(this, ada, club)
    letters()
    with decision("account 2") as this:
        one = representing.ask(this, bo, club)
    letter = session.scalars(select(Letter)).one()
    link = session.scalars(select(Link)).one()
    assert (letter.kind, letter.address, letter.person_id) == ("speak-asked", "ada@vngoc.example", ada.id)
    assert letter.subject == "Bo (bo@vng0c.example) asks to speak for Club"
    assert letter.secret
    assert letter.secret.startswith("/l/")
    assert letter.link_id == link.id
    assert (link.purpose, link.thing, link.person_id) == (
        "answer-request",
        f"representative {one.id}",
        ada.id,
    )
    assert link.expires_at == AT + timedelta(days=30)
    assert "they are there" not in letter.text


def test_a_refusal_tells_the_reason_and_ends_the_links(ada: Person, bo: Person, club: Organisation) -> None:
    with decision("account 1") as this:
        contact(this, ada, club)
        one = representing.ask(this, bo, club)
    letters()
    with decision("account 2") as this:
        representing.refuse(this, one, "Not one of us.")
    letter = session.scalars(select(Letter)).one()
    assert (letter.kind, letter.address) == ("speak-refused", "bo@vng0c.example")
    assert "The reason given: Not one of us." in letter.text
    assert [link.revoked_at for link in session.scalars(select(Link))] == [AT]
    assert history(f"representative {one.id}")[-1].content.facts["why"] == "Not one of us."  # type: ignore[union-attr]


def test_every_act_leaves_a_record_about_both(ada: Person, club: Organisation) -> None:
    with decision("account 1") as this:
        one = representing.ask(this, ada, club)
        representing.agree(this, one)
        representing.make_contact(this, one)
        representing.end(this, one, "left")
    records = history(f"representative {one.id}")
    assert [record.act for record in records] == ["ask", "agree", "make contact", "end"]
    assert [record.content.facts["state"] for record in records if record.content] == [
        {"before": "nobody", "after": "asked"},
        {"before": "asked", "after": "agreed"},
        {"before": "agreed", "after": "contact"},
        {"before": "contact", "after": "ended"},
    ]
    parties = {party.name for party in records[0].parties}
    assert parties == {"account 1", f"person {ada.id}", f"organisation {club.id}"}


def test_handing_over_moves_the_contact(ada: Person, bo: Person, club: Organisation) -> None:
    with decision("account 1") as this:
        giver, taker = contact(this, ada, club), representing.name(this, bo, club)
        representing.offer(this, taker, ada)
    letter = session.scalars(select(Letter).where(Letter.kind == "contact-offered")).one()
    assert (letter.address, letter.subject) == ("bo@vng0c.example", "Ada wants to hand over Club to you")
    letters()
    with decision("account 2") as this:
        representing.accept(this, taker)
    assert (state(giver), state(taker)) == (State.AGREED, State.CONTACT)
    about = f"representative {taker.id}"
    assert letters() == [
        ("contact-changed", "bo@vng0c.example", about),
        ("contact-changed", "ada@vngoc.example", about),
    ]
    assert all(link.revoked_at == AT for link in session.scalars(select(Link)))


def test_who_declines_still_speaks_for_it(ada: Person, bo: Person, club: Organisation) -> None:
    with decision("account 1") as this:
        giver, taker = contact(this, ada, club), representing.name(this, bo, club)
        representing.offer(this, taker, ada)
        representing.decline(this, taker)
    assert (state(giver), state(taker)) == (State.CONTACT, State.AGREED)


def test_only_a_contact_hands_over(ada: Person, bo: Person, club: Organisation) -> None:
    with decision("account 1") as this:
        one, other = representing.name(this, ada, club), representing.name(this, bo, club)
        with pytest.raises(Refused, match="Only a contact"):
            representing.offer(this, other, ada)
        with pytest.raises(Refused, match="nothing waits for an answer"):
            representing.accept(this, one)


@pytest.mark.parametrize("act", [representing.end, representing.step_down])
def test_an_offer_ends_with_who_made_it(ada: Person, bo: Person, club: Organisation, act: object) -> None:
    with decision("account 1") as this:
        giver, taker = contact(this, ada, club), representing.name(this, bo, club)
        representing.offer(this, taker, ada)
        assert callable(act)
        act(this, giver)
    assert state(taker) is State.AGREED


def test_who_asks_again_is_told_of_once_a_day(ada: Person, bo: Person, club: Organisation) -> None:
    with decision("account 1") as this:
        contact(this, ada, club)
    letters()
    with decision("account 2") as this:
        one = representing.ask(this, bo, club)
        representing.end(this, one)
        representing.ask(this, bo, club)
    assert [kind for kind, *_ in letters()] == ["speak-asked"]


def test_nobody_asks_for_everything(ada: Person) -> None:
    with decision("account 1") as this:
        for number in range(MOST_WAITING):
            representing.ask_by_name(this, ada, f"Club {number}")
        with pytest.raises(Refused, match="10 requests of yours"):
            representing.ask_by_name(this, ada, "One more")


def test_an_unknown_name_is_enrolled_and_a_known_one_found(
    ada: Person, bo: Person, club: Organisation
) -> None:
    with decision("account 1") as this:
        known = representing.ask_by_name(this, ada, "CLUB")
        new = representing.ask_by_name(this, bo, "New Club")
    assert known.organisation is club
    assert (new.organisation.kind, new.organisation.verified_at) == (None, None)
    assert [record.act for record in history(f"organisation {new.organisation_id}")] == ["enrol"]


def test_who_speaks_already_cannot_ask(ada: Person, club: Organisation) -> None:
    with decision("account 1") as this:
        representing.ask(this, ada, club)
        with pytest.raises(Refused, match="waits for an answer"):
            representing.ask(this, ada, club)


def test_nobody_asks_for_a_record_that_was_merged(ada: Person, club: Organisation) -> None:
    with decision("account 1") as this:
        merge(this, enrol("Other"), club)
        with pytest.raises(Refused, match="merged into another"):
            representing.ask(this, ada, club)


def test_who_has_no_address_gets_no_letter(ada: Person, club: Organisation) -> None:
    with decision("account 1") as this:
        representing.name(this, person("Cy"), club)
    assert letters() == []


def test_an_address_that_looks_like_a_contacts_is_pointed_out(
    ada: Person, bo: Person, club: Organisation
) -> None:
    with decision("account 1") as this:
        contact(this, ada, club)
        one = representing.ask(this, bo, club)
        assert str(warnings([one])[one.id]).startswith("Look twice: this address ends in vng0c.example.")
        assert warnings([]) == {}
