"""Statements and presentations of who is signed in: they agree that one is public, or not, or no more."""

from collections.abc import Callable

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from scheduler.kernel.db import session
from scheduler.kernel.decision import Decision, decision
from scheduler.kernel.errors import NotFound, Told
from scheduler.kernel.words import Sentence
from scheduler.meetings.models import Meeting
from scheduler.releases import taking_down
from scheduler.thematic_sessions import consent
from scheduler.thematic_sessions.document_rules import NAMES
from scheduler.thematic_sessions.models import Document
from scheduler.thematic_sessions.permissions import GIVE_CONSENT
from scheduler.thematic_sessions.queries import consent_of, document_by_number
from scheduler.thematic_sessions.terms import DocumentStatus
from scheduler.thematic_sessions.workflow import CONSENT
from scheduler.web.access import guarded
from scheduler.web.account.speaking import door
from scheduler.web.languages import say
from scheduler.web.visitors import present


def document_of(number: int) -> Document:
    return document_by_number(number)


@door.get("/texts/<int:number>/")
@guarded(GIVE_CONSENT, document_of)
def text(one: Document) -> ResponseReturnValue:
    return _page(one)


@door.post("/texts/<int:number>/")
@guarded(GIVE_CONSENT, document_of)
def consent_to_text(one: Document) -> ResponseReturnValue:
    """Agree, or not, to the version that the page showed."""
    do = ACTS.get(request.form.get("do", ""))
    if do is None:
        raise NotFound(Sentence("This cannot be answered."))
    act, said = do
    number = one.id
    try:
        with decision(present().actor) as this:
            act(this, one)
    except Told as refused:
        return _page(one, say(refused.sentence)), 409
    flash(say(said))
    return redirect(url_for("account_speaking.text", number=number), 303)


def _page(one: Document, fault: str | None = None) -> str:
    state = consent_of(one)
    return render_template(
        "account/speaking/text.html",
        one=one,
        kind=NAMES[one.kind],
        meeting=session.get_one(Meeting, one.session.meeting_id),
        state=state,
        states=CONSENT.names,
        can={step.name for step in CONSENT.from_state(state)},
        is_public=one.status is DocumentStatus.PUBLIC,
        fault=fault,
    )


def _agree(this: Decision, one: Document) -> None:
    consent.agree(this, one, request.form.get("version", ""))


def _withdraw(this: Decision, one: Document) -> None:
    taking_down.withdraw_consent(this, one, current_app.config["BASE_URL"])


ACTS: dict[str, tuple[Callable[[Decision, Document], None], Sentence]] = {
    "agree": (_agree, Sentence("You agreed that this text is published. You can take that back here.")),
    "withdraw": (_withdraw, Sentence("You do not agree. The text is not public.")),
}
