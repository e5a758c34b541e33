"""Finding accounts, and who asks."""

from sqlalchemy import select

from scheduler.accounts.models import Account
from scheduler.kernel.db import session
from scheduler.kernel.permissions import Visitor
from scheduler.kernel.terms import Role, Standing
from scheduler.mail.actions import Addressee
from scheduler.organisations.models import Person, Representative

NEED_A_SECOND_FACTOR = frozenset({Role.SECRETARIAT, Role.ADMIN})


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


def addressee(person: Person) -> Addressee | None:
    """Where letters reach a person: at the account, else at the address that the desk knows."""
    account = by_person(person.id)
    if account and account.active:
        return Addressee(account.email, person.name, person.id, account.language)
    return Addressee(person.email, person.name, person.id) if person.email else None
