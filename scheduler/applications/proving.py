"""What an applicant needs to prove what was submitted: the content as it was fingerprinted, and the salt."""

from typing import Any

from scheduler.applications.models import Receipt, Version
from scheduler.applications.receipts import fingerprint
from scheduler.kernel.db import session


def proven(receipt: Receipt) -> dict[str, Any] | None:
    """What was submitted for this receipt, as far as it still gives its fingerprint; None once something was
    struck out of it, since somebody was erased."""
    first = session.get(Version, (receipt.application_id, 1))
    if first is None or fingerprint(receipt.salt, first.facts) != receipt.fingerprint:
        return None
    return first.facts
