"""What Flask-Security finds of ours: accounts, letters, passwords, passkeys, codes."""

from typing import Any
from urllib.parse import urlsplit

import email_validator
from flask import current_app, request
from flask_security import (
    MailUtil,
    MfRecoveryCodesUtil,
    PasswordUtil,
    RoleMixin,
    Security,
    SQLAlchemySessionUserDatastore,
    Totp,
    UserMixin,
    WebauthnUtil,
)
from flask_security.mail_util import EmailValidateException
from itsdangerous import TimestampSigner
from passlib.totp import TOTP, TotpMatch  # type: ignore[import-untyped]
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from scheduler.accounts import rules
from scheduler.accounts.actions import addressed, open_account, tell_of_change, thing
from scheduler.accounts.models import Account
from scheduler.kernel import clock
from scheduler.kernel.db import session
from scheduler.kernel.text import clean_line
from scheduler.kernel.words import Sentence
from scheduler.mail.actions import Secret, write
from scheduler.mail.letters import KINDS
from scheduler.web.account.taking import taking
from scheduler.web.languages import gettext, say
from scheduler.web.onward import onward, with_next

LONGEST_ADDRESS = 254
"""Of an e-mail address (RFC 5321)."""


def real(user: UserMixin) -> Account:
    """The account behind Flask-Login's stand-in."""
    account = user._get_current_object() if hasattr(user, "_get_current_object") else user
    assert isinstance(account, Account)
    return account


class Entrance(Security):
    """Flask-Security without nh3, which it would only clean the names of passkeys with: ours are cleaned as
    all lines are."""

    def _check_modules(self, module: str, config_name: str) -> object:
        return module == "nh3" or super()._check_modules(module, config_name)  # type: ignore[no-untyped-call]


class NoRole(RoleMixin):
    """Flask-Security's roles are not used; ours are the grants."""


class Accounts(SQLAlchemySessionUserDatastore):
    """Where Flask-Security finds accounts. It never commits: see `taking`."""

    def commit(self) -> None:
        """The decision commits."""

    def create_user(self, **values: Any) -> Account:
        with taking() as this:
            return open_account(this, values["name"], values["email"], values["password"])

    def tf_reset(self, user: UserMixin) -> None:
        user.tf_primary_method = None
        user.tf_totp_secret = None


def as_stored(address: str) -> str | None:
    """An address as accounts have it: in lower case, and a domain in other scripts written in ASCII, so that
    what only looks alike is seen to differ. None if it is no address."""
    try:
        known = email_validator.validate_email(
            address.strip()[: LONGEST_ADDRESS + 1], allow_smtputf8=False, check_deliverability=False
        )
    except ValueError:
        return None
    return (known.ascii_email or known.normalized).lower()


class Letters(MailUtil):
    """Writes letters instead of sending mail, and knows which addresses letters can go to. Flask-Security's
    settings name the kind of letter where it expects a template."""

    def send_mail(  # type: ignore[override]
        self, template: str, _subject: str, recipient: str, *_rest: object, **context: Any
    ) -> None:
        account = real(context["user"])
        to_confirm = context.get("confirmation_link")
        links = (
            with_next(to_confirm, onward()) if to_confirm else "",
            *(context.get(name) for name in ("link", "reset_link")),
        )
        with taking() as this:
            to = addressed(account, recipient)
            write(this, KINDS[template], to, thing(account), secret=_secret(next(filter(None, links))))

    def normalize(self, email: str) -> str:
        address = as_stored(email)
        if address is None:
            raise EmailValidateException(
                gettext("This is no e-mail address. Write it like name@organisation.example.")
            )
        return address

    validate = normalize


def _secret(link: str) -> Secret:
    """Only path and query of a link: what host the request claims to be for reaches no letter."""
    parts = urlsplit(link)
    query = f"?{parts.query}" if parts.query else ""
    return Secret(parts.path.removeprefix(request.script_root) + query)


class Passwords(PasswordUtil):
    """Says in our words what is wrong with a new password."""

    def validate(self, password: str, is_register: bool, **about: Any) -> tuple[list[str] | None, str]:
        plain = self.normalize(password)
        user = about.get("user")
        words = (user.email, user.name) if user else (about.get("email"), about.get("name"))
        wrong = rules.weak_password(plain, *words)
        return [say(wrong)] if wrong else None, plain


class Passkeys(WebauthnUtil):
    """Any authenticator will do, in the device or not. One that replaces the password has to know its
    holder."""

    def origin(self) -> str:
        parts = urlsplit(current_app.config["BASE_URL"])
        return f"{parts.scheme}://{parts.netloc}"

    def name_svn(self, value: str) -> tuple[str | None, str | None]:
        return None, clean_line(value)

    def authenticator_selection(self, user: UserMixin, usage: str) -> AuthenticatorSelectionCriteria:
        first = usage == "first"
        return AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED if first else ResidentKeyRequirement.DISCOURAGED,
            user_verification=self.user_verification(user, [usage]),
        )

    def user_verification(self, user: UserMixin | None, usage: list[str]) -> UserVerificationRequirement:
        if usage == ["first"]:
            return UserVerificationRequirement.REQUIRED
        return UserVerificationRequirement.PREFERRED


class Codes(Totp):
    """Codes of an authenticator app, by our clock, each taken once."""

    def __init__(self, secrets: dict[str, str] | dict[int, str], issuer: str) -> None:
        super().__init__(secrets, issuer)
        self._totp = TOTP.using(issuer=issuer, secrets=secrets, now=lambda: clock.now().timestamp())

    def get_last_counter(self, user: UserMixin) -> int | None:
        """Locks the account, so that of two requests with the same code one is refused."""
        account = real(user)
        session.refresh(account, ["last_code"], with_for_update=True)
        return account.last_code

    def set_last_counter(self, user: UserMixin, tmatch: TotpMatch) -> None:
        real(user).last_code = tmatch.counter


class RecoveryCodes(MfRecoveryCodesUtil):
    """Codes for who has lost the second factor. Only their hashes are kept: they are shown once."""

    def create_recovery_codes(self, user: UserMixin) -> list[str]:
        codes = super().create_recovery_codes(user)
        account = real(user)
        account.mf_recovery_codes = [_hashed(code) for code in codes]
        change = Sentence("New recovery codes were made. Older ones no longer work.")
        with taking() as this:
            tell_of_change(this, account, "make recovery codes", change)
        return codes

    def get_recovery_codes(self, user: UserMixin) -> list[str]:
        return []

    def check_recovery_code(self, user: UserMixin, code: str) -> bool:
        account = real(user)
        session.refresh(account, ["mf_recovery_codes"], with_for_update=True)
        return _hashed(code) in (account.mf_recovery_codes or [])

    def delete_recovery_code(self, user: UserMixin, code: str) -> bool:
        account = real(user)
        used = _hashed(code)
        account.mf_recovery_codes = [kept for kept in account.mf_recovery_codes or [] if kept != used]
        left = len(account.mf_recovery_codes)
        change = Sentence("Somebody signed in with a recovery code. %(left)s are left.", left=left)
        with taking() as this:
            tell_of_change(this, account, "use a recovery code", change, left=left)
        return True


def _hashed(code: str) -> str:
    key = next(iter(current_app.config["SECURITY_TOTP_SECRETS"].values()))
    return rules.keyed(key, "recovery code", "".join(char for char in code.lower() if char.isalnum()))


class Stamp(TimestampSigner):
    """Links expire by our clock."""

    def get_timestamp(self) -> int:
        return int(clock.now().timestamp())
