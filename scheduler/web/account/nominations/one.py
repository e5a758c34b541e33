"""One nomination: where it stands, what comes next, what it says, what happened, and what can be done."""

from datetime import datetime

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from scheduler.kernel import clock
from scheduler.kernel.permissions import may
from scheduler.kernel.text import clean_line
from scheduler.kernel.words import Sentence
from scheduler.nominations import languages, permissions, queries
from scheduler.nominations.models import Nomination
from scheduler.nominations.nominating import CHANGEABLE, confirm, hand_in_again
from scheduler.nominations.owing import missing
from scheduler.nominations.permissions import ANSWER, CONFIRM, SEE, WITHDRAW, WRITE
from scheduler.nominations.seating import withdraw
from scheduler.nominations.terms import Field, State
from scheduler.nominations.workflow import ALIVE, NAMES, WITH_A_PLACE
from scheduler.web.access import guarded
from scheduler.web.account.nominations.door import at, do, door, nomination
from scheduler.web.account.nominations.so_far import so_far
from scheduler.web.languages import gettext
from scheduler.web.putting_forward.next import next_step
from scheduler.web.putting_forward.words import LABELS, MARKS, told
from scheduler.web.speaking import HAS_A_PAGE
from scheduler.web.visitors import present

LONGEST_WHY = 500
_SAID_APART = frozenset({Field.PERSON, Field.STATE, Field.REASON})


@door.get("/<code>/")
@guarded(SEE, nomination)
def overview(one: Nomination) -> str:
    """Only what the visitor may see of it."""
    me = present()
    facts = queries.facts(me, one)
    shown = {field: value for field, value in facts.items() if field in LABELS and field not in _SAID_APART}
    return render_template(
        "account/nominations/one.html",
        one=one,
        zone=one.call.meeting.time_zone,
        name=facts.get(Field.PERSON),
        reason=facts.get(Field.REASON),
        state=NAMES[one.state],
        mark=MARKS.get(one.state, ""),
        next=next_step(me, one),
        told=told(shown, one.call),
        note=languages.note(one) if Field.LANGUAGE in facts else None,
        owed=_owed(one),
        speaks=may(me, ANSWER, one) and one.state in HAS_A_PAGE,
        lines=so_far(one),
        can=_can(one),
    )


@door.post("/<code>/confirm")
@guarded(CONFIRM, nomination)
def confirm_it(one: Nomination) -> ResponseReturnValue:
    """The person agrees to what is said of them."""
    return do(one, lambda this: confirm(this, present(), one), gettext("You confirmed. It goes on now."))


@door.post("/<code>/again")
@guarded(WRITE, nomination)
def hand_in(one: Nomination) -> ResponseReturnValue:
    """After it was returned."""
    return do(one, lambda this: hand_in_again(this, present(), one), gettext("It is handed in again."))


@door.route("/<code>/withdraw/", methods=("GET", "POST"))
@guarded(WITHDRAW, nomination)
def leave(one: Nomination) -> ResponseReturnValue:
    """What it means, then it is done."""
    if one.state not in ALIVE:
        flash(gettext("It cannot be withdrawn any more."))
        return redirect(at(one), 303)
    if request.method == "POST":
        why = clean_line(request.form.get("why", ""))[:LONGEST_WHY] or None
        return do(one, lambda this: withdraw(this, present(), one, why), gettext("It is withdrawn."))
    return render_template(
        "account/nominations/withdraw.html",
        one=one,
        name=one.person.name if Field.PERSON in permissions.visible(present(), one) else None,
        has_place=one.state in WITH_A_PLACE,
        most=LONGEST_WHY,
    )


def _can(one: Nomination) -> set[str]:
    """What the visitor can do with it now, by the last part of its address."""
    me = present()
    is_mine, writes = may(me, CONFIRM, one), may(me, WRITE, one)
    known = {
        "words": writes and one.state in CHANGEABLE,
        "own": is_mine,
        "confirm": is_mine and one.state in CHANGEABLE,
        "again": writes and not is_mine and one.state is State.RETURNED,
        "place": is_mine and one.state in (State.INVITED, State.ACCEPTED),
        "withdraw": may(me, WITHDRAW, one) and one.state in ALIVE,
    }
    return {name for name, is_so in known.items() if is_so}


def _owed(one: Nomination) -> list[tuple[Sentence, datetime]]:
    """What the speaker has still to send, and by when."""
    if one.state is not State.ACCEPTED:
        return []
    now = clock.now()
    return [(said, each.due_at) for each in one.owed if (said := missing(each, now))]
