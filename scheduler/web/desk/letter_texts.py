"""What kinds of letters say: texts of the desk's own, with a preview on real data."""

from dataclasses import dataclass
from typing import NamedTuple

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as later

from scheduler.kernel.decision import decision
from scheduler.kernel.errors import NotFound
from scheduler.kernel.words import Sentence
from scheduler.mail import queries, rules, wording
from scheduler.mail.letters import KINDS, LetterKind, delivered_text
from scheduler.mail.models import Letter
from scheduler.mail.permissions import EDIT_TEXTS
from scheduler.mail.rules import Text
from scheduler.meetings import queries as meetings
from scheduler.web.access import guarded
from scheduler.web.desk.letter_words import of_kind
from scheduler.web.desk.letters import door
from scheduler.web.forms import Form, line, lines
from scheduler.web.languages import LANGUAGES, gettext, say
from scheduler.web.visitors import present


class Words(Form):
    """What a kind of letter says."""

    subject = line(later("Subject"))
    body = lines(
        later("Text"),
        most=20_000,
        hint=later(
            "An empty line begins a new paragraph. A paragraph with a place that stays empty is left out."
        ),
    )


@dataclass(frozen=True)
class Wording:
    """Which text is meant: of a kind, in a language, of a meeting or of all (None)."""

    kind: LetterKind
    language: str
    meeting_id: int | None
    code: str | None

    def address(self, language: str | None = None, code: str | None = None) -> str:
        """Of its page, or of that of another language or meeting."""
        return url_for(
            "desk_letters.text",
            kind=self.kind.name,
            language=language or self.language,
            meeting=code or self.code,
        )


class Example(NamedTuple):
    """A letter as it would read. `letter`: the real one that its data are from."""

    text: Text
    letter: Letter | None


def wording_of(kind: str, language: str) -> Wording:
    """Raises NotFound."""
    if kind not in KINDS or language not in LANGUAGES:
        raise NotFound(Sentence("There is no such kind of letter, or no such language."))
    code = request.args.get("meeting")
    meeting = meetings.existing_meeting(code) if code else None
    return Wording(KINDS[kind], language, meeting.id if meeting else None, meeting.code if meeting else None)


@door.get("/texts/")
@guarded(EDIT_TEXTS)
def texts() -> str:
    """All kinds in all languages: where there is a text, and whose."""
    code = request.args.get("meeting")
    meeting = meetings.existing_meeting(code) if code else None
    own = {(text.kind, text.language, text.meeting_id) for text in queries.desk_texts()}
    number = meeting.id if meeting else None
    rows = [(kind, [(one, _whose(kind, one, number, own)) for one in LANGUAGES]) for kind in KINDS]
    return render_template(
        "desk/letters/texts.html",
        rows=rows,
        languages=LANGUAGES,
        of_kind=of_kind,
        code=meeting.code if meeting else None,
        meetings=meetings.codes(),
    )


@door.route("/texts/<kind>/<language>/", methods=["GET", "POST"])
@guarded(EDIT_TEXTS, wording_of)
def text(one: Wording) -> ResponseReturnValue:
    """Read a text, try another one, keep it."""
    own = wording.own_text(one.kind, one.language, one.meeting_id)
    now, language = queries.text_for(one.kind, one.meeting_id, one.language)
    form = Words(now)
    is_sent = form.is_sent
    faults = _check(form, one) if is_sent else []
    if is_sent and not faults and "preview" not in request.form:
        with decision(present().actor) as this:
            wording.set_text(this, one.kind, one.language, one.meeting_id, _written(form))
        flash(gettext("Stored. Letters that are written from now on say so."))
        return redirect(one.address(), 303)
    is_faulty = request.method == "POST" and (not is_sent or bool(faults))
    page = render_template(
        "desk/letters/text.html",
        one=one,
        about=of_kind(one.kind.name),
        form=form,
        own=own,
        is_in=language,
        example=None if is_faulty else _example(one, _written(form)),
        meetings=meetings.codes(),
    )
    return page, 422 if is_faulty else 200


@door.post("/texts/<kind>/<language>/back")
@guarded(EDIT_TEXTS, wording_of)
def take_back(one: Wording) -> ResponseReturnValue:
    """Back to the text that would stand here otherwise."""
    with decision(present().actor) as this:
        wording.take_back_text(this, one.kind, one.language, one.meeting_id)
    flash(gettext("Your own text is gone. This is what letters say now."))
    return redirect(one.address(), 303)


def _written(form: Words) -> Text:
    return Text(form.subject.data or "", form.body.data or "")


def _check(form: Words, one: Wording) -> list[str]:
    """Put what is wrong with the text at its fields."""
    known = one.kind.all_places
    subject = Text(form.subject.data, "")
    in_subject = [say(fault) for fault in rules.faults_of_text(subject, known)]
    in_body = [say(fault) for fault in rules.faults_of_text(Text("", form.body.data), known)]
    form.subject.errors = [*form.subject.errors, *in_subject]
    form.body.errors = [*form.body.errors, *in_body]
    return in_subject + in_body


def _example(one: Wording, text: Text) -> Example:
    """On the data of the newest letter of this kind; on sample words, marked as such, where there is none."""
    letter = queries.newest_of(one.kind.name, one.meeting_id)
    if letter is None:
        values = {name: f"[{gettext(meaning)}]" for name, meaning in one.kind.all_places.items()}
        sample = rules.fill(text, values | {"page": "/"})
        return Example(Text(sample.subject, sample.body), None)
    values = {name: str(value) for name, value in letter.places.items()}
    if rules.LINK in letter.text:
        values["link"] = "/"
    return Example(rules.fill(text, values), letter)


def _whose(kind: str, language: str, meeting_id: int | None, own: set[tuple[str, str, int | None]]) -> str:
    """Whose text a reader of this language gets."""
    if meeting_id and (kind, language, meeting_id) in own:
        return gettext("of the meeting")
    if (kind, language, None) in own:
        return gettext("of the desk")
    return gettext("delivered") if delivered_text(kind, language) else gettext("none: English")
