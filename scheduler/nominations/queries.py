"""Finding nominations, and reading of them what a visitor may see."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, func, select

from scheduler.kernel import clock
from scheduler.kernel.codes import ALPHABET
from scheduler.kernel.db import LARGEST, session
from scheduler.kernel.errors import NotFound
from scheduler.kernel.permissions import Visitor
from scheduler.kernel.terms import Role
from scheduler.kernel.words import Sentence
from scheduler.meetings.models import Meeting
from scheduler.nominations import channels, permissions, rules
from scheduler.nominations.body_models import Asked, Vacancy
from scheduler.nominations.call_models import Channel, ChannelStep, SpeakerCall
from scheduler.nominations.models import Nomination, PrivateFact, Review
from scheduler.nominations.terms import PRIVATE, Doing, Field, Part
from scheduler.nominations.workflow import ALIVE, ON_THE_WAY, WITH_A_PLACE
from scheduler.organisations.models import Person
from scheduler.thematic_sessions.models import Seat


def by_code(code: str) -> Nomination:
    """Raises NotFound."""
    found = None
    if set(code) <= set(ALPHABET):
        found = session.scalars(select(Nomination).where(Nomination.code == code)).one_or_none()
    if found is None:
        raise NotFound(Sentence("There is no such nomination."))
    return found


def by_number(number: int) -> Nomination:
    """For links, which name their thing by number. Raises NotFound."""
    found = session.get(Nomination, number) if 0 < number <= LARGEST else None
    if found is None:
        raise NotFound(Sentence("There is no such nomination."))
    return found


def calls(meeting: Meeting) -> Sequence[SpeakerCall]:
    """The calls for speakers of a meeting; what opens first, first."""
    found = select(SpeakerCall).where(SpeakerCall.meeting_id == meeting.id)
    return session.scalars(found.order_by(SpeakerCall.opens_at, SpeakerCall.id)).all()


def call(meeting: Meeting, code: str) -> SpeakerCall:
    """Raises NotFound."""
    found = select(SpeakerCall).where(SpeakerCall.meeting_id == meeting.id, SpeakerCall.code == code)
    one = session.scalars(found).one_or_none()
    if one is None:
        raise NotFound(Sentence("There is no such call for speakers."))
    return one


def all_calls() -> Sequence[SpeakerCall]:
    """Those of every meeting; what closes first, first."""
    found = select(SpeakerCall).order_by(SpeakerCall.closes_at, SpeakerCall.id)
    return session.scalars(found).all()


def open_calls() -> Sequence[SpeakerCall]:
    """Those of all meetings that are open now; what closes first, first."""
    now = clock.now()
    found = select(SpeakerCall).where(SpeakerCall.opens_at <= now, SpeakerCall.closes_at > now)
    return session.scalars(found.order_by(SpeakerCall.closes_at, SpeakerCall.id)).all()


def channel(meeting: Meeting, code: str) -> Channel:
    """Raises NotFound."""
    found = select(Channel).where(Channel.meeting_id == meeting.id, Channel.code == code)
    one = session.scalars(found).one_or_none()
    if one is None:
        raise NotFound(Sentence("This meeting has no such channel."))
    return one


def channel_of_call(number: int, code: str) -> Channel:
    """A channel through which a call takes names. Raises NotFound."""
    call = session.get(SpeakerCall, number) if 0 < number <= LARGEST else None
    found = next((one for one in call.channels if one.code == code), None) if call else None
    if found is None:
        raise NotFound(Sentence("This call has no such channel."))
    return found


def channels_of(meeting: Meeting) -> Sequence[Channel]:
    found = select(Channel).where(Channel.meeting_id == meeting.id)
    return session.scalars(found.order_by(Channel.id)).all()


def how_many_of(person_id: int, organisations: Collection[int]) -> int:
    """Those of a person, and those that they or organisations that they speak for put forward."""
    found = select(func.count(Nomination.id)).where(_theirs(person_id, organisations))
    return session.scalars(found).one()


def of(
    person_id: int, organisations: Collection[int], offset: int = 0, limit: int | None = None
) -> Sequence[Nomination]:
    """A part of the same; what changed last, first."""
    found = select(Nomination).where(_theirs(person_id, organisations))
    ordered = found.order_by(Nomination.changed_at.desc(), Nomination.id.desc())
    return session.scalars(ordered.offset(offset).limit(limit)).all()


def _theirs(person_id: int, organisations: Collection[int]) -> ColumnElement[bool]:
    return (
        (Nomination.person_id == person_id)
        | (Nomination.by_id == person_id)
        | Nomination.organisation_id.in_(organisations)
    )


def seen_by(who: Visitor, call: SpeakerCall) -> list[Nomination]:
    """The nominations of a call that the visitor may see, in the order in which they came. The same number
    of questions, however many there are."""
    found = select(Nomination).where(Nomination.call_id == call.id).order_by(Nomination.id)
    return [one for one in session.scalars(found) if permissions.may_see(who, one)]


def kept_from_desk() -> frozenset[str]:
    """The nominations that are their bodies' business still, and not the secretariat's, as the history names
    them."""
    last = select(func.max(ChannelStep.place)).where(ChannelStep.channel_id == Nomination.channel_id)
    found = (
        select(Nomination.id)
        .join(Channel, Channel.id == Nomination.channel_id)
        .where(
            Channel.open_to_desk.is_(False),
            Nomination.by_desk.is_(False),
            Nomination.reached < last.scalar_subquery(),
        )
    )
    return frozenset(f"nomination {number}" for number in session.scalars(found))


def worklist(who: Visitor, call: SpeakerCall) -> list[Nomination]:
    """Those whose turn it is for the visitor: what waits at a step in which they act. What they have done
    their part of is left out."""
    return [one for one in seen_by(who, call) if one.state in ON_THE_WAY and waits_for(who, one)]


def waits_for(who: Visitor, nomination: Nomination) -> bool:
    """Whether it is at a step in which the visitor acts and has not done their part. What a reviewer has to
    step aside from waits for others."""
    places = {place for place, _, _ in permissions.parts(who, nomination)}
    if nomination.at not in places:
        return False
    step = nomination.steps[nomination.at]
    if Doing.SCORE in step.may and permissions.has_interest(who, nomination):
        return False
    body = channels.body_of(step, who)
    done = {one.body for one in nomination.endorsements if one.place == nomination.at}
    return body not in done and own_review(who, nomination) is None


def is_late(nomination: Nomination) -> bool:
    """Whether the step that has its turn is past its deadline: pages show it."""
    deadline = nomination.call.deadline(nomination.channel_id, nomination.at)
    return nomination.state in ON_THE_WAY and deadline is not None and deadline.until <= clock.now()


def facts(who: Visitor, nomination: Nomination) -> dict[Field, Any]:
    """What the visitor may see, by field, and nothing else: pages, exports and files read nominations through
    this. Scores are a number from 0 to 100 for each review, without the reviewer's name."""
    private = private_of(nomination, permissions.visible(who, nomination) & PRIVATE)
    return {**plain_facts(who, nomination), **private}


def plain_facts(who: Visitor, nomination: Nomination) -> dict[Field, Any]:
    """The same without private fields, for lists and exports. It asks nothing more of the database."""
    seen = permissions.visible(who, nomination)
    told = _plain(nomination)
    if Field.SCORES in seen:
        told[Field.SCORES] = scores(nomination)
    if Field.COMMENTS in seen:
        told[Field.COMMENTS] = comments(nomination)
    return {field: value for field, value in told.items() if field in seen}


def of_meeting(who: Visitor, meeting: Meeting) -> list[Nomination]:
    """All of a meeting that the visitor may see, in the order in which they came."""
    found = (
        select(Nomination)
        .join(SpeakerCall, SpeakerCall.id == Nomination.call_id)
        .where(SpeakerCall.meeting_id == meeting.id)
        .order_by(Nomination.id)
    )
    return [one for one in session.scalars(found) if permissions.may_see(who, one)]


def told_by(who: Visitor, nominations: Iterable[Nomination], field: Field) -> dict[int, str]:
    """What people told in this private field, by nomination, where the visitor sees it of them: for counting
    only. One question."""
    seen = [one.id for one in nominations if field in permissions.visible(who, one)]
    found = select(PrivateFact).where(PrivateFact.field == field, PrivateFact.nomination_id.in_(seen))
    return {one.nomination_id: one.value for one in session.scalars(found)} if seen else {}


def open_vacancies(meeting: Meeting) -> dict[int, Vacancy]:
    """Places that are kept for their bodies now, by the nomination that dropped out."""
    found = (
        select(Vacancy)
        .join(Nomination, Nomination.id == Vacancy.nomination_id)
        .join(SpeakerCall, SpeakerCall.id == Nomination.call_id)
        .where(SpeakerCall.meeting_id == meeting.id, Vacancy.closed_at.is_(None))
    )
    now = clock.now()
    return {one.nomination_id: one for one in session.scalars(found) if not one.until or one.until > now}


def private_of(nomination: Nomination, wanted: Collection[Field]) -> dict[Field, str]:
    """These private fields, where the person told them."""
    if not wanted:
        return {}
    found = select(PrivateFact).where(
        PrivateFact.nomination_id == nomination.id, PrivateFact.field.in_(wanted)
    )
    return {Field(one.field): one.value for one in session.scalars(found)}


def scores(nomination: Nomination) -> list[float]:
    """Each review in one number, the highest first. For a body's own eyes: ask through `facts`."""
    criteria = [rules.Criterion(one.code, one.text, one.weight) for one in nomination.call.criteria]
    found = (rules.weighted(one.scores or {}, criteria) for one in nomination.reviews if one.scores)
    return sorted((one for one in found if one is not None), reverse=True)


def comments(nomination: Nomination) -> list[str]:
    return [one.said for one in nomination.endorsements if one.doing is Doing.COMMENT and one.said]


def own_review(who: Visitor, nomination: Nomination) -> Review | None:
    """What a reviewer said of it, with an account or by a link."""
    theirs = (one for one in nomination.reviews if one.person_id == who.person)
    return next(theirs, None) if who.person else None


def reviews(who: Visitor, nomination: Nomination) -> list[Review]:
    """All reviews with their reviewers, for the coordinator of the body that they belong to; of others
    nothing."""
    bodies = {body for role, body in who.channels if role is Role.CHANNEL_COORDINATOR}
    return [one for one in nomination.reviews if one.body in bodies]


def asked(organisations: Collection[int]) -> Sequence[Asked]:
    """What organisations were asked to name somebody for."""
    found = select(Asked).where(Asked.organisation_id.in_(organisations))
    return session.scalars(found.order_by(Asked.id)).all()


@dataclass(frozen=True)
class Clash:
    """Something that somebody has to decide: what it is, and which nominations it concerns."""

    sentence: Sentence
    nominations: tuple[Nomination, ...]


def clashes(who: Visitor, meeting: Meeting) -> list[Clash]:
    """Of what the visitor may see: one person by two channels or calls, a seat with more people than it has
    now, and people whose seat was taken out of the plan."""
    found = (
        select(Nomination)
        .join(SpeakerCall, SpeakerCall.id == Nomination.call_id)
        .where(SpeakerCall.meeting_id == meeting.id, Nomination.state.in_(ALIVE | WITH_A_PLACE))
    )
    seen = [one for one in session.scalars(found.order_by(Nomination.id)) if permissions.may_see(who, one)]
    return [*_twice(seen), *_over_full(seen)]


def namesakes(nomination: Nomination) -> Sequence[Nomination]:
    """Nominations of the same meeting of others of the same name: perhaps the same person with another
    affiliation, perhaps not. A warning; the desk decides, nothing is merged by itself."""
    if nomination.person.folded is None:
        return []
    found = (
        select(Nomination)
        .join(Person, Person.id == Nomination.person_id)
        .join(SpeakerCall, SpeakerCall.id == Nomination.call_id)
        .where(
            Person.folded == nomination.person.folded,
            Person.id != nomination.person_id,
            SpeakerCall.meeting_id == nomination.call.meeting_id,
        )
    )
    return session.scalars(found.order_by(Nomination.id)).all()


def _plain(one: Nomination) -> dict[Field, Any]:
    return {
        Field.PERSON: one.person.name,
        Field.EMAIL: one.person.email,
        Field.ORGANISATION: one.organisation.name,
        Field.AFFILIATION: one.affiliation,
        Field.SESSIONS: [wanted.session_id for wanted in one.wanted],
        Field.PART: one.part,
        Field.ABSTRACT: one.abstract,
        Field.BIOGRAPHY: one.biography,
        Field.LANGUAGE: one.language,
        Field.MODE: one.mode,
        Field.AVAILABILITY: one.availability,
        Field.REGION: one.region,
        Field.FIRST_TIME: one.first_time,
        Field.NAMED_AS: one.named_as,
        Field.SHOWN: one.may_be_shown,
        Field.RECORDED: one.may_be_recorded,
        Field.STATE: one.state,
        Field.REASON: one.reason,
        Field.RANK: one.rank,
    }


def _twice(seen: Iterable[Nomination]) -> list[Clash]:
    people: dict[int, list[Nomination]] = defaultdict(list)
    for one in seen:
        people[one.person_id].append(one)
    return [
        Clash(
            Sentence(
                "%(name)s is put forward %(number)s times, by: %(channels)s. Decide which of these it "
                "shall be.",
                name=several[0].person.name,
                number=len(several),
                channels=", ".join(one.channel.name for one in several),
            ),
            tuple(several),
        )
        for several in people.values()
        if len({one.channel_id for one in several}) > 1
    ]


def _over_full(seen: Iterable[Nomination]) -> list[Clash]:
    """A panel may shrink while its seats are filled."""
    on: dict[int | None, list[Nomination]] = defaultdict(list)
    for one in seen:
        if one.state in WITH_A_PLACE and one.session_id and one.part is Part.PANELLIST:
            on[one.seat_id if one.panellist_id else None].append(one)
    lost = on.pop(None, [])
    seats = {one.id: one for one in session.scalars(select(Seat).where(Seat.id.in_(on)))}
    found = [
        Clash(
            Sentence(
                "%(name)s has a place on a seat that the panel no longer has. Choose another seat, or "
                "hold them in reserve.",
                name=one.person.name,
            ),
            (one,),
        )
        for one in lost
    ]
    for number, people in on.items():
        seat = seats[number] if number else None
        most = seat.maximum if seat else 0
        if most is not None and len(people) > most:
            found.append(
                Clash(
                    Sentence(
                        "%(number)s people have a place on a seat for %(most)s at most. Decide who stays, or "
                        "change the plan.",
                        number=len(people),
                        most=most,
                    ),
                    tuple(people),
                )
            )
    return found
