"""An author's consent that a text of theirs is public: for one document, and for the version that they saw.

`withdraw` is called through `releases.taking_down`, which takes a public text down in the same decision.
"""

from datetime import timedelta

from scheduler.accounts.queries import addressee
from scheduler.audit.actions import record
from scheduler.kernel.db import session
from scheduler.kernel.decision import Decision
from scheduler.kernel.errors import Clash, Refused
from scheduler.kernel.words import Sentence
from scheduler.links import actions as links
from scheduler.mail.actions import Addressee, Secret, write
from scheduler.mail.handling import LINK_PATH
from scheduler.mail.letters import LetterKind
from scheduler.meetings.models import Meeting
from scheduler.thematic_sessions import letters
from scheduler.thematic_sessions.anew import lock
from scheduler.thematic_sessions.models import Document
from scheduler.thematic_sessions.queries import consent_of
from scheduler.thematic_sessions.terms import AUTHORED, DocumentStatus
from scheduler.thematic_sessions.workflow import CONSENT

ASK, TAKE_BACK = "consent", "consent-back"
"""What links are for: to agree or not; to take the consent back."""
LASTS = timedelta(days=60)
TAKE_BACK_LASTS = timedelta(days=3650)
"""Ten years: a text that is public can be taken down as long as anybody is likely to read the letter."""


def ask(this: Decision, document: Document) -> None:
    """Ask its author by letter, with a link to the version that is there now. Raises Refused where no letter
    reaches them."""
    lock(document)
    _require_author(document)
    CONSENT.to("ask", consent_of(document))
    to = addressee(document.author) if document.author else None
    if to is None:
        raise Refused(
            Sentence("There is no address of its author. Give them one, or enter their consent yourself.")
        )
    document.asked_at, document.refused_at = this.at, None
    links.withdraw(this, ASK, document.thing)
    _write(this, letters.CONSENT_ASKED, to, document, ASK, LASTS)
    record(this, "ask for consent", document.thing, about=_about(document), version=document.version)


def agree(this: Decision, document: Document, version: str, *, entered: bool = False) -> None:
    """Its author agrees to this version, which they saw; a letter gives them the way back. `entered`: the
    desk enters that for them. Raises Refused; Clash where there is another version by now."""
    lock(document)
    _require_author(document)
    CONSENT.to("enter" if entered else "agree", consent_of(document))
    if version != document.version:
        raise Clash(Sentence("The text has changed since. Read it again before you agree."))
    document.agreed_version, document.agreed_at, document.agreed_by = version, this.at, this.actor
    document.refused_at = None
    links.withdraw(this, ASK, document.thing)
    if to := addressee(document.author) if document.author else None:
        _write(this, letters.CONSENT_GIVEN, to, document, TAKE_BACK, TAKE_BACK_LASTS)
    record(this, "agree to publication", document.thing, about=_about(document), version=version)


def withdraw(this: Decision, document: Document, *, entered: bool = False) -> None:
    """They do not agree, or no more: it is a draft from now on. Raises Refused where nobody asked them."""
    lock(document)
    CONSENT.to("enter withdrawal" if entered else "withdraw", consent_of(document))
    version = document.version
    document.status = DocumentStatus.DRAFT
    forget(this, document)
    document.refused_at = this.at
    record(this, "withdraw consent", document.thing, about=_about(document), version=version)


def forget(this: Decision, document: Document) -> None:
    """Nobody was asked and nobody agreed; links to say so work no more."""
    document.asked_at = document.refused_at = None
    document.agreed_version = document.agreed_at = document.agreed_by = None
    for purpose in (ASK, TAKE_BACK):
        links.withdraw(this, purpose, document.thing)


def _require_author(document: Document) -> None:
    if document.kind not in AUTHORED:
        raise Refused(Sentence("Only presentations and statements need somebody's consent."))


def _write(
    this: Decision, kind: LetterKind, to: Addressee, document: Document, purpose: str, lasts: timedelta
) -> None:
    link, token = links.make(this, purpose, document.thing, person_id=document.author_id, lasts=lasts)
    meeting = session.get_one(Meeting, document.session.meeting_id)
    places = {"meeting": meeting.title, "title": document.title, "session": document.session.title}
    secret = Secret(LINK_PATH.format(token=token), link.id)
    write(this, kind, to, document.thing, places=places, secret=secret, meeting_id=meeting.id)


def _about(document: Document) -> list[str]:
    return [document.session.thing, f"person {document.author_id}"]
