"""What the worker does for nominations by the clock: it reminds whoever has to act, does what the lapse of a
deadline means, reminds of statements, lets places go that were kept for a body, and erases what was kept long
enough. Each task names its thing by number, and may be run twice."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from scheduler.audit.actions import record
from scheduler.kernel.db import session
from scheduler.kernel.decision import Decision
from scheduler.mail.actions import Addressee, write
from scheduler.mail.letters import LetterKind
from scheduler.nominations import asking, channels, holding, letters, reminding
from scheduler.nominations.acting import lock, lock_meeting, move_on, write_down
from scheduler.nominations.answering import close_vacancy
from scheduler.nominations.body_models import Vacancy
from scheduler.nominations.call_models import StepDeadline
from scheduler.nominations.models import Nomination, PrivateFact
from scheduler.nominations.telling import nominators, party, person
from scheduler.nominations.terms import Lapse, Party, Settled
from scheduler.nominations.times import day
from scheduler.nominations.workflow import ON_THE_WAY

OWN_PAGE, DESK = "/account/nominations/", "/desk/bodies/"
"""Where the person and the nominating organisation act, and where all others do."""


@dataclass(frozen=True)
class Due:
    """Something to do: the act, and the number of what it is done to."""

    act: Callable[[Decision, int], None]
    number: int


def due(now: datetime) -> list[Due]:
    """All that is to be done. `now` in UTC."""
    return [
        *(Due(remind, one.id) for one in _running(now) if _next_reminder(one, now) is not None),
        *(Due(lapse, one.id) for one in _passed(now)),
        *(Due(let_go, number) for number in _kept_long_enough(now)),
        *(Due(asking.remind, number) for number in asking.unanswered(now)),
        *(Due(reminding.remind_of_contribution, number) for number in reminding.owing_now(now)),
        *(Due(erase_private, number) for number in _to_erase(now)),
    ]


def remind(this: Decision, number: int) -> None:
    """Tell those who have to act that a step's deadline is near."""
    one = _locked(number)
    days = _next_reminder(one, this.at)
    if days is None:
        return
    one.reminded = sorted({*one.reminded, *(each for each in one.row.remind if each >= days)})
    waiting = _waiting_at(one)
    record(this, "remind of a step", one.call.thing, step=one.row.name, days=days, waiting=len(waiting))
    _tell(this, letters.STEP_DUE, one, waiting)


def lapse(this: Decision, number: int) -> None:
    """A deadline passed: what waits goes on without, or to somebody else, or goes on waiting, as the step
    says. Whoever should have acted is told."""
    one = _locked(number)
    if one.lapsed_at is not None or one.until > this.at:
        return
    one.lapsed_at = this.at
    waiting = _waiting_at(one)
    record(
        this,
        "let a step lapse",
        one.call.thing,
        about=[each.thing for each in waiting],
        step=one.row.name,
        lapse=one.row.lapse,
    )
    if one.row.lapse is Lapse.GOES_ON:
        for each in waiting:
            move_on(each, one.place)
            write_down(this, "go on without", each, step=one.row.name)
    if waiting:
        _tell(this, letters.STEP_LATE, one, waiting)


def let_go(this: Decision, number: int) -> None:
    """The body named nobody in time: the place is free for others."""
    vacancy = session.get_one(Vacancy, number)
    lock(vacancy.nomination)
    if vacancy.closed_at is None:
        close_vacancy(this, vacancy, Settled.LAPSED)


def erase_private(this: Decision, number: int) -> None:
    """Erase the private fields of a nomination whose day has come. The history keeps which they were."""
    one = session.get_one(Nomination, number)
    lock(one)
    found = select(PrivateFact).where(
        PrivateFact.nomination_id == number, PrivateFact.erase_after < this.at.date()
    )
    gone = list(session.scalars(found))
    for fact in gone:
        session.delete(fact)
    if gone:
        write_down(this, "erase private fields", one, fields=sorted(fact.field for fact in gone))


def _locked(number: int) -> StepDeadline:
    one = session.get_one(StepDeadline, number)
    lock_meeting(one.call.meeting_id)
    return one


def _running(now: datetime) -> list[StepDeadline]:
    found = select(StepDeadline).where(StepDeadline.until > now, StepDeadline.lapsed_at.is_(None))
    return list(session.scalars(found.order_by(StepDeadline.id)))


def _passed(now: datetime) -> list[StepDeadline]:
    found = select(StepDeadline).where(StepDeadline.until <= now, StepDeadline.lapsed_at.is_(None))
    return list(session.scalars(found.order_by(StepDeadline.id)))


def _next_reminder(one: StepDeadline, now: datetime) -> int | None:
    """How many days before the deadline it is to be reminded of now; None: not now. Reminders that were
    missed are not made up for."""
    due_now = [days for days in one.row.remind if one.until - timedelta(days=days) <= now]
    wanted = min(due_now, default=None)
    return None if wanted is None or wanted in one.reminded or not _waiting_at(one) else wanted


def _waiting_at(one: StepDeadline) -> list[Nomination]:
    found = select(Nomination).where(
        Nomination.call_id == one.call_id,
        Nomination.channel_id == one.channel_id,
        Nomination.at == one.place,
        Nomination.state.in_(ON_THE_WAY),
    )
    return list(session.scalars(found.order_by(Nomination.id)))


def _tell(this: Decision, kind: LetterKind, one: StepDeadline, waiting: list[Nomination]) -> None:
    """Whoever acts in the step. Its nominees and their organisations read of their own only."""
    step = one.row.step
    places = {
        "meeting": one.call.meeting.title,
        "call": one.call.title,
        "step": str(channels.called(step)) + ": " + ", ".join(_doings(step)),
        "until": day(one.until, one.call.meeting),
        "lapse": str(channels.LAPSES[step.lapse]),
        "page": OWN_PAGE if step.party in (Party.PERSON, Party.NOMINATOR) else DESK,
    }
    readers = dict(_readers(step, waiting))
    by_link = holding.reached_at(step.party, step.bodies)
    for address, (to, number) in readers.items():
        write(
            this,
            kind,
            to,
            one.call.thing,
            places={**places, "number": str(number)},
            secret=holding.secret(this, by_link[address]) if address in by_link else None,
            meeting_id=one.call.meeting_id,
            once=f"deadline {one.id} {kind.name} {one.reminded} {address}",
        )


def _doings(step: channels.Step) -> Iterator[str]:
    return (str(channels.DOINGS[doing]) for doing in channels.DOINGS if doing in step.may)


def _readers(step: channels.Step, waiting: list[Nomination]) -> Iterator[tuple[str, tuple[Addressee, int]]]:
    """By address, with how many wait for them."""
    if step.party not in (Party.PERSON, Party.NOMINATOR):
        for to in party(step.party, step.bodies):
            yield to.address.lower(), (to, len(waiting))
        return
    count: dict[str, tuple[Addressee, int]] = {}
    for one in waiting:
        for reader in person(one) if step.party is Party.PERSON else nominators(one):
            address = reader.to.address.lower()
            count[address] = (reader.to, count.get(address, (reader.to, 0))[1] + 1)
    yield from count.items()


def _kept_long_enough(now: datetime) -> list[int]:
    found = select(Vacancy.id).where(Vacancy.closed_at.is_(None), Vacancy.until <= now)
    return list(session.scalars(found.order_by(Vacancy.id)))


def _to_erase(now: datetime) -> list[int]:
    found = select(PrivateFact.nomination_id).where(PrivateFact.erase_after < now.date()).distinct()
    return list(session.scalars(found.order_by(PrivateFact.nomination_id)))
