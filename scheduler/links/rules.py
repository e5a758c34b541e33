"""Tokens, and whether a link still holds. Pure."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime

from scheduler.kernel.words import Sentence

TOKEN_BYTES = 20
"""160 bits."""


def new_token() -> str:
    """A token for an address: letters, digits, hyphens and underscores."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def digest(token: str) -> str:
    """What is kept of a token. It is random and long, so that a plain SHA-256 gives nothing away."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


@dataclass(frozen=True)
class Life:
    """When a link ends, and how it ended if it did. Times in UTC."""

    expires_at: datetime
    used_at: datetime | None
    revoked_at: datetime | None


def ended(life: Life, now: datetime) -> Sentence | None:
    """Why a link no longer works; None while it does."""
    if life.used_at:
        return Sentence("This link was used already. What it was for is done.")
    if life.revoked_at:
        return Sentence("This link was withdrawn. If you have a newer letter, use the link in that one.")
    if life.expires_at <= now:
        return Sentence("This link has expired. Ask whoever wrote to you for a new one.")
    return None
