"""The form by which a speaker gives a statement or a video, or the desk enters it for them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask import current_app, request
from flask_babel import lazy_gettext as later
from wtforms import FileField, TextAreaField

from scheduler.applications.facts import Fault, Faulty
from scheduler.kernel import clock
from scheduler.kernel.decision import Decision
from scheduler.kernel.permissions import Visitor
from scheduler.kernel.text import clean
from scheduler.kernel.uploads import LARGEST
from scheduler.kernel.words import Sentence
from scheduler.nominations.contributing import GIVES, Given, by_kind, is_address, why_stays
from scheduler.nominations.models import Nomination, Sent
from scheduler.nominations.owing import KINDS, LONGEST_REFERENCE, LONGEST_TEXT, Standing
from scheduler.nominations.terms import Contribution
from scheduler.releases import contributions
from scheduler.thematic_sessions.documents import File
from scheduler.web.files import uploads
from scheduler.web.forms import Form, line
from scheduler.web.languages import say

DOES = {f"give-{kind.value}": kind for kind in KINDS}
"""Which button gives what."""
GAVE = {
    Contribution.STATEMENT: Sentence("Your statement is received. Thank you."),
    Contribution.VIDEO: Sentence("Your video and its transcript are received. Thank you."),
}
_TEXTS = {Contribution.STATEMENT: later("The statement"), Contribution.VIDEO: later("Its transcript")}


class GivingForm(Form):
    """What is given, as text or file, and where it can be found. One page may have one for each kind: their
    fields are called by it."""

    reference = line(
        later("Where the original is"), most=LONGEST_REFERENCE, required=False, autocomplete="off"
    )
    text = TextAreaField(
        later("The text"),
        description=later("What is said, word for word; %(most)s characters at most.", most=LONGEST_TEXT),
        render_kw={"rows": 10},
    )
    file = FileField(
        later("Or the text as a file"),
        description=later("A PDF, 5 MB at most."),
        render_kw={"accept": ".pdf"},
    )

    def __init__(self, kind: Contribution, sent: Sent | None = None, *, is_desk: bool = False) -> None:
        known = {"text": sent.text, "reference": sent.reference} if sent else {}
        super().__init__(prefix=f"{kind.value}-", **known)
        self.kind = kind
        self.text.label.text = _TEXTS[kind]
        if kind is Contribution.VIDEO:
            self.reference.label.text = later("The video")
            self.reference.description = later("Its address, or where the file is and what it is called.")
        elif is_desk:
            self.reference.label.text = later("Or where the text can be found")
            self.reference.description = later(
                "Only if the text itself is not here: a file number, an address."
            )
        else:
            del self.reference

    @property
    def given(self) -> Given:
        """What was typed and sent. The file can be read once."""
        sent = request.files.get(self.file.name)
        is_there = sent is not None and bool(sent.filename)
        file = (
            File(uploads(), sent.filename or "", sent.stream.read(LARGEST + 1)) if sent and is_there else None
        )
        reference = self.reference.data if "reference" in self else None
        return Given(clean(self.text.data or "") or None, file, reference or None)

    def tell(self, faults: list[Fault]) -> None:
        """Say at the fields what is wrong there."""
        for name, said in faults:
            field = name if name in self else "text"
            self[field].errors = [*self[field].errors, say(said)]


@dataclass(frozen=True)
class Part:
    """Something that a speaker owes: how it stands, what they gave, and the form for it, if it can be given
    or replaced; else `stays` says why not."""

    standing: Standing
    sent: Sent | None
    form: GivingForm | None
    stays: Sentence | None

    @property
    def is_late(self) -> bool:
        return self.standing.is_overdue(clock.now())

    @property
    def is_link(self) -> bool:
        """Whether what they gave leads to a page."""
        return self.sent is not None and is_address(self.sent.reference)


def parts(one: Nomination, typed: GivingForm | None = None) -> list[Part]:
    """All that a speaker owes. `typed`: the form that was sent, and could not be stored."""
    return list(_parts(one, typed))


def _parts(one: Nomination, typed: GivingForm | None) -> Iterator[Part]:
    for standing in one.owed:
        sent = by_kind(one, standing.kind)
        stays = why_stays(clock.now(), one, standing) if sent else None
        if typed and typed.kind is standing.kind:
            form: GivingForm | None = typed
        else:
            form = GivingForm(standing.kind, sent) if one.state in GIVES and not stays else None
        yield Part(standing, sent, form, stays)


def give(this: Decision, who: Visitor, one: Nomination, form: GivingForm) -> None:
    """Take in what was sent. Raises Refused; Faulty, which the form then says too."""
    kept: dict[str, Any] = {"uploads": uploads(), "base_url": str(current_app.config["BASE_URL"])}
    try:
        contributions.give(this, who, one, form.kind, form.given, **kept)
    except Faulty as faulty:
        form.tell(faulty.faults)
        raise
