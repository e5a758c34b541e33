"""What somebody could do by account or link, entered by the desk: how the wish came, and when."""

from flask_babel import lazy_gettext as later
from wtforms import DateField, RadioField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from scheduler.kernel.decision import OnBehalf
from scheduler.kernel.terms import Source
from scheduler.web import house_time
from scheduler.web.forms import EMPTY, Form, line
from scheduler.web.languages import gettext

SOURCES = {
    Source.EMAIL: later("By e-mail"),
    Source.NOTE_VERBALE: later("By note verbale"),
    Source.TELEPHONE: later("By telephone"),
    Source.IN_PERSON: later("In person"),
    Source.WEB_FORM: later("By web form"),
}


class WishForm(Form):
    """How a wish came. Forms for what the desk enters for somebody stand on it."""

    source = RadioField(
        later("How it came"),
        [InputRequired(EMPTY)],
        choices=[SelectChoice(str(one), name) for one, name in SOURCES.items()],
    )
    came_on = DateField(later("The day it came"), [InputRequired(EMPTY)], render_kw={"required": True})
    reference = line(
        later("Where the original is"),
        hint=later(
            "Such as a file number, or who took the call. The history keeps it: name nobody's address here."
        ),
    )

    def validate_came_on(self, field: DateField) -> None:
        if field.data and field.data > house_time.today():
            raise ValidationError(gettext("This day has not come yet. Write the day on which the wish came."))


def wish(form: WishForm) -> OnBehalf:
    """What the history is told of it."""
    return OnBehalf(Source(form.source.data), form.came_on.data, form.reference.data)
