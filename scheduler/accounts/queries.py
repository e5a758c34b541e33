"""Finding accounts, and who asks."""

from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from scheduler.accounts.models import Account, SignIn
from scheduler.accounts.rules import NEED_A_SECOND_FACTOR
from scheduler.kernel import clock
from scheduler.kernel.db import session
from scheduler.kernel.errors import NotFound
from scheduler.kernel.permissions import Visitor
from scheduler.kernel.terms import Standing
from scheduler.kernel.words import Sentence
from scheduler.links.rules import digest
from scheduler.mail.actions import Addressee
from scheduler.organisations.models import Person, Representative


def visitor(account: Account, *, strong: bool) -> Visitor:
    """Who this account is, with what its person may speak for. `strong`: roles that need a second factor
    count."""
    roles = frozenset(grant.role for grant in account.grants)
    waiting = frozenset() if strong else roles & NEED_A_SECOND_FACTOR
    agreed = select(Representative.organisation_id, Representative.is_contact).where(
        Representative.person_id == account.person_id, Representative.standing == Standing.AGREED
    )
    speaks_for = dict(session.execute(agreed).all())
    return Visitor(
        account=account.id,
        person=account.person_id,
        name=account.person.name,
        roles=roles - waiting,
        waiting_roles=waiting,
        channels=frozenset((grant.role, grant.channel) for grant in account.grants if grant.channel),
        organisations=frozenset(speaks_for),
        contact_of=frozenset(number for number, is_contact in speaks_for.items() if is_contact),
    )


def by_person(person_id: int) -> Account | None:
    return session.scalars(select(Account).where(Account.person_id == person_id)).one_or_none()


def by_address(address: str) -> Account | None:
    """The account with this address, which is in lower case."""
    return session.scalars(select(Account).where(Account.email == address)).one_or_none()


def sign_in_by_token(token: str) -> SignIn | None:
    """The sign-in whose browser bears this token, with its account; None if it was ended or has expired."""
    found = (
        select(SignIn)
        .join(SignIn.account)
        .options(contains_eager(SignIn.account).joinedload(Account.person))
        .where(SignIn.digest == digest(token), SignIn.ended_at.is_(None), SignIn.expires_at > clock.now())
    )
    return session.scalars(found).one_or_none()


def sign_ins(account_id: int) -> Sequence[SignIn]:
    """Where an account is signed in now, the newest first."""
    alive = select(SignIn).where(
        SignIn.account_id == account_id, SignIn.ended_at.is_(None), SignIn.expires_at > clock.now()
    )
    return session.scalars(alive.order_by(SignIn.at.desc(), SignIn.id.desc())).all()


def sign_in(number: int) -> SignIn:
    """Raises NotFound where there is none."""
    found = session.get(SignIn, number)
    if found is None:
        raise NotFound(Sentence("There is no such sign-in."))
    return found


def addressee(person: Person) -> Addressee | None:
    """Where letters reach a person: at the account, else at the address that the desk knows."""
    account = by_person(person.id)
    if account and account.active:
        return Addressee(account.email, person.name, person.id, account.language)
    return Addressee(person.email, person.name, person.id) if person.email else None


def addressees(people: Collection[int]) -> dict[int, Addressee]:
    """The same for several people, by number, in one query; those whom no letter reaches are left out."""
    found = (
        select(Person.id, Person.name, Person.email, Account.email, Account.active, Account.language)
        .outerjoin(Account, Account.person_id == Person.id)
        .where(Person.id.in_(people))
        .order_by(Person.id)
    )
    reached = {}
    for number, name, known, address, active, language in session.execute(found):
        if active:
            reached[number] = Addressee(address, name, number, language)
        elif known:
            reached[number] = Addressee(known, name, number)
    return reached


def languages(people: Collection[int]) -> dict[int, str]:
    """In which language those of them who have an account are written to, by number, in one query."""
    found = select(Account.person_id, Account.language).where(Account.person_id.in_(people))
    return dict(session.execute(found).all())
