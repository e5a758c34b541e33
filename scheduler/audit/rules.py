"""How a record is sealed and the chain checked. Pure."""

import hashlib
import json
from datetime import datetime
from typing import Any

START = "0" * 64
"""What the first record is chained to."""


def digest(salt: str, facts: dict[str, Any]) -> str:
    """SHA-256 of the content with its salt, in hexadecimal."""
    text = json.dumps(facts, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(f"{salt}\n{text}".encode()).hexdigest()


def chained(before: str, number: int, at: datetime, act: str, thing: str, content_digest: str) -> str:
    """SHA-256 of the record and of the one before it. `at` in UTC."""
    text = json.dumps([before, number, at.isoformat(), act, thing, content_digest], ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
