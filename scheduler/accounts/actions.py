"""Opening accounts, giving roles, signing in and out."""

import uuid
from typing import Any

from sqlalchemy import update

from scheduler.accounts import rules
from scheduler.accounts.models import Account, Grant, SignIn
from scheduler.accounts.queries import by_address
from scheduler.audit.actions import record
from scheduler.kernel.db import session
from scheduler.kernel.decision import Decision
from scheduler.kernel.errors import Clash, Refused
from scheduler.kernel.terms import Role
from scheduler.kernel.words import Sentence
from scheduler.links.rules import digest, new_token
from scheduler.mail.actions import Addressee, write
from scheduler.mail.letters import ACCOUNT_CHANGED
from scheduler.organisations.actions import name_person

SECURITY_PAGE = "/account/security/"


def thing(account: Account) -> str:
    """As the history names an account."""
    return f"account {account.id}"


def open_account(this: Decision, name: str, address: str, password: str | None) -> Account:
    """A new account with a new person. The address is in lower case, and of nobody yet; the password is
    hashed already, or still to be chosen."""
    if by_address(address):
        raise Clash(Sentence("There is an account with this address already."))
    account = Account(
        person=name_person(name),
        email=address,
        password=password,
        active=True,
        fs_uniquifier=uuid.uuid4().hex,
        fs_webauthn_user_handle=uuid.uuid4().hex,
        made_at=this.at,
        language="en",
    )
    session.add(account)
    session.flush()
    record(this, "register", thing(account), about=[f"person {account.person_id}"])
    return account


def give_role(this: Decision, account: Account, role: Role, channel: str | None = None) -> None:
    """Trust an account with a role. Raises Refused where a channel is missing or out of place."""
    if wrong := rules.wrong_channel(role, channel):
        raise Refused(wrong)
    if any((grant.role, grant.channel) == (role, channel) for grant in account.grants):
        raise Clash(Sentence("This account has that role already."))
    account.grants.append(Grant(role=role, channel=channel))
    facts = {"channel": channel} if channel else {}
    record(this, "give a role", thing(account), role=role.value, **facts)


def confirm_address(this: Decision, account: Account) -> None:
    """Its owner has a letter that reached the address."""
    if account.confirmed_at is None:
        account.confirmed_at = this.at
        record(this, "confirm the address", thing(account))


def tell_of_change(this: Decision, account: Account, act: str, change: Sentence, **facts: Any) -> None:
    """Write into the history, and to the account's address, that something about signing in was changed."""
    record(this, act, thing(account), **facts)
    places = {"change": str(change), "page": SECURITY_PAGE}
    write(this, ACCOUNT_CHANGED, addressed(account), thing(account), places=places)


def addressed(account: Account, address: str | None = None) -> Addressee:
    """The account as a letter's addressee; at another address while that is still to be confirmed."""
    person = account.person
    return Addressee(address or account.email, person.name, person.id, account.language)


def begin_sign_in(this: Decision, account: Account, *, strong: bool, browser: str = "") -> str:
    """The account is signed in somewhere. Returns the token that the browser's cookie has to bear."""
    token = new_token()
    roles = [grant.role for grant in account.grants]
    began = SignIn(
        account_id=account.id,
        digest=digest(token),
        at=this.at,
        expires_at=this.at + rules.lasts(roles),
        browser=browser,
        strong=strong,
    )
    session.add(began)
    session.flush()
    return token


def end_sign_in(this: Decision, sign_in: SignIn) -> None:
    """That browser is signed out."""
    if sign_in.ended_at is None:
        sign_in.ended_at = this.at


def end_sign_ins(this: Decision, account: Account, *, but: int | None = None, only_weak: bool = False) -> int:
    """Sign out in every browser but the one with the number `but`; how many that were."""
    wanted = update(SignIn).where(
        SignIn.account_id == account.id, SignIn.ended_at.is_(None), SignIn.expires_at > this.at
    )
    if but is not None:
        wanted = wanted.where(SignIn.id != but)
    if only_weak:
        wanted = wanted.where(SignIn.strong.is_(False))
    ended = session.scalars(wanted.values(ended_at=this.at).returning(SignIn.id))
    return len(ended.all())


def end_everything(this: Decision, account: Account) -> int:
    """Sign out in every browser, and kill every link that was sent about signing in; how many browsers that
    were."""
    account.fs_uniquifier = uuid.uuid4().hex
    return end_sign_ins(this, account)
