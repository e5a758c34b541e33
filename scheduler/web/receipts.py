"""Receipts in words that both pages and people can read, for the applicant and for whoever checks one."""

import re
from pathlib import Path

from flask import current_app

from scheduler.applications.keys import Keyring
from scheduler.applications.models import Receipt
from scheduler.applications.queue import Line, line_of
from scheduler.applications.rules import Rank
from scheduler.applications.verifying import Genuine
from scheduler.calls.models import Call
from scheduler.kernel.words import Sentence

RANKS = {
    Rank.STATE: Sentence("Member States"),
    Rank.OTHER: Sentence("All others"),
    Rank.LATE_STATE: Sentence("Member States, after the close"),
    Rank.LATE_OTHER: Sentence("All others, after the close"),
}
"""The classes of the queue."""
NUMBER = re.compile(r"\b([A-Z0-9][A-Z0-9-]{0,19}-[SPEO])-([0-9]{1,9})\b")
PROOF = re.compile(r"(?<![\w-])([0-9a-f]{64}|[\w-]{86})(?![\w-])", re.ASCII)
"""A fingerprint or seal; a signature."""
LONGEST = 4_000


def keyring() -> Keyring:
    """The keys that receipts are signed with."""
    return Keyring(Path(current_app.instance_path) / "keys" / "receipts")


def number_of(call: Call, number: int) -> str:
    """Such as CND66-S-0042."""
    return f"{call.code}-{number:04}"


def as_text(call: Call, receipt: Receipt) -> str:
    """A receipt as text, to be kept and pasted. The same in every language, so that programs can read it."""
    facts = _facts(call, line_of(receipt), receipt.signature, receipt.key)
    return "\n".join(f"{name}: {value}" for name, value in facts.items())


def facts_of(genuine: Genuine) -> dict[str, str]:
    """The same lines of a receipt that was found genuine, by their names."""
    return _facts(genuine.call, genuine.line, genuine.signature, genuine.key)


def _facts(call: Call, line: Line, signature: str, key: str) -> dict[str, str]:
    return {
        "Number": number_of(call, line.number),
        "Received": line.at.isoformat(),
        "Class": line.sealed_rank.value,
        "Fingerprint": line.fingerprint,
        "Seal": line.seal,
        "Signature": signature,
        "Key": key,
    }


def read(text: str) -> dict[str, str]:
    """The lines of a receipt as text, by their names."""
    pairs = (line.partition(":") for line in text[:LONGEST].splitlines())
    return {name.strip(): value.strip() for name, colon, value in pairs if colon}
