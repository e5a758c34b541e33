"""What people without an account can learn about themselves: the letter with a link, and what it shows."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import func, select

from scheduler.accounts.models import Account
from scheduler.accounts.queries import addressee, by_person
from scheduler.audit.actions import record
from scheduler.kernel.db import session
from scheduler.kernel.decision import Decision
from scheduler.kernel.terms import LetterState
from scheduler.links.actions import make
from scheduler.mail.actions import Secret, write
from scheduler.mail.letters import OWN_PAGE
from scheduler.mail.models import Letter
from scheduler.organisations.models import Person, Representative

PURPOSE = "own-page"
LASTS = timedelta(days=7)
MOST_LETTERS = 50


def people_at(address: str) -> Sequence[Person]:
    """Everybody whom letters to this address reach."""
    wanted = address.strip().lower()
    with_account = select(Account.person_id).where(func.lower(Account.email) == wanted)
    without = func.lower(Person.email) == wanted
    found = select(Person).where(
        Person.erased_at.is_(None),
        Person.merged_into_id.is_(None),
        without | Person.id.in_(with_account),
    )
    return session.scalars(found.order_by(Person.id)).all()


def send(this: Decision, person: Person) -> None:
    """Write to somebody how they see what concerns them: by a link, or, with an account, by signing in."""
    to = addressee(person)
    if to is None:
        return
    about = f"person {person.id}"
    record(this, "ask for own page", about)
    account = by_person(person.id)
    if account and account.active:
        write(this, OWN_PAGE, to, about, places={"page": "/account/"})
    else:
        link, token = make(this, PURPOSE, about, person_id=person.id, lasts=LASTS)
        write(this, OWN_PAGE, to, about, secret=Secret(f"/l/{token}/", link.id))


def name_of(person_id: int) -> str | None:
    """What somebody is called; None once that is erased."""
    return session.scalars(select(Person.name).where(Person.id == person_id)).one_or_none()


def speaking(person_id: int) -> Sequence[Representative]:
    """For which organisations somebody speaks, spoke, or asked to."""
    found = select(Representative).where(Representative.person_id == person_id)
    return session.scalars(found.order_by(Representative.asked_at, Representative.id)).all()


def letters_to(person_id: int, *states: LetterState) -> Sequence[Letter]:
    """The newest letters to somebody that the desk did not keep back; only those in these states, if any are
    given."""
    told = states or tuple({*LetterState} - {LetterState.HELD, LetterState.DISCARDED})
    found = select(Letter).where(Letter.person_id == person_id, Letter.state.in_(told))
    return session.scalars(found.order_by(Letter.id.desc()).limit(MOST_LETTERS)).all()
