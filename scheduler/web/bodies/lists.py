"""The list of a body in a call: what it has to decide on, what it endorsed in its order, and the rest."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from flask import abort, request
from flask.typing import ResponseReturnValue

from scheduler.kernel import clock
from scheduler.kernel.decision import Decision, decision
from scheduler.kernel.errors import Clash, Refused, Told
from scheduler.kernel.permissions import Visitor
from scheduler.kernel.text import clean
from scheduler.kernel.words import Sentence
from scheduler.nominations import answering, channels, desks, reviewing
from scheduler.nominations.acting import lock_meeting
from scheduler.nominations.desks import Case, Route
from scheduler.nominations.models import Nomination
from scheduler.nominations.terms import Doing, Field, Part, State
from scheduler.web.bodies import charts, words
from scheduler.web.bodies.window import Window
from scheduler.web.bodies.worklist import notes, titles
from scheduler.web.languages import say

LONGEST = 2_000
JOINT = "."
"""Between codes in an address."""
MOST_JUST = 200
CAN_BE_TAKEN_BACK = ("endorse", "not-endorse")


@dataclass(frozen=True)
class Chosen:
    """Of which session and part the list is shown; None: of all."""

    session: int | None = None
    part: Part | None = None

    def fits(self, one: Nomination) -> bool:
        wanted = {each.session_id for each in one.wanted}
        return (self.session is None or self.session in wanted) and self.part in (None, one.part)

    @property
    def kept(self) -> dict[str, object]:
        """For the address of the same list."""
        return {name: value for name, value in vars(self).items() if value is not None}


@dataclass(frozen=True)
class Fault:
    """What was refused, and what was typed and ticked, which is not lost."""

    act: str
    said: str
    typed: dict[str, str] = field(default_factory=dict)
    ticked: frozenset[str] = frozenset()


def chosen() -> Chosen:
    part = request.args.get("part", "")
    number = request.args.get("session", "")
    return Chosen(
        int(number) if number.isascii() and number.isdecimal() and len(number) < 10 else None,
        Part(part) if part in set(Part) else None,
    )


def shown(window: Window, call: int, channel: str) -> str:
    return page(window, window.route(call, channel))


def cases_of(window: Window, route: Route, what: Chosen) -> list[Case]:
    """Those of the route that the visitor may see and that the address asks for; ranked ones in order."""
    found = [
        case
        for case in desks.cases(window.admit())
        if (case.nomination.call_id, case.nomination.channel_id) == (route.call.id, route.channel.id)
        and what.fits(case.nomination)
    ]
    return sorted(found, key=lambda case: (case.nomination.rank is None, case.nomination.rank or 0))


def page(window: Window, route: Route, fault: Fault | None = None) -> str:
    """The whole page; `fault` is told at what was refused."""
    who, what = window.admit(), chosen()
    every = cases_of(window, route, Chosen())
    found = [case for case in every if what.fits(case.nomination)]
    return window.page(
        "bodies/list.html",
        route=route,
        what=what,
        to_decide=_in(found, State.CONFIRMED),
        ranked=_in(found, State.ENDORSED),
        others=[case for case in found if case.nomination.state not in (State.CONFIRMED, State.ENDORSED)],
        sees_scores=any(Field.SCORES in case.facts for case in found),
        places=desks.places(route.call, route.channel, what.session, what.part),
        can={case.nomination.id: desks.can(who, case.nomination) for case in found},
        steps=[
            (channels.called(step), step, route.call.deadline(route.channel.id, place))
            for place, step in enumerate(route.channel.steps)
        ],
        now=clock.now(),
        titles=titles(every),
        notes=notes(found),
        charts=charts.of(
            who, route, [case for case in found if case.nomination.state is not State.WITHDRAWN]
        ),
        just=_just_decided(who, every),
        fault=fault,
        Field=Field,
        Doing=Doing,
        words=words,
        channels=channels,
    )


def act(window: Window, call: int, channel: str, do: str) -> ResponseReturnValue:
    """Something with the list: all of it, or nothing."""
    route = window.route(call, channel)
    if do not in ACTS:
        abort(404)
    perform, said = ACTS[do]
    ticked = request.form.getlist("nomination")
    try:
        with decision(window.admit().actor) as this:
            lock_meeting(route.call.meeting_id)
            perform(this, window.admit(), route)
    except Told as refused:
        fault = Fault(do, say(refused.sentence), dict(request.form.items()), frozenset(ticked))
        return page(window, route, fault), 409
    just = {"just": JOINT.join(ticked[:MOST_JUST])} if do in CAN_BE_TAKEN_BACK else {}
    return window.back(say(said), "list", number=call, channel=channel, **chosen().kept, **just)


def _just_decided(who: Visitor, cases: Sequence[Case]) -> list[Case]:
    """Those on which the last act decided, as the address says, and that can be decided on anew."""
    codes = request.args.get("just", "").split(JOINT)
    return [
        case for case in cases if case.nomination.code in codes and desks.can_reconsider(who, case.nomination)
    ]


def _in(found: Sequence[Case], state: State) -> list[Case]:
    return [case for case in found if case.nomination.state is state]


def _each(
    perform: Callable[..., object], *, with_reason: bool = False
) -> Callable[[Decision, Visitor, Route], None]:
    """The same with all that were ticked, for one reason where one is due."""

    def act(this: Decision, who: Visitor, route: Route) -> None:
        ticked = set(request.form.getlist("nomination"))
        found = [case.nomination for case in desks.cases(who) if case.nomination.code in ticked]
        if not found:
            raise Refused(Sentence("Tick those that are meant, then press the button again."))
        why = (clean(request.form.get("why", ""))[:LONGEST],) if with_reason else ()
        for one in sorted(found, key=lambda one: (one.rank or 0, one.id)):
            perform(this, who, one, *why)

    return act


def _rank(this: Decision, who: Visitor, route: Route) -> None:
    """The numbers as they were typed; then one up or down, where such a button was pressed."""
    whole = reviewing.endorsed(route.call, route.channel)
    listed = [one for one in whole if chosen().fits(one)]
    order = _pressed(sorted(listed, key=_numbers(listed)))
    reviewing.rank(this, who, route.call, route.channel, _bodies(route)[0], desks.reordered(whole, order))


def _numbers(listed: Sequence[Nomination]) -> Callable[[Nomination], int]:
    typed = {name.removeprefix("place-"): value for name, value in request.form.items() if "place-" in name}
    if set(typed) != {one.code for one in listed}:
        raise Clash(Sentence("The list has changed meanwhile. Load it again, then put it in order."))
    if any(not (value.isascii() and value.isdecimal() and len(value) < 6) for value in typed.values()):
        raise Refused(Sentence("Write a whole number at each name, from 1 on."))
    if len({int(value) for value in typed.values()}) < len(typed):
        raise Refused(Sentence("Two names have the same number. Give each its own."))
    return lambda one: int(typed[one.code])


def _pressed(order: list[Nomination]) -> list[Nomination]:
    for name, step in (("up", -1), ("down", 1)):
        codes = [one.code for one in order]
        if (code := request.form.get(name)) in codes:
            place = codes.index(code)
            other = min(max(place + step, 0), len(order) - 1)
            order[place], order[other] = order[other], order[place]
    return order


def _no_nominee(this: Decision, who: Visitor, route: Route) -> None:
    """For the session that the address names, or for all of the call."""
    number = chosen().session
    in_ = desks.session_of(route.call, number) if number else None
    why = clean(request.form.get("why", ""))[:LONGEST] or None
    for body in _bodies(route):
        answering.say_no_nominee(this, who, route.call, route.channel, body, in_, why)


def _bodies(route: Route) -> tuple[str, ...]:
    if not route.bodies:
        raise Refused(Sentence("Only the coordinator of this channel can do this."))
    return route.bodies


ACTS: dict[str, tuple[Callable[[Decision, Visitor, Route], None], Sentence]] = {
    "endorse": (_each(reviewing.endorse), Sentence("They are endorsed, and stand at the end of the list.")),
    "not-endorse": (
        _each(reviewing.not_endorse, with_reason=True),
        Sentence("They are not endorsed. Each person reads your reason."),
    ),
    "return": (
        _each(reviewing.return_, with_reason=True),
        Sentence("They went back to who put them forward, with your reason."),
    ),
    "reconsider": (
        _each(reviewing.reconsider, with_reason=True),
        Sentence("It is taken back: you can decide on them anew."),
    ),
    "forward": (_each(reviewing.forward), Sentence("They are forwarded.")),
    "rank": (_rank, Sentence("The list is in its new order.")),
    "no-nominee": (_no_nominee, Sentence("It is kept that your body has no nominee.")),
}
"""What can be done with a list, and what is said when it is done."""
