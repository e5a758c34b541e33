"""The forms of signing in: Flask-Security's, with our words and rules."""

from typing import Any

from flask import g, url_for
from flask_babel import lazy_gettext as later
from flask_security import (
    ChangeEmailForm,
    ChangePasswordForm,
    ForgotPasswordForm,
    Form,
    LoginForm,
    MfRecoveryForm,
    RegisterFormV2,
    ResetPasswordForm,
    SendConfirmationForm,
    TwoFactorRescueForm,
    TwoFactorSelectForm,
    TwoFactorSetupForm,
    TwoFactorVerifyCodeForm,
    VerifyForm,
    WebAuthnRegisterForm,
    WebAuthnRegisterResponseForm,
    WebAuthnSigninForm,
    WebAuthnSigninResponseForm,
)
from flask_security.utils import hash_password, validate_redirect_url
from wtforms import EmailField, HiddenField, PasswordField, RadioField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import EqualTo, InputRequired, Length

from scheduler.accounts.rules import LONGEST_PASSWORD, SHORTEST_PASSWORD
from scheduler.web.account.throttle import answer_once
from scheduler.web.forms import EMPTY, line

ADDRESS = later("E-mail address")
PASSWORD = later("Password")
NOT_A_PASSWORD = "not a password"
HOW_LONG = later(
    "%(least)s characters or more. Four words that do not belong together are easy to remember.",
    least=SHORTEST_PASSWORD,
)


def _old_password(label: Any = PASSWORD) -> PasswordField:
    most = Length(max=10 * LONGEST_PASSWORD, message=later("This is no password of ours: it is too long."))
    return PasswordField(
        label, [InputRequired(EMPTY), most], render_kw={"autocomplete": "current-password", "required": True}
    )


def _new_password(label: Any = PASSWORD) -> PasswordField:
    return PasswordField(
        label,
        [InputRequired(EMPTY)],
        description=HOW_LONG,
        render_kw={"autocomplete": "new-password", "required": True},
    )


def _again(of: str) -> PasswordField:
    same = EqualTo(of, message=later("This is not the same password as above."))
    return PasswordField(
        later("The same password again"),
        [InputRequired(EMPTY), same],
        render_kw={"autocomplete": "new-password", "required": True},
    )


def _address(form: type[Form], hint: Any = "") -> EmailField:
    """The form's own field and checks, with our words."""
    theirs = form.email  # an UnboundField: what it was made with lies in `kwargs`
    return EmailField(
        ADDRESS,
        [InputRequired(EMPTY), *theirs.kwargs["validators"]],
        description=hint,
        render_kw={"autocomplete": "email", "required": True, "maxlength": 254},
    )


class _GoesOn:
    """Where to go on to afterwards is a page of ours, or does not count."""

    def validate_next(self, field: HiddenField) -> None:
        if not field.data or not validate_redirect_url(field.data):
            field.data = url_for("account.home")


class SignIn(_GoesOn, LoginForm):
    email = EmailField(
        ADDRESS,
        LoginForm.email.kwargs["validators"],
        render_kw={"autocomplete": "username", "required": True, "maxlength": 254},
    )
    password = _old_password()
    remember = None

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.password.description = ""  # the page has its own way to a forgotten password


class Verify(_GoesOn, VerifyForm):
    password = _old_password()


class Register(_GoesOn, RegisterFormV2):
    name = line(
        later("Your name"), hint=later("As it should stand in letters and programmes."), autocomplete="name"
    )
    email = _address(RegisterFormV2, later("We send a letter there, with a link to confirm it."))
    password = _new_password()
    password_confirm = _again("password")


class SendConfirmation(SendConfirmationForm):
    email = _address(SendConfirmationForm)


class ForgotPassword(ForgotPasswordForm):
    """The letter's link confirms the address too, so that it need not be confirmed before."""

    email = _address(ForgotPasswordForm)

    def validate(self, **more: Any) -> bool:
        known = super(ForgotPasswordForm, self).validate(**more)
        if not known or self.user is None or not self.user.is_active:
            return False
        hash_password(NOT_A_PASSWORD)  # the answer takes as long where there is no account
        return True


class ResetPassword(ResetPasswordForm):
    password = _new_password(later("New password"))
    password_confirm = _again("password")


class ChangePassword(ChangePasswordForm):
    password = _old_password(later("Present password"))
    new_password = _new_password(later("New password"))
    new_password_confirm = _again("new_password")


class ChangeAddress(ChangeEmailForm):
    email = _address(
        ChangeEmailForm, later("We send a letter there. The address counts once you confirm it.")
    )


def _code_field() -> StringField:
    return StringField(
        later("Code"),
        [InputRequired(EMPTY), Length(max=20, message=later("A code has six digits."))],
        filters=[lambda text: "".join(text.split()) if text else text],
        description=later("The six digits that your authenticator app shows now."),
        render_kw={"autocomplete": "one-time-code", "inputmode": "numeric", "required": True},
    )


class Code(TwoFactorVerifyCodeForm):
    code = _code_field()


class RecoveryCode(MfRecoveryForm):
    code = StringField(
        later("Recovery code"),
        [
            InputRequired(EMPTY),
            Length(max=40, message=later("A recovery code has three groups of four characters.")),
        ],
        description=later("One of those that you kept. It works once."),
        render_kw={"autocomplete": "off", "required": True},
    )


class SetUp(TwoFactorSetupForm):
    """An authenticator app, or none any more; we send no codes by mail or telephone."""

    setup = HiddenField()
    phone = HiddenField()


class Which(TwoFactorSelectForm):
    which = RadioField(later("Second step"), validate_choice=False)


class Rescue(TwoFactorRescueForm):
    """Nobody sees it: who has lost the second factor uses a recovery code."""

    help_setup = RadioField(choices=[], validate_choice=False)


class NewPasskey(WebAuthnRegisterForm):
    name = line(
        later("Name of the passkey"),
        most=64,
        hint=later("To know it again, such as “telephone” or “blue key”."),
        autocomplete="off",
    )
    usage = RadioField(
        later("What it is for"),
        choices=[
            SelectChoice("first", later("To sign in without a password")),
            SelectChoice("secondary", later("As second step, after the password")),
        ],
        default="first",
    )


class PasskeyMade(WebAuthnRegisterResponseForm):
    """What a new authenticator answered; of what it says about itself nothing else is kept."""

    def validate(self, **more: Any) -> bool:
        held = super().validate(**more)
        self.extensions = ""
        return bool(held)


class PasskeySignIn(_GoesOn, WebAuthnSigninForm):
    identity = None
    remember = HiddenField(filters=[lambda _: None])


class PasskeyAnswer(_GoesOn, WebAuthnSigninResponseForm):
    """What the authenticator answered. Whether it knew its holder makes the sign-in strong."""

    remember = HiddenField(filters=[lambda _: None])

    def validate(self, **more: Any) -> bool:
        held = super().validate(**more) and not self.errors
        if held:
            answer_once(self.challenge)
        g.passkey_knew_holder = held and self.mf_check
        return bool(held)


FORMS: dict[str, type[Form]] = {
    "login_form": SignIn,
    "verify_form": Verify,
    "register_form": Register,
    "send_confirmation_form": SendConfirmation,
    "forgot_password_form": ForgotPassword,
    "reset_password_form": ResetPassword,
    "change_password_form": ChangePassword,
    "change_email_form": ChangeAddress,
    "two_factor_verify_code_form": Code,
    "two_factor_setup_form": SetUp,
    "two_factor_select_form": Which,
    "two_factor_rescue_form": Rescue,
    "mf_recovery_form": RecoveryCode,
    "wan_register_form": NewPasskey,
    "wan_register_response_form": PasskeyMade,
    "wan_signin_form": PasskeySignIn,
    "wan_signin_response_form": PasskeyAnswer,
}
