"""Names of erased people, of which only a salted digest is kept: it answers yes or no to a name that somebody
brings. Pure."""

import hashlib
import secrets
from collections.abc import Iterable

from scheduler.kernel.text import fold


def seal(salt: str, name: str) -> str:
    """SHA-256 of a name as it is compared, with its salt."""
    return hashlib.sha256(f"{salt}\n{fold(name)}".encode("utf-8", "backslashreplace")).hexdigest()


def sealed(name: str) -> str:
    """The salt and the seal in one text."""
    salt = secrets.token_hex(16)
    return f"{salt} {seal(salt, name)}"


def is_sealed(name: str, kept: Iterable[str]) -> bool:
    """Whether one of these texts is of this name."""
    parted = (one.partition(" ") for one in kept)
    return any(seal(salt, name) == digest for salt, _, digest in parted)
