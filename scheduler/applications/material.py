"""The flyer of an application: uploaded apart from it, reviewed by itself, public once it is cleared."""

import hashlib
import os
from datetime import datetime
from pathlib import Path

from sqlalchemy import select

from scheduler.applications import flyers, letters
from scheduler.applications.anew import lock
from scheduler.applications.models import Application, Material
from scheduler.applications.support import is_closed
from scheduler.applications.telling import tell
from scheduler.applications.terms import Flyer
from scheduler.applications.workflow import ALIVE, MATERIAL
from scheduler.audit.actions import record
from scheduler.kernel.codes import new_code
from scheduler.kernel.db import session
from scheduler.kernel.decision import Decision
from scheduler.kernel.errors import Refused
from scheduler.kernel.text import clean, clean_line, shorten
from scheduler.kernel.words import Sentence

LONGEST_ALTERNATIVE = 5_000
"""Characters."""
LONGEST_NAME = 100

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
    found.name, found.alternative = _named(name, kind), said
    found.state, found.said, found.uploaded_at = Flyer.WAITING, None, this.at
    session.add(found)
    session.flush()
    record(this, "upload flyer", application.thing, digest=found.digest, size=len(data))
    _store(folder, found.digest, data)
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
    tell(this, letters.MATERIAL_RETURNED, application, why=why)


def clear(this: Decision, application: Application) -> None:
    """It may stand beside the event, with its text alternative. Raises Refused."""
    _review(this, "clear flyer", application, "clear", None)
    tell(this, letters.MATERIAL_CLEARED, application)


def path(folder: Path, material: Material) -> Path:
    """Where its file lies."""
    return folder / material.digest


def sweep(folder: Path, until: datetime) -> int:
    """Remove files to which no flyer refers and that were written before this moment (UTC): a younger one may
    belong to a decision that is still being taken. Returns how many."""
    if not folder.is_dir():
        return 0
    kept = set(session.scalars(select(Material.digest)))
    old = [file for file in folder.iterdir() if file.is_file() and file.stat().st_mtime < until.timestamp()]
    lost = [file for file in old if file.name not in kept]
    for file in lost:
        file.unlink(missing_ok=True)
    return len(lost)


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
    if len(data) > flyers.LARGEST:
        raise Refused(Sentence("The file is too large: %(most)s MB at most.", most=flyers.LARGEST // 1024**2))
    kind = flyers.media_type(data)
    if kind is None:
        raise Refused(Sentence("This file is no PDF, PNG or JPEG, or it is broken. Export it anew."))
    return kind


def _named(name: str, kind: str) -> str:
    """A name to download it by, with the ending that its content has."""
    stem = clean_line(name).replace("\\", "/").rpartition("/")[2].rpartition(".")[0]
    kept = "".join(char for char in stem if char.isalnum() or char in " -_.").strip(" .")
    return shorten(kept or "flyer", LONGEST_NAME) + flyers.SUFFIXES[kind]


def _store(folder: Path, digest: str, data: bytes) -> None:
    """Whole or not at all; the same content twice is one file, which is young again for `sweep`."""
    folder.mkdir(parents=True, exist_ok=True)
    passing = folder / f"{digest}.{new_code(())}"
    with passing.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    passing.replace(folder / digest)
