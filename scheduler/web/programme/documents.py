"""The door for documents of sessions: files that everybody may read."""

from flask import Blueprint, Response, abort

from scheduler.thematic_sessions.queries import public_file
from scheduler.web.files import to_save
from scheduler.web.programme.pages import entry_of, programme_of

door = Blueprint("documents", __name__)


@door.get("/<meeting:code>/sessions/<entry:entry>/documents/<int:number>/<name>")
def document(code: str, entry: str, number: int, name: str) -> Response:
    """A document's file, while it is public and the present release names it: one without the other is a text
    that nobody agreed to, or that waits for its release. Its number finds it; the name is for the reader."""
    published = entry_of(programme_of(code), entry).entry.documents
    is_named = any(one.number == number and one.name for one in published)
    found = public_file(number) if is_named else None
    return to_save(found or abort(404))
