"""Submitting: the receipt, which nothing moves afterwards."""

import secrets
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import func, select

from scheduler.applications import receipts
from scheduler.applications.anew import lock
from scheduler.applications.cosponsoring import name
from scheduler.applications.drafting import begin, leave_as_it_is, save
from scheduler.applications.facts import Facts, Faulty, missing
from scheduler.applications.keys import Keyring
from scheduler.applications.letters import RECEIVED, SUBMITTED_AGAIN
from scheduler.applications.models import Application, Head, Receipt, Version
from scheduler.applications.queries import current, rivals, snapshot
from scheduler.applications.rules import Rank, declared, rank, rank_now
from scheduler.applications.telling import tell, tell_of_second
from scheduler.applications.terms import State
from scheduler.applications.workflow import WORKFLOW
from scheduler.audit.actions import record
from scheduler.audit.rules import whole_day
from scheduler.calls.actions import is_late_link, use_late_link
from scheduler.calls.models import Call
from scheduler.calls.rules import Late, Phase, is_late, phase, refusal
from scheduler.kernel import clock
from scheduler.kernel.db import session
from scheduler.kernel.decision import Decision
from scheduler.kernel.errors import Refused
from scheduler.kernel.terms import OrganisationKind
from scheduler.kernel.words import Sentence
from scheduler.links.models import Link
from scheduler.organisations.models import Person


def submit(
    this: Decision,
    application: Application,
    arrived_at: datetime,
    keyring: Keyring,
    late_link: Link | None = None,
) -> Receipt:
    """Hand a draft in, or hand in again what was returned, which keeps its receipt. A second click is given
    the same receipt.

    `arrived_at` (UTC): when the request reached the server; only that decides whether the call is open.
    Raises Faulty with all that is missing, and Refused where the call takes nothing.
    """
    lock(application)
    if application.state is State.RECEIVED and application.receipt:
        leave_as_it_is(this)
        return application.receipt
    again = application.state is State.RETURNED
    state = WORKFLOW.to("submit again" if again else "submit", application.state)
    if lacking := missing(current(application), application.call.terms.required):
        raise Faulty(lacking)
    receipt = application.receipt or _receive(this, application, arrived_at, keyring, late_link)
    application.state, application.changed_at = state, this.at
    version = _keep_version(this, application)
    record(
        this,
        "submit",
        application.thing,
        about=[
            application.call.thing,
            *(f"organisation {one.organisation_id}" for one in application.organisers),
        ],
        receipt=receipt.number,
        version=version,
        doubled=receipt.doubled,
    )
    tell(this, SUBMITTED_AGAIN if again else RECEIVED, application)
    if receipt.doubled and version == 1:
        tell_of_second(this, application)
    return receipt


def enter(
    this: Decision,
    call: Call,
    person: Person,
    facts: Facts,
    keyring: Keyring,
    cosponsors: Iterable[str] = (),
) -> Receipt:
    """What the desk enters for somebody, from draft to receipt in one go; the decision says for whom. What
    they began themselves is left alone. `cosponsors` are named, and nobody is asked yet."""
    lock_chain(call)  # before the history is written to: whoever submits locks in this order
    application = begin(this, call, person)
    save(this, application, application.revision, facts)
    for organisation in cosponsors:
        name(this, application, organisation)
    return submit(this, application, this.at, keyring)


def publish(this: Decision, call: Call) -> None:
    """Make the list of receipts public, with its last seal. Raises Refused before the close."""
    if phase(call.terms, this.at) is not Phase.OVER:
        raise Refused(Sentence("The call is not over yet. Its receipts can be published after the close."))
    if call.published_at:
        raise Refused(Sentence("The receipts of this call are public already."))
    head = lock_chain(call)
    call.published_at = this.at
    record(this, "publish receipts", call.thing, number=head.number, seal=head.seal)


def correct_class(this: Decision, application: Application, of_state: bool, why: str | None) -> None:
    """The lead is a Member State, or is none, other than it seemed when the application was received. The
    receipt stays; its place in the queue changes, and the published list says so. Raises Refused."""
    lock(application)
    receipt = application.receipt
    if receipt is None:
        raise Refused(Sentence("This application has no receipt yet."))
    if not why:
        raise Refused(Sentence("Say why: whoever is concerned will read it."))
    before = rank_now(receipt.rank, application.of_state)
    after = rank_now(receipt.rank, of_state)
    if after is before:
        raise Refused(Sentence("It stands in this class already."))
    application.of_state = of_state if after is not receipt.rank else None
    record(this, "correct the class", application.thing, why=why, before=before, after=after)


def _receive(
    this: Decision, application: Application, arrived_at: datetime, keyring: Keyring, late_link: Link | None
) -> Receipt:
    """The receipt of what comes for the first time. Number and time are taken while the end of the chain is
    locked, so that both give one order."""
    head = lock_chain(application.call)
    now = max(clock.now(), head.at)
    counts_at = _declared(this, application.call, now) or arrived_at
    _let_in(this, application.call, counts_at, late_link)
    salt, facts = secrets.token_hex(16), snapshot(application)
    line = receipts.Receipt(
        call=application.call.code,
        number=head.number + 1,
        at=now,
        rank=_rank(application, is_late(application.call.terms, counts_at)),
        fingerprint=receipts.fingerprint(salt, facts),
        before=head.seal,
    )
    key, signature = keyring.sign(line)
    application.receipt = Receipt(
        call_id=application.call_id,
        number=line.number,
        at=line.at,
        rank=line.rank,
        salt=salt,
        fingerprint=line.fingerprint,
        before=line.before,
        seal=line.seal,
        signature=signature,
        key=key,
        declared_at=counts_at if this.on_behalf else None,
        source=this.on_behalf.source if this.on_behalf else None,
        doubled=len(rivals(application)) >= application.call.most_per_lead,
    )
    head.number, head.seal, head.at = line.number, line.seal, line.at
    session.flush()
    return application.receipt


def lock_chain(call: Call) -> Head:
    """The end of the call's chain; nobody else adds to it until the decision is kept."""
    found = select(Head).where(Head.call_id == call.id).with_for_update()
    if head := session.scalars(found).one_or_none():
        return head
    session.execute(select(Call.id).where(Call.id == call.id).with_for_update(key_share=True))
    head = session.scalars(found).one_or_none()
    if head is None:  # the call's first receipt
        head = Head(call_id=call.id, number=0, seal=receipts.START, at=clock.now())
        session.add(head)
        session.flush()
    return head


def _declared(this: Decision, call: Call, now: datetime) -> datetime | None:
    """When it came, as the desk says that enters it; None for what came by itself."""
    if this.on_behalf is None:
        return None
    wish = this.on_behalf
    starts, ends = wish.within or whole_day(wish.came_on, call.meeting.time_zone)
    return declared(call.terms, starts, ends, now)


def _let_in(this: Decision, call: Call, counts_at: datetime, late_link: Link | None) -> None:
    """Raises Refused where the call takes nothing; a link that was needed is used up."""
    terms = call.terms
    if late_link is not None:
        session.refresh(late_link, with_for_update=True)
    has_link = is_late_link(call, late_link)
    if why := refusal(terms, counts_at, has_late_link=has_link):
        raise Refused(why)
    if late_link is not None and has_link and terms.late is Late.LINK and is_late(terms, counts_at):
        use_late_link(this, late_link)


def _rank(application: Application, late: bool) -> Rank:
    lead = application.lead
    return rank(of_state=lead is not None and lead.kind is OrganisationKind.MEMBER_STATE, late=late)


def _keep_version(this: Decision, application: Application) -> int:
    last = select(func.max(Version.number)).where(Version.application_id == application.id)
    number = (session.scalars(last).one() or 0) + 1
    session.add(
        Version(application_id=application.id, number=number, at=this.at, facts=snapshot(application))
    )
    session.flush()
    return number
