"""Channels as data: who does what, in which order, and what follows when nobody does. Pure.

No code asks which channel it is: everything that differs between VNGOC, a Regional Group and the direct way
stands in the steps. What is delivered lies in channels.json.
"""

import json
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from scheduler.kernel.permissions import Visitor
from scheduler.kernel.terms import Constituency, OrganisationKind, Role
from scheduler.kernel.words import Sentence
from scheduler.nominations.privacy import not_for
from scheduler.nominations.terms import Doing, Dropout, Field, Lapse, Party

FILE = Path(__file__).with_name("channels.json")

WITH_A_BODY = {Party.COORDINATOR: Role.CHANNEL_COORDINATOR, Party.REVIEWER: Role.CHANNEL_REVIEWER}
"""Parties that act for a body, by the role that makes somebody one."""
OF_THE_HOUSE = {
    Party.CIVIL_SOCIETY_UNIT: frozenset({Role.CIVIL_SOCIETY_UNIT}),
    Party.SECRETARIAT: frozenset({Role.SECRETARIAT, Role.ADMIN}),
}

PARTIES = {
    Party.NOMINATOR: Sentence("the nominating organisation"),
    Party.PERSON: Sentence("the person put forward"),
    Party.REVIEWER: Sentence("the reviewers"),
    Party.COORDINATOR: Sentence("the coordinator"),
    Party.CIVIL_SOCIETY_UNIT: Sentence("the Civil Society Unit"),
    Party.SECRETARIAT: Sentence("the secretariat"),
}
"""How sentences name a party that has no body."""
DOINGS = {
    Doing.ASK: Sentence("ask an organisation to name somebody"),
    Doing.APPLY: Sentence("put somebody forward"),
    Doing.NAME: Sentence("name somebody when asked"),
    Doing.CONFIRM: Sentence("confirm"),
    Doing.SCORE: Sentence("score by the criteria"),
    Doing.ENDORSE: Sentence("endorse or not, and rank"),
    Doing.RETURN: Sentence("return for changes"),
    Doing.COMMENT: Sentence("comment"),
    Doing.FORWARD: Sentence("forward"),
    Doing.SEAT: Sentence("give a place, hold in reserve, or not choose"),
    Doing.INVITE: Sentence("invite"),
}
"""What each doing is called, for pages that show a channel's steps."""
LAPSES = {
    Lapse.GOES_ON: Sentence("If the deadline passes, it goes on without."),
    Lapse.WAITS: Sentence("If the deadline passes, it waits and is shown as late."),
    Lapse.PASSES: Sentence("If the deadline passes, somebody else does it."),
}


@dataclass(frozen=True)
class Step:
    """One step of a channel. `bodies`: for which bodies coordinators or reviewers act, by the code of their
    roles; several of them take it together. `remind`: so many days before its deadline. `needs`: how many
    have to act before it moves on; of a step that several bodies take together, each of them has to."""

    name: str
    party: Party
    may: frozenset[Doing]
    bodies: tuple[str, ...] = ()
    sees: frozenset[Field] = frozenset()
    lapse: Lapse = Lapse.WAITS
    passes_to: Party | None = None
    remind: tuple[int, ...] = ()
    needs: int = 1


@dataclass(frozen=True)
class Terms:
    """A channel of a meeting. `sender`: under which correspondent's name its letters go. `kinds`: which
    organisations may put somebody forward; `regional_group`: only States of it. `open_to_desk`: the
    secretariat sees what comes from the start, not only what is forwarded."""

    code: str
    name: str
    sender: str
    constituency: Constituency
    kinds: frozenset[OrganisationKind]
    dropout: Dropout
    steps: tuple[Step, ...] = field(default=())
    regional_group: str | None = None
    open_to_desk: bool = False

    def first(self, doing: Doing) -> int | None:
        """The place of the first step that may do this, counted from 0."""
        return next((place for place, step in enumerate(self.steps) if doing in step.may), None)


def is_party(step: Step, who: Visitor, *, nominator: bool = False, person: bool = False) -> bool:
    """Whether the visitor acts in this step. `nominator`, `person`: whether they are these."""
    return acts_as(step.party, step.bodies, who, nominator=nominator, person=person)


def acts_as(
    party: Party, bodies: Collection[str], who: Visitor, *, nominator: bool = False, person: bool = False
) -> bool:
    """The same for a party and its bodies."""
    if role := WITH_A_BODY.get(party):
        return any((role, body) in who.channels for body in bodies)
    if roles := OF_THE_HOUSE.get(party):
        return bool(roles & who.roles)
    return nominator if party is Party.NOMINATOR else person


def body_of(step: Step, who: Visitor) -> str:
    """For which body of the step the visitor acts; the party's name where it has none."""
    role = WITH_A_BODY.get(step.party)
    return next((body for body in step.bodies if (role, body) in who.channels), step.party.value)


def called(step: Step) -> Sentence:
    """Who acts in a step, in words."""
    if not step.bodies:
        return PARTIES[step.party]
    bodies = " and ".join(map(_called_body, step.bodies))
    return Sentence("%(party)s of %(bodies)s", party=PARTIES[step.party], bodies=bodies)


def _called_body(code: str) -> str:
    """A Regional Group by its name; others are known by their code, such as VNGOC."""
    known = delivered().get(code)
    return f"the {known.name}" if known and known.regional_group else code


def turn(
    steps: Sequence[Step], at: int, doing: Doing, holds_nobody_up: Callable[[int], bool]
) -> int | Sentence:
    """At which step this can be done now: the one that a nomination is `at`, or a later one where those
    between go on without. Else whose turn it is. `holds_nobody_up`: whether a step has no deadline, or its
    deadline has passed."""
    for place in range(at, len(steps)):
        if doing in steps[place].may:
            return place
        if steps[place].lapse is not Lapse.GOES_ON or not holds_nobody_up(place):
            break
    return Sentence(
        "It is not its turn yet. This waits for %(whom)s (step “%(step)s”).",
        whom=called(steps[min(at, len(steps) - 1)]),
        step=steps[min(at, len(steps) - 1)].name,
    )


def is_complete(step: Step, doing: Doing, done_by: Collection[str]) -> bool:
    """Whether the step moves on, after these bodies or people did it."""
    return len(done_by) >= max(step.needs, len(step.bodies) if doing is not Doing.SCORE else 1)


def faults(terms: Terms) -> list[Sentence]:
    """What cannot be a channel, with what to do about it."""
    found = [] if terms.steps else [Sentence("A channel needs at least one step.")]
    found += [fault for step in terms.steps for fault in _faults_of(step)]
    names = [step.name for step in terms.steps]
    if len(set(names)) < len(names):
        found.append(Sentence("Two steps have the same name. Give each its own."))
    doings = [doing for step in terms.steps for doing in step.may]
    for doing, text in _ONCE.items():
        if doings.count(doing) != 1:
            found.append(text)
    if terms.steps and (terms.first(Doing.SEAT) or 0) != len(terms.steps) - 1:
        found.append(Sentence("The step that gives places has to be the last."))
    if not {Doing.APPLY, Doing.NAME} & set(doings):
        found.append(Sentence("Let a step put somebody forward, or name somebody."))
    if Doing.NAME in doings and Doing.ASK not in doings:
        found.append(Sentence("Where organisations name somebody when asked, a step before it has to ask."))
    if Doing.FORWARD in doings and Doing.ENDORSE not in doings:
        found.append(Sentence("Only what was endorsed is forwarded: let a step before it endorse."))
    return found + list(_out_of_order(terms))


def _out_of_order(terms: Terms) -> Iterator[Sentence]:
    """Steps that come before one without which they have nothing to act on."""
    for place, step in enumerate(terms.steps):
        for doing in (one for one in Doing if one in step.may):
            for first in _AFTER.get(doing, ()):
                earlier = terms.first(first)
                if earlier is not None and earlier > place:
                    yield Sentence(
                        "Step “%(step)s” has to come after “%(earlier)s”: move it down.",
                        step=step.name,
                        earlier=terms.steps[earlier].name,
                    )


_OF_NAMES = (Doing.APPLY, Doing.NAME)
_AFTER = {
    Doing.NAME: (Doing.ASK,),
    Doing.CONFIRM: _OF_NAMES,
    Doing.SCORE: (Doing.CONFIRM,),
    Doing.ENDORSE: (Doing.CONFIRM,),
    Doing.RETURN: (Doing.CONFIRM,),
    Doing.COMMENT: (Doing.CONFIRM,),
    Doing.FORWARD: (Doing.CONFIRM, Doing.ENDORSE),
}
"""What has to come before, where it is there at all."""


def why_fixed(before: Terms, after: Terms, lapsed: Collection[int] = ()) -> Sentence | None:
    """What of new steps is not safe while names are on their way by the old ones, with the way out; None: all
    is. `lapsed`: the places of steps whose deadline has passed in a call, so that it was done what that
    means."""
    if [_shape(one) for one in before.steps] != [_shape(one) for one in after.steps]:
        return Sentence(
            "A call takes names by this channel, so its steps stay: their order, their names, who acts and "
            "what they may do. Add a channel of another code for what comes now."
        )
    for place, (old, new) in enumerate(zip(before.steps, after.steps, strict=True)):
        if not new.sees <= old.sees:
            return Sentence(
                "Step “%(step)s” would see more of people than when they were put forward. A call uses this "
                "channel, so it can only see less.",
                step=old.name,
            )
        if place in lapsed and (old.lapse, old.passes_to) != (new.lapse, new.passes_to):
            return Sentence(
                "The deadline of step “%(step)s” has passed in a call, and what that means was done. It "
                "stays.",
                step=old.name,
            )
    return None


def _shape(step: Step) -> tuple[object, ...]:
    """What must not change under nominations that are on their way."""
    return step.name, step.party, step.may, step.bodies, step.needs


_ONCE = {
    Doing.CONFIRM: Sentence("Exactly one step has to let the person confirm."),
    Doing.SEAT: Sentence("Exactly one step has to give places."),
}
_ONLY = {
    Doing.APPLY: Party.NOMINATOR,
    Doing.NAME: Party.NOMINATOR,
    Doing.CONFIRM: Party.PERSON,
    Doing.SCORE: Party.REVIEWER,
    Doing.ASK: Party.SECRETARIAT,
    Doing.SEAT: Party.SECRETARIAT,
    Doing.INVITE: Party.SECRETARIAT,
}


def _faults_of(step: Step) -> list[Sentence]:
    found = []
    told = {"step": step.name}
    if (step.party in WITH_A_BODY) != bool(step.bodies):
        found.append(
            Sentence(
                "Step “%(step)s”: name the body of its coordinators or reviewers; others have none.", **told
            )
        )
    if not step.may:
        found.append(Sentence("Step “%(step)s” lets nobody do anything. Say what it may do.", **told))
    for doing in sorted(step.may):
        if _ONLY.get(doing, step.party) is not step.party:
            who = PARTIES[_ONLY[doing]]
            found.append(
                Sentence("Step “%(step)s”: only %(who)s can %(doing)s.", **told, who=who, doing=DOINGS[doing])
            )
    if (step.lapse is Lapse.PASSES) != (step.passes_to in OF_THE_HOUSE):
        found.append(
            Sentence(
                "Step “%(step)s”: say to whom it passes, the secretariat or the Civil Society Unit.", **told
            )
        )
    if hidden := not_for(step.party, step.sees):
        found.append(
            Sentence("Step “%(step)s” must not see: %(fields)s.", **told, fields=", ".join(map(str, hidden)))
        )
    if step.needs < 1 or any(days < 1 for days in step.remind):
        found.append(Sentence("Step “%(step)s”: use whole numbers from 1.", **told))
    return found


@cache
def delivered() -> dict[str, Terms]:
    """The channels that come with the program, by code."""
    told = json.loads(FILE.read_text(encoding="utf-8"))
    return {one["code"]: from_json(one) for one in told["channels"]}


def from_json(told: dict[str, Any]) -> Terms:
    """A channel as plain values: how it is delivered, and how an operator writes it. Raises ValueError and
    KeyError for what is none."""
    return Terms(
        code=told["code"],
        name=told["name"],
        sender=told["sender"],
        constituency=Constituency(told["constituency"]),
        kinds=frozenset(map(OrganisationKind, told["kinds"])),
        dropout=Dropout(told["dropout"]),
        steps=tuple(map(step_from_json, told["steps"])),
        regional_group=told.get("regional_group"),
        open_to_desk=told.get("open_to_desk", False),
    )


def step_from_json(told: dict[str, Any]) -> Step:
    passes_to = told.get("passes_to")
    return Step(
        name=told["name"],
        party=Party(told["party"]),
        may=frozenset(map(Doing, told["may"])),
        bodies=tuple(told.get("bodies", ())),
        sees=frozenset(map(Field, told.get("sees", ()))),
        lapse=Lapse(told.get("lapse", Lapse.WAITS)),
        passes_to=Party(passes_to) if passes_to else None,
        remind=tuple(told.get("remind", ())),
        needs=told.get("needs", 1),
    )


def step_to_json(step: Step) -> dict[str, Any]:
    """As it is stored, and as `step_from_json` reads it."""
    return {
        "name": step.name,
        "party": step.party.value,
        "may": [doing.value for doing in Doing if doing in step.may],
        "bodies": list(step.bodies),
        "sees": [one.value for one in Field if one in step.sees],
        "lapse": step.lapse.value,
        "passes_to": step.passes_to.value if step.passes_to else None,
        "remind": list(step.remind),
        "needs": step.needs,
    }
