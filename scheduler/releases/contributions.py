"""Statements and videos of which something may be public: what replaces them takes the old text down at
once."""

from pathlib import Path

from scheduler.kernel.decision import Decision
from scheduler.kernel.permissions import Visitor
from scheduler.nominations import contributing
from scheduler.nominations.acting import lock
from scheduler.nominations.contributing import Given
from scheduler.nominations.models import Nomination, Sent
from scheduler.nominations.terms import Contribution
from scheduler.releases import taking_down


def give(
    this: Decision,
    who: Visitor,
    nomination: Nomination,
    kind: Contribution,
    given: Given,
    *,
    uploads: Path,
    base_url: str,
) -> Sent:
    """As `contributing.give`. A document that was made of the version before becomes a draft of this one, to
    which its author agrees anew; without a text it goes. Raises Refused."""
    if nomination.session:
        taking_down.lock_meeting(nomination.session)  # the stronger lock first: it may have to be released
    lock(nomination)
    known = contributing.by_kind(nomination, kind)
    document = known.document if known else None
    sent = contributing.give(this, who, nomination, kind, given)
    if document is None:
        return sent
    source = contributing.text_of(sent, uploads)
    if source is None:
        sent.document = None
        taking_down.remove(this, document, base_url)
    elif contributing.is_other(sent, document):
        taking_down.replace(this, document, source, base_url)
    return sent
