"""Where somebody is signed in: the browser's cookie names a row, which is looked at on every request."""

from flask import flash, g, redirect, render_template, url_for
from flask import session as cookie
from flask.typing import ResponseReturnValue
from flask_security import logout_user

from scheduler.accounts import actions, queries
from scheduler.accounts.models import Account, Passkey, SignIn
from scheduler.accounts.permissions import END_OTHERS, END_SIGN_IN, SEE_SIGN_INS
from scheduler.audit.actions import record
from scheduler.kernel.decision import decision
from scheduler.web.access import guarded
from scheduler.web.account.pages import door
from scheduler.web.languages import gettext, ngettext
from scheduler.web.visitors import account, present


def load(uniquifier: str) -> Account | None:
    """Flask-Login asks: who is it that bears this cookie? Nobody, once the sign-in was ended or has
    expired."""
    found = queries.sign_in_by_token(cookie.get("sign_in", ""))
    if found is None or not found.account.active or found.account.fs_uniquifier != uniquifier:
        return None
    g.sign_in, g.signed_in_strongly = found.id, found.strong
    g.fs_authn_via, g.fs_paa = "session", cookie.get("fs_paa", 0)  # for Flask-Security
    return found.account


def mine() -> Account:
    """The account that is signed in."""
    found = account()
    assert found is not None
    return found


def passkeys() -> list[Passkey]:
    """Those of the account that is signed in, the oldest first."""
    return sorted(mine().webauthn, key=lambda passkey: passkey.id)


@door.get("/security/")
@guarded(SEE_SIGN_INS)
def security() -> str:
    who = mine()
    return render_template(
        "account/security.html",
        account=who,
        sign_ins=queries.sign_ins(who.id),
        this_one=g.sign_in,
        passkeys=passkeys(),
        codes_left=len(who.mf_recovery_codes or []),
    )


@door.post("/security/sign-ins/<int:number>/end/")
@guarded(END_SIGN_IN, queries.sign_in)
def end_sign_in(sign_in: SignIn) -> ResponseReturnValue:
    if sign_in.id == g.sign_in:
        return _leave()
    with decision(present().actor) as this:
        actions.end_sign_in(this, sign_in)
        record(this, "end a sign-in", present().actor)
    flash(gettext("That browser is signed out."))
    return redirect(url_for("account.security"), 303)


@door.post("/security/sign-out-elsewhere/")
@guarded(END_OTHERS)
def end_others() -> ResponseReturnValue:
    with decision(present().actor) as this:
        ended = actions.end_sign_ins(this, mine(), but=g.sign_in)
        record(this, "sign out elsewhere", present().actor, browsers=ended)
    flash(
        ngettext("One other browser was signed out.", "%(num)s other browsers were signed out.", ended)
        if ended
        else gettext("You were signed in nowhere else.")
    )
    return redirect(url_for("account.security"), 303)


@door.post("/security/sign-out-everywhere/")
@guarded(END_OTHERS)
def end_everything() -> ResponseReturnValue:
    with decision(present().actor) as this:
        ended = actions.end_everything(this, mine())
        record(this, "sign out everywhere", present().actor, browsers=ended)
    return _leave()


def _leave() -> ResponseReturnValue:
    logout_user()
    flash(gettext("You are signed out."))
    return redirect(url_for("security.login"), 303)
