"""Which accounts there are, what they are trusted with, and shutting one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, or_, select

from scheduler.accounts.actions import addressed, end_everything, give_role, thing
from scheduler.accounts.models import Account, Grant, SignIn
from scheduler.audit.actions import record
from scheduler.kernel.db import LARGEST, session
from scheduler.kernel.decision import Decision
from scheduler.kernel.errors import NotFound, Refused
from scheduler.kernel.permissions import Visitor
from scheduler.kernel.terms import Role
from scheduler.kernel.text import fold
from scheduler.kernel.words import Sentence
from scheduler.mail.actions import write
from scheduler.mail.letters import ACCOUNT_ROLE
from scheduler.organisations.models import Person


@dataclass(frozen=True)
class Wanted:
    """Which accounts a list is to show; what is None or empty does not matter."""

    words: str = ""
    role: Role | None = None


def accounts(wanted: Wanted, offset: int, limit: int) -> Sequence[Account]:
    """By address."""
    found = _fitting(select(Account), wanted).order_by(Account.email, Account.id)
    return session.scalars(found.offset(offset).limit(limit)).all()


def how_many(wanted: Wanted) -> int:
    return int(session.scalars(_fitting(select(func.count(Account.id)), wanted)).one())


def account(number: int) -> Account:
    """Raises NotFound."""
    found = session.get(Account, number) if 0 < number <= LARGEST else None
    if found is None:
        raise NotFound(Sentence("There is no such account."))
    return found


def trust(this: Decision, one: Account, role: Role, channel: str | None) -> None:
    """Give a role, and tell the account. Raises Refused, Clash."""
    if not one.active:
        raise Refused(Sentence("This account is shut. Open it again first."))
    give_role(this, one, role, channel)
    _tell(this, one, Sentence("You were given a role: %(role)s.", role=ROLES[role]))


def trust_no_more(this: Decision, one: Account, grant_id: int, by: Visitor) -> None:
    """Take a role away; what the account was signed in to ends. Raises NotFound, Refused."""
    grant = next((grant for grant in one.grants if grant.id == grant_id), None)
    if grant is None:
        raise NotFound(Sentence("The account does not have this role any more."))
    if grant.role is Role.ADMIN and one.id == by.account:
        raise Refused(
            Sentence("You cannot take your own role as administrator away. Ask another one to do it.")
        )
    one.grants.remove(grant)
    end_everything(this, one)
    record(this, "take a role", thing(one), role=grant.role.value, **_named(grant.channel))
    _tell(this, one, Sentence("A role was taken from you: %(role)s.", role=ROLES[grant.role]))


def shut(this: Decision, one: Account, why: str, by: Visitor) -> None:
    """Nobody can sign in with it, until it is opened again. Raises Refused."""
    if one.id == by.account:
        raise Refused(Sentence("You cannot shut your own account here. Erase your data on its own page."))
    one.active = False
    end_everything(this, one)
    record(this, "shut the account", thing(one), why=why, about=[f"person {one.person_id}"])


def free_of_second_factor(this: Decision, one: Account, why: str) -> None:
    """For somebody who lost it: the next sign-in asks for the password alone. Raises Refused where there is
    none."""
    if not has_second_factor(one):
        raise Refused(Sentence("This account has no second factor."))
    one.tf_primary_method = one.tf_totp_secret = one.mf_recovery_codes = one.last_code = None
    one.webauthn.clear()
    end_everything(this, one)
    record(this, "take the second factor away", thing(one), why=why, about=[f"person {one.person_id}"])
    _tell(
        this, one, Sentence("Your second factor and your passkeys were removed, as asked. Set up new ones.")
    )


def has_second_factor(one: Account) -> bool:
    """Whether signing in takes more than a password, or a passkey."""
    return bool(one.tf_primary_method or one.webauthn)


def open_again(this: Decision, one: Account) -> None:
    """Raises Refused for the account of somebody whose data was erased."""
    if one.person.erased_at:
        raise Refused(Sentence("The data of this account was erased. It cannot be opened again."))
    one.active = True
    record(this, "open the account again", thing(one), about=[f"person {one.person_id}"])


ROLES = {
    Role.APPLICANT: Sentence("applicant"),
    Role.CHANNEL_COORDINATOR: Sentence("coordinator of a channel"),
    Role.CHANNEL_REVIEWER: Sentence("reviewer of a channel"),
    Role.CIVIL_SOCIETY_UNIT: Sentence("Civil Society Unit"),
    Role.SECRETARIAT: Sentence("secretariat"),
    Role.CHAIR: Sentence("Chair"),
    Role.ADMIN: Sentence("administrator"),
}
"""What each role is called."""


def last_seen(numbers: Sequence[int]) -> dict[int, datetime]:
    """When each of these accounts was last signed in to."""
    latest = select(SignIn.account_id, func.max(SignIn.at)).where(SignIn.account_id.in_(numbers))
    return dict(session.execute(latest.group_by(SignIn.account_id)).all())


def _fitting(found: Select[Any], wanted: Wanted) -> Select[Any]:
    if wanted.words:
        found = found.join(Person, Person.id == Account.person_id)
        for word in wanted.words.split():
            named = Person.folded.contains(fold(word), autoescape=True)
            found = found.where(or_(named, Account.email.contains(word.lower(), autoescape=True)))
    if wanted.role:
        has_it = select(Grant.account_id).where(Grant.role == wanted.role)
        found = found.where(Account.id.in_(has_it))
    return found


def _named(channel: str | None) -> dict[str, str]:
    return {"channel": channel} if channel else {}


def _tell(this: Decision, one: Account, change: Sentence) -> None:
    write(this, ACCOUNT_ROLE, addressed(one), thing(one), places={"change": str(change), "page": "/account/"})
