"""The flyer of an application: uploaded apart from it, reviewed by itself, public once it is cleared."""

import hashlib
from collections.abc import Collection
from datetime import datetime
from pathlib import Path

from sqlalchemy import select

from scheduler.applications import letters
from scheduler.applications.anew import lock
from scheduler.applications.models import Application, Material
from scheduler.applications.support import is_closed
from scheduler.applications.telling import day, tell
from scheduler.applications.terms import Flyer
from scheduler.applications.workflow import ALIVE, MATERIAL
from scheduler.audit.actions import record
from scheduler.kernel import uploads
from scheduler.kernel.db import session
from scheduler.kernel.decision import Decision
from scheduler.kernel.errors import Refused
from scheduler.kernel.text import clean
from scheduler.kernel.words import Sentence
from scheduler.thematic_sessions.queries import document_digests

LONGEST_ALTERNATIVE = 5_000
"""Characters."""

BANNER = Sentence("It shows the Commission's banner, which promotional material may not use. Take it off.")
LOGO = Sentence("It shows the logo of UNODC, which only organisers from UNODC may use. Take it off.")
USUAL_REASONS = (BANNER, LOGO)
"""Why flyers are returned most often (notices of the Secretariat for side events, 2024 and 2025)."""


def upload(
    this: Decision, application: Application, folder: Path, name: str, data: bytes, alternative: str
) -> Material:
    """Take in a flyer, in place of the one before; it waits for its review. `alternative`: what it says, for
    those who cannot see it. Raises Refused."""
    lock(application)
    _require_open(this, application)
    kind = _media_type(data)
    said = clean(alternative)
    if not said or len(said) > LONGEST_ALTERNATIVE:
        raise Refused(
            Sentence(
                "Write what the flyer says, for those who cannot see it, in %(most)s characters at most.",
                most=LONGEST_ALTERNATIVE,
            )
        )
    found = application.material or Material(application=application)
    found.digest, found.media_type, found.size = hashlib.sha256(data).hexdigest(), kind, len(data)
    found.name, found.alternative = uploads.named(name, kind, "flyer"), said
    found.state, found.said, found.uploaded_at = Flyer.WAITING, None, this.at
    session.add(found)
    session.flush()
    record(this, "upload flyer", application.thing, digest=found.digest, size=len(data))
    uploads.store(folder, found.digest, data)
    return found


def remove(this: Decision, application: Application) -> None:
    """No flyer any more. Its file goes with the next sweep. Raises Refused."""
    lock(application)
    _require_open(this, application)
    found = _of(application)
    session.delete(found)
    session.flush()
    session.expire(application, ["material"])
    record(this, "remove flyer", application.thing, digest=found.digest)


def return_(this: Decision, application: Application, why: str) -> None:
    """The desk wants another one. Raises Refused."""
    _review(this, "return flyer", application, "return", why)
    until = application.call.material_until
    tell(
        this, letters.MATERIAL_RETURNED, application, why=why, until=day(until, application) if until else ""
    )


def clear(this: Decision, application: Application) -> None:
    """It may stand beside the event, with its text alternative. Raises Refused."""
    _review(this, "clear flyer", application, "clear", None)
    tell(this, letters.MATERIAL_CLEARED, application)


def path(folder: Path, material: Material) -> Path:
    """Where its file lies."""
    return folder / material.digest


def sweep(folder: Path, until: datetime, others: Collection[str] = ()) -> int:
    """Remove files to which no flyer and no document of a session refers, that are none of the `others`, and
    that were written before this moment (UTC). Returns how many."""
    kept = {*session.scalars(select(Material.digest)), *document_digests(), *others}
    return uploads.sweep(folder, kept, until)


def _review(this: Decision, act: str, application: Application, transition: str, why: str | None) -> None:
    lock(application)
    found = _of(application)
    before, found.state = found.state, MATERIAL.to(transition, found.state, why)
    found.said = why
    about = {"digest": found.digest, "before": before, "after": found.state}
    record(this, act, application.thing, why=why, **about)


def _of(application: Application) -> Material:
    if application.material is None:
        raise Refused(Sentence("There is no flyer. It may have been removed meanwhile."))
    return application.material


def _require_open(this: Decision, application: Application) -> None:
    if application.state not in ALIVE:
        raise Refused(Sentence("This application is not pursued any more, so it needs no flyer."))
    if is_closed(application.call.material_until, this.at):
        raise Refused(Sentence("The deadline for flyers is over. Write to the secretariat."))


def _media_type(data: bytes) -> str:
    if len(data) > uploads.LARGEST:
        raise Refused(
            Sentence("The file is too large: %(most)s MB at most.", most=uploads.LARGEST // 1024**2)
        )
    kind = uploads.media_type(data)
    if kind is None:
        raise Refused(Sentence("This file is no PDF, PNG or JPEG, or it is broken. Export it anew."))
    return kind
