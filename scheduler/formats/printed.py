"""What is printed of a programme, as plain values: see `pdf.py`, which writes it."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Item:
    """A row: when and where, the title, lines under it, and the address of its page."""

    time: str
    room: str
    title: str
    details: tuple[str, ...]
    page: str


@dataclass(frozen=True)
class Section:
    heading: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Paper:
    """What is printed. `foot` stands on each page, `made_at` (UTC) and `language` (BCP 47) in the file's own
    facts."""

    title: str
    lines: tuple[str, ...]
    sections: tuple[Section, ...]
    foot: str
    made_at: datetime
    language: str = "en"
