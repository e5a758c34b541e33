"""What Flask-Security tells of goes into the history and into letters, within the same transaction."""

from flask import Flask, g, request
from flask import session as cookie
from flask_login import user_logged_out
from flask_security import UserMixin, signals

from scheduler.accounts import actions
from scheduler.accounts.models import Account
from scheduler.accounts.queries import sign_in_by_token
from scheduler.accounts.rules import browser_name
from scheduler.audit.actions import record
from scheduler.kernel.db import session
from scheduler.kernel.words import Sentence
from scheduler.mail.actions import write
from scheduler.mail.letters import ACCOUNT_CHANGED
from scheduler.web.account.glue import real
from scheduler.web.account.taking import taking


def furnish(app: Flask) -> None:
    """Listen to Flask-Security of this application."""
    for signal, hear in HEARD.items():
        signal.connect(hear, app)


def signed_in(_app: Flask, user: UserMixin, authn_via: list[str] | None = None, **_: object) -> None:
    """The browser gets a token of its own. Without `authn_via` a second factor was asked for."""
    strong = authn_via is None or bool(g.get("passkey_knew_holder"))
    if authn_via == ["change"]:
        strong = bool(g.get("signed_in_strongly"))
    account = real(user)
    browser = browser_name(request.user_agent.string)
    with taking(account) as this:
        cookie["sign_in"] = actions.begin_sign_in(this, account, strong=strong, browser=browser)
    g.signed_in_strongly = strong
    g.pop("visitor", None)


def signed_out(_app: Flask, **_: object) -> None:
    found = sign_in_by_token(cookie.pop("sign_in", ""))
    if found:
        with taking() as this:
            actions.end_sign_in(this, found)


def confirmed(_app: Flask, user: UserMixin, **_: object) -> None:
    with taking() as this:
        record(this, "confirm the address", actions.thing(real(user)))


def confirmation_asked(_app: Flask, user: UserMixin, **_: object) -> None:
    with taking() as this:
        record(this, "ask for a letter to confirm the address", actions.thing(real(user)))


def reset_asked(_app: Flask, user: UserMixin, **_: object) -> None:
    with taking() as this:
        record(this, "ask for a new password", actions.thing(real(user)))


def password_reset(_app: Flask, user: UserMixin, **_: object) -> None:
    """The letter reached the address: so it is confirmed too."""
    account = real(user)
    with taking() as this:
        actions.confirm_address(this, account)
        actions.end_sign_ins(this, account)
        actions.tell_of_change(this, account, "reset the password", Sentence("A new password was set."))


def password_changed(_app: Flask, user: UserMixin, **_: object) -> None:
    account = real(user)
    with taking() as this:
        actions.end_sign_ins(this, account, but=_this_one())
        actions.tell_of_change(this, account, "change the password", Sentence("The password was changed."))


def address_asked(_app: Flask, user: UserMixin, **_: object) -> None:
    with taking() as this:
        record(this, "ask to change the address", actions.thing(real(user)))


def address_changed(_app: Flask, user: UserMixin, old_email: str, **_: object) -> None:
    """The letter goes to the old address: its owner may not have wanted it."""
    account = real(user)
    with taking() as this:
        actions.end_everything(this, account)
        record(this, "change the address", actions.thing(account))
        change = str(
            Sentence("The account has another e-mail address now; letters no longer come to this one.")
        )
        to = actions.addressed(account, old_email)
        write(this, ACCOUNT_CHANGED, to, actions.thing(account), places={"change": change})


def second_factor_set_up(_app: Flask, user: UserMixin, **_: object) -> None:
    change = Sentence("An authenticator app was set up as second step.")
    _factor_added(real(user), "set up a second factor", change)


def second_factor_removed(_app: Flask, user: UserMixin, **_: object) -> None:
    account = real(user)
    with taking() as this:
        if not any(passkey.usage == "secondary" for passkey in account.webauthn):
            account.mf_recovery_codes = None
        change = Sentence("The authenticator app is no longer asked for as second step.")
        actions.tell_of_change(this, account, "remove a second factor", change)


def passkey_added(_app: Flask, user: UserMixin, name: str, **_: object) -> None:
    _factor_added(real(user), "add a passkey", Sentence("The passkey “%(name)s” was added.", name=name))


def passkey_removed(_app: Flask, user: UserMixin, name: str, **_: object) -> None:
    change = Sentence("The passkey “%(name)s” was removed.", name=name)
    with taking() as this:
        actions.tell_of_change(this, real(user), "remove a passkey", change)


def _factor_added(account: Account, act: str, change: Sentence) -> None:
    """Its holder has just shown that it works: this sign-in is a strong one now. Others that knew the
    password only are ended."""
    with taking() as this:
        found = sign_in_by_token(cookie.get("sign_in", ""))
        if found:
            found.strong = True
            session.flush()
        actions.end_sign_ins(this, account, but=_this_one(), only_weak=True)
        actions.tell_of_change(this, account, act, change)


def _this_one() -> int | None:
    found = sign_in_by_token(cookie.get("sign_in", ""))
    return found.id if found else None


HEARD = {
    signals.user_authenticated: signed_in,
    user_logged_out: signed_out,
    signals.user_confirmed: confirmed,
    signals.confirm_instructions_sent: confirmation_asked,
    signals.reset_password_instructions_sent: reset_asked,
    signals.password_reset: password_reset,
    signals.password_changed: password_changed,
    signals.change_email_instructions_sent: address_asked,
    signals.change_email_confirmed: address_changed,
    signals.tf_profile_changed: second_factor_set_up,
    signals.tf_disabled: second_factor_removed,
    signals.wan_registered: passkey_added,
    signals.wan_deleted: passkey_removed,
}
