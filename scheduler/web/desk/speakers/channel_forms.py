"""The form for a new channel: the steps of another one, for other bodies and other organisations."""

from dataclasses import replace

import wtforms
from flask_babel import lazy_gettext as later
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, ValidationError

from scheduler.formats.describe import constituency_name
from scheduler.kernel.terms import Constituency, OrganisationKind, RegionalGroup
from scheduler.meetings.models import Meeting
from scheduler.nominations import channels
from scheduler.nominations.channels import Step, Terms
from scheduler.nominations.queries import channels_of
from scheduler.nominations.terms import Dropout
from scheduler.web.desk.applications.words import KINDS
from scheduler.web.forms import EMPTY, Form, line
from scheduler.web.languages import gettext, say
from scheduler.web.putting_forward.forms import Ticks

DROPOUTS = {
    Dropout.NOMINATOR: later("Back to who nominated them, before any reserve"),
    Dropout.RESERVE: later("To the first reserve"),
}


class ChannelForm(Form):
    """What a channel is, but for its steps, which are taken over."""

    like = wtforms.SelectField(
        later("Its steps are those of"),
        description=later("In the same order, with the same rights and reminders."),
    )
    name = line(later("Name"), hint=later("Such as Alliance of NGOs on Crime Prevention."))
    code = line(
        later("Code"),
        most=40,
        hint=later("Capital letters, digits, dashes: ALLIANCE. It never changes."),
    )
    bodies = line(
        later("Bodies that act in it"), required=False,
        hint=later(
            "Codes of whoever reviews, endorses and forwards, with commas between them; several act "
            "together. Empty: the code of the channel. Give their roles under Accounts."
        ),
    )  # fmt: skip
    constituency = wtforms.RadioField(later("For whom its speakers speak"), [InputRequired(EMPTY)])
    kinds = Ticks(
        later("Who may put somebody forward"),
        choices=[SelectChoice(str(kind), name) for kind, name in KINDS.items()],
    )
    regional_group = wtforms.SelectField(later("Only States of this Regional Group"))
    dropout = wtforms.RadioField(
        later("To whom the place goes of somebody who drops out"),
        [InputRequired(EMPTY)],
        choices=[SelectChoice(one.value, said) for one, said in DROPOUTS.items()],
        default=Dropout.RESERVE.value,
    )
    open_to_desk = wtforms.BooleanField(
        later("The secretariat sees all names from the start, not only what is forwarded")
    )

    def __init__(self, meeting: Meeting) -> None:
        super().__init__()
        own = {one.code: one.terms for one in channels_of(meeting)}
        self.taken = set(own)
        self.known = {**channels.delivered(), **own}
        self.like.choices = [(code, terms.name) for code, terms in self.known.items()]
        self.constituency.choices = [(one.value, say(constituency_name(one))) for one in Constituency]
        self.regional_group.choices = [
            ("", gettext("Of any, or none")),
            *((one.value, one.value) for one in RegionalGroup),
        ]

    def validate_code(self, field: wtforms.Field) -> None:
        letters = (field.data or "").replace("-", "")
        if not (letters.isascii() and letters.isalnum() and letters.isupper()):
            raise ValidationError(gettext("Write capital letters, digits and dashes only, such as ALLIANCE."))
        if field.data in self.taken:
            raise ValidationError(gettext("This meeting has a channel of this code. Choose another one."))

    def validate_kinds(self, field: wtforms.Field) -> None:
        if not field.data:
            raise ValidationError(gettext("Choose at least one kind of organisation."))

    @property
    def terms(self) -> Terms:
        bodies = tuple(filter(None, (one.strip() for one in (self.bodies.data or "").split(","))))
        return replace(
            self.known[self.like.data],
            code=self.code.data,
            name=self.name.data,
            sender=self.code.data.lower(),
            constituency=Constituency(self.constituency.data),
            kinds=frozenset(map(OrganisationKind, self.kinds.data)),
            dropout=Dropout(self.dropout.data),
            regional_group=self.regional_group.data or None,
            open_to_desk=self.open_to_desk.data,
            steps=tuple(_for(step, bodies or (self.code.data,)) for step in self.known[self.like.data].steps),
        )


def _for(step: Step, bodies: tuple[str, ...]) -> Step:
    return replace(step, bodies=bodies) if step.bodies else step
