"""The form for what a person tells of themselves that few may see. It says at each field who sees it, and
until when it is kept; all of it can be left out."""

from typing import Any

import wtforms
from flask_babel import lazy_gettext as later

from scheduler.nominations import channels, privacy
from scheduler.nominations.models import Nomination
from scheduler.nominations.privacy import LONGEST_PRIVATE
from scheduler.nominations.queries import private_of
from scheduler.nominations.terms import PRIVATE, Field, Party
from scheduler.web import times
from scheduler.web.forms import Form, line, lines
from scheduler.web.languages import gettext, say
from scheduler.web.putting_forward.words import CIVIL, LABELS


class PrivateForm(Form):
    """The private fields, each under its own name."""

    interpretation = line(LABELS[Field.INTERPRETATION], most=LONGEST_PRIVATE, required=False)
    accessibility = line(LABELS[Field.ACCESSIBILITY], most=LONGEST_PRIVATE, required=False)
    travel = line(LABELS[Field.TRAVEL], most=LONGEST_PRIVATE, required=False)
    visa_letter = line(LABELS[Field.VISA_LETTER], most=LONGEST_PRIVATE, required=False)
    gender = line(LABELS[Field.GENDER], most=LONGEST_PRIVATE, required=False)
    constituency = wtforms.SelectField(LABELS[Field.CONSTITUENCY])
    lived_experience = lines(LABELS[Field.LIVED_EXPERIENCE], most=LONGEST_PRIVATE, required=False, rows=3)

    def __init__(self, one: Nomination) -> None:
        told: dict[str, Any] = {field.value: value for field, value in private_of(one, PRIVATE).items()}
        super().__init__(**told)
        self.constituency.choices = [
            ("", later("I do not say")),
            *((value.value, say(said)) for value, said in CIVIL.items()),
        ]
        for field in PRIVATE:
            self[field.value].description = told_to(one, field)

    @property
    def told(self) -> dict[Field, str]:
        return {field: self[field.value].data or "" for field in PRIVATE}


def told_to(one: Nomination, field: Field) -> str:
    """Who sees a private field of a nomination besides the person, and until when it is kept."""
    until = times.days(*[privacy.erase_after(field, one.call.meeting.ends)] * 2)
    readers = dict.fromkeys(
        say(channels.called(step))
        for step in one.steps
        if step.party is not Party.PERSON and field in privacy.fields_for(step.party, step.sees)
    )
    if not readers:
        return gettext("Nobody but you sees it. Kept until %(day)s, then erased.", day=until)
    return gettext(
        "Seen by %(readers)s only. Kept until %(day)s, then erased.", readers=", ".join(readers), day=until
    )
