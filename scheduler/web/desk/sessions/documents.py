"""Documents of a session: added as drafts, published, replaced, taken down; and their authors' consent."""

from typing import Any

from flask import Response, current_app, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as later
from wtforms import FileField, RadioField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from scheduler.accounts.behalf import tell
from scheduler.kernel.decision import Decision
from scheduler.kernel.uploads import LARGEST
from scheduler.kernel.words import Sentence
from scheduler.organisations.models import Person
from scheduler.releases import taking_down
from scheduler.thematic_sessions import consent, documents
from scheduler.thematic_sessions.document_rules import LONGEST_TITLE, NAMES, why_not_public
from scheduler.thematic_sessions.documents import File, Paper, Source
from scheduler.thematic_sessions.models import Document, ThematicSession
from scheduler.thematic_sessions.permissions import EDIT_SESSION, ENTER_CONSENT, SEE_DRAFT, SEE_SESSION
from scheduler.thematic_sessions.queries import consent_of, speakers_of
from scheduler.thematic_sessions.terms import AUTHORED, DocumentKind
from scheduler.thematic_sessions.workflow import CONSENT, DOCUMENT
from scheduler.web.access import guarded
from scheduler.web.desk.doing import do
from scheduler.web.desk.on_behalf import WishForm, wish
from scheduler.web.desk.sessions import words
from scheduler.web.desk.sessions.door import document_of, door, page, session_of
from scheduler.web.files import to_save, uploads
from scheduler.web.forms import EMPTY, Form, line
from scheduler.web.languages import gettext, say

ENTERED = ("enter", "enter withdrawal")
"""The transitions of a consent that the desk enters for somebody."""


class SourceForm(Form):
    """A file, or an address."""

    file = FileField(later("File"), description=later("A PDF, 5 MB at most."), render_kw={"accept": ".pdf"})
    address = line(
        later("Or the address where it is"),
        most=2000,
        required=False,
        hint=later("Give a file or an address, not both."),
        inputmode="url",
    )

    def validate(self, *more: Any) -> bool:
        fine = bool(super().validate(*more))
        if self.has_file and self.address.data:
            self.address.errors = [gettext("Give a file or an address, not both.")]
            return False
        return fine

    @property
    def has_file(self) -> bool:
        sent = request.files.get("file")
        return bool(sent and sent.filename)

    def source(self) -> Source:
        if not self.has_file:
            return self.address.data or None
        sent = request.files["file"]
        return File(uploads(), sent.filename or "", sent.stream.read(LARGEST + 1))


class TitleForm(Form):
    """What a document is called."""

    title = line(later("Title"), most=LONGEST_TITLE)
    symbol = line(
        later("Symbol"), most=60, required=False, hint=later("Such as E/CN.7/2023/CRP.5, if it has one.")
    )
    languages = words.several(later("Languages of the text"))

    def __init__(self, of: Document | None = None) -> None:
        told = {"title": of.title, "symbol": of.symbol, "languages": of.languages} if of else {}
        super().__init__(data=told)
        self.languages.choices = words.languages(of.languages if of else ())


class NewForm(TitleForm, SourceForm):
    """A new document."""

    kind = SelectField(later("What it is"))
    author = SelectField(
        later("Whose it is"),
        coerce=int,
        description=later("For presentations and statements. It is public only while this person agrees."),
    )

    def __init__(self, item: ThematicSession) -> None:
        super().__init__()
        self.people = speakers_of(item)
        self.kind.choices = words.document_kinds()
        self.author.choices = [
            SelectChoice(0, later("nobody's own")),
            *(SelectChoice(one.id, one.name) for one in self.people),
        ]
        self.author.data = self.author.data or 0

    def paper(self) -> Paper:
        of: Person | None = next((one for one in self.people if one.id == self.author.data), None)
        kind = DocumentKind(self.kind.data)
        return Paper(kind, self.title.data, self.symbol.data or "", self.languages.data or (), of)


class ConsentForm(WishForm):
    """What an author said otherwise than by the link."""

    said = RadioField(later("What they say"), [InputRequired(EMPTY)])

    def __init__(self, of: Document) -> None:
        super().__init__()
        can = [one for one in CONSENT.from_state(consent_of(of)) if one.name in ENTERED]
        self.said.choices = [SelectChoice(one.name, say(one.says)) for one in can]


@door.get("/<int:number>/documents/")
@guarded(SEE_SESSION, session_of)
def documents_of(item: ThematicSession) -> str:
    """The session's documents with their state, and the form for another one."""
    return _page_of_all(item, NewForm(item))


@door.post("/<int:number>/documents/")
@guarded(EDIT_SESSION, session_of)
def add_document(item: ThematicSession) -> ResponseReturnValue:
    form = NewForm(item)
    if not form.is_sent:
        return _page_of_all(item, form), 422

    def again(why: str) -> str:
        form.form_errors.append(why)
        return _page_of_all(item, form)

    said = gettext("The document is added as a draft. Nobody else sees it until you publish it.")
    there = url_for("desk_sessions.documents_of", number=item.id)
    return do(lambda this: documents.add(this, item, form.paper(), form.source()), there, said, again)


@door.get("/documents/<int:number>/")
@guarded(SEE_SESSION, document_of)
def document(one: Document) -> str:
    """One document: what it is, how its author's consent stands, and what can be done with it."""
    return _page(one)


@door.get("/documents/<int:number>/file")
@guarded(SEE_DRAFT, document_of)
def document_file(one: Document) -> Response:
    return to_save(one)


@door.post("/documents/<int:number>/describe")
@guarded(EDIT_SESSION, document_of)
def describe_document(one: Document) -> ResponseReturnValue:
    form = TitleForm(one)
    if not form.is_sent:
        return _page(one, title=form), 422

    def again(why: str) -> str:
        form.form_errors.append(why)
        return _page(one, title=form)

    told = (form.title.data, form.symbol.data or "", form.languages.data or ())
    said = gettext("This is stored. The next release publishes it.")
    return do(lambda this: documents.describe(this, one, *told), _there(one), said, again)


@door.post("/documents/<int:number>/replace")
@guarded(EDIT_SESSION, document_of)
def replace_document(one: Document) -> ResponseReturnValue:
    """Another version. What its author agreed to is taken down at once."""
    form = SourceForm()
    if not form.is_sent:
        return _page(one, source=form), 422

    def again(why: str) -> str:
        form.form_errors.append(why)
        return _page(one, source=form)

    said = gettext("There is another version now.")
    if one.kind in AUTHORED:
        said = gettext("There is another version now. It is a draft until its author agrees to it.")
    return do(
        lambda this: taking_down.replace(this, one, form.source(), _base_url()), _there(one), said, again
    )


@door.post("/documents/<int:number>/publish")
@guarded(EDIT_SESSION, document_of)
def publish_document(one: Document) -> ResponseReturnValue:
    said = gettext("The document is public from the next release on.")
    return _act(one, lambda this: documents.publish(this, one), said)


@door.post("/documents/<int:number>/hide")
@guarded(EDIT_SESSION, document_of)
def hide_document(one: Document) -> ResponseReturnValue:
    said = gettext("The document is taken down, in earlier releases too. It is a draft again.")
    return _act(one, lambda this: taking_down.hide(this, one, _base_url()), said)


@door.post("/documents/<int:number>/remove")
@guarded(EDIT_SESSION, document_of)
def remove_document(one: Document) -> ResponseReturnValue:
    there = url_for("desk_sessions.documents_of", number=one.session_id)
    said = gettext("The document is removed for good.")
    return do(
        lambda this: taking_down.remove(this, one, _base_url()), there, said, lambda why: _page(one, why=why)
    )


@door.post("/documents/<int:number>/ask")
@guarded(EDIT_SESSION, document_of)
def ask_author(one: Document) -> ResponseReturnValue:
    """By letter, with a link to this version."""
    said = gettext("A letter asks the author. They answer by the link in it.")
    return _act(one, lambda this: consent.ask(this, one), said)


@door.post("/documents/<int:number>/consent")
@guarded(ENTER_CONSENT, document_of)
def enter_consent(one: Document) -> ResponseReturnValue:
    """What the author said to the desk: it agrees for them, or takes that back at once."""
    form, version = ConsentForm(one), request.form.get("version", "")
    if not form.is_sent:
        return _page(one, entry=form), 422

    def act(this: Decision) -> None:
        if form.said.data == ENTERED[0]:
            consent.agree(this, one, version, entered=True)
        else:
            taking_down.withdraw_consent(this, one, _base_url(), entered=True)
            if one.author:
                tell(this, one.author, Sentence("Your text “%(title)s” is not published.", title=one.title))

    def again(why: str) -> str:
        form.form_errors.append(why)
        return _page(one, entry=form)

    return do(act, _there(one), gettext("This is entered."), again, wish(form))


def _act(one: Document, act: Any, said: str) -> ResponseReturnValue:
    return do(act, _there(one), said, lambda why: _page(one, why=why))


def _there(one: Document) -> str:
    return url_for("desk_sessions.document", number=one.id)


def _base_url() -> str:
    return str(current_app.config["BASE_URL"])


def _page_of_all(item: ThematicSession, form: NewForm) -> str:
    return page("documents.html", item, "documents", form=form, **_words())


def _page(
    one: Document,
    title: TitleForm | None = None,
    source: SourceForm | None = None,
    entry: ConsentForm | None = None,
    why: str | None = None,
) -> str:
    return page(
        "document.html",
        one.session,
        "documents",
        one=one,
        title_form=title or TitleForm(one),
        source_form=source or SourceForm(),
        entry_form=entry or ConsentForm(one),
        why=why,
        can=_can(one),
        not_public=why_not_public(one.kind, one.version, one.agreed_version),
        **_words(),
    )


def _can(one: Document) -> set[str]:
    """What can happen to it now, and to its author's consent."""
    names = {each.name for each in DOCUMENT.from_state(one.status)}
    return names | {each.name for each in CONSENT.from_state(consent_of(one))}


def _words() -> dict[str, object]:
    return {
        "kinds": NAMES,
        "authored": AUTHORED,
        "consent_of": consent_of,
        "consents": CONSENT.names,
        "consent_marks": words.CONSENT_MARKS,
        "states": DOCUMENT.names,
    }
