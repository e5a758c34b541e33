"""One nomination at the desk of a body: what the visitor may see of it, and what they can do."""

from dataclasses import dataclass, field

from flask import abort, request
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as later

from scheduler.kernel.decision import Decision, decision
from scheduler.kernel.errors import Told
from scheduler.kernel.permissions import Visitor
from scheduler.kernel.text import clean
from scheduler.nominations import channels, desks, languages, queries, reviewing
from scheduler.nominations.acting import lock
from scheduler.nominations.models import Nomination, Review
from scheduler.nominations.permissions import does
from scheduler.nominations.rules import HIGHEST_SCORE
from scheduler.nominations.terms import Doing, Field
from scheduler.web.bodies import words
from scheduler.web.bodies.window import Window
from scheduler.web.languages import say

LONGEST = 2_000


@dataclass(frozen=True)
class Fault:
    """What was refused: the act, why, and what was typed, which is not lost."""

    act: str
    said: str
    typed: dict[str, str] = field(default_factory=dict)


def one(window: Window, code: str) -> str:
    return page(window, window.nomination(code))


def page(window: Window, nomination: Nomination, fault: Fault | None = None) -> str:
    """The whole page; `fault` is told at what was refused."""
    who = window.admit()
    facts = queries.facts(who, nomination)
    reviews_it = does(Doing.SCORE)(who, nomination)
    return window.page(
        "bodies/one.html",
        one=nomination,
        note=languages.note(nomination) if Field.LANGUAGE in facts else None,
        facts={name: facts[name] for name in words.FIELDS if name in facts},
        titles=desks.titles(facts[Field.SESSIONS]),
        case=desks.case(who, nomination),
        route=window.find_route(nomination.call_id, nomination.channel.code),
        whose=channels.called(nomination.steps[nomination.at]),
        can=desks.can(who, nomination),
        can_reconsider=desks.can_reconsider(who, nomination),
        interest=reviewing.interest(who, nomination) if reviews_it else None,
        mine=queries.own_review(who, nomination) if reviews_it else None,
        aside=[each for each in queries.reviews(who, nomination) if each.recused],
        said_in_reviews=[each.said for each in queries.reviews(who, nomination) if each.said],
        criteria=nomination.call.criteria,
        highest=HIGHEST_SCORE,
        fault=fault,
        Field=Field,
        words=words,
    )


def act(window: Window, code: str, do: str) -> ResponseReturnValue:
    """Do something with it. What is refused is told at its place on the page, and nothing that was typed is
    lost."""
    nomination = window.nomination(code)
    if do not in ACTS:
        abort(404)
    perform, said = ACTS[do]
    try:
        with decision(window.admit().actor) as this:
            lock(nomination)
            perform(this, window.admit(), nomination)
    except Told as refused:
        typed = {name: clean(value)[:LONGEST] for name, value in request.form.items()}
        return page(window, nomination, Fault(do, say(refused.sentence), typed)), 409
    return window.back(str(said), "one", code=code)


def _typed(name: str = "why") -> str:
    return clean(request.form.get(name, ""))[:LONGEST]


def _score(this: Decision, who: Visitor, nomination: Nomination) -> Review:
    """Criteria without a number are left out, and named by the action."""
    given = {each.code: request.form.get(f"score-{each.code}", "") for each in nomination.call.criteria}
    scores = {code: int(number) for code, number in given.items() if number.isascii() and number.isdecimal()}
    return reviewing.score(this, who, nomination, scores, _typed("said"))


ACTS = {
    "score": (_score, later("Your review is kept. Only the coordinator reads it.")),
    "recuse": (
        lambda this, who, one: reviewing.recuse(this, who, one, _typed()),
        later("You have stepped aside. Others review it."),
    ),
    "endorse": (
        lambda this, who, one: reviewing.endorse(this, who, one),
        later("Your body has said yes. It stands at the end of the list."),
    ),
    "not-endorse": (
        lambda this, who, one: reviewing.not_endorse(this, who, one, _typed()),
        later("It is not endorsed. The person reads your reason."),
    ),
    "return": (
        lambda this, who, one: reviewing.return_(this, who, one, _typed()),
        later("It went back to who put the person forward, with your reason."),
    ),
    "reconsider": (
        lambda this, who, one: reviewing.reconsider(this, who, one, _typed()),
        later("You can decide on it anew."),
    ),
    "comment": (
        lambda this, who, one: reviewing.comment(this, who, one, _typed("said")),
        later("Your comment is kept."),
    ),
    "forward": (
        lambda this, who, one: reviewing.forward(this, who, one),
        later("It is forwarded."),
    ),
}
"""What can be done, and what is said when it is done."""
