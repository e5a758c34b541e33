"""Marks of values: by them a form tells what it showed, without repeating it. Pure.

Whoever saves a form has seen what it showed. What they left as it was is not theirs to save, and what
somebody else changed since is not to be overwritten; both are seen by comparing marks, field by field.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from scheduler.applications.facts import Facts

LENGTH = 12
"""Hexadecimal digits: enough to tell the versions of one field."""

Marks = Mapping[str, str]


def marks(facts: Facts) -> dict[str, str]:
    """A mark for each field that was given."""
    told = facts.model_dump(mode="json")
    return {field: _mark(told[field]) for field in facts.given}


def written(shown: Marks) -> str:
    """As it stands in a form."""
    return " ".join(f"{field}:{mark}" for field, mark in shown.items())


def read(text: str) -> dict[str, str]:
    """What a form sent back. What is no field of an application is left out."""
    pairs = (pair.partition(":") for pair in text.split())
    return {field: mark for field, _, mark in pairs if field in Facts.model_fields}


def touched(facts: Facts, shown: Marks) -> Facts:
    """Only what differs from what the form showed."""
    mine = {field for field, mark in marks(facts).items() if shown.get(field) != mark}
    return Facts.model_construct(_fields_set=mine, **{field: getattr(facts, field) for field in mine})


def _mark(value: Any) -> str:
    said = json.dumps(value, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(said.encode()).hexdigest()[:LENGTH]
