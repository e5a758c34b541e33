"""From the text of a kind of letter to the text of one letter. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from scheduler.kernel.text import clean, clean_line
from scheduler.kernel.words import Sentence

LINK = "\N{OBJECT REPLACEMENT CHARACTER}"
"""Stands where the personal link will stand."""
SITE = "\N{INTERLINEAR ANNOTATION TERMINATOR}"
"""Stands where the public address of the application will stand."""
PLACE = re.compile(r"\{(\w+)\}")
"""A place in a text, such as {organisation}."""
LONGEST_SUBJECT = 200

PAUSES = (1, 5, 15, 60, 180, 360, 720, 1440, 1440)
"""Minutes to wait after each attempt that did not succeed; after the last there is none."""


@dataclass(frozen=True)
class Text:
    """What a kind of letter says, with places in braces."""

    subject: str
    body: str


def read(file: str) -> Text:
    """A text as it lies in a file: `Subject: ...`, an empty line, the body."""
    subject, _, body = file.partition("\n\n")
    return Text(subject.removeprefix("Subject: "), body.strip())


def unknown_places(text: Text, known: Mapping[str, object]) -> list[Sentence]:
    """What is wrong with a text that the desk wrote: places that this kind of letter does not have."""
    named = dict.fromkeys(PLACE.findall(text.subject) + PLACE.findall(text.body))
    return [
        Sentence("This letter has no place called {%(name)s}.", name=name)
        for name in named
        if name not in known
    ]


def fill(text: Text, values: Mapping[str, str]) -> Text:
    """The text with its places filled in one go, so that no value can bring a place with it. A paragraph in
    which a place stays empty is left out."""
    safe = {name: value.replace(LINK, "").replace(SITE, "") for name, value in values.items()}
    safe |= {"link": LINK} if values.get("link") else {}
    if safe.get("page"):
        safe["page"] = SITE + safe["page"]
    paragraphs = [part for part in clean(text.body).split("\n\n") if _is_full(part, safe)]
    body = "\n\n".join(_filled(part, safe) for part in paragraphs)
    return Text(clean_line(_filled(text.subject, safe))[:LONGEST_SUBJECT], body)


def complete(text: str, base_url: str, secret: str | None) -> str:
    """A letter's text as it is sent. `secret` is the personal link's path."""
    return text.replace(LINK, base_url + (secret or "")).replace(SITE, base_url)


def next_try(attempts: int, now: datetime) -> datetime | None:
    """When to try again after so many attempts; None: no more."""
    return now + timedelta(minutes=PAUSES[attempts - 1]) if attempts <= len(PAUSES) else None


def _is_full(paragraph: str, values: Mapping[str, str]) -> bool:
    return all(values.get(name) for name in PLACE.findall(paragraph))


def _filled(text: str, values: Mapping[str, str]) -> str:
    return PLACE.sub(lambda place: values.get(place[1], ""), text)
