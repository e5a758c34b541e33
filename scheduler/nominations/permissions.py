"""Who may do what with nominations, and who sees what of them: what the steps of a channel say, in one place.

A nomination is seen by whoever put it forward, by the person, and by the parties of the steps that it has
reached; by the secretariat from the start only where the channel is open to it, or the desk entered it.
"""

from collections.abc import Callable, Iterator
from typing import Any

from scheduler.kernel.permissions import Act, Visitor
from scheduler.kernel.terms import Role
from scheduler.kernel.words import Sentence
from scheduler.nominations.channels import Step, acts_as, is_party
from scheduler.nominations.privacy import fields_for
from scheduler.nominations.terms import PRIVATE, Doing, Field, Party

SECRETARIAT = frozenset({Role.SECRETARIAT, Role.ADMIN})
ONLY_THE_DESK = Sentence("Only the secretariat can do this.")
ONLY_THEIRS = Sentence("Only the person, and the organisation that put them forward, can do this.")
ONLY_THE_PERSON = Sentence("Only the person who was put forward can do this.")


def is_person(who: Visitor, nomination: Any) -> bool:
    """Whether the visitor is who was put forward."""
    return who.person is not None and who.person == nomination.person_id


def is_nominator(who: Visitor, nomination: Any) -> bool:
    """Whether the visitor put them forward, or speaks for the organisation that did."""
    own = who.person is not None and who.person == nomination.by_id
    return own or nomination.organisation_id in who.organisations


def has_interest(who: Visitor, nomination: Any) -> bool:
    """Whether a reviewer has to step aside: it is them, or they speak for who put the person forward, even
    where they come by a link that does not let them act for it."""
    if is_person(who, nomination) or is_nominator(who, nomination):
        return True
    return nomination.organisation_id in who.interests


def parts(who: Visitor, nomination: Any) -> Iterator[tuple[int, Step, Party]]:
    """In which steps of its channel the visitor acts: their places, the steps, and as whom."""
    as_ = {"nominator": is_nominator(who, nomination), "person": is_person(who, nomination)}
    for place, step in enumerate(nomination.steps):
        if is_party(step, who, **as_):
            yield place, step, step.party
        if place in nomination.passed and step.passes_to and acts_as(step.passes_to, (), who):
            yield place, step, step.passes_to


def does(doing: Doing) -> Callable[[Visitor, Any], bool]:
    """Whether a step of the channel lets the visitor do this, be it their turn now or not."""
    return lambda who, nomination: any(doing in step.may for _, step, _ in parts(who, nomination))


def may_see(who: Visitor, nomination: Any) -> bool:
    if is_person(who, nomination) or is_nominator(who, nomination):
        return True
    if SECRETARIAT & who.roles and nomination.is_open_to_desk:
        return True
    return any(place <= nomination.reached for place, _, _ in parts(who, nomination))


def visible(who: Visitor, nomination: Any) -> frozenset[Field]:
    """Which fields of a nomination the visitor sees: of all steps that it has reached and in which they act.
    The desk sees of one that is open to it what its last step will see, but for private fields; an
    administrator never sees those."""
    seen: set[Field] = set()
    if is_person(who, nomination):
        seen |= fields_for(Party.PERSON, Field)
    for place, step, party in parts(who, nomination):
        if place <= nomination.reached:
            seen |= fields_for(party, step.sees)
        elif SECRETARIAT & who.roles and nomination.is_open_to_desk:
            seen |= fields_for(party, step.sees) - PRIVATE
    if not is_person(who, nomination) and who.roles & SECRETARIAT == {Role.ADMIN}:
        seen -= PRIVATE
    return frozenset(seen)


def _works_on(who: Visitor, nomination: Any) -> bool:
    """For a body, or as the Unit; not as who put them forward, nor as the person."""
    theirs = (Party.NOMINATOR, Party.PERSON)
    return any(
        place <= nomination.reached and party not in theirs for place, _, party in parts(who, nomination)
    )


def _leaves(who: Visitor, nomination: Any) -> bool:
    return is_person(who, nomination) or is_nominator(who, nomination)


def _has_account(who: Visitor, _thing: Any) -> bool:
    return who.account is not None


def _acts_for(who: Visitor, body: Any) -> bool:
    return (Role.CHANNEL_COORDINATOR, body) in who.channels


def _by_step(name: str, doing: Doing, reason: str, whom: str) -> Act:
    return Act(name, Sentence(reason), holds=does(doing), hidden=True, whom=whom)


SET_CALLS = Act("set up calls for speakers and channels", ONLY_THE_DESK, SECRETARIAT)
APPLY = Act(
    "put somebody forward",
    Sentence("Sign in to put somebody forward."),
    holds=_has_account,
    whom="whoever is signed in, for an organisation that the channel is for",
)
SEE = Act(
    "see a nomination",
    Sentence("Only those who act on this nomination can see it."),
    holds=may_see,
    hidden=True,
    whom="the person; who put them forward; parties of the steps that it has reached; of channels that are "
    "open to the desk: secretariat, administrators",
)
HERE = (Doing.SCORE, Doing.ENDORSE, Doing.RETURN, Doing.COMMENT, Doing.FORWARD)
"""What is done at the desks of bodies; places are given at the composing board."""


def acts_in(who: Visitor, channel: Any) -> bool:
    """Whether a step of the channel that belongs to these desks is the visitor's, or may pass to them."""
    theirs = [step for step in channel.steps if set(HERE) & step.may]
    return any(
        acts_as(step.party, step.bodies, who)
        or (step.passes_to is not None and acts_as(step.passes_to, (), who))
        for step in theirs
    )


SEE_LIST = Act(
    "see the list of a channel",
    Sentence("Only those who act for a body of this channel can see its list."),
    holds=acts_in,
    hidden=True,
    whom="who acts for a body in a step of the channel; civil society unit, secretariat, administrators: "
    "where a step is theirs or passes to them",
)
SEE_DESKS = Act(
    "see the desk of a body",
    Sentence("Only those who act for a body of a channel can see its desk."),
    SECRETARIAT | {Role.CIVIL_SOCIETY_UNIT, Role.CHANNEL_COORDINATOR, Role.CHANNEL_REVIEWER},
)
SEE_AT_A_DESK = Act(
    "see a nomination at the desk of a body",
    Sentence("Only those who act on this nomination can see it."),
    holds=_works_on,
    hidden=True,
    whom="who acts for a body in a step that it has reached; civil society unit, secretariat, "
    "administrators: in their steps",
)
WRITE = Act(
    "write a nomination", ONLY_THEIRS, holds=_leaves, hidden=True, whom="the person; who put them forward"
)
CONFIRM = Act(
    "confirm one's own nomination", ONLY_THE_PERSON, holds=is_person, hidden=True, whom="the person"
)
ANSWER = Act("answer an invitation", ONLY_THE_PERSON, holds=is_person, hidden=True, whom="the person")
GIVE = Act("give a statement or video", ONLY_THE_PERSON, holds=is_person, hidden=True, whom="the person")
TELL_PRIVATE = Act("tell something private", ONLY_THE_PERSON, holds=is_person, hidden=True, whom="the person")
WITHDRAW = Act(
    "withdraw a nomination", ONLY_THEIRS, holds=_leaves, hidden=True, whom="the person; who put them forward"
)
SCORE = _by_step(
    "score a nomination",
    Doing.SCORE,
    "Only the reviewers of its channel can score a nomination. Tell its coordinator what you think.",
    "reviewers of its channel",
)
ENDORSE = _by_step(
    "endorse a nomination",
    Doing.ENDORSE,
    "Only the coordinator of its own channel can endorse a nomination. Write to them if you support it.",
    "coordinators of its channel",
)
RETURN = _by_step(
    "return a nomination",
    Doing.RETURN,
    "Only the coordinator of its own channel can return a nomination.",
    "coordinators of its channel",
)
COMMENT = _by_step(
    "comment on a nomination",
    Doing.COMMENT,
    "Only the body that its channel asks for comments can comment.",
    "the body that its channel asks",
)
FORWARD = _by_step(
    "forward a nomination",
    Doing.FORWARD,
    "Only the coordinator of its own channel can forward a nomination.",
    "coordinators of its channel",
)
SEAT = _by_step(
    "give a place to a nominee",
    Doing.SEAT,
    "Only the secretariat gives places.",
    "secretariat, administrators: once it has reached them",
)
INVITE = _by_step(
    "invite a nominee",
    Doing.INVITE,
    "Only the secretariat invites speakers.",
    "secretariat, administrators: once it has reached them",
)
COMPOSE = Act("compose panels", ONLY_THE_DESK, SECRETARIAT)
RECORD_DELIVERY = Act("say who spoke", ONLY_THE_DESK, SECRETARIAT)
ENTER = Act("enter a nomination on behalf", ONLY_THE_DESK, SECRETARIAT)
WORK = Act(
    "work at a channel's desk",
    Sentence("Only the coordinator of this channel can do this."),
    SECRETARIAT,
    _acts_for,
    hidden=True,
    whom="coordinators of the channel",
)
IMPORT = Act("import nominations", ONLY_THE_DESK, SECRETARIAT)
HAND_ROLE = Act("say who holds a channel's role", ONLY_THE_DESK, SECRETARIAT)
