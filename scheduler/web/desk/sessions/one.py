"""What is told of one session: its title, who leads it, how one follows it."""

from flask import url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as later
from wtforms import SelectField

from scheduler.invitations.queries import answers
from scheduler.kernel.terms import Format
from scheduler.nominations.limits import limits
from scheduler.thematic_sessions import agenda
from scheduler.thematic_sessions.agenda import LONGEST_TITLE, Facts
from scheduler.thematic_sessions.models import ThematicSession
from scheduler.thematic_sessions.permissions import EDIT_SESSION, SEE_SESSION
from scheduler.thematic_sessions.queries import namings, public_name
from scheduler.web.access import guarded
from scheduler.web.desk.calendar_words import ANSWERS
from scheduler.web.desk.doing import do
from scheduler.web.desk.sessions import words
from scheduler.web.desk.sessions.door import door, page, placement_of, session_of
from scheduler.web.desk.sessions.listing import row
from scheduler.web.forms import Form, line
from scheduler.web.languages import gettext


class FactsForm(Form):
    """The facts of a session."""

    title = line(
        later("Title"), most=LONGEST_TITLE, hint=later("Sessions on one theme may share a title over days.")
    )
    chair = line(later("Chair"), required=False)
    moderator = line(later("Moderator"), required=False)
    format = SelectField(later("How one takes part"))
    livestream = line(
        later("Livestream"),
        most=2000,
        required=False,
        hint=later("The address where everybody can watch. It is published."),
        inputmode="url",
    )
    languages = words.several(
        later("Interpretation"),
        later("Into which languages it is interpreted. Tick none where there is no interpretation."),
    )

    def __init__(self, item: ThematicSession) -> None:
        super().__init__(
            data={
                "title": item.title,
                "chair": item.chair,
                "moderator": item.moderator,
                "format": item.format or "",
                "livestream": item.livestream,
                "languages": item.languages,
            }
        )
        self.format.choices = words.formats()
        self.languages.choices = words.languages(item.languages)

    def facts(self) -> Facts:
        return Facts(
            title=self.title.data,
            chair=self.chair.data or "",
            moderator=self.moderator.data or "",
            format=Format(self.format.data) if self.format.data else None,
            livestream=self.livestream.data or "",
            languages=self.languages.data or (),
        )


@door.get("/<int:number>/")
@guarded(SEE_SESSION, session_of)
def one(item: ThematicSession) -> str:
    """One session: what it lacks still, and its facts."""
    return _page(item, FactsForm(item))


@door.post("/<int:number>/")
@guarded(EDIT_SESSION, session_of)
def tell(item: ThematicSession) -> ResponseReturnValue:
    form = FactsForm(item)
    if not form.is_sent:
        return _page(item, form), 422

    def again(said: str) -> str:
        form.form_errors.append(said)
        return _page(item, form)

    there = url_for("desk_sessions.one", number=item.id)
    said = gettext("This is stored. The next release publishes it.")
    return do(lambda this: agenda.describe(this, item, form.facts()), there, said, again)


def _page(item: ThematicSession, form: FactsForm) -> str:
    named = namings(item)
    return page(
        "one.html",
        item,
        "one",
        form=form,
        row=row(item, placement_of(item)),
        limits=limits(item.meeting_id),
        calendars=answers(item.meeting_id),
        answer_words=ANSWERS,
        called=lambda person: public_name(person, named),
    )
