"""The form for the terms of a call."""

from datetime import timedelta
from typing import Any

from flask_babel import lazy_gettext as later
from wtforms import BooleanField, DateTimeLocalField, IntegerField, RadioField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from scheduler.applications.facts import ALWAYS_REQUIRED, FILL_IN
from scheduler.calls.models import Call
from scheduler.calls.rules import Late, Terms
from scheduler.kernel.errors import Told
from scheduler.kernel.localtime import to_local, to_utc
from scheduler.kernel.terms import OrganisationKind, SideEventKind
from scheduler.web.desk.applications import words
from scheduler.web.forms import EMPTY, Form, line
from scheduler.web.languages import gettext, say

FORMATS = ["%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M"]
LATE = {
    Late.CLOSED: later("Nothing is taken any more"),
    Late.QUEUE: later("It is taken, behind all that came in time, and shown as late"),
    Late.LINK: later("Only by a personal link that the desk gives"),
}
MOST_EVENTS = 100


class Moment(DateTimeLocalField):  # type: ignore[misc]  # wtforms has no types
    """A day and a time to the second, as clocks at the venue show it."""

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata([value for value in valuelist if value.strip()])
        except ValueError:
            raise ValueError(gettext("Write a day and a time, such as 2027-01-22 23:59:59.")) from None


def _moment(label: str, hint: str = "", *, required: bool = False) -> Moment:
    checks = [InputRequired(EMPTY)] if required else [Optional()]
    return Moment(label, checks, format=FORMATS, description=hint, render_kw={"step": "1"})


def _several(label: str, choices: list[SelectChoice], hint: str = "") -> SelectMultipleField:
    return SelectMultipleField(
        label,
        choices=choices,
        description=hint,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )


class TermsForm(Form):
    """What a call says. All times are those of the venue."""

    opens_at = _moment(later("Opens"), required=True)
    closes_at = _moment(later("Closes"), later("The first second that is too late."), required=True)
    late = RadioField(
        later("What becomes of what comes after the close"),
        [InputRequired(EMPTY)],
        choices=[SelectChoice(str(one), name) for one, name in LATE.items()],
    )
    organisers = _several(
        later("Who may organise"), [SelectChoice(str(kind), name) for kind, name in words.KINDS.items()]
    )
    ngos_need_status = BooleanField(later("Of the NGOs, only those in consultative status with ECOSOC"))
    required = _several(
        later("What has to be filled in"),
        [SelectChoice(field, words.FIELDS[field]) for field in FILL_IN if field not in ALWAYS_REQUIRED],
        later("Organiser and title always have to be."),
    )
    most_per_lead = IntegerField(
        later("Accepted events of one organiser at most"),
        [
            InputRequired(EMPTY),
            NumberRange(1, MOST_EVENTS, later("Write a number from 1 to %(most)s.", most=MOST_EVENTS)),
        ],
        description=later("Branches, sections and field offices of UNODC each count as one organiser."),
    )
    support_until = _moment(later("Co-sponsors can be named and can confirm until"))
    links_until = _moment(later("Links and public contact are due by"))
    material_until = _moment(later("Flyers are due by"))
    second_reader = BooleanField(later("Two readers have to find every point fine before one is accepted"))
    states_by_contact = BooleanField(
        later("A Member State is published as co-sponsor only through its verified contact or the desk")
    )

    def terms(self, kind: SideEventKind, zone: str) -> Terms | None:
        """What was written; None where the venue's clocks show no such time, which the fields then say."""
        moments = {name: self._utc(name, zone) for name in MOMENTS}
        if any(self[name].errors for name in MOMENTS):
            return None
        return Terms(
            kind=kind,
            opens_at=moments["opens_at"],
            closes_at=moments["closes_at"],
            late=Late(self.late.data),
            organisers=frozenset(map(OrganisationKind, self.organisers.data or ())),
            ngos_need_status=self.ngos_need_status.data,
            support_until=moments["support_until"],
            links_until=moments["links_until"],
            material_until=moments["material_until"],
            required=tuple(self.required.data or ()),
            most_per_lead=self.most_per_lead.data,
            second_reader=self.second_reader.data,
            states_by_contact=self.states_by_contact.data,
        )

    def _utc(self, name: str, zone: str) -> Any:
        field = self[name]
        if field.data is None:
            return None
        try:
            return to_utc(field.data.date(), field.data.time(), zone)
        except Told as error:
            field.errors = [*field.errors, say(error.sentence)]
        except OverflowError:
            field.errors = [*field.errors, gettext("This year is too far away.")]
        return None


MOMENTS = ("opens_at", "closes_at", "support_until", "links_until", "material_until")
USUAL: dict[str, Any] = {
    "late": Late.CLOSED,
    "organisers": [str(kind) for kind in OrganisationKind if kind is not OrganisationKind.OTHER],
    "ngos_need_status": True,
    "required": ["abstract", "format", "wishes"],
    "most_per_lead": 1,
    "second_reader": False,
    "states_by_contact": True,
}
"""What stands in the form of a call that is not set up yet."""


class LateForm(Form):
    """Who may still submit."""

    name = line(later("Name"), autocomplete="off")
    email = line(
        later("E-mail address"),
        most=254,
        inputmode="email",
        autocomplete="off",
        hint=later("If we know a person of this name and address, the link is theirs."),
    )
    days = IntegerField(
        later("For how many days it works"),
        [InputRequired(EMPTY), NumberRange(1, 30, later("Write a number from 1 to %(most)s.", most=30))],
        default=3,
    )

    @property
    def lasts(self) -> timedelta:
        return timedelta(days=self.days.data)


def shown(call: Call) -> dict[str, Any]:
    """What the form of a call shows at first."""
    zone = call.meeting.time_zone
    moments = {name: getattr(call, name) for name in MOMENTS}
    local = {name: to_local(at, zone).replace(tzinfo=None) for name, at in moments.items() if at}
    return {**{name: getattr(call, name) for name in USUAL}, **local}
