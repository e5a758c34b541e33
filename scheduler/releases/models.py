"""Releases: what was published, when, and the bytes that calendars fetch."""

import datetime as dt
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from scheduler.kernel.db import Base
from scheduler.meetings.models import Entry, Meeting


class Release(Base):
    """A published state of a meeting's programme, numbered from 1. `released_at` only moves forward, by
    a second at least, since dates in HTTP have whole seconds."""

    __tablename__ = "release"
    __table_args__ = (CheckConstraint("number >= 1", name="number"),)

    meeting_id: Mapped[int] = mapped_column(ForeignKey(Meeting.id), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    released_at: Mapped[dt.datetime]
    meeting: Mapped[dict[str, Any]]
    """A `MeetingFace`: what the release says of the meeting as a whole."""
    refresh_minutes: Mapped[int]
    """How often calendars are asked to come back."""
    summary: Mapped[str | None]
    """In one line, as the desk words it; None: as the differences make it."""
    note: Mapped[str | None]
    """What the desk says to everybody about the release, as plain text."""


class PublishedEntry(Base):
    """A version of an entry as published: it stands from one release until a later one supersedes it."""

    __tablename__ = "published_entry"
    __table_args__ = (
        UniqueConstraint("entry_id", "sequence"),
        Index(
            "uq_published_entry_current",
            "entry_id",
            unique=True,
            sqlite_where=text("superseded_in IS NULL"),
            postgresql_where=text("superseded_in IS NULL"),
        ),
        Index("ix_published_entry_meeting_id", "meeting_id", "superseded_in"),
        CheckConstraint("sequence >= 0", name="sequence"),
        CheckConstraint("released_in < superseded_in", name="released_before_superseded"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey(Meeting.id))
    entry_id: Mapped[int] = mapped_column(ForeignKey(Entry.id))
    sequence: Mapped[int]
    released_in: Mapped[int]
    superseded_in: Mapped[int | None]
    created_at: Mapped[dt.datetime]
    """When the entry was first published."""
    changed_at: Mapped[dt.datetime]
    content: Mapped[dict[str, Any]]
    """A `CalendarEntry`; people stand in it by id, never by name."""
    digest: Mapped[str]
    """Of the content with names filled in: what tells whether anything changed."""
    facts: Mapped[dict[str, Any]]
    """What filters look at, so that a selection remembers what used to be in it."""
    fragment: Mapped[bytes | None] = mapped_column(LargeBinary)
    """Its VEVENT; None while it never had a date."""
    fragment_kept: Mapped[bytes | None] = mapped_column(LargeBinary)
    """The VEVENT for `cancelled=keep`, where that differs."""


class WholeFeed(Base):
    """A meeting's own feed, made at the release, as it goes over the wire."""

    __tablename__ = "whole_feed"

    meeting_id: Mapped[int] = mapped_column(ForeignKey(Meeting.id), primary_key=True)
    release_number: Mapped[int]
    body: Mapped[bytes] = mapped_column(LargeBinary)
