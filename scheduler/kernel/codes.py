"""Public codes, which stand in addresses, and the UIDs of calendars. Both are made once, stored, and
never used again."""

import secrets
import uuid
from collections.abc import Container
from itertools import count

ALPHABET = "23456789BCDFGHJKLMNPQRSTVWXYZ"
"""No vowels (no words by accident), no 0/O and 1/I/L to mistake."""
LENGTH = 5


def new_code(taken: Container[str]) -> str:
    """A code of five characters that is not among those taken."""
    while (code := "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))) in taken:
        pass
    return code


def new_uid() -> str:
    """A globally unique identifier for a calendar entry: a random UUID, without a host's name (RFC 7986
    5.3)."""
    return str(uuid.uuid4())


def as_uuid(uid: str) -> uuid.UUID:
    """A UID as a UUID: itself where it is one. Imported ones need not be; they get a name-based one (RFC 9562
    5.5), always the same."""
    try:
        return uuid.UUID(uid)
    except ValueError:
        return uuid.uuid5(uuid.NAMESPACE_OID, uid.encode(errors="replace").decode())


def first_free(wanted: str, taken: Container[str]) -> str:
    """`wanted`, or the first of wanted-2, wanted-3 ... that is not taken."""
    if wanted not in taken:
        return wanted
    return next(other for n in count(2) if (other := f"{wanted}-{n}") not in taken)
