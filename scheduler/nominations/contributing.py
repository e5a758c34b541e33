"""Statements and videos that speakers owe: given, replaced until their day, and made documents of the
session.

What replaces a text that is public already is given through `releases.contributions`, which takes the old one
down in the same decision.
"""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, time
from pathlib import Path

from sqlalchemy import select

from scheduler.applications.facts import Faulty
from scheduler.formats.programme_values import Wrong, url
from scheduler.kernel.db import session
from scheduler.kernel.decision import Decision
from scheduler.kernel.errors import NotFound, Refused
from scheduler.kernel.permissions import Visitor, may
from scheduler.kernel.words import Sentence
from scheduler.nominations import owing
from scheduler.nominations.acting import lock, require, write_down
from scheduler.nominations.models import Nomination, Sent
from scheduler.nominations.owing import Standing
from scheduler.nominations.permissions import ENTER, GIVE
from scheduler.nominations.terms import Contribution, State
from scheduler.nominations.times import day
from scheduler.thematic_sessions import documents
from scheduler.thematic_sessions.documents import File, Paper
from scheduler.thematic_sessions.models import Document, ThematicSession
from scheduler.thematic_sessions.terms import DocumentKind

GIVES = frozenset({State.ACCEPTED, State.DELIVERED, State.NOT_DELIVERED})
"""In which states a speaker gives something."""


NO_ADDRESS = Sentence(
    "This is no web address. Write one with https:// and no spaces, or say where the file is."
)


@dataclass(frozen=True)
class Given:
    """What somebody gives: a text, or a file with it; and the address of a video, or where the original
    is."""

    text: str | None = None
    file: File | None = None
    reference: str | None = None


def give(this: Decision, who: Visitor, nomination: Nomination, kind: Contribution, given: Given) -> Sent:
    """The speaker gives what they owe, or another version of it; the desk enters it for them. Raises Refused
    where nothing is owed, and after its day for what replaces another version; Faulty."""
    lock(nomination)
    require(this, who, GIVE, nomination)
    by_desk = this.on_behalf is not None and bool(may(who, ENTER))
    _require_fine(kind, given, by_desk=by_desk)
    owed = _owed(nomination, kind)
    known = by_kind(nomination, kind)
    if known and not by_desk and (why := why_stays(this.at, nomination, owed)):
        raise Refused(why)
    sent = known or Sent(nomination=nomination, kind=kind, came_at=_came(this))
    file = documents.keep(given.file) if given.file else None
    sent.text, sent.reference = given.text or None, given.reference or None
    sent.digest, sent.name, sent.size = (file.digest, file.name, file.size) if file else (None, None, None)
    sent.changed_at, sent.by_desk = this.at, by_desk
    session.add(sent)
    write_down(
        this, "receive contribution", nomination, kind=kind, again=known is not None,
        late=owed.due_at <= sent.came_at,
    )  # fmt: skip
    return sent


def why_stays(at: datetime, nomination: Nomination, owed: Standing) -> Sentence | None:
    """Why what was given cannot be replaced any more at that moment (UTC); None while it can. Who did not
    get the floor can, since the text is published instead."""
    if nomination.state is State.NOT_DELIVERED or at < owed.due_at:
        return None
    return Sentence(
        "It was due on %(until)s, and what you gave counts. Write to the secretariat if it has to change.",
        until=day(owed.due_at, nomination.call.meeting),
    )


def by_kind(nomination: Nomination, kind: Contribution) -> Sent | None:
    """What was given of this kind."""
    return next((one for one in nomination.sent if one.kind is kind), None)


def existing(nomination: Nomination, kind: str) -> Sent:
    """The same. Raises NotFound where there is none."""
    found = next((one for one in nomination.sent if one.kind == kind), None)
    if found is None:
        raise NotFound(Sentence("Nothing of this kind was given yet. Load the page again."))
    return found


def make_document(this: Decision, who: Visitor, sent: Sent, folder: Path) -> Document:
    """A draft among the documents of the session: public only once its author agreed to this version. Its
    title names the organisation alone, since the person chooses how they are named. Raises Refused for who
    speaks nowhere, and where there is no text."""
    one = sent.nomination
    lock(one)
    require(this, who, ENTER, one)
    if sent.document:
        raise Refused(Sentence("It is among the documents of the session already."))
    in_ = session.get(ThematicSession, one.session_id) if one.session_id else None
    source = text_of(sent, folder)
    if in_ is None or source is None or one.state not in GIVES:
        raise Refused(
            Sentence("There is no text here that could be published. Ask the speaker for it, or enter it.")
        )
    languages = (one.language,) if one.language else ()
    paper = Paper(DocumentKind.STATEMENT, title_of(sent), "", languages, one.person)
    sent.document = documents.add(this, in_, paper, source, was_chosen=True)
    write_down(this, "make a document of it", one, about=[sent.document.thing], kind=sent.kind)
    return sent.document


def text_of(sent: Sent, folder: Path) -> documents.Source:
    """The text as a document holds it; None where only the desk knows where it is. `folder`: of uploads."""
    if sent.digest and sent.name and sent.size:
        return documents.Kept(sent.digest, sent.name, sent.size)
    if sent.text:
        return documents.Text(folder, title_of(sent), sent.text)
    return sent.reference if sent.kind is Contribution.STATEMENT and is_address(sent.reference) else None


def is_other(sent: Sent, document: Document) -> bool:
    """Whether the document holds another version than was given last."""
    text = sent.text or sent.reference or ""
    return document.version != (sent.digest or hashlib.sha256(text.encode()).hexdigest())


def title_of(sent: Sent) -> str:
    """What a document that is made of it is called."""
    what = "Transcript" if sent.kind is Contribution.VIDEO else "Statement"
    return f"{what}: {sent.nomination.organisation.name}"


def is_address(reference: str | None) -> bool:
    """Whether it can be followed as a link."""
    try:
        url(reference)
    except Wrong:
        return False
    return True


def digests() -> set[str]:
    """The files that contributions refer to."""
    found = session.scalars(select(Sent.digest).where(Sent.digest.is_not(None)))
    return {digest for digest in found if digest}


def _came(this: Decision) -> datetime:
    """What the desk enters counts from the day on which it came."""
    if this.on_behalf is None:
        return this.at
    return min(this.at, datetime.combine(this.on_behalf.came_on, time(), UTC))


def _owed(nomination: Nomination, kind: Contribution) -> Standing:
    """Raises Refused."""
    if nomination.state not in GIVES:
        raise Refused(
            Sentence("Only who accepted to speak gives a statement or a video. Load the page again.")
        )
    found = next((one for one in nomination.owed if one.kind is kind), None)
    if found is None:
        raise Refused(Sentence("Nothing of this kind is asked for here. Load the page again."))
    return found


def _require_fine(kind: Contribution, given: Given, *, by_desk: bool) -> None:
    words = owing.Words(given.text, given.reference, has_file=given.file is not None)
    if fault := owing.fault(kind, words, by_desk=by_desk):
        raise Faulty([fault])
    looks_like_one = "://" in (given.reference or "") or (given.reference or "").startswith("www.")
    if looks_like_one and not is_address(given.reference):
        raise Faulty([("reference", NO_ADDRESS)])
