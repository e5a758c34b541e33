"""Two applicants make one event of two: offers made and got, and similar applications."""

from collections.abc import Callable
from typing import Any

from flask import request
from flask.typing import ResponseReturnValue

from scheduler.applications import joining as acts
from scheduler.applications.models import Application, Joining
from scheduler.applications.permissions import WRITE
from scheduler.applications.queries import by_code, current
from scheduler.applications.telling import organisation
from scheduler.kernel.decision import Decision
from scheduler.kernel.errors import NotFound
from scheduler.kernel.words import Sentence
from scheduler.web.access import guarded
from scheduler.web.account.applications import hinting
from scheduler.web.account.applications.door import application, at, do, door, page
from scheduler.web.languages import gettext


@door.get("/<code>/joining/")
@guarded(WRITE, application)
def joining(one: Application) -> ResponseReturnValue:
    """Offers, and whom one could ask."""
    return _page(one)


@door.post("/<code>/joining/")
@guarded(WRITE, application)
def joining_act(one: Application) -> ResponseReturnValue:
    """Offer it, answer, take the offer back, or part again."""
    act, said = _act(one, request.form.get("do", ""))
    return do(one, act, said, at(one, "joining"), lambda refused: _page(one, refused)[0])


def _act(one: Application, wanted: str) -> tuple[Callable[[Decision], Any], str]:
    """What the form asks for. Raises NotFound for what is not theirs to do."""
    if wanted == "offer":
        into = by_code(request.form.get("into", ""))
        return lambda this: acts.offer(this, one, into), gettext("They are asked by letter.")
    found = _offer(one)
    got = found.into_id == one.id
    known: dict[str, tuple[bool, Callable[[Decision, Joining], Any], str]] = {
        "agree": (got, acts.agree, gettext("The two are one event now.")),
        "refuse": (got, acts.refuse, gettext("You refused. They are told.")),
        "take back": (not got, acts.take_back, gettext("The offer is taken back.")),
        "undo": (True, acts.undo, gettext("They are two applications again.")),
    }
    is_theirs, act, said = known.get(wanted, (False, acts.refuse, ""))
    if not is_theirs:
        raise NotFound(Sentence("There is no such offer."))
    return lambda this: act(this, found), said


def _offer(one: Application) -> Joining:
    number = request.form.get("number", type=int)
    found = next((offer for offer in acts.offers(one) if offer.id == number), None)
    if found is None:
        raise NotFound(Sentence("There is no such offer."))
    return found


def _page(one: Application, fault: str | None = None) -> tuple[str, int]:
    offers = acts.offers(one)
    waiting = [offer for offer in offers if offer.settled_at is None]
    involved = {other.id for offer in waiting for other in (offer.from_, offer.into)}
    can_join = one.state in acts.JOINABLE
    return page(
        "joining",
        one,
        fault=fault,
        got=[offer for offer in waiting if offer.into_id == one.id],
        made=[offer for offer in waiting if offer.from_id == one.id],
        joined=[offer for offer in offers if offer.agreed and not offer.undone_at],
        why_not_undo={offer.id: acts.why_not_undo(offer) for offer in offers if offer.agreed},
        organisation=organisation,
        goes_on={offer.id: acts.in_order(offer.from_, offer.into)[0] for offer in waiting},
        can_join=can_join,
        alike=[each for each in hinting.alike(one, current(one)) if by_code(each.code).id not in involved]
        if can_join
        else [],
    )
