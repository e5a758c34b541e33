"""Signing in, by Flask-Security: how it is set."""

from datetime import timedelta
from typing import Any

from flask import Flask

from scheduler.accounts.models import Account, Passkey
from scheduler.accounts.rules import RECOVERY_CODES, SHORTEST_PASSWORD
from scheduler.kernel import clock
from scheduler.kernel.db import session
from scheduler.web.account import entrances, events, glue, sign_ins
from scheduler.web.account.forms import FORMS
from scheduler.web.account.sentences import SENTENCES
from scheduler.web.forms import described
from scheduler.web.onward import onward

FEATURES = dict.fromkeys(
    (
        "CHANGEABLE",
        "CHANGE_EMAIL",
        "CONFIRMABLE",
        "MULTI_FACTOR_RECOVERY_CODES",
        "RECOVERABLE",
        "REGISTERABLE",
        "TWO_FACTOR",
        "WEBAUTHN",
    ),
    True,
)
SETTINGS: dict[str, Any] = {
    **FEATURES,
    "API_ENABLED_METHODS": ["session"],
    "CHANGE_EMAIL_WITHIN": timedelta(days=1),
    "CLI_ROLES_NAME": None,
    "CLI_USERS_NAME": None,
    "CONFIRM_EMAIL_WITHIN": timedelta(days=2),
    "DATETIME_FACTORY": clock.now,
    "EMAIL_HTML": False,
    "EMAIL_PLAINTEXT": False,
    "FRESHNESS": timedelta(minutes=15),
    "FRESHNESS_GRACE_PERIOD": timedelta(minutes=15),
    "HASHING_SCHEMES": ["hex_sha256"],  # within links, which are signed
    "DEPRECATED_HASHING_SCHEMES": [],
    "I18N_DIRNAME": "translations",
    "I18N_DOMAIN": "messages",
    "INPUT_NORMALIZE_FORM": "NFC",
    "JOIN_USER_ROLES": False,
    "LOGOUT_CSRF": True,
    "MULTI_FACTOR_RECOVERY_CODES_N": RECOVERY_CODES,
    "PASSWORD_HASH": "argon2",
    "PASSWORD_LENGTH_MIN": SHORTEST_PASSWORD,
    "PASSWORD_SCHEMES": ["argon2"],
    "PASSWORD_SINGLE_HASH": True,
    "RESET_PASSWORD_WITHIN": timedelta(days=1),
    "RETURN_GENERIC_RESPONSES": True,
    "SEND_PASSWORD_CHANGE_EMAIL": False,
    "SEND_PASSWORD_RESET_NOTICE_EMAIL": False,
    "TWO_FACTOR_AUTHENTICATOR_VALIDITY": 30,
    "TWO_FACTOR_ENABLED_METHODS": ["authenticator"],
    "TWO_FACTOR_RESCUE_EMAIL": False,
    "URL_PREFIX": "/account",
    "USER_IDENTITY_ATTRIBUTES": [{"email": {"mapper": glue.as_stored}}],
    "WAN_ALLOW_USER_HINTS": False,
    "WAN_RP_NAME": "Scheduler",
    "TOTP_ISSUER": "Scheduler",
}
LETTERS = {
    "CHANGE_EMAIL_EMAIL_TEMPLATE": "account-address",
    "EMAIL_TEMPLATE_CONFIRM": "account-confirm",
    "EMAIL_TEMPLATE_PASSWORD_RESET": "account-reset",
    "REGISTER_EMAIL_EXISTING_TEMPLATE": "account-exists",
    "REGISTER_EMAIL_TEMPLATE": "account-confirm",
}
"""The kind of letter where Flask-Security has a template."""
NEXT = {
    "POST_CHANGE_VIEW": "account.security",
    "POST_LOGIN_VIEW": "account.home",
    "POST_REGISTER_VIEW": "security.login",
    "POST_VERIFY_VIEW": "account.security",
    "TWO_FACTOR_POST_SETUP_VIEW": "account.security",
    "WAN_POST_REGISTER_VIEW": "account.security",
}
"""Where one goes on to."""
SERIALIZERS = ("confirm", "reset", "change_email", "tf_setup", "wan")


def furnish(app: Flask) -> None:
    sentences = {f"MSG_{name}": (sentence.text, kind) for name, (sentence, kind) in SENTENCES.items()}
    for name, value in {**SETTINGS, **LETTERS, **NEXT, **sentences}.items():
        app.config[f"SECURITY_{name}"] = value
    app.config["SESSION_PROTECTION"] = None  # a sign-in is known by its row, not by the client's address
    security = glue.Entrance(
        app,
        glue.Accounts(session, Account, glue.NoRole, Passkey),
        register_blueprint=False,
        mail_util_cls=glue.Letters,
        password_util_cls=glue.Passwords,
        webauthn_util_cls=glue.Passkeys,
        totp_cls=glue.Codes,
        mf_recovery_codes_util_cls=glue.RecoveryCodes,
        **FORMS,
    )
    security.want_json(lambda _request: False)
    for name in SERIALIZERS:
        getattr(security, f"{name}_serializer").signer = glue.Stamp
    security.login_manager.user_loader(sign_ins.load)
    security.login_manager.request_loader(lambda _request: None)
    security.wan_register_context_processor(lambda: {"passkeys": sign_ins.passkeys()})
    app.jinja_env.globals["described"] = described
    entrances.open_entrances(app)
    events.furnish(app)
    app.context_processor(lambda: {"onward": onward})
