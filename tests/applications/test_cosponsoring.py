"""Co-sponsors: asked by letter, confirmed by themselves, published only then."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from scheduler.applications import asking, cosponsoring, deciding, tending
from scheduler.applications.models import CoSponsor
from scheduler.applications.support import may_remind
from scheduler.applications.terms import Support, Way
from scheduler.audit.queries import history
from scheduler.kernel import clock
from scheduler.kernel.db import session
from scheduler.kernel.decision import OnBehalf
from scheduler.kernel.errors import Refused
from scheduler.kernel.terms import Source
from scheduler.links.models import Link
from scheduler.links.queries import alive
from scheduler.mail.models import Letter
from scheduler.organisations.models import Person
from scheduler.organisations.queries import by_name
from tests.applications import stage
from tests.applications.desk import acts, day, do, letter, told
from tests.web.counting import counted

BY_NOTE = OnBehalf(Source.NOTE_VERBALE, day(20).date(), "Note 12/2027")
ASKED = "ana@youth.example"


@pytest.fixture(autouse=True)
def _during_the_call() -> Iterator[None]:
    with clock.set_to(day(15, 18)):
        yield


def invited(name: str = "Youth Network", address: str = ASKED, **call: Any) -> CoSponsor:
    """A co-sponsor of a draft, whom the applicant had asked."""
    one = stage.draft(stage.call(**call), stage.organisation())
    return do(cosponsoring.invite, one, name, "Ana Alder", address)


def somebody(one: CoSponsor) -> Person:
    assert one.person is not None
    return one.person


def test_a_co_sponsor_that_nobody_knows_is_enrolled_and_asked(app: Flask) -> None:
    one = invited()
    assert by_name(["youth network"]).popitem()[1] is one.organisation
    assert (one.state, one.organisation.kind, somebody(one).name) == (Support.ASKED, None, "Ana Alder")
    assert told("support-asked") == [ASKED]
    assert [(link.purpose, link.person_id) for link in alive(one.thing)] == [(asking.ANSWER, one.person_id)]
    assert acts(one) == ["name co-sponsor", "ask co-sponsor"]
    assert not cosponsoring.is_published(one)


def test_it_confirms_with_its_name_or_takes_part(app: Flask) -> None:
    one = invited()
    do(cosponsoring.confirm, one, somebody(one), takes_part=True)
    assert (one.state, one.way, one.takes_part) == (Support.CONFIRMED, Way.ADDRESS, True)
    assert cosponsoring.is_published(one)
    assert "It answered: Yes, and it takes part with people of its own." in letter("support-answered").text
    assert told("support-confirmed") == [ASKED]
    assert [link.purpose for link in alive(one.thing)] == [asking.WITHDRAW]


def test_it_withdraws_after_every_deadline(app: Flask) -> None:
    one = invited(support_until=day(20))
    do(cosponsoring.confirm, one, somebody(one), takes_part=False)
    with clock.set_to(day(25)):
        do(cosponsoring.withdraw_support, one, "A new board.")
    assert (one.state, one.way, one.takes_part) == (Support.WITHDRAWN, None, None)
    assert "It withdrew its support. A new board." in letter("support-withdrawn").text
    assert list(alive(one.thing)) == []


def test_it_declines_and_can_be_asked_again(app: Flask) -> None:
    one = invited()
    do(cosponsoring.decline, one, "Not our field.")
    assert (one.state, one.said) == (Support.DECLINED, "Not our field.")
    do(cosponsoring.ask, one, "Ana Alder", ASKED)
    assert (one.state, one.said, told("support-asked")) == (Support.ASKED, None, [ASKED, ASKED])


def test_the_wrong_person_names_the_right_one(app: Flask) -> None:
    one = invited()
    do(cosponsoring.ask_somebody_else, one, "Ben Birch", "ben@youth.example")
    assert told("support-asked") == [ASKED, "ben@youth.example"]
    assert [link.person_id for link in alive(one.thing)] == [somebody(one).id]
    assert somebody(one).email == "ben@youth.example"


def test_nobody_is_asked_twice_but_reminded_once_a_week(app: Flask) -> None:
    one = invited()
    with pytest.raises(Refused, match="asked already"):
        do(cosponsoring.ask, one, "Ana Alder", ASKED)
    assert tending.due(day(22, 17)) == []
    with clock.set_to(day(22, 17)), pytest.raises(Refused, match="once a week"):
        do(cosponsoring.remind, one)
    with clock.set_to(day(22, 19)):
        assert tending.due(clock.now()) == [one.id]
        do(tending.remind_by_number, one.id)
        assert tending.due(clock.now()) == []
    assert told("support-reminder") == [ASKED]


def test_reminding_ends() -> None:
    asked = day(1)
    weeks = [asked + timedelta(weeks=number) for number in range(7)]
    assert [may_remind(asked, None, week) for week in weeks] == [False, True, True, True, True, False, False]
    assert not may_remind(None, None, asked)


def test_after_the_deadline_only_the_desk_enters(app: Flask) -> None:
    one = invited(support_until=day(20))
    with clock.set_to(day(20)):
        assert tending.due(clock.now() + timedelta(days=8)) == []
        with pytest.raises(Refused, match="until 20 January 2027, 13:00"):
            do(cosponsoring.confirm, one, somebody(one), takes_part=True)
        with pytest.raises(Refused, match="until 20 January 2027, 13:00"):
            do(cosponsoring.ask, one, "Ben Birch", "ben@youth.example")
        with pytest.raises(Refused, match="Say how the answer reached you"):
            do(cosponsoring.enter, one, takes_part=True)
        do(cosponsoring.enter, one, takes_part=True, on_behalf=BY_NOTE)
    assert (one.state, one.way) == (Support.CONFIRMED, Way.DESK)
    assert cosponsoring.is_published(one)


def test_a_state_is_published_through_its_contact_only(app: Flask) -> None:
    state = stage.state("Ruritania")
    contact = stage.contact(state)
    one = invited("Ruritania")
    assert told("support-copy") == [contact.email]
    assert "only when you confirm it" in letter("support-copy").text
    do(cosponsoring.confirm, one, somebody(one), takes_part=True)
    assert (cosponsoring.is_published(one), cosponsoring.waits_for_contact(one)) == (False, True)
    assert "when the State's verified contact" in letter("support-answered").text
    with pytest.raises(Refused, match="Only a contact of Ruritania"):
        do(cosponsoring.vouch, one, somebody(one))
    do(cosponsoring.vouch, one, contact)
    assert (one.way, one.takes_part, cosponsoring.is_published(one)) == (Way.CONTACT, True, True)


def test_a_state_through_any_address_where_the_call_wants_so(app: Flask) -> None:
    stage.state("Ruritania")
    one = invited("Ruritania", states_by_contact=False)
    do(cosponsoring.confirm, one, somebody(one), takes_part=False)
    assert cosponsoring.is_published(one)


def test_the_contact_objects_whoever_confirmed(app: Flask) -> None:
    body = stage.organisation("Youth Network")
    contact = stage.contact(body)
    one = invited()
    assert "you need do nothing" in letter("support-copy").text
    do(cosponsoring.confirm, one, somebody(one), takes_part=False)
    with pytest.raises(Refused, match="Only a contact"):
        do(cosponsoring.object_, one, somebody(one))
    do(cosponsoring.object_, one, contact, "Nobody here knows of it.")
    assert (one.state, cosponsoring.is_published(one)) == (Support.OBJECTED, False)
    assert "Its verified contact objected." in letter("support-withdrawn").text
    with pytest.raises(Refused):
        do(cosponsoring.confirm, one, somebody(one), takes_part=False)
    do(cosponsoring.vouch, one, contact, takes_part=True)
    assert (one.state, one.way) == (Support.CONFIRMED, Way.CONTACT)


def test_the_contacts_can_be_asked_without_knowing_them(app: Flask) -> None:
    body = stage.organisation("Youth Network")
    application = stage.draft(stage.call(), stage.organisation())
    one = do(cosponsoring.name, application, "Youth Network")
    with pytest.raises(Refused, match="has no verified contact yet"):
        do(cosponsoring.ask_contacts, one)
    contact = stage.contact(body)
    do(cosponsoring.ask_contacts, one)
    assert (one.state, one.person, told("support-copy")) == (Support.ASKED, None, [contact.email])
    assert "only when you confirm it" in letter("support-copy").text
    with pytest.raises(Refused, match="asked already"):
        do(cosponsoring.ask_contacts, one)
    with clock.set_to(day(23)):
        do(cosponsoring.remind, one)
    assert told("support-copy") == [contact.email, contact.email]
    do(cosponsoring.vouch, one, contact, takes_part=False)
    assert (one.way, one.takes_part) == (Way.CONTACT, False)


def test_a_contact_who_is_asked_gets_one_letter_and_counts_as_one(app: Flask) -> None:
    body = stage.organisation("Youth Network")
    contact = stage.contact(body)
    assert contact.email is not None
    one = invited(address=contact.email.upper())
    assert told("support-copy") == []
    do(cosponsoring.confirm, one, somebody(one), takes_part=False)
    assert one.way is Way.CONTACT


def test_a_guessed_address_tells_nothing_of_who_has_it(app: Flask) -> None:
    known = stage.person("Real Name")
    assert known.email is not None
    one = invited(address=known.email)
    assert (somebody(one).name, somebody(one).id == known.id) == ("Ana Alder", False)
    other = do(cosponsoring.invite, one.application, "Another Body", "real name", known.email)
    assert other.person_id == known.id


def test_what_can_not_be_named(app: Flask) -> None:
    one = invited()
    lead = one.application.organisers[0].organisation
    for name, why in ((lead.name, "organises this event"), ("youth network", "is named already")):
        with pytest.raises(Refused, match=why):
            do(cosponsoring.name, one.application, name)
    with pytest.raises(Refused, match="No letter can be sent"):
        do(cosponsoring.invite, one.application, "Third Body", "Cleo", "nowhere")
    assert [other.organisation.name for other in one.application.cosponsors] == ["Youth Network"]


def test_the_list_is_not_endless(app: Flask) -> None:
    one = stage.draft(stage.call(), stage.organisation())
    bodies = [stage.organisation() for _ in range(50)]
    one.cosponsors += [CoSponsor(organisation=body, state=Support.NAMED) for body in bodies]
    session.commit()
    with pytest.raises(Refused, match="50 co-sponsors can be named"):
        do(cosponsoring.name, one, "One more")


def test_one_is_taken_off_and_named_again(app: Flask) -> None:
    one = invited()
    do(cosponsoring.confirm, one, somebody(one), takes_part=True)
    do(cosponsoring.remove, one)
    assert (one.state, one.way, one.takes_part) == (Support.REMOVED, None, None)
    assert told("support-removed") == [ASKED]
    again = do(cosponsoring.name, one.application, "Youth Network")
    assert (again.id, again.state) == (one.id, Support.NAMED)


def test_nobody_supports_what_is_not_pursued(app: Flask) -> None:
    application = stage.received(stage.call())
    one = do(cosponsoring.invite, application, "Youth Network", "Ana Alder", ASKED)
    do(deciding.withdraw, application)
    with pytest.raises(Refused, match="not pursued any more"):
        do(cosponsoring.confirm, one, somebody(one), takes_part=True)


def test_a_letter_that_did_not_arrive_is_told_to_the_lead_once(app: Flask) -> None:
    one = invited()
    assert tending.undelivered() == []
    sent = letter("support-asked")
    sent.bounced_at = clock.now()
    session.commit()
    assert [found.id for found in tending.bounced([one])[one.id]] == [sent.id]
    assert tending.undelivered() == [sent.id]
    do(tending.tell_of_undelivered, sent.id)
    assert tending.undelivered() == []
    began = session.get_one(Person, one.application.person_id)
    assert told("support-bounced") == [began.email]
    assert f"Our letter to {ASKED} did not arrive." in letter("support-bounced").text


def test_an_organisation_sees_all_it_was_named_in(app: Flask) -> None:
    call = stage.call()
    asked = do(cosponsoring.invite, stage.draft(call, stage.organisation()), "Youth Network", "Ana", ASKED)
    do(cosponsoring.decline, asked)
    submitted = do(cosponsoring.name, stage.received(call), "Youth Network")
    do(cosponsoring.name, stage.draft(call, stage.organisation()), "Youth Network")
    found = tending.named_in({asked.organisation_id})
    assert [one.id for one in found] == [submitted.id, asked.id]


def test_the_history_names_nobody(app: Flask) -> None:
    one = invited()
    do(cosponsoring.decline, one, "Ask Ben Birch.")
    written = str([record.content and record.content.facts for record in history(one.thing)])
    assert [name for name in ("Ana", "Birch", "example") if name in written] == []


def test_a_link_lives_until_the_deadline(app: Flask) -> None:
    one = invited(support_until=day(20))
    expires = session.scalars(select(Link.expires_at).where(Link.thing == one.thing)).all()
    assert expires == [day(20)]
    assert "Please answer by 20 January 2027, 13:00." in letter("support-asked").text


def test_letters_are_about_the_co_sponsor(app: Flask) -> None:
    one = invited()
    about = session.scalars(select(Letter.about).where(Letter.kind.like("support-%"))).all()
    assert about == [one.thing]


def test_the_list_of_what_it_was_named_in_asks_as_much_for_one_as_for_many(app: Flask) -> None:
    call, body = stage.call(), stage.organisation("Youth Network")

    def asked() -> int:
        session.expire_all()
        with counted(app) as sent:
            for one in tending.named_in({body.id}):
                assert (one.organisation.name, one.application.call.kind) == (body.name, call.kind)
        return len(sent)

    do(cosponsoring.name, stage.received(call), body.name)
    once = asked()
    for _ in range(4):
        do(cosponsoring.name, stage.received(call), body.name)
    assert asked() == once
