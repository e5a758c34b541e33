"""Giving up an application: a page says what will happen, and then it is done."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as later

from scheduler.applications import deciding, drafting
from scheduler.applications.models import Application
from scheduler.applications.permissions import WRITE
from scheduler.applications.terms import State
from scheduler.applications.workflow import OPEN
from scheduler.kernel.decision import Decision
from scheduler.kernel.errors import NotFound
from scheduler.kernel.words import Sentence
from scheduler.web.access import guarded
from scheduler.web.account.applications.door import application, at, do, door, page
from scheduler.web.forms import Form, lines


@dataclass(frozen=True)
class Leaving:
    """A way to give an application up, or to take it up again."""

    title: str
    told: tuple[str, ...]
    """What will happen."""
    act: Callable[[Decision, Application, str], object]
    done: str
    reason: bool = False


DISCARD = Leaving(
    later("Throw the draft away"),
    (
        later("Nobody is asked to support it any more, and it is not submitted."),
        later("You can take it back from the list of your applications."),
    ),
    lambda this, one, _: drafting.discard(this, one),
    later("The draft is thrown away. You can take it back from the list."),
)
RESTORE = Leaving(
    later("Take the draft back"),
    (later("It is a draft again, with all that was written."),),
    lambda this, one, _: drafting.restore(this, one),
    later("The draft is back."),
)
WITHDRAW = Leaving(
    later("Withdraw the application"),
    (
        later("It leaves the queue, and others move up. Its receipt stays in the list of receipts."),
        later("Co-sponsors who confirmed, and speakers whose address you gave, get a letter."),
        later("Only the secretariat can open it again. It then stands where it stood."),
    ),
    lambda this, one, _: deciding.withdraw(this, one),
    later("The application is withdrawn."),
)
CALL_OFF = Leaving(
    later("Cancel the event"),
    (
        later("The event is marked as cancelled in the programme. It does not vanish from calendars."),
        later("Co-sponsors who confirmed, and speakers whose address you gave, get a letter."),
        later("This cannot be undone by you. Write to the secretariat if you change your mind."),
    ),
    lambda this, one, why: deciding.call_off(this, one, why),
    later("The event is cancelled."),
    reason=True,
)


class ReasonForm(Form):
    why = lines(later("Reason"), most=500, hint=later("All who get the letter read it."), rows=4)


def way_out(state: State) -> Leaving | None:
    """What an applicant can do in this state."""
    if state in OPEN:
        return WITHDRAW
    ways = {State.DRAFT: DISCARD, State.DISCARDED: RESTORE, State.ACCEPTED: CALL_OFF}
    return ways.get(state)


@door.route("/<code>/leave/", methods=("GET", "POST"))
@guarded(WRITE, application)
def leave(one: Application) -> ResponseReturnValue:
    """What will happen; and, once the button is pressed, do it."""
    way = way_out(one.state)
    if way is None:
        raise NotFound(Sentence("There is nothing left to be withdrawn."))
    form = ReasonForm()
    if request.method == "POST" and (not way.reason or form.is_sent):
        return _leave(one, way, form)
    return page("leave", one, 422 if form.errors else 200, way=way, form=form)


def _leave(one: Application, way: Leaving, form: ReasonForm) -> ResponseReturnValue:
    def refused(said: str) -> str:
        form.form_errors.append(said)
        return page("leave", one, 409, way=way, form=form)[0]

    why = form.why.data or "" if way.reason else ""
    return do(one, lambda this: way.act(this, one, why), str(way.done), at(one, "overview"), refused)
