"""The delivered channels, walked from the first letter to the seat and beyond; and an operator's own."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask

from scheduler.kernel import clock
from scheduler.kernel.db import session
from scheduler.kernel.decision import decision
from scheduler.kernel.errors import Clash, Refused
from scheduler.kernel.terms import Constituency, OrganisationKind, Role
from scheduler.mail.models import Correspondent
from scheduler.nominations import answering, channels, nominating, queries, reviewing, seating
from scheduler.nominations.calling import ask_entity, set_channel
from scheduler.nominations.limits import Limits, limits
from scheduler.nominations.models import Nomination
from scheduler.nominations.terms import Doing, Dropout, Field, Lapse, NamedAs, Part, Party, Settled, State
from scheduler.thematic_sessions.models import Panellist
from scheduler.thematic_sessions.queries import as_told
from tests.nominations import stage
from tests.nominations.stage import DURING, WORDS, Stage, do, themselves


@pytest.fixture(autouse=True)
def _during_the_call() -> Iterator[None]:
    with clock.set_to(DURING):
        yield


def letters_since(number: int) -> list[tuple[str, str, str]]:
    """Kind, body that writes and reader (the name before the @)."""
    return [(kind, sender, address.split("@")[0]) for kind, sender, address in stage.letters()[number:]]


def through_vngoc(play: Stage, one: Nomination) -> None:
    for reviewer in play.reviewers:
        do(reviewing.score, reviewer, one, {"relevance": 5, "voice": 3})
    do(reviewing.endorse, play.coordinator, one)
    do(reviewing.comment, play.unit, one, "Fits the panel.")
    do(reviewing.forward, play.coordinator, one)


def test_from_an_ngo_to_the_reserve(app: Flask) -> None:
    """Two people by VNGOC: one is seated, accepts and withdraws; the reserve takes the seat. Everybody
    concerned gets exactly the letters due, from the body that decides."""
    play = stage.stage()
    first, second = stage.confirmed(play, name="Fay First"), stage.confirmed(play, name="Sid Second")
    fay, sid = (str(one.person.email).split("@")[0] for one in (first, second))
    through_vngoc(play, first)
    assert letters_since(0) == [
        ("nomination-put-forward", "vngoc", fay),
        ("nomination-confirmed", "vngoc", "nora"),
        ("nomination-put-forward", "vngoc", sid),
        ("nomination-confirmed", "vngoc", "nora"),
        ("nomination-endorsed", "vngoc", fay),
        ("nomination-endorsed", "vngoc", "nora"),
        ("nomination-forwarded", "vngoc", fay),
        ("nomination-forwarded", "vngoc", "nora"),
    ]
    through_vngoc(play, second)
    assert [one.rank for one in (first, second)] == [1, 2]
    seat = play.seat(Constituency.CIVIL_SOCIETY)
    before = len(stage.letters())
    do(seating.seat, play.desk, first, play.session, seat)
    do(seating.hold_in_reserve, play.desk, second, play.session, seat)
    do(seating.invite, play.desk, first)
    panellist = session.get_one(Panellist, first.panellist_id)
    assert panellist.tentative
    do(seating.accept, themselves(first), first)
    assert not panellist.tentative
    assert letters_since(before) == [
        ("nomination-reserve", "secretariat", sid),
        ("nomination-reserve", "secretariat", "nora"),
        ("nomination-invited", "secretariat", fay),
        ("nomination-invited", "secretariat", "nora"),
        ("speaker-page", "secretariat", fay),
        ("nomination-accepted", "secretariat", "nora"),
        ("nomination-accepted", "secretariat", "cora"),
    ]
    before = len(stage.letters())
    do(seating.withdraw, themselves(first), first)
    assert do(seating.offer_to_reserve, play.desk, first) is second
    assert second.reserve_rank is None  # they are in reserve no more
    do(seating.accept, themselves(second), second)
    assert letters_since(before) == [
        ("nomination-withdrawn", "secretariat", fay),
        ("nomination-withdrawn", "secretariat", "nora"),
        ("nomination-withdrawn", "secretariat", "cora"),
        ("nomination-replaced", "secretariat", fay),
        ("nomination-replaced", "secretariat", "nora"),
        ("nomination-replaced", "secretariat", "cora"),
        ("nomination-invited", "secretariat", sid),
        ("nomination-invited", "secretariat", "nora"),
        ("speaker-page", "secretariat", sid),
        ("nomination-accepted", "secretariat", "nora"),
        ("nomination-accepted", "secretariat", "cora"),
    ]
    assert (first.state, second.state, second.seat_id) == (State.REPLACED, State.ACCEPTED, seat.id)
    assert second.replaces_id == first.id
    panel = play.session.panel
    assert panel
    assert [one.person_id for one in panel.panellists] == [second.person_id]
    assert stage.acts(first.thing) == [
        "put forward",
        "confirm nomination",
        "score nomination",
        "score nomination",
        "endorse nomination",
        "comment on nomination",
        "forward nomination",
        "give a place",
        "invite nominee",
        "accept invitation",
        "withdraw nomination",
        "replace nominee",
    ]


def test_a_states_expert_who_drops_out_goes_back_to_the_group_before_any_reserve(app: Flask) -> None:
    play = stage.stage()
    seat = play.seat(Constituency.MEMBER_STATE)
    first, reserve = stage.confirmed(play, "AFRICAN"), stage.confirmed(play, "AFRICAN")
    for one in (first, reserve):
        do(reviewing.endorse, play.african, one)
    do(seating.seat, play.desk, first, play.session, seat)
    do(seating.hold_in_reserve, play.desk, reserve, play.session, seat)
    do(seating.invite, play.desk, first)
    before = len(stage.letters())
    do(seating.decline, themselves(first), first)
    assert letters_since(before) == [
        ("nomination-declined", "secretariat", "dan"),
        ("nomination-declined", "secretariat", "ada"),
        ("nomination-vacancy", "african", "dan"),
        ("nomination-vacancy", "african", "ada"),
    ]
    kept = "Until 24 August 2027, 14:00 the place is kept for Group of African States"
    with pytest.raises(Refused, match=kept):
        do(seating.offer_to_reserve, play.desk, first)
    with clock.set_to(stage.CLOSES + timedelta(days=1)):  # the call is over, and the place vacant
        late = stage.confirmed(play, "AFRICAN", name="Lea Later")
        do(reviewing.endorse, play.african, late)
        do(seating.replace, play.desk, first, late)
    vacancy = answering.vacancy_of(first)
    assert vacancy
    assert (vacancy.how, late.state, late.is_late) == (Settled.FILLED, State.SEATED, True)
    do(seating.invite, play.desk, late)
    do(seating.decline, themselves(late), late)
    african = queries.channel(play.meeting, "AFRICAN")
    do(answering.say_no_nominee, play.african, play.call, african, "AFRICAN", why="Nobody is free.")
    assert do(seating.offer_to_reserve, play.desk, late) is reserve
    assert (first.state, late.state, reserve.state) == (State.REPLACED, State.REPLACED, State.INVITED)


def test_an_entity_is_asked_and_names_its_person(app: Flask) -> None:
    play = stage.stage()
    entity = stage.organisation("Agency for Examples", OrganisationKind.UN_ENTITY)
    officer = stage.visitor("Otto Officer", speaks_for=entity)
    direct = queries.channel(play.meeting, "DIRECT")
    whom = stage.person("Eva Expert")
    with pytest.raises(Refused, match="Agency for Examples was not asked to name anybody"):
        do(nominating.put_forward, officer, play.call, direct, entity, whom, WORDS)
    with decision(play.desk.actor) as this:
        ask_entity(this, play.call, direct, entity, play.session)
    assert stage.told("entity-asked") == ["otto@body.example"]
    do(answering.say_no_nominee, officer, play.call, direct, entity, play.session)
    body = f"organisation {entity.id}"
    assert answering.standing(play.call, direct, body, play.session)
    one = do(nominating.put_forward, officer, play.call, direct, entity, whom, WORDS)
    assert answering.standing(play.call, direct, body, play.session) is None
    do(nominating.confirm, themselves(one), one)
    do(seating.seat, play.desk, one, play.session, play.seat(Constituency.UN_ENTITY))
    do(seating.invite, play.desk, one)
    do(seating.accept, themselves(one), one)
    do(seating.not_deliver, play.desk, one, "There was no time left.")
    assert (one.state, one.reason) == (State.NOT_DELIVERED, "There was no time left.")
    assert len(stage.told("nomination-not-delivered")) == 2


ALLIANCE = channels.Terms(
    code="ALLIANCE",
    name="Alliance of NGOs on Crime Prevention",
    sender="alliance",
    constituency=Constituency.CIVIL_SOCIETY,
    kinds=frozenset({OrganisationKind.NGO}),
    dropout=Dropout.RESERVE,
    steps=(
        channels.Step("apply", Party.NOMINATOR, frozenset({Doing.APPLY})),
        channels.Step("confirm", Party.PERSON, frozenset({Doing.CONFIRM})),
        channels.Step(
            "choose",
            Party.COORDINATOR,
            frozenset({Doing.ENDORSE, Doing.RETURN}),
            ("ALLIANCE", "VNGOC"),
            frozenset({Field.PERSON, Field.ABSTRACT}),
        ),
        channels.Step("advise", Party.CIVIL_SOCIETY_UNIT, frozenset({Doing.COMMENT}), lapse=Lapse.GOES_ON),
        channels.Step("seat", Party.SECRETARIAT, frozenset({Doing.SEAT, Doing.INVITE})),
    ),
)
"""An operator's channel, by settings alone: two bodies choose together, and nobody has to comment."""


def test_a_channel_that_an_operator_adds(app: Flask) -> None:
    play = stage.stage()
    with decision("account 1") as this:
        set_channel(this, play.meeting, ALLIANCE)
    play.call = stage.call(play.meeting, title="Crime prevention", channels=("ALLIANCE",))
    assert session.get_one(Correspondent, "alliance").name == "Alliance of NGOs on Crime Prevention"
    both = stage.visitor("Al Alliance", Role.CHANNEL_COORDINATOR, "ALLIANCE")
    alliance = queries.channel(play.meeting, "ALLIANCE")
    one = do(
        nominating.put_forward,
        play.speaker,
        play.call,
        alliance,
        play.ngo,
        stage.person(),
        replace(WORDS, part=Part.FLOOR_SPEAKER),
    )
    do(nominating.confirm, themselves(one), one)
    do(reviewing.return_, both, one, "Say where.")
    do(nominating.change, play.speaker, one, one.revision, replace(WORDS, abstract="In Vienna."))
    do(nominating.hand_in_again, play.speaker, one)
    do(nominating.confirm, themselves(one), one)
    assert do(reviewing.endorse, both, one) is False
    with pytest.raises(Refused, match=r"It is not its turn yet\. This waits for the coordinator of ALLIANCE"):
        do(seating.seat, play.desk, one, play.session)
    with pytest.raises(Clash, match=r"ALLIANCE has done this already\. It waits for VNGOC\."):
        do(reviewing.endorse, both, one)
    assert do(reviewing.endorse, play.coordinator, one) is True
    do(seating.seat, play.desk, one, play.session, part=Part.FLOOR_SPEAKER)
    assert (one.state, one.session_id, one.seat_id) == (State.SEATED, play.session.id, None)
    assert ("nomination-returned", "alliance", "nora@body.example") in stage.letters()


@pytest.mark.parametrize("database_kind", ["sqlite"])  # tests/thematic_sessions/test_naming.py has both
def test_who_accepts_is_named_as_they_chose(app: Flask) -> None:
    play = stage.stage()
    one = stage.confirmed(play, name="Fay First")
    through_vngoc(play, one)
    do(seating.seat, play.desk, one, play.session, play.seat(Constituency.CIVIL_SOCIETY))
    do(seating.invite, play.desk, one)
    assert as_told(play.session)["panellists"] == []
    fay = themselves(one)
    do(nominating.choose_naming, fay, one, NamedAs.FIRST_NAME, shown=True, recorded=False)
    do(seating.accept, fay, one)
    assert limits(play.meeting.id) == {one.person_id: Limits(shown=True, recorded=False)}

    def named() -> list[str | None]:
        session.expire_all()
        return [voice["name"] for voice in as_told(play.session)["panellists"]]

    assert named() == ["Fay"]
    do(nominating.choose_naming, fay, one, NamedAs.ORGANISATION, shown=True, recorded=False)
    assert named() == [None]
