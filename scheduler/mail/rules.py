"""From the text of a kind of letter to the text of one letter. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from scheduler.kernel.text import clean, clean_line, quoted
from scheduler.kernel.words import Sentence

LINK = "\N{OBJECT REPLACEMENT CHARACTER}"
"""Stands where the personal link will stand."""
SITE = "\N{INTERLINEAR ANNOTATION TERMINATOR}"
"""Stands where the public address of the application will stand."""
PLACE = re.compile(r"\{(\w+)\}")
"""A place in a text, such as {organisation}."""
LONGEST_SUBJECT = 200
LONGEST_ADDRESS = 254
_LOCAL = re.compile(r"[\w!#$%&'*+/=?^`{|}~-]{1,64}(?:\.[\w!#$%&'*+/=?^`{|}~-]{1,64})*", re.ASCII)
_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?", re.ASCII | re.IGNORECASE)

LINK_MADE_ONCE = Sentence(
    "This letter holds a link that is made only once, so it cannot be sent again. Its reader can ask for a "
    "new one, on the page for signing in."
)
LINK_IN_SUBJECT = Sentence("A personal link has no place in the subject: others see it.")
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


def faults_of_text(text: Text, known: Mapping[str, object]) -> list[Sentence]:
    """Everything that is wrong with a text that the desk wrote."""
    faults = unknown_places(text, known)
    if "{link}" in text.subject:
        faults.append(LINK_IN_SUBJECT)
    return faults


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


def shown(text: Text, base_url: str) -> Text:
    """A filled text as the desk sees it when it changes a letter: with {link} where the personal link will
    stand."""
    return Text(text.subject, text.body.replace(LINK, "{link}").replace(SITE, base_url))


def stored(text: Text, base_url: str) -> Text:
    """The way back from `shown`."""
    plain = [clean(part.replace(LINK, "").replace(SITE, "")) for part in (text.subject, text.body)]
    body = plain[1].replace("{link}", LINK).replace(base_url, SITE)
    return Text(clean_line(plain[0])[:LONGEST_SUBJECT], body)


def faults_of_reworded(new: Text, before: Text) -> list[Sentence]:
    """What is wrong with a letter as the desk changed it. `before` is as it is stored."""
    was = f"{before.subject} {before.body}".replace(LINK, "{link}")
    faults = unknown_places(new, dict.fromkeys(PLACE.findall(was)))
    if LINK in before.body and "{link}" not in new.body:
        faults.append(Sentence("Keep {link} in the text: without it the reader has no way to answer."))
    if "{link}" in new.subject:
        faults.append(LINK_IN_SUBJECT)
    return faults


def complete(text: str, base_url: str, secret: str | None) -> str:
    """A letter's text as it is sent. `secret` is the personal link's path."""
    return text.replace(LINK, base_url + (secret or "")).replace(SITE, base_url)


def mailbox(address: str) -> tuple[str, str] | None:
    """What stands before and after the @, as it goes over the wire; None for an address that no letter can
    be sent to. Of what RFC 5321 allows, quoted local parts and ones that are not ASCII are left out."""
    local, at, domain = address.rpartition("@")
    try:
        wire = domain.encode("idna").decode("ascii")
    except UnicodeError:
        return None
    labels = wire.split(".")
    usable = bool(at and _LOCAL.fullmatch(local)) and all(map(_LABEL.fullmatch, labels))
    fits = len(local) <= 64 and len(local) + len(wire) < LONGEST_ADDRESS
    return (local, wire) if usable and fits and not labels[-1].isdecimal() else None


def unusable(address: str) -> Sentence | None:
    """Why no letter can be sent to this address; None where it can."""
    if mailbox(address):
        return None
    return Sentence("No letter can be sent to the address %(address)s.", address=quoted(address))


def next_try(attempts: int, now: datetime) -> datetime | None:
    """When to try again after so many attempts; None: no more."""
    return now + timedelta(minutes=PAUSES[attempts - 1]) if attempts <= len(PAUSES) else None


def _is_full(paragraph: str, values: Mapping[str, str]) -> bool:
    return all(values.get(name) for name in PLACE.findall(paragraph))


def _filled(text: str, values: Mapping[str, str]) -> str:
    return PLACE.sub(lambda place: values.get(place[1], ""), text)
