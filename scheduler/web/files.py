"""Files that people gave us, given out again."""

from pathlib import Path

from flask import Response, current_app, request

from scheduler.kernel.errors import NotFound
from scheduler.kernel.uploads import PDF, SUFFIXES, TEXT
from scheduler.kernel.words import Sentence
from scheduler.thematic_sessions.models import Document

SANDBOX = "sandbox; default-src 'none'"


def uploads() -> Path:
    """Where files lie that were uploaded."""
    return Path(current_app.instance_path) / "uploads"


def to_save(one: Document) -> Response:
    """The file of a session's document. Raises NotFound."""
    return saved(one.digest, one.name, one.thing)


def saved(digest: str | None, name: str | None, thing: str) -> Response:
    """A PDF or a text that lies among the uploads, to be saved: what others wrote is never opened as a page
    of ours.

    Whoever asks again is asked back whether theirs still holds, so that no proxy gives out what was taken
    down. Raises NotFound.
    """
    path = uploads() / str(digest)
    if digest is None or not path.is_file():
        if digest:
            current_app.logger.error("The file of %s is missing in uploads/.", thing)
        raise NotFound(Sentence("The file of this document is missing. Ask the secretariat for it."))
    is_text = (name or "").endswith(SUFFIXES[TEXT])
    response = Response(path.read_bytes(), mimetype=TEXT if is_text else PDF)
    response.headers.set("Content-Disposition", "attachment", filename=name)
    response.headers["Content-Security-Policy"] = SANDBOX
    response.headers.setdefault("Cache-Control", "no-cache")
    response.set_etag(digest)
    response.make_conditional(request)
    return response
