"""What the desk decides on applications, and what applicants take back. Each step moves an application along
the table of `workflow`, is written into the history, and has its letters."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select

from scheduler.applications import checks, letters
from scheduler.applications.accepted import call_off as call_off_event
from scheduler.applications.accepted import make_event
from scheduler.applications.anew import lock, lock_call
from scheduler.applications.models import Application, Organiser, Reading, Version
from scheduler.applications.telling import tell, tell_all
from scheduler.applications.terms import Check, State
from scheduler.applications.workflow import OPEN, WORKFLOW
from scheduler.audit.actions import record
from scheduler.calls.models import Call
from scheduler.kernel.db import session
from scheduler.kernel.decision import Decision
from scheduler.kernel.errors import Clash, Refused
from scheduler.kernel.words import Sentence


def claim(this: Decision, application: Application, *, take_over: bool = False) -> None:
    """Whoever decides reads this one. Raises Clash where somebody else does already."""
    lock(application)
    if application.claimed_by not in (None, this.actor) and not take_over:
        raise Clash(Sentence("Somebody else reads this application already. You can take it over."))
    before, application.claimed_by = application.claimed_by, this.actor
    about = [before] if before else []
    record(this, "claim application", application.thing, about=about, before=before)


def release_claim(this: Decision, application: Application) -> None:
    """Nobody reads it any more; others may."""
    lock(application)
    before, application.claimed_by = application.claimed_by, None
    about = [before] if before else []
    record(this, "release claim", application.thing, about=about, before=before)


def read(
    this: Decision, application: Application, check: Check, is_fine: bool, said: str | None = None
) -> None:
    """What the reader found about one point of the checklist. Raises Refused once it is decided."""
    lock(application)
    if application.state not in OPEN:
        raise Refused(Sentence("This application is not open any more, so there is nothing to check."))
    key = (application.id, this.actor, check)
    found = session.get(Reading, key) or Reading(application_id=key[0], reader=key[1], check=key[2])
    found.is_fine, found.said, found.at = is_fine, said or None, this.at
    session.add(found)
    record(this, "check application", application.thing, check=check, is_fine=is_fine)


def return_(this: Decision, application: Application, why: str) -> None:
    """Back to the applicant for changes; it keeps its receipt. Raises Refused."""
    _step(this, "return application", application, "return", why)
    tell(this, letters.RETURNED, application, why=why)


def accept(this: Decision, application: Application) -> None:
    """From now on there is a side event, public with the next release. Raises Refused where an organiser has
    its events already, or a second reader is missing."""
    lock_call(application.call)
    lock(application)
    WORKFLOW.to("accept", application.state)
    if why := why_not_accept(application):
        raise Refused(why)
    _step(this, "accept application", application, "accept")
    make_event(application)
    tell_all(this, letters.ACCEPTED, application)


def decline(this: Decision, application: Application, why: str) -> None:
    """It is not accepted. Raises Refused."""
    _step(this, "decline application", application, "decline", why)
    tell_all(this, letters.DECLINED, application, why=why)


def put_on_waiting_list(this: Decision, application: Application, why: str) -> None:
    """At the end of the call's waiting list. Raises Refused."""
    lock_call(application.call)
    _step(this, "put on the waiting list", application, "put on the waiting list", why)
    application.waiting_rank = len(waiting_list(application.call)) or 1
    tell(this, letters.WAITING, application, why=why)


def move_on_waiting_list(this: Decision, application: Application, rank: int) -> None:
    """To another rank, from 1; the others make room. Raises Refused."""
    lock_call(application.call)
    lock(application)
    if application.state is not State.WAITING:
        raise Refused(Sentence("This application is not on the waiting list."))
    before, others = application.waiting_rank, waiting_list(application.call)
    others.remove(application)
    others.insert(max(rank, 1) - 1, application)
    number(others)
    record(this, "move on the waiting list", application.thing, before=before, after=application.waiting_rank)


def reopen(this: Decision, application: Application, why: str) -> None:
    """What was decided no longer counts. Raises Refused."""
    before = application.state
    _step(this, "reopen application", application, "reopen", why)
    written = tell if before is State.WAITING else tell_all
    written(this, letters.REOPENED, application, why=why)


def withdraw(this: Decision, application: Application) -> None:
    """The applicant does not want it any more. Raises Refused."""
    _step(this, "withdraw application", application, "withdraw")
    tell_all(this, letters.WITHDRAWN, application)


def call_off(this: Decision, application: Application, why: str) -> None:
    """The organiser cancels its accepted event. Raises Refused."""
    _step(this, "call off application", application, "call off", why)
    _cancel(this, application, why)


def cancel(this: Decision, application: Application, why: str) -> None:
    """The desk cancels an accepted event. Raises Refused."""
    _step(this, "cancel application", application, "cancel", why)
    _cancel(this, application, why)


def why_not_accept(application: Application) -> Sentence | None:
    """What stands against accepting it; None: nothing."""
    call = application.call
    leads = [
        checks.Leading(one.organisation.name, _accepted(call, one.organisation_id, application.id))
        for one in application.organisers
    ]
    return checks.over_the_limit(leads, call.most_per_lead) or checks.lacks_readers(
        points(application), second_reader=call.second_reader
    )


def readings(application: Application) -> Sequence[Reading]:
    """What readers found since the application was last submitted."""
    submitted = select(func.max(Version.at)).where(Version.application_id == application.id)
    since = session.scalars(submitted).one()
    found = select(Reading).where(Reading.application_id == application.id)
    if since:
        found = found.where(Reading.at >= since)
    return session.scalars(found.order_by(Reading.reader, Reading.at)).all()


def points(application: Application) -> list[checks.Point]:
    """The same as the checklist's rules read it."""
    return [checks.Point(one.reader, one.check, one.is_fine) for one in readings(application)]


def waiting_list(call: Call) -> list[Application]:
    """In its order."""
    found = select(Application).where(Application.call_id == call.id, Application.state == State.WAITING)
    ordered = found.order_by(Application.waiting_rank.is_(None), Application.waiting_rank, Application.id)
    return list(session.scalars(ordered))


def _step(
    this: Decision, act: str, application: Application, transition: str, why: str | None = None
) -> None:
    """Move it along the table, once, and write that down. Raises Refused."""
    lock(application)
    before = as_it_was(application)
    application.state = WORKFLOW.to(transition, application.state, why)
    application.reason, application.waiting_rank = why, None
    session.flush()
    if before["state"] == State.WAITING:
        number(waiting_list(application.call))
    about = [f"organisation {one.organisation_id}" for one in application.organisers]
    record(
        this, act, application.thing, why=why, about=about, was=before, before=before["state"],
        after=application.state,
    )  # fmt: skip


def as_it_was(application: Application) -> dict[str, Any]:
    """What undoing a decision brings back (undoing.py)."""
    return {
        "state": application.state,
        "reason": application.reason,
        "waiting_rank": application.waiting_rank,
    }


def _cancel(this: Decision, application: Application, why: str) -> None:
    call_off_event(application)
    tell_all(this, letters.CANCELLED, application, why=why)


def number(waiting: Sequence[Application]) -> None:
    """Give the waiting list its ranks anew."""
    for rank, one in enumerate(waiting, 1):
        one.waiting_rank = rank
    session.flush()


def _accepted(call: Call, organisation_id: int, besides: int) -> int:
    found = (
        select(func.count())
        .select_from(Organiser)
        .join(Application, Application.id == Organiser.application_id)
        .where(
            Organiser.organisation_id == organisation_id,
            Application.call_id == call.id,
            Application.state == State.ACCEPTED,
            Application.id != besides,
        )
    )
    return session.scalars(found).one()
