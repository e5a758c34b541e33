"""The story of a nomination: each act by whoever does it, at its moment."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from scheduler.accounts.queries import by_address, visitor
from scheduler.demo.open_call.play import Story
from scheduler.demo.speakers import words
from scheduler.demo.speakers.cast import Part
from scheduler.demo.speakers.fates import Act, Told, acts
from scheduler.demo.speakers.stage import Stage
from scheduler.kernel.decision import decision
from scheduler.kernel.permissions import Visitor
from scheduler.kernel.terms import NamedAs
from scheduler.nominations import contributing, nominating, reviewing, seating
from scheduler.nominations.calling import ask_entity
from scheduler.nominations.models import Nomination
from scheduler.nominations.placing import why_unfit
from scheduler.thematic_sessions.models import Seat, ThematicSession

UNTIL_CONFIRMED = timedelta(hours=20)
ASKED_BEFORE = 1.5
"""Days before an entity names somebody it is asked to."""


@dataclass
class Scene:
    """One part on the stage, and its nomination as soon as there is one."""

    stage: Stage
    part: Part
    _nomination: Nomination | None = field(default=None)

    @property
    def told(self) -> Told:
        return self.part.told

    @property
    def nomination(self) -> Nomination:
        assert self._nomination, "nobody is put forward yet"
        return self._nomination

    @nomination.setter
    def nomination(self, made: Nomination) -> None:
        self._nomination = made

    @property
    def session(self) -> ThematicSession:
        return self.stage.sessions[self.told.call][self.told.session]

    @property
    def seat(self) -> Seat | None:
        """On the panel; None: from the floor."""
        panel = self.session.panel
        assert panel, "each session has a panel"
        fitting = (seat for seat in panel.seats if not why_unfit(self.nomination, seat))
        return None if self.told.floor else next(fitting)

    @property
    def person(self) -> Visitor:
        """Who is put forward, with an account or by a link."""
        account = by_address(self.part.address)
        return visitor(account, strong=True) if account else Visitor(person=self.nomination.person_id)

    @property
    def coordinator(self) -> Visitor:
        return self.stage.troupe.coordinators[self.told.channel]


def story(scene: Scene) -> Story:
    """All that happens to one nomination."""
    stage, part = scene.stage, scene.part
    if scene.told.channel == "DIRECT":
        yield stage.moment((stage.put_at(part) - stage.now).days - ASKED_BEFORE)
        _ask(scene)
    for act in acts(scene.told.channel, scene.told.fate):
        if act in (Act.PUT, Act.CONFIRM):
            yield stage.put_at(part) + (act is Act.CONFIRM) * UNTIL_CONFIRMED
        else:
            yield stage.acts_at(part, act)
        ACTS[act](scene)


def _ask(scene: Scene) -> None:
    """The secretariat asks an entity to name somebody."""
    stage, told = scene.stage, scene.told
    organisation = stage.organisation(scene.part.party.name)
    with decision(stage.troupe.desk.actor) as this:
        ask_entity(
            this, stage.calls[told.call], stage.channel(told.call, "DIRECT"), organisation, scene.session
        )


def _put(scene: Scene) -> None:
    stage, part, told = scene.stage, scene.part, scene.told
    who = stage.troupe.nominators[part.party.name]
    with decision(who.actor) as this:
        scene.nomination = nominating.put_forward(
            this,
            who,
            stage.calls[told.call],
            stage.channel(told.call, told.channel),
            stage.organisation(part.party.name),
            nominating.nominee(this, stage.calls[told.call].meeting, part.name, part.address),
            words.words(part, scene.session.id),
        )


def _confirm(scene: Scene) -> None:
    """The person says what is theirs to say, and confirms."""
    who, one = scene.person, scene.nomination
    with decision(who.actor) as this:
        if private := words.private(scene.part):
            nominating.tell_private(this, who, one, private)
        if (named_as := words.naming(scene.part)) is not NamedAs.IN_FULL:
            nominating.choose_naming(this, who, one, named_as, shown=True, recorded=False)
        nominating.confirm(this, who, one)


def _score(reviewer: int) -> Callable[[Scene], None]:
    def score(scene: Scene) -> None:
        rng = scene.part.rng
        marks = {code: rng.randint(2 + reviewer, 5) for code, *_ in words.CRITERIA}
        _do(reviewing.score, scene.stage.troupe.reviewers[reviewer], scene, marks)

    return score


def _accept(scene: Scene) -> None:
    """Every other one gives what they owe at once."""
    _do(seating.accept, scene.person, scene)
    for owed in scene.nomination.owed if scene.part.number % 2 else ():
        _do(contributing.give, scene.person, scene, owed.kind, words.given(scene.part, owed.kind))


def _said(said: tuple[str, ...], scene: Scene) -> str:
    return scene.part.rng.choice(said)


def _do(act: Callable[..., Any], who: Visitor, scene: Scene, *what: Any) -> None:
    """An act of this visitor's, as a decision of its own."""
    with decision(who.actor) as this:
        act(this, who, scene.nomination, *what)


def _at_desk(act: Callable[..., Any], scene: Scene, *what: Any) -> None:
    _do(act, scene.stage.troupe.desk, scene, *what)


ACTS: Mapping[Act, Callable[[Scene], None]] = {
    Act.PUT: _put,
    Act.CONFIRM: _confirm,
    Act.SCORE: _score(0),
    Act.SCORE_TOO: _score(1),
    Act.STEP_ASIDE: lambda one: _do(reviewing.recuse, one.stage.troupe.reviewers[0], one, words.INTEREST),
    Act.TAKE_BACK: lambda one: _do(seating.withdraw, one.person, one, words.TAKEN_BACK),
    Act.RETURN: lambda one: _do(reviewing.return_, one.coordinator, one, words.RETURNED),
    Act.NOT_ENDORSE: lambda one: _do(
        reviewing.not_endorse, one.coordinator, one, _said(words.NOT_ENDORSED, one)
    ),
    Act.ENDORSE: lambda one: _do(reviewing.endorse, one.coordinator, one),
    Act.ADVISE: lambda one: _do(reviewing.comment, one.stage.troupe.unit, one, _said(words.COMMENTS, one)),
    Act.FORWARD: lambda one: _do(reviewing.forward, one.coordinator, one),
    Act.NOT_CHOOSE: lambda one: _at_desk(seating.not_choose, one, _said(words.REASONS, one)),
    Act.HOLD: lambda one: _at_desk(seating.hold_in_reserve, one, one.session, one.seat),
    Act.SEAT: lambda one: _at_desk(seating.seat, one, one.session, one.seat),
    Act.INVITE: lambda one: _at_desk(seating.invite, one),
    Act.ACCEPT: _accept,
    Act.DECLINE: lambda one: _do(seating.decline, one.person, one),
    Act.DROP_OUT: lambda one: _do(seating.withdraw, one.person, one, words.TAKEN_BACK),
    Act.OFFER: lambda one: _at_desk(seating.offer_to_reserve, one),
    Act.DELIVER: lambda one: _at_desk(seating.deliver, one),
    Act.NOT_DELIVER: lambda one: _at_desk(seating.not_deliver, one, words.NO_TIME),
}
"""Who does each of them, and how."""
