"""Accounts. The names of many columns are Flask-Security's, which does the signing in."""

from datetime import datetime
from typing import ClassVar

from flask_security import UserMixin, WebAuthnMixin
from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scheduler.kernel.db import Base
from scheduler.kernel.terms import Role
from scheduler.organisations.models import Person


class Account(Base, UserMixin):
    """What a person signs in with. A new `fs_uniquifier` ends all its sessions."""

    __tablename__ = "account"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey(Person.id), unique=True)
    email: Mapped[str] = mapped_column(unique=True)
    password: Mapped[str | None]
    active: Mapped[bool] = mapped_column(default=True)
    fs_uniquifier: Mapped[str] = mapped_column(unique=True)
    confirmed_at: Mapped[datetime | None]
    made_at: Mapped[datetime]
    language: Mapped[str] = mapped_column(default="en")
    fs_webauthn_user_handle: Mapped[str | None] = mapped_column(unique=True)  # type: ignore[assignment]
    tf_primary_method: Mapped[str | None]
    tf_totp_secret: Mapped[str | None]
    """Encrypted with the key in keys/second_factor."""
    last_code: Mapped[int | None]
    """The number of the last code that was taken, so that none is taken twice."""
    mf_recovery_codes: Mapped[list[str] | None]
    """Keyed hashes of those that were not used yet."""

    roles: ClassVar[tuple[()]] = ()  # type: ignore[assignment, misc]
    """Flask-Security's own; ours are the grants."""

    person: Mapped[Person] = relationship(lazy="joined")
    grants: Mapped[list["Grant"]] = relationship(lazy="selectin", cascade="all, delete-orphan")
    webauthn: Mapped[list["Passkey"]] = relationship(  # type: ignore[assignment]
        cascade="all, delete-orphan"
    )

    @property
    def name(self) -> str | None:
        """The person's; None once it is erased."""
        return self.person.name


class Grant(Base):
    """A role that an account was given; those of a channel name it."""

    __tablename__ = "role_grant"
    __table_args__ = (
        UniqueConstraint("account_id", "role", "channel"),
        Index(
            "uq_role_grant_without_channel",
            "account_id",
            "role",
            unique=True,
            sqlite_where=text("channel IS NULL"),
            postgresql_where=text("channel IS NULL"),
        ),
        CheckConstraint("(channel IS NOT NULL) = (role LIKE 'channel%')", name="channel_where_due"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey(Account.id))
    role: Mapped[Role]
    channel: Mapped[str | None]


class Passkey(Base, WebAuthnMixin):
    """A passkey or security key of an account."""

    __tablename__ = "passkey"
    __table_args__ = (UniqueConstraint("user_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey(Account.id))
    name: Mapped[str]
    usage: Mapped[str]
    credential_id: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    sign_count: Mapped[int] = mapped_column(default=0)
    transports: Mapped[list[str] | None]
    extensions: Mapped[str | None]
    backup_state: Mapped[bool]
    device_type: Mapped[str]
    lastuse_datetime: Mapped[datetime]


class SignIn(Base):
    """A browser in which an account is signed in. The browser's cookie names it, so that it can be ended."""

    __tablename__ = "sign_in"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey(Account.id), index=True)
    digest: Mapped[str] = mapped_column(unique=True)
    """Hash of the token in the browser's cookie."""
    at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    browser: Mapped[str]
    """What the browser says it is, shortened."""
    strong: Mapped[bool]
    """With a second factor, or a passkey that knew its holder."""

    account: Mapped[Account] = relationship(lazy="raise")


class Attempt(Base):
    """Something that is counted to make guessing slow: `what` was tried, for `whom` (a hash)."""

    __tablename__ = "attempt"
    __table_args__ = (Index(None, "what", "whom", "at"), Index(None, "at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    what: Mapped[str]
    whom: Mapped[str]
    at: Mapped[datetime]
