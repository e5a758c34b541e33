"""What a stranger may learn of a receipt, and whether a whole chain holds."""

import hmac
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select

from scheduler.applications import receipts
from scheduler.applications.keys import Keyring
from scheduler.applications.models import Head, Receipt
from scheduler.applications.queue import Line, line_of
from scheduler.calls.models import Call
from scheduler.calls.queries import by_code
from scheduler.kernel.db import LARGEST, session
from scheduler.kernel.words import Sentence


@dataclass(frozen=True)
class Genuine:
    """A receipt that we gave, as it was given. The key's id says which public key to check by; `signed` is
    the very text that was signed."""

    call: Call
    line: Line
    signed: str
    signature: str
    key: str


def verify(keyring: Keyring, code: str, number: int, proof: str) -> Genuine | None:
    """The receipt of this number in the call of this code, for whoever holds its signature, seal or
    fingerprint. None where anything does not fit: which of it, or whether there is such a receipt, is not
    told."""
    call = by_code(code)
    if call is None or not 0 < number <= LARGEST:
        return None
    receipt = session.get(Receipt, (call.id, number))
    if receipt is None or not _proves(proof.strip(), receipt):
        return None
    line = as_line(call, receipt)
    if line.seal != receipt.seal or not keyring.is_genuine(line, receipt.signature, receipt.key):
        return None
    return Genuine(call, line_of(receipt), line.text.decode(), receipt.signature, receipt.key)


def faults_of_chain(call: Call, keyring: Keyring) -> list[Sentence]:
    """What is wrong with the receipts of a call; nothing when every one is as it was given."""
    found = select(Receipt).where(Receipt.call_id == call.id)
    kept = list(session.scalars(found.order_by(Receipt.number)))
    chain = [as_line(call, receipt) for receipt in kept]
    broken = list(receipts.broken_links(chain))
    altered = [
        Sentence("Receipt %(number)s was changed after it was given.", number=receipt.number)
        for line, receipt in zip(chain, kept, strict=True)
        if line.seal != receipt.seal or not keyring.is_genuine(line, receipt.signature, receipt.key)
    ]
    return [*broken, *altered, *_wrong_end(call, chain)]


def as_line(call: Call, receipt: Receipt) -> receipts.Receipt:
    """A receipt as it is sealed."""
    return receipts.Receipt(
        call=call.code,
        number=receipt.number,
        at=receipt.at,
        rank=receipt.rank,
        fingerprint=receipt.fingerprint,
        before=receipt.before,
    )


def _proves(proof: str, receipt: Receipt) -> bool:
    known = (receipt.signature, receipt.seal, receipt.fingerprint)
    given = proof.encode("utf-8", "replace")
    return any(hmac.compare_digest(given, one.encode()) for one in known)


def _wrong_end(call: Call, chain: list[receipts.Receipt]) -> Iterator[Sentence]:
    head = session.get(Head, call.id)
    number, seal = (head.number, head.seal) if head else (0, receipts.START)
    if (number, seal) != (len(chain), chain[-1].seal if chain else receipts.START):
        yield Sentence(
            "The list ends at receipt %(last)s, but should end at %(number)s.", last=len(chain), number=number
        )
