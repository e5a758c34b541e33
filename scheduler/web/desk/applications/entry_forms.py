"""The long form by which the desk enters an application for somebody."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from flask import request
from flask_babel import lazy_gettext as later
from wtforms import BooleanField, IntegerField, SelectField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from scheduler.applications.facts import LARGEST_ATTENDANCE, LONGEST, Facts, LinkFact, SpeakerFact
from scheduler.applications.terms import LinkKind
from scheduler.kernel.terms import Equipment, Format
from scheduler.kernel.text import clean_line
from scheduler.web.desk.applications import words
from scheduler.web.desk.on_behalf import WishForm
from scheduler.web.forms import line, lines
from scheduler.web.languages import gettext

LONGEST_LIST = 10_000


class EntryForm(WishForm):
    """How it came, and all that an applicant would have written."""

    organisation = line(later("The organisation that leads"), hint=later("Any name that it goes by."))
    title = line(later("Title"), most=LONGEST["title"])
    abstract = lines(later("Abstract"), most=LONGEST["abstract"], required=False)
    theme = line(later("Theme"), most=LONGEST["theme"], required=False)
    format = SelectField(
        later("Format"),
        [Optional()],
        choices=[
            SelectChoice("", later("Not said")),
            *(SelectChoice(str(one), name) for one, name in words.FORMATS.items()),
        ],
    )
    languages = line(
        later("Languages"), required=False, hint=later("With commas between them, such as: en, fr")
    )
    attendance = IntegerField(
        later("Expected attendance"),
        [
            Optional(),
            NumberRange(
                0,
                LARGEST_ATTENDANCE,
                later("Write a number of people from 0 to %(most)s.", most=LARGEST_ATTENDANCE),
            ),
        ],
        render_kw={"inputmode": "numeric"},
    )
    equipment = SelectMultipleField(
        later("Equipment"),
        choices=[SelectChoice(str(one), name) for one, name in words.EQUIPMENT.items()],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    speakers = lines(
        later("Speakers"),
        most=LONGEST_LIST,
        required=False,
        hint=later(
            "One on each line: name; affiliation; e-mail address. Leave out what nobody knows. Write online "
            "as a fourth part for who speaks online."
        ),
    )
    registration = line(later("Link with registration"), most=2_000, required=False, inputmode="url")
    without = line(later("Link without registration"), most=2_000, required=False, inputmode="url")
    stream = line(later("Link to a stream"), most=2_000, required=False, inputmode="url")
    contact = line(later("Contact for the public"), most=LONGEST["contact"], required=False)
    note = lines(later("Note for the secretariat"), most=LONGEST["note"], required=False)
    open_to_joining = BooleanField(later("Others may ask to make one event of two"))

    def facts(self, organisation: int) -> Facts:
        """What was written, with the slots and days."""
        return Facts(
            organisation=organisation,
            title=self.title.data,
            abstract=self.abstract.data,
            theme=self.theme.data,
            format=Format(self.format.data) if self.format.data else None,
            languages=tuple(filter(None, map(clean_line, (self.languages.data or "").split(",")))),
            attendance=self.attendance.data,
            equipment=tuple(map(Equipment, self.equipment.data or ())),
            links=self._links(),
            contact=self.contact.data,
            note=self.note.data,
            open_to_joining=self.open_to_joining.data,
            speakers=tuple(
                _speaker(each) for each in (self.speakers.data or "").splitlines() if each.strip()
            ),
            wishes=ranks(),
            days=wanted_days(),
        )

    def _links(self) -> tuple[LinkFact, ...]:
        typed = (
            (LinkKind.WITH_REGISTRATION, self.registration.data),
            (LinkKind.WITHOUT, self.without.data),
            (LinkKind.STREAM, self.stream.data),
        )
        return tuple(LinkFact(kind=kind, url=url) for kind, url in typed if url)

    def tell(self, faults: Sequence[tuple[str, Any]], say: Any) -> None:
        """Put what is wrong to the fields where it was typed."""
        for field, sentence in faults:
            name = _TOLD_AT.get(field, field)
            if name in self:
                self[name].errors = [*self[name].errors, say(sentence)]
            else:
                self.form_errors.append(say(sentence))


_TOLD_AT = {"links": "registration"}


def ranks() -> dict[int, int]:
    """The slots that were ranked in this request: from 1 on, 0 for those that are out of the question."""
    found = {}
    for name, value in request.form.items():
        number = name.removeprefix("slot-")
        if (
            name.startswith("slot-")
            and number.isascii()
            and number.isdecimal()
            and len(number) < 10
            and value.strip()
        ):
            found[int(number)] = int(value) if value.strip().isdecimal() and len(value) < 6 else -1
    return found


def wanted_days() -> tuple[date, ...]:
    """The days that were ticked in this request. What is no day stands for one that is not there."""
    found = []
    for text in request.form.getlist("day"):
        try:
            found.append(date.fromisoformat(text))
        except ValueError:
            found.append(date.min)
    return tuple(found)


def _speaker(written: str) -> SpeakerFact:
    name, affiliation, email, mode = [*(part.strip() for part in written.split(";")), "", "", "", ""][:4]
    return SpeakerFact(
        name=name,
        affiliation=affiliation,
        email=email,
        online=mode.casefold() in ("online", gettext("online")),
    )


def typed_ranks() -> Mapping[str, str]:
    return {name: value for name, value in request.form.items() if name.startswith("slot-")}
