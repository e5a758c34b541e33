"""Which of Flask-Security's views are open, at which address, and what each is wrapped in. It has more; the
others have no address here."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Flask, flash, redirect, render_template, request, url_for
from flask import session as cookie
from flask.typing import ResponseReturnValue
from flask_security import change_email, recovery_codes, tf_plugin, views, webauthn
from flask_security.confirmable import confirm_email_token_status
from werkzeug.wrappers import Response

from scheduler.accounts import rules
from scheduler.kernel.permissions import Visitor
from scheduler.web import visitors
from scheduler.web.account.taking import kept
from scheduler.web.account.throttle import throttled
from scheduler.web.languages import gettext
from scheduler.web.onward import onward, with_next
from scheduler.web.private import private_door

View = Callable[..., ResponseReturnValue]


def _typed_address() -> str:
    """Whom a form is about, as it was typed."""
    return request.form.get("email", "").strip().lower()


def _who_is_here() -> str:
    """Whose password or code it is: of the account that is signed in, or about to."""
    return str(cookie.get("tf_user_id") or visitors.present().actor)


def _for_strangers(view: View) -> View:
    """Part of signing in; nothing for who is signed in already."""

    @wraps(view)
    def inside(**values: Any) -> ResponseReturnValue:
        return redirect(url_for("account.security")) if visitors.account() else view(**values)

    return inside


def _by_what_one_has(view: View) -> View:
    """Who needs a second factor and has one cannot change it, or add another, by the password alone."""

    @wraps(view)
    def inside(**values: Any) -> ResponseReturnValue:
        who = visitors.present()
        if who.waiting_roles and _has_a_factor(who):
            flash(gettext("To change this, sign in with your passkey or second step first."))
            return redirect(url_for("account.security"))
        return view(**values)

    return inside


def _has_a_factor(_who: Visitor) -> bool:
    mine = visitors.account()
    return mine is not None and bool(mine.tf_primary_method or mine.webauthn)


def _register() -> ResponseReturnValue:
    """Who was on the way to a page is led on to it, by the letter's link and by signing in."""
    answer: ResponseReturnValue = views.register()
    if isinstance(answer, Response) and answer.location and visitors.account() is None:
        answer.location = url_for("security.login", next=onward())
    return answer


def _send_confirmation() -> ResponseReturnValue:
    answer: ResponseReturnValue = views.send_confirmation()
    return _going_on(answer)


def _going_on(answer: ResponseReturnValue) -> ResponseReturnValue:
    """An answer that leads to another step of signing in takes along where to go after it."""
    if isinstance(answer, Response) and answer.location:
        answer.location = with_next(answer.location, onward())
    return answer


def _confirm(token: str) -> ResponseReturnValue:
    """Opening the letter's link shows what the button will do; the button does it. A link that is dead does
    nothing, and says why."""
    expired, invalid, account = confirm_email_token_status(token)  # type: ignore[no-untyped-call]
    if request.method == "POST" or expired or invalid or account.confirmed_at:
        answer: ResponseReturnValue = views.confirm_email(token)
        return _going_on(answer)
    return render_template("security/confirm_email.html", account=account)


def _confirm_change(token: str) -> ResponseReturnValue:
    """The same for a new address."""
    expired, invalid, account, address = change_email._verify_token_status(token)  # type: ignore[no-untyped-call]
    if request.method == "POST" or expired or invalid:
        answer: ResponseReturnValue = change_email.change_email_confirm(token)  # type: ignore[no-untyped-call]
        return answer
    return render_template("security/change_email_confirm.html", account=account, address=address)


BOTH, POST = ["GET", "POST"], ["POST"]
_password = throttled(rules.SIGN_IN, _typed_address)
_password_again = throttled(rules.SIGN_IN, _who_is_here)
_code = throttled(rules.CODE, _who_is_here)

ENTRANCES: tuple[tuple[str, str, list[str], View], ...] = (
    ("/login", "login", BOTH, _password(views.login)),
    ("/logout", "logout", POST, kept(views.logout)),
    ("/verify", "verify", BOTH, _password_again(views.verify)),
    ("/register", "register", BOTH, throttled(rules.REGISTER, _typed_address)(kept(_register))),
    (
        "/confirm",
        "send_confirmation",
        BOTH,
        throttled(rules.CONFIRM, _typed_address)(kept(_send_confirmation)),
    ),
    ("/confirm/<token>", "confirm_email", BOTH, kept(_confirm)),
    ("/reset", "forgot_password", BOTH, throttled(rules.RESET, _typed_address)(kept(views.forgot_password))),
    ("/reset/<token>", "reset_password", BOTH, kept(views.reset_password)),
    ("/password", "change_password", BOTH, _password_again(kept(views.change_password))),
    ("/address", "change_email", BOTH, _by_what_one_has(kept(change_email.change_email))),
    ("/address/<token>", "change_email_confirm", BOTH, kept(_confirm_change)),
    ("/second-step", "tf_select", BOTH, _for_strangers(tf_plugin.tf_select)),
    (
        "/code",
        "two_factor_token_validation",
        BOTH,
        _for_strangers(_code(kept(views.two_factor_token_validation))),
    ),
    ("/recovery-code", "mf_recovery", BOTH, _code(kept(recovery_codes.mf_recovery))),
    ("/recovery-codes", "mf_recovery_codes", BOTH, _by_what_one_has(kept(recovery_codes.mf_recovery_codes))),
    ("/authenticator", "two_factor_setup", BOTH, _by_what_one_has(kept(views.two_factor_setup))),
    (
        "/authenticator/<token>",
        "two_factor_setup_validate",
        POST,
        _by_what_one_has(_code(kept(views.two_factor_setup_validate))),
    ),
    ("/passkey", "wan_signin", BOTH, webauthn.webauthn_signin),
    ("/passkey/<token>", "wan_signin_response", POST, kept(webauthn.webauthn_signin_response)),
    ("/passkey-again", "wan_verify", BOTH, webauthn.webauthn_verify),
    ("/passkey-again/<token>", "wan_verify_response", POST, kept(webauthn.webauthn_verify_response)),
    ("/passkeys", "wan_register", BOTH, _by_what_one_has(kept(webauthn.webauthn_register))),
    (
        "/passkeys/<token>",
        "wan_register_response",
        POST,
        _by_what_one_has(kept(webauthn.webauthn_register_response)),
    ),
    ("/passkeys/remove", "wan_delete", BOTH, _by_what_one_has(kept(webauthn.webauthn_delete))),
)


def open_entrances(app: Flask) -> None:
    door = private_door("security", __name__, "/account")
    for address, name, methods, view in ENTRANCES:
        door.add_url_rule(address, name, view, methods=methods)
    # Flask-Security asks for the address of this page, to which nothing here leads.
    door.add_url_rule("/rescue", "two_factor_rescue", build_only=True)
    app.register_blueprint(door)
