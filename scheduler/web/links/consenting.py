"""What authors do by a link: agree that a text of theirs is public, or not; and take that back later."""

from typing import Any

from flask import Response, current_app, request

from scheduler.kernel.db import session
from scheduler.kernel.decision import Decision
from scheduler.kernel.errors import NotFound
from scheduler.kernel.words import Sentence
from scheduler.links.models import Link
from scheduler.meetings.models import Meeting
from scheduler.releases import taking_down
from scheduler.thematic_sessions import consent
from scheduler.thematic_sessions.document_rules import NAMES
from scheduler.thematic_sessions.models import Document
from scheduler.thematic_sessions.queries import document_by_number
from scheduler.thematic_sessions.terms import DocumentStatus
from scheduler.web.files import to_save
from scheduler.web.links.purposes import Purpose

AGREED = Sentence("You agreed that this text is published. A letter with the way back is sent to you.")
REFUSED = Sentence("You did not agree. The text is not published.")
TAKEN_BACK = Sentence("You took your consent back. The text is no longer public.")
TEMPLATE = "links/consent.html"


def _document(link: Link) -> Document:
    """Raises NotFound where it was removed, or is somebody else's by now."""
    one = document_by_number(int(link.thing.removeprefix("document ")))
    if one.author_id != link.person_id:
        raise NotFound(Sentence("This text is no longer kept as yours. Ask the secretariat."))
    return one


def _facts(link: Link) -> dict[str, Any]:
    """What would be published, and where."""
    one = _document(link)
    return {
        "purpose": link.purpose,
        "document": one,
        "kind": NAMES[one.kind],
        "meeting": session.get_one(Meeting, one.session.meeting_id),
        "is_public": one.status is DocumentStatus.PUBLIC,
    }


def _agree(this: Decision, link: Link) -> Sentence:
    """To the version that the page showed."""
    consent.agree(this, _document(link), request.form.get("version", ""))
    return AGREED


def _refuse(this: Decision, link: Link) -> Sentence:
    taking_down.withdraw_consent(this, _document(link), current_app.config["BASE_URL"])
    return REFUSED


def _take_back(this: Decision, link: Link) -> Sentence:
    taking_down.withdraw_consent(this, _document(link), current_app.config["BASE_URL"])
    return TAKEN_BACK


def _file(link: Link) -> Response:
    return to_save(_document(link))


CONSENT = Purpose(
    consent.ASK,
    TEMPLATE,
    _facts,
    {"agree": _agree, "refuse": _refuse},
    consent.LASTS,
    {"agree": AGREED, "refuse": REFUSED},
    _file,
)
CONSENT_BACK = Purpose(
    consent.TAKE_BACK,
    TEMPLATE,
    _facts,
    {"withdraw": _take_back},
    consent.TAKE_BACK_LASTS,
    {"withdraw": TAKEN_BACK},
    _file,
)
CONSENTING = (CONSENT, CONSENT_BACK)
