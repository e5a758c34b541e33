"""Documents of a session: added as drafts, published by the desk.

What takes a document away from the public (`hide`, `replace`, `remove`, consent withdrawn) is called through
`releases.taking_down`, which publishes that in the same decision.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from scheduler.audit.actions import record
from scheduler.formats.programme_values import Wrong, url
from scheduler.kernel import uploads
from scheduler.kernel.db import session
from scheduler.kernel.decision import Decision
from scheduler.kernel.errors import Refused
from scheduler.kernel.text import clean_line
from scheduler.kernel.words import Sentence
from scheduler.organisations.models import Person
from scheduler.thematic_sessions import consent
from scheduler.thematic_sessions.anew import lock
from scheduler.thematic_sessions.document_rules import LONGEST_TITLE, fault_of_symbol, why_not_public
from scheduler.thematic_sessions.models import Document, ThematicSession
from scheduler.thematic_sessions.queries import people_of
from scheduler.thematic_sessions.terms import AUTHORED, DocumentKind, DocumentStatus
from scheduler.thematic_sessions.workflow import DOCUMENT


@dataclass(frozen=True)
class Paper:
    """What is told of a document. `author`: for presentations and statements, whose it is."""

    kind: DocumentKind
    title: str
    symbol: str = ""
    languages: Sequence[str] = ()
    author: Person | None = None


@dataclass(frozen=True)
class File:
    """A file as it was uploaded, to be kept in this folder."""

    folder: Path
    name: str
    data: bytes


@dataclass(frozen=True)
class Text:
    """A text as it was written, to be kept as a file in this folder."""

    folder: Path
    name: str
    text: str


@dataclass(frozen=True)
class Kept:
    """A file that lies in its folder now."""

    digest: str
    name: str
    size: int


Source = File | Text | Kept | str | None
"""A file, a text, a file that lies here already, the address of a link, or nothing."""


def add(
    this: Decision, item: ThematicSession, paper: Paper, source: Source, *, was_chosen: bool = False
) -> Document:
    """A new draft. `was_chosen`: its author was chosen to speak here, whether they got the floor or not.
    Raises Refused with what is wrong."""
    lock(item)
    if not was_chosen:
        _require_author(item, paper)
    made = Document(
        position=max((one.position for one in item.documents), default=-1) + 1,
        kind=paper.kind,
        status=DocumentStatus.DRAFT,
        author=paper.author,
    )
    _describe(made, paper.title, paper.symbol, paper.languages)
    _take_in(made, source)
    item.documents.append(made)
    session.flush()
    record(this, "add document", made.thing, about=_about(made), kind=made.kind, version=made.version)
    return made


def describe(
    this: Decision, document: Document, title: str, symbol: str = "", languages: Sequence[str] = ()
) -> None:
    """Another title, symbol, languages; the text stays the same. Raises Refused."""
    lock(document)
    before = [document.title, document.symbol, document.languages]
    _describe(document, title, symbol, languages)
    after = [document.title, document.symbol, document.languages]
    record(this, "describe document", document.thing, about=_about(document), before=before, after=after)


def replace(this: Decision, document: Document, source: Source) -> None:
    """Another version. Of what belongs to its author it is a draft, to which they have to agree anew; another
    document stays as public as it was, with the new file or link at once. Raises Refused."""
    lock(document)
    before = document.version
    if document.kind in AUTHORED:
        document.status = DocumentStatus.DRAFT
        consent.forget(this, document)
        session.flush()  # what was agreed to goes before the version does
    _take_in(document, source)
    session.flush()
    after = document.version
    record(this, "replace document", document.thing, about=_about(document), before=before, after=after)


def publish(this: Decision, document: Document) -> None:
    """Public from the next release on. Raises Refused where its author has not agreed to this version."""
    lock(document)
    if why := why_not_public(document.kind, document.version, document.agreed_version):
        raise Refused(why)
    document.status = DOCUMENT.to("publish", document.status)
    record(this, "publish document", document.thing, about=_about(document), version=document.version)


def hide(this: Decision, document: Document) -> None:
    """A draft again. Raises Refused where it is one."""
    lock(document)
    document.status = DOCUMENT.to("hide", document.status)
    record(this, "hide document", document.thing, about=_about(document))


def remove(this: Decision, document: Document) -> None:
    """It goes for good; its file with the next sweep."""
    lock(document)
    document.status = DocumentStatus.DRAFT
    consent.forget(this, document)
    record(this, "remove document", document.thing, about=_about(document), version=document.version)
    document.session.documents.remove(document)
    session.flush()


def _require_author(item: ThematicSession, paper: Paper) -> None:
    if paper.kind not in AUTHORED:
        if paper.author:
            raise Refused(Sentence("Only presentations and statements belong to a person."))
        return
    if paper.author is None or paper.author.id not in people_of(item):
        raise Refused(
            Sentence("Say whose it is: somebody on the panel, from the floor or on the list of speakers.")
        )


def _describe(document: Document, title: str, symbol: str, languages: Sequence[str]) -> None:
    said, sign = clean_line(title), clean_line(symbol)
    if not said or len(said) > LONGEST_TITLE:
        raise Refused(Sentence("Give it a title, of %(most)s characters at most.", most=LONGEST_TITLE))
    if fault := fault_of_symbol(sign):
        raise Refused(fault)
    document.title, document.symbol, document.languages = said, sign or None, list(languages)


def _take_in(document: Document, source: Source) -> None:
    """Its file or link, and the version that this is."""
    document.url = document.digest = document.name = document.size = document.version = None
    if isinstance(source, File | Text | Kept):
        kept = source if isinstance(source, Kept) else keep(source)
        document.digest = document.version = kept.digest
        document.name, document.size = kept.name, kept.size
    elif source:
        try:
            document.url = str(url(source.strip()))
        except Wrong as wrong:
            raise Refused(wrong.sentence) from None
        document.version = hashlib.sha256(document.url.encode()).hexdigest()
    elif document.kind in AUTHORED:
        raise Refused(Sentence("Give the text as a file, or the address where it is."))
    elif document.symbol is None:
        raise Refused(Sentence("Give a file, an address or a symbol, so that people find it."))


def keep(source: File | Text) -> Kept:
    """Put a PDF or a text among the uploads. Raises Refused for anything else."""
    if isinstance(source, Text):
        data = source.text.encode()
        name = uploads.named(f"{source.name}.", uploads.TEXT, "text")
    else:
        _require_pdf(source)
        data, name = source.data, uploads.named(source.name, uploads.PDF, "document")
    digest = hashlib.sha256(data).hexdigest()
    uploads.store(source.folder, digest, data)
    return Kept(digest, name, len(data))


def _require_pdf(file: File) -> None:
    if len(file.data) > uploads.LARGEST:
        raise Refused(
            Sentence("The file is too large: %(most)s MB at most.", most=uploads.LARGEST // 1024**2)
        )
    if uploads.media_type(file.data) != uploads.PDF:
        raise Refused(Sentence("This file is no PDF, or it is broken. Export it as PDF."))


def _about(document: Document) -> list[str]:
    author = [f"person {document.author_id}"] if document.author_id else []
    return [document.session.thing, *author]
