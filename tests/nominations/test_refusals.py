"""Bad input: refused with a sentence that names the rule and the way out, or shown as a clash to decide; and
nothing half done."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from scheduler.audit.models import Record
from scheduler.audit.queries import Asked, page
from scheduler.kernel import clock
from scheduler.kernel.db import session
from scheduler.kernel.decision import decision
from scheduler.kernel.errors import Told
from scheduler.kernel.permissions import Visitor
from scheduler.kernel.terms import Constituency
from scheduler.links.queries import by_token
from scheduler.mail.models import Letter
from scheduler.nominations import answering, holding, nominating, queries, reviewing, seating
from scheduler.nominations.models import Nomination, Review
from scheduler.nominations.rules import Place
from scheduler.nominations.terms import Field, Part, Region, State
from scheduler.organisations.merging import merge
from scheduler.organisations.models import Person
from tests.nominations import stage
from tests.nominations.stage import CLOSES, DURING, OPENS, WORDS, Stage, do, themselves


@pytest.fixture(autouse=True)
def _during_the_call() -> Iterator[None]:
    with clock.set_to(DURING):
        yield


def everything() -> tuple[int, int, list[tuple[str, str]]]:
    """How much there is of records and letters, and where nominations stand."""
    records, letters = (session.scalar(select(func.count()).select_from(one)) for one in (Record, Letter))
    states = session.execute(select(Nomination.code, Nomination.state).order_by(Nomination.id)).all()
    return records or 0, letters or 0, [(code, state) for code, state in states]


def refuses(sentence: str, act: Callable[..., Any], who: Visitor, *what: Any, **more: Any) -> None:
    """The act is refused so, and nothing is half done."""
    before = everything()
    with pytest.raises(Told, match=re.escape(sentence)):
        do(act, who, *what, **more)
    session.rollback()
    assert everything() == before


def test_what_is_refused_on_the_way_in(app: Flask) -> None:
    play = stage.stage(required=("abstract", "region"))
    vngoc, african = (queries.channel(play.meeting, code) for code in ("VNGOC", "AFRICAN"))
    whom, words = stage.person(), replace(WORDS, region=Region.OCEANIA)
    forward = nominating.put_forward
    to = (play.call, vngoc, play.ngo, whom)
    refuses("You do not speak for Youth Network. Ask to,", forward, play.diplomat, *to, words)
    refuses("Choose a region.", forward, play.speaker, *to, WORDS)
    elsewhere = replace(words, sessions=(999_999,))
    refuses("One of the sessions is none of this meeting.", forward, play.speaker, *to, elsewhere)
    refuses(
        "Youth Network cannot put anybody forward in this channel: it is for others.",
        forward,
        play.speaker,
        play.call,
        african,
        play.ngo,
        whom,
        words,
    )
    with clock.set_to(OPENS - timedelta(seconds=1)):
        refuses("This call is not open yet.", forward, play.speaker, *to, words)
    with clock.set_to(CLOSES):
        refuses("This call is closed, and takes nothing late.", forward, play.speaker, *to, words)
        one = do(forward, play.desk, *to, words, on_behalf=stage.NOTE)
        assert (one.by_desk, one.is_late, one.by_id) == (True, False, None)
    refuses("is put forward in this call and by this channel already.", forward, play.speaker, *to, words)
    whom.email = None
    session.commit()


def test_what_is_refused_on_the_way(app: Flask) -> None:
    play = stage.stage(deadlines={("AFRICAN", "endorse"): CLOSES, ("VNGOC", "review"): CLOSES})
    one, other = stage.confirmed(play), stage.confirmed(play, "AFRICAN")
    only = "Only the coordinator of its own channel can endorse a nomination."
    refuses(only, reviewing.endorse, play.african, one)
    refuses(only, reviewing.endorse, play.desk, one)
    waits = "It is not its turn yet. This waits for the reviewers of VNGOC (step “review”)."
    refuses(waits, reviewing.endorse, play.coordinator, one)
    scores = {"relevance": 5, "voice": 1}
    refuses("voice: Score this criterion too.", reviewing.score, play.reviewers[0], one, {"relevance": 5})
    biased = replace(play.reviewers[0], organisations=frozenset({play.ngo.id}))
    interest = "You speak for Youth Network, which puts this person forward"
    refuses(interest, reviewing.score, biased, one, scores)
    refuses("Say in a few words what your interest is.", reviewing.recuse, play.reviewers[1], one, " ")
    do(reviewing.recuse, play.reviewers[1], one, "We share an office.")
    do(reviewing.score, play.reviewers[0], one, scores)
    assert [(each.recused, each.scores) for each in session.scalars(select(Review).order_by(Review.id))] == [
        ("We share an office.", None),
        (None, scores),
    ]
    refuses(
        "The nomination is being looked at, so its words stay.",
        nominating.change,
        play.speaker,
        one,
        one.revision,
        WORDS,
    )
    refuses("Only the person who was put forward can do this.", nominating.tell_private, play.desk, one, {})
    refuses("Say why:", reviewing.return_, play.african, other, "")
    with clock.set_to(CLOSES):
        gone = "The deadline was 24 August 2027, 23:45. Since then the secretariat decides: write to them."
        refuses(gone, reviewing.endorse, play.african, other)
        without = "The deadline was 24 August 2027, 23:45, and it has gone on without."
        refuses(without, reviewing.score, play.reviewers[0], one, scores)
        do(reviewing.endorse, play.desk, other)
        do(reviewing.endorse, play.coordinator, one)
    now = "This cannot be done any more: the nomination is endorsed now."
    refuses(now, reviewing.endorse, play.coordinator, one)
    order = (play.call, one.channel, "VNGOC", [other])
    refuses("The list has changed meanwhile.", reviewing.rank, play.coordinator, *order)
    do(reviewing.rank, play.coordinator, play.call, one.channel, "VNGOC", [one])


def test_of_two_reviews_by_who_turns_out_to_be_one_person_that_they_stepped_aside_stays(app: Flask) -> None:
    play = stage.stage()
    one, (rae, _) = stage.confirmed(play), play.reviewers
    by_link = stage.person("Rae Reviewer")
    lou = Visitor(person=by_link.id, channels=rae.channels)
    do(reviewing.score, rae, one, {"relevance": 4, "voice": 2})
    do(reviewing.recuse, lou, one, "My sister.")
    with decision("tests") as this:
        merge(this, session.get_one(Person, rae.person), by_link)
    assert [(each.person_id, each.recused) for each in one.reviews] == [(rae.person, "My sister.")]


def seatable(play: Stage, channel: str = "AFRICAN") -> Nomination:
    one = stage.confirmed(play, channel)
    do(reviewing.endorse, play.african, one)
    return one


def test_what_is_refused_or_shown_at_the_board(app: Flask) -> None:
    play = stage.stage(places=(Place(Part.FLOOR_SPEAKER, 1),))
    first, second, third = (seatable(play) for _ in range(3))
    seat, civil = play.seat(Constituency.MEMBER_STATE), play.seat(Constituency.CIVIL_SOCIETY)
    at = (play.session, seat)
    refuses("Only the secretariat gives places.", seating.seat, play.african, first, *at)
    refuses("This seat is for another constituency", seating.seat, play.desk, first, play.session, civil)
    refuses("Panellists need a seat of the panel", seating.seat, play.desk, first, play.session)
    do(seating.seat, play.desk, first, *at)
    refuses("no seat is free, the plan has 1 at most.", seating.seat, play.desk, second, *at)
    now = "This cannot be done any more: the nomination is given a place now."
    refuses(now, seating.seat, play.desk, first, *at)
    refuses("Nobody dropped out of a place here", seating.offer_to_reserve, play.desk, first)
    floor = Part.FLOOR_SPEAKER
    do(seating.seat, play.desk, second, play.session, part=floor)
    full = "The call has 1 places from the floor in all, and they are taken."
    refuses(full, seating.seat, play.desk, third, play.session, part=floor)
    do(seating.hold_in_reserve, play.desk, third, *at)
    do(seating.withdraw, play.diplomat, third)
    refuses("Nobody dropped out of a place here", seating.offer_to_reserve, play.desk, third)

    by_another = do(
        nominating.put_forward,
        play.speaker,
        play.call,
        queries.channel(play.meeting, "VNGOC"),
        play.ngo,
        first.person,
        WORDS,
    )
    namesake = stage.put(play, name=first.person.name)
    assert [one.id for one in queries.namesakes(namesake)] == [first.id, by_another.id]
    assert queries.clashes(play.desk, play.meeting) == []  # VNGOC's own names are not the desk's business
    do(nominating.confirm, themselves(by_another), by_another)
    (clash,) = queries.clashes(themselves(first), play.meeting)
    assert clash.nominations == (first, by_another)
    assert str(clash.sentence).endswith(
        "is put forward 2 times, by: Group of African States, Vienna NGO Committee on Drugs. Decide which of "
        "these it shall be."
    )
    seat.minimum = seat.target = seat.maximum = 0
    session.commit()
    (shrunk,) = queries.clashes(play.desk, play.meeting)
    assert str(shrunk.sentence).startswith("1 people have a place on a seat for 0 at most.")
    assert shrunk.nominations == (first,)


def token_of(kind: str) -> str:
    """From the newest letter of a kind."""
    found = select(Letter.secret).where(Letter.kind == kind).order_by(Letter.id.desc())
    return str(session.scalars(found).first()).split("/")[-2]


def test_a_link_confirms_once(app: Flask) -> None:
    play = stage.stage()
    one = stage.put(play)
    token = token_of("nomination-put-forward")
    do(nominating.confirm, holding.bearer(by_token(token)), one)
    with pytest.raises(Told, match=r"This link was withdrawn\."):
        by_token(token)
    refuses("the nomination is confirmed by the person now", nominating.confirm, themselves(one), one)
    assert one.state is State.CONFIRMED


def test_the_secretariat_sees_neither_scores_nor_names_that_were_not_forwarded(app: Flask) -> None:
    play = stage.stage()
    kept, forwarded = stage.confirmed(play), stage.confirmed(play)
    do(
        nominating.tell_private,
        themselves(forwarded),
        forwarded,
        {Field.TRAVEL: "A ticket", Field.CONSTITUENCY: "youth"},
    )
    for one in (kept, forwarded):
        for reviewer in play.reviewers:
            do(reviewing.score, reviewer, one, {"relevance": 4, "voice": 2})
    do(reviewing.not_endorse, play.coordinator, kept, "Too far from the topic.")
    do(reviewing.endorse, play.coordinator, forwarded)
    do(reviewing.forward, play.coordinator, forwarded)  # nobody has to comment: that step has no deadline
    assert queries.seen_by(play.desk, play.call) == [forwarded]
    assert queries.seen_by(play.coordinator, play.call) == [kept, forwarded]
    assert queries.worklist(play.desk, play.call) == [forwarded]
    assert queries.worklist(play.coordinator, play.call) == []
    desk, coordinator, person = (
        queries.facts(who, forwarded) for who in (play.desk, play.coordinator, themselves(forwarded))
    )
    assert Field.SCORES not in desk
    assert coordinator[Field.SCORES] == [66.7, 66.7]
    assert queries.reviews(play.desk, forwarded) == []
    assert [one.reviewer for one in queries.reviews(play.coordinator, forwarded)] == [
        one.actor for one in play.reviewers
    ]
    told = [facts.get(Field.TRAVEL) for facts in (desk, coordinator, person)]
    assert told == ["A ticket", None, "A ticket"]
    told = [facts.get(Field.CONSTITUENCY) for facts in (desk, coordinator, person)]
    assert told == [None, "youth", "youth"]
    assert queries.facts(play.diplomat, kept) == {}
    assert queries.facts(themselves(kept), kept)[Field.REASON] == "Too far from the topic."
    assert queries.kept_from_desk() == {kept.thing}
    asked = Asked(frozenset({f"person {kept.person_id}"}), without=queries.kept_from_desk())
    assert {one.act for one in page(asked)} == set()
    vngoc = kept.channel
    with pytest.raises(Told, match=r"Only who acts for AFRICAN can say that it has no nominee\."):
        do(answering.say_no_nominee, play.african, play.call, vngoc, "AFRICAN")
