"""Receipts: each sealed to the one before it, and signed, so that a stranger can check them all. Pure.

A receipt holds no content of its application, only a fingerprint of it.
"""

import base64
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from scheduler.applications.rules import Rank
from scheduler.kernel.words import Sentence

START = "0" * 64
"""What the first receipt is sealed to."""


def fingerprint(salt: str, content: Mapping[str, Any]) -> str:
    """SHA-256 of what was submitted, with a salt that only the applicant and the house know."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(f"{salt}\n{text}".encode()).hexdigest()


@dataclass(frozen=True)
class Receipt:
    """One line of the list of receipts. `at` in UTC; `before` is the seal of the receipt before it."""

    call: str
    number: int
    at: datetime
    rank: Rank
    fingerprint: str
    before: str

    @property
    def seal(self) -> str:
        """SHA-256 over all of it."""
        return hashlib.sha256(self.text).hexdigest()

    @property
    def text(self) -> bytes:
        """What is signed."""
        parts = [self.before, self.call, self.number, self.at.isoformat(), self.rank, self.fingerprint]
        return json.dumps(parts, ensure_ascii=False).encode()


def sign(receipt: Receipt, key: Ed25519PrivateKey) -> str:
    """The signature (Ed25519), in letters that fit into an address."""
    return base64.urlsafe_b64encode(key.sign(receipt.text)).decode().rstrip("=")


def is_genuine(receipt: Receipt, signature: str, key: Ed25519PublicKey) -> bool:
    """Whether this key signed exactly this receipt."""
    try:
        key.verify(base64.urlsafe_b64decode(signature + "=" * (-len(signature) % 4)), receipt.text)
    except (InvalidSignature, ValueError):
        return False
    return True


def broken_links(receipts: Iterable[Receipt]) -> Iterator[Sentence]:
    """What is wrong with the receipts of a call, in their order; nothing when the chain is whole."""
    before = START
    for number, receipt in enumerate(receipts, 1):
        if receipt.number != number:
            yield Sentence("Receipt %(number)s is missing.", number=number)
            return
        if receipt.before != before:
            yield Sentence("Receipt %(number)s does not follow from the one before it.", number=number)
        before = receipt.seal
