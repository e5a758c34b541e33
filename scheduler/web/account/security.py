"""Signing in, by Flask-Security."""

from flask import Flask
from flask_security import Security, SQLAlchemySessionUserDatastore

from scheduler.accounts.models import Account, Passkey
from scheduler.kernel.db import session


class Accounts(SQLAlchemySessionUserDatastore):
    """Where Flask-Security finds accounts."""


def furnish(app: Flask) -> None:
    app.config.update(
        SECURITY_URL_PREFIX="/account",
        SECURITY_PASSWORD_HASH="argon2",
        SECURITY_PASSWORD_SINGLE_HASH=True,
        SECURITY_REGISTERABLE=True,
        SECURITY_USE_REGISTER_V2=True,
        SECURITY_CONFIRMABLE=True,
        SECURITY_RETURN_GENERIC_RESPONSES=True,
    )
    Security(app, Accounts(session, Account, None, Passkey), register_blueprint=True)
