"""Putting people forward, and what they say to it themselves."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from scheduler.accounts.own_page import people_at
from scheduler.accounts.queries import addressee
from scheduler.calls.rules import Phase
from scheduler.kernel.codes import new_code
from scheduler.kernel.db import session
from scheduler.kernel.decision import Decision
from scheduler.kernel.errors import Clash, Refused
from scheduler.kernel.localtime import to_local
from scheduler.kernel.permissions import Visitor, may
from scheduler.kernel.text import fold
from scheduler.kernel.words import Sentence
from scheduler.links.actions import withdraw as withdraw_links
from scheduler.meetings.models import Meeting
from scheduler.nominations import letters, privacy, rules
from scheduler.nominations.acting import carry_out, lock, lock_meeting, require, write_down
from scheduler.nominations.answering import end_no_nominee, is_vacant, require_asked
from scheduler.nominations.call_models import Channel, SpeakerCall
from scheduler.nominations.models import Nomination, PrivateFact, WantedSession
from scheduler.nominations.permissions import ENTER, TELL_PRIVATE, WRITE, is_person
from scheduler.nominations.rules import Words
from scheduler.nominations.telling import ANSWER, CONFIRM, SPEAKER, ask, nominators, person, tell
from scheduler.nominations.terms import Doing, Field, NamedAs, State
from scheduler.nominations.workflow import ALIVE
from scheduler.organisations.actions import add_person
from scheduler.organisations.models import Organisation, Person
from scheduler.thematic_sessions.models import ThematicSession
from scheduler.thematic_sessions.naming import choose_name

CHANGEABLE = frozenset({State.PUT_FORWARD, State.RETURNED})
"""Where who put somebody forward can change what is said."""


def nominee(this: Decision, meeting: Meeting, name: str, address: str) -> Person:
    """Whom somebody wants to put forward at a meeting: the record of this very name and address, or a new
    one. A namesake at another address is somebody else until the desk finds that they are the same. Raises
    Refused for an address that no letter can be sent to."""
    lock_meeting(meeting.id)  # before the history tells of a new person
    same = [one for one in people_at(address) if one.name and fold(one.name) == fold(name)]
    return same[0] if same else add_person(this, name, address)


def put_forward(
    this: Decision,
    who: Visitor,
    call: SpeakerCall,
    channel: Channel,
    organisation: Organisation,
    whom: Person,
    words: Words,
    *,
    has_late_link: bool = False,
) -> Nomination:
    """Put somebody forward for an organisation, or oneself. Anybody else than oneself gets a letter and has
    to confirm. `has_late_link`: the visitor came by a personal link for late entries. Where
    somebody of the channel dropped out, another one can be put forward after the close.

    Raises Refused: for an organisation that the visitor does not speak for, or that the channel is not for;
    outside the call's window; for missing facts; where the person is in this channel already.
    """
    lock_meeting(call.meeting_id)
    _require_speaks_for(this, who, organisation)
    _require_channel(call, channel, organisation)
    late = _require_open(this, call, invited=has_late_link or is_vacant(call, channel))
    _require_words(call, words)
    require_asked(call, channel, organisation)
    _require_new(call, channel, whom)
    applies = is_person_of(who, whom)
    if not applies and addressee(whom) is None:
        raise Refused(Sentence("Give the person's e-mail address: they have to confirm before it goes on."))
    one = _make(this, who, call, channel, organisation, whom, late)
    _write(one, words)
    session.flush()
    write_down(
        this, "put forward", one, about=[call.thing], channel=channel.code, part=words.part, late=late,
        applies=applies,
    )  # fmt: skip
    end_no_nominee(this, call, channel, organisation)
    if applies:
        _confirm(this, who, one)
    else:
        ask(this, letters.PUT_FORWARD, CONFIRM, one)
    return one


def change(this: Decision, who: Visitor, nomination: Nomination, revision: int, words: Words) -> None:
    """Say something else, before the person confirmed or after it was returned. How the person is named stays
    theirs to say. Raises Clash where somebody else saved meanwhile; Refused."""
    lock(nomination)
    require(this, who, WRITE, nomination)
    if nomination.state not in CHANGEABLE:
        raise Refused(
            Sentence(
                "The nomination is being looked at, so its words stay. Ask the coordinator to return it, or "
                "withdraw it and put the person forward anew."
            )
        )
    if nomination.revision != revision:
        raise Clash(
            Sentence("Somebody else saved this meanwhile. Load it again; what you typed is not lost.")
        )
    _require_words(nomination.call, words)
    before = snapshot(nomination)
    naming = nomination.named_as, nomination.may_be_shown, nomination.may_be_recorded
    _write(nomination, words)
    if not is_person(who, nomination):
        nomination.named_as, nomination.may_be_shown, nomination.may_be_recorded = naming
    nomination.revision += 1
    nomination.changed_at = this.at
    session.flush()
    fields = sorted(name for name, value in snapshot(nomination).items() if value != before[name])
    write_down(this, "change nomination", nomination, fields=fields)


def confirm(this: Decision, who: Visitor, nomination: Nomination) -> None:
    """The person agrees to what is said of them; now the channel's next step has its turn. What was changed
    after it was returned is looked at anew. Raises Refused."""
    _confirm(this, who, nomination)
    tell(this, letters.CONFIRMED, nomination, _but_self(who, nomination))


def hand_in_again(this: Decision, who: Visitor, nomination: Nomination) -> None:
    """What was returned is changed; the person is asked to confirm it anew. Raises Refused."""
    carry_out(this, "hand in nomination again", who, nomination, "hand in again")
    _forget_opinions(nomination)
    if is_person(who, nomination):
        _confirm(this, who, nomination)
    else:
        ask(this, letters.PUT_FORWARD, CONFIRM, nomination)


def choose_naming(
    this: Decision, who: Visitor, nomination: Nomination, named_as: NamedAs, *, shown: bool, recorded: bool
) -> None:
    """How the person is named in the meeting, and whether they may be shown and recorded: they alone say so,
    at any time. What is out already follows with `releases.remaking.name_anew`, in the same decision. Raises
    Refused."""
    lock(nomination)
    require_self(who, nomination)
    nomination.named_as, nomination.may_be_shown, nomination.may_be_recorded = named_as, shown, recorded
    nomination.revision += 1
    choose_name(this, nomination.call.meeting_id, nomination.person_id, named_as)
    write_down(this, "choose naming", nomination, named_as=named_as, shown=shown, recorded=recorded)


def tell_private(this: Decision, who: Visitor, nomination: Nomination, told: Mapping[Field, str]) -> None:
    """What the person wants few to know: these fields and no others from now on; an empty one is taken back.
    The history says which, not what. Raises Refused; nobody else can tell it, the desk neither."""
    lock(nomination)
    require_self(who, nomination)
    wanted = {field: value.strip() for field, value in told.items() if value.strip()}
    for _, fault in rules.faults_of_private(wanted):
        raise Refused(fault)
    for fact in private_facts(nomination):
        session.delete(fact)
    session.flush()
    ends = nomination.call.meeting.ends
    session.add_all(
        PrivateFact(
            nomination_id=nomination.id,
            field=field,
            value=value,
            given_at=this.at,
            erase_after=privacy.erase_after(field, ends),
        )
        for field, value in wanted.items()
    )
    write_down(this, "tell something private", nomination, fields=sorted(wanted))


def end_links(this: Decision, nomination: Nomination) -> None:
    """Links that asked for an answer are dead: it was given."""
    for purpose in (CONFIRM, ANSWER, SPEAKER):
        withdraw_links(this, purpose, nomination.thing)


def private_facts(nomination: Nomination) -> list[PrivateFact]:
    """All of them, whoever asks: only for this room, which filters by `permissions.visible`."""
    found = select(PrivateFact).where(PrivateFact.nomination_id == nomination.id)
    return list(session.scalars(found.order_by(PrivateFact.field)))


def snapshot(nomination: Nomination) -> dict[str, Any]:
    """What it says now, as plain values, without private fields."""
    told = {name: getattr(nomination, name) for name in Words.__dataclass_fields__ if name != "sessions"}
    return {**told, "sessions": [one.session_id for one in nomination.wanted]}


def is_person_of(who: Visitor, whom: Person) -> bool:
    return who.person is not None and who.person == whom.id


def require_self(who: Visitor, nomination: Nomination) -> None:
    """Raises Refused for everybody but the person, the desk on their behalf included."""
    if verdict := may(who, TELL_PRIVATE, nomination):
        return
    assert verdict.reason, "a no has its reason"
    raise Refused(verdict.reason)


def _confirm(this: Decision, who: Visitor, one: Nomination) -> None:
    again = one.state is State.RETURNED
    carry_out(this, "confirm nomination", who, one, "confirm")
    if again:
        _forget_opinions(one)
    end_links(this, one)


def _but_self(who: Visitor, nomination: Nomination) -> list[Any]:
    """Who put the person forward, if that is somebody else."""
    mine = {reader.to.address.lower() for reader in person(nomination)}
    return [one for one in nominators(nomination) if one.to.address.lower() not in mine]


def _forget_opinions(nomination: Nomination) -> None:
    """What was thought of other words does not count for these."""
    nomination.reviews = []
    nomination.endorsements = []
    nomination.rank = None
    session.flush()


def _make(
    this: Decision,
    who: Visitor,
    call: SpeakerCall,
    channel: Channel,
    organisation: Organisation,
    whom: Person,
    late: bool,
) -> Nomination:
    place = channel.terms.first(Doing.CONFIRM)
    assert place is not None, "each channel lets the person confirm"
    one = Nomination(
        code=new_code(_codes()),
        call=call,
        channel=channel,
        person=whom,
        organisation=organisation,
        by_id=None if this.on_behalf else who.person,
        by_desk=this.on_behalf is not None,
        state=State.PUT_FORWARD,
        at=place,
        reached=place,
        is_late=late,
        made_at=this.at,
        changed_at=this.at,
    )
    session.add(one)
    return one


def _codes() -> set[str]:
    return set(session.scalars(select(Nomination.code)))


def _write(one: Nomination, words: Words) -> None:
    for name in Words.__dataclass_fields__:
        if name not in ("sessions", "availability"):
            setattr(one, name, getattr(words, name))
    one.availability = list(words.availability)
    one.wanted = []
    session.flush()
    one.wanted = [
        WantedSession(session_id=number, rank=rank) for rank, number in enumerate(words.sessions, 1)
    ]


def _require_speaks_for(this: Decision, who: Visitor, organisation: Organisation) -> None:
    if organisation.id in who.organisations or (this.on_behalf and may(who, ENTER)):
        return
    raise Refused(
        Sentence(
            "You do not speak for %(name)s. Ask to, on the page of your organisations, or let one of its "
            "people put the person forward.",
            name=organisation.name,
        )
    )


def _require_open(this: Decision, call: SpeakerCall, *, invited: bool) -> bool:
    """Whether it is late. `invited`: by a personal link, or because a place is vacant. What the desk enters
    counts from the day on which it came."""
    phase = rules.phase(call.opens_at, call.closes_at, this.at)
    in_time = _came_in_time(this, call)
    why = rules.refusal(phase, call.late)
    if why and not (phase is Phase.OVER and (invited or in_time)):
        raise Refused(why)
    return phase is Phase.OVER and not in_time


def _came_in_time(this: Decision, call: SpeakerCall) -> bool:
    wish = this.on_behalf
    if wish and wish.within:
        return wish.within[0] < call.closes_at
    closing_day = to_local(call.closes_at, call.meeting.time_zone).date()
    return wish is not None and wish.came_on <= closing_day


def _require_channel(call: SpeakerCall, channel: Channel, organisation: Organisation) -> None:
    if channel not in call.channels:
        names = ", ".join(one.name for one in call.channels)
        raise Refused(Sentence("Names arrive at this call by: %(names)s. Choose one of these.", names=names))
    one = organisation
    groups = [one.regional_group, one.second_group]
    terms = channel.terms
    if why := rules.why_not_nominate(one.name, one.kind, groups, terms.kinds, terms.regional_group):
        raise Refused(why)


def _require_words(call: SpeakerCall, words: Words) -> None:
    for _, fault in rules.faults_of_words(words, call.required):
        raise Refused(fault)
    found = select(ThematicSession.id).where(
        ThematicSession.id.in_(words.sessions), ThematicSession.meeting_id == call.meeting_id
    )
    if set(session.scalars(found)) != set(words.sessions):
        raise Refused(Sentence("One of the sessions is none of this meeting. Choose from the list."))


def _require_new(call: SpeakerCall, channel: Channel, whom: Person) -> None:
    found = select(Nomination).where(
        Nomination.call_id == call.id,
        Nomination.channel_id == channel.id,
        Nomination.person_id == whom.id,
        Nomination.state.in_(ALIVE),
    )
    if session.scalars(found).first():
        raise Clash(
            Sentence(
                "%(name)s is put forward in this call and by this channel already. Change that nomination, "
                "or withdraw it first.",
                name=whom.name,
            )
        )
