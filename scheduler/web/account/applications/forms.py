"""The forms of the steps: from what an application says to controls, and from what was typed to facts."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import wtforms
from flask_babel import lazy_gettext as later
from wtforms.validators import ValidationError

from scheduler.applications.facts import LONGEST, MOST, Facts
from scheduler.applications.terms import LinkKind
from scheduler.formats.describe import format_name, language_name
from scheduler.kernel.terms import Equipment, Format
from scheduler.kernel.text import clean_line
from scheduler.kernel.words import Sentence
from scheduler.web.forms import Form, line, lines
from scheduler.web.languages import LANGUAGES, gettext, say

EQUIPMENT = {
    Equipment.HYBRID: Sentence("Camera and screen for people who take part online"),
    Equipment.INTERPRETATION: Sentence("Interpretation (the organiser brings the interpreters)"),
    Equipment.RECORDING: Sentence("Recording"),
    Equipment.STEP_FREE: Sentence("Step-free access to the speakers' places"),
}
LINK_KINDS = {
    LinkKind.WITH_REGISTRATION: Sentence("With registration"),
    LinkKind.WITHOUT: Sentence("Without registration"),
    LinkKind.STREAM: Sentence("A stream to watch"),
}
BLANK_SPEAKERS, BLANK_LINKS = 3, 2
"""Empty lines below those that are filled."""


class StepForm(Form):
    """The form of a step. `PARTS`: for a field of `Facts` the controls that stand for it, if not one of its
    name."""

    PARTS: dict[str, tuple[str, ...]] = {}  # noqa: RUF012 -- read only

    def shut(self, fields: Iterable[str]) -> None:
        """These can no longer be changed."""
        for field in fields:
            for name in self.PARTS.get(field, (field,)):
                del self[name]

    def want(self, fields: Iterable[str]) -> None:
        """These must be filled before it can be submitted; until then a draft is kept without them."""
        for field in fields:
            if field in self:
                self[field].flags.required = True

    def tell(self, faults: Iterable[tuple[str, Sentence]]) -> None:
        """Say at the fields what is wrong there."""
        for field, said in faults:
            if field in self:
                self[field].errors = [*self[field].errors, say(said)]
            else:
                self.form_errors.append(say(said))

    def settled(self, _facts: Facts) -> dict[str, str]:
        """Controls that have to say something else once these facts are stored, with what they say then."""
        return {}

    def values(self, fields: Iterable[str]) -> dict[str, Any]:
        """What was typed, by field of `Facts`."""
        return {field: getattr(self, f"_{field}", lambda name=field: self[name].data)() for field in fields}


class TicksField(wtforms.SelectMultipleField):  # type: ignore[misc]  # wtforms has no types
    """Several to tick."""

    widget = wtforms.widgets.ListWidget(prefix_label=False)
    option_widget = wtforms.widgets.CheckboxInput()


class EventForm(StepForm):
    PARTS = {"languages": ("languages", "other_languages")}  # noqa: RUF012 -- read only

    title = line(
        later("Title"),
        most=LONGEST["title"],
        required=False,
        hint=later("As it shall stand in the programme. Most titles have about 80 characters."),
    )
    abstract = lines(
        later("What it is about"), most=LONGEST["abstract"], required=False, hint=later("For the public.")
    )
    theme = line(later("Theme"), most=LONGEST["theme"], required=False)
    format = wtforms.SelectField(later("How one takes part"))
    languages = TicksField(later("Languages"))
    other_languages = line(later("Other languages"), required=False, hint=later("With commas between them."))
    attendance = line(
        later("How many people you expect"),
        most=10,
        required=False,
        hint=later("Advice for finding a room. It keeps nobody out."),
        inputmode="numeric",
    )
    equipment = TicksField(later("What the room needs"))
    open_to_joining = wtforms.BooleanField(
        later("We are open to make one event of two"),
        description=later("Applicants with a similar topic see your title and organiser, and can ask you."),
    )
    note = lines(
        later("Note for the secretariat"),
        most=LONGEST["note"],
        required=False,
        hint=later("Never public."),
        rows=4,
    )

    def __init__(self, facts: Facts) -> None:
        known = [code for code in facts.languages if code in LANGUAGES]
        super().__init__(
            **{name: getattr(facts, name) for name in ("title", "abstract", "theme", "note")},
            format=facts.format or "",
            languages=known,
            other_languages=", ".join(one for one in facts.languages if one not in known),
            attendance="" if facts.attendance is None else str(facts.attendance),
            equipment=list(facts.equipment),
            open_to_joining=facts.open_to_joining,
        )
        formats = [(one.value, say(format_name(one))) for one in Format]
        self.format.choices = [("", gettext("Not decided yet")), *formats]
        self.languages.choices = [(code, say(language_name(code))) for code in LANGUAGES]
        self.equipment.choices = [(one.value, say(said)) for one, said in EQUIPMENT.items()]

    def validate_attendance(self, field: wtforms.Field) -> None:
        if field.data and not (field.data.isascii() and field.data.isdecimal()):
            raise ValidationError(gettext("Write a number only, such as 40."))

    def _format(self) -> str | None:
        return self.format.data or None

    def _attendance(self) -> int | None:
        return int(self.attendance.data) if self.attendance.data else None

    def _languages(self) -> list[str]:
        typed = map(clean_line, (self.other_languages.data or "").split(","))
        return list(dict.fromkeys([*self.languages.data, *filter(None, typed)]))


class SpeakerRow(wtforms.Form):  # type: ignore[misc]
    name = wtforms.StringField(later("Name"))
    affiliation = wtforms.StringField(later("Affiliation"))
    email = wtforms.StringField(later("E-mail address"), render_kw={"type": "email"})
    online = wtforms.BooleanField(later("Speaks online"))
    person = wtforms.HiddenField()


class SpeakersForm(StepForm):
    speakers = wtforms.FieldList(wtforms.FormField(SpeakerRow), later("Speakers"))

    def __init__(self, facts: Facts) -> None:
        rows = [one.model_dump() for one in facts.speakers]
        super().__init__(speakers=[*rows, *({} for _ in range(BLANK_SPEAKERS))][: MOST["speakers"]])

    def _speakers(self) -> list[dict[str, Any]]:
        return [
            {
                "name": row["name"] or "",
                "affiliation": row["affiliation"],
                "email": row["email"],
                "online": row["online"],
                "person": int(row["person"]) if _is_number(row["person"]) else None,
            }
            for row in (row.data for row in self._filled())
        ]

    def settled(self, facts: Facts) -> dict[str, str]:
        """The number of each speaker, so that the same line is the same person when it is saved again."""
        pairs = zip(self._filled(), facts.speakers, strict=True)
        return {row.person.name: str(speaker.person or "") for row, speaker in pairs}

    def _filled(self) -> list[Any]:
        named = ("name", "affiliation", "email")
        return [row for row in self.speakers if any(clean_line(row.data[name] or "") for name in named)]


class LinkRow(wtforms.Form):  # type: ignore[misc]
    kind = wtforms.SelectField(later("Kind"), choices=[one.value for one in LinkKind])
    url = wtforms.StringField(later("Address"), render_kw={"type": "url"})


class LinksForm(StepForm):
    links = wtforms.FieldList(wtforms.FormField(LinkRow), later("Links"))
    contact = line(
        later("Contact for the public"),
        most=LONGEST["contact"],
        required=False,
        hint=later("A name and an e-mail address or telephone number. It stands in the programme."),
    )

    def __init__(self, facts: Facts) -> None:
        rows = [one.model_dump() for one in facts.links]
        blank: list[dict[str, Any]] = [{} for _ in range(BLANK_LINKS)]
        super().__init__(links=[*rows, *blank][: MOST["links"]], contact=facts.contact)
        for row in self["links"]:
            row.form.kind.choices = [(one.value, say(said)) for one, said in LINK_KINDS.items()]

    def _links(self) -> list[dict[str, Any]]:
        return [dict(row.data) for row in self.links if clean_line(row.data["url"] or "")]


class WishesField(wtforms.Field):  # type: ignore[misc]
    """Ranks of slots, each sent as "slot:rank"; what was given no rank is left out."""

    def process_formdata(self, valuelist: list[str]) -> None:
        pairs = [value.partition(":")[::2] for value in valuelist]
        if not all(_is_number(slot) and (_is_number(rank) or not rank) for slot, rank in pairs):
            raise ValueError(gettext("One of these slots is no longer there. Choose again."))
        self.data = {int(slot): int(rank) for slot, rank in pairs if rank}


class DaysField(wtforms.Field):  # type: ignore[misc]
    """What is said of whole days, each sent as "day:wish"; what was said nothing of is left out."""

    def process_formdata(self, valuelist: list[str]) -> None:
        pairs = [value.partition(":")[::2] for value in valuelist]
        try:
            self.data = {date.fromisoformat(day): wish for day, wish in pairs if wish}
        except ValueError as error:
            raise ValueError(gettext("One of these days is no longer there. Choose again.")) from error


class SlotsForm(StepForm):
    """Slots one by one, and whole days: `ANY` slot of it suits, or `NONE` is possible."""

    PARTS = {"wishes": ("wishes",), "days": ("days",)}  # noqa: RUF012 -- read only
    ANY, NONE = "any", "none"

    wishes = WishesField(later("Slots"))
    days = DaysField(later("Days"))

    def __init__(self, facts: Facts, slots: dict[date, list[Any]]) -> None:
        self.slots = slots
        self.shut_days = {day for day in slots if self._is_shut(day, facts.wishes)}
        wanted = dict.fromkeys(facts.days, self.ANY)
        super().__init__(wishes=facts.wishes, days={**dict.fromkeys(self.shut_days, self.NONE), **wanted})

    def _wishes(self) -> dict[int, int]:
        """A day that is now out of the question takes its slots with it, one that no longer is lets go of
        them; otherwise what is said of a slot counts."""
        found = dict(self.wishes.data)
        for day, slots in self.slots.items():
            is_shut = self.days.data.get(day) == self.NONE
            if is_shut and day not in self.shut_days:
                found |= {slot.id: 0 for slot in slots}
            elif day in self.shut_days and not is_shut and self._is_shut(day, found):
                for slot in slots:
                    del found[slot.id]
        return found

    def _is_shut(self, day: date, wishes: dict[int, int]) -> bool:
        return all(wishes.get(slot.id) == 0 for slot in self.slots[day])

    def _days(self) -> list[date]:
        return sorted(day for day, wish in self.days.data.items() if wish == self.ANY)


class OrganiserForm(StepForm):
    """Which organisation leads: one that was found, or a new one by the name that was looked for."""

    PARTS = {"organisation": ("organisation", "words")}  # noqa: RUF012 -- read only

    organisation = wtforms.StringField(later("The organisation that leads"))
    words = line(
        later("Look for another organisation"),
        required=False,
        hint=later("In full, as it writes itself."),
    )

    def __init__(self, facts: Facts) -> None:
        super().__init__(organisation=str(facts.organisation or ""))

    def _organisation(self) -> int | None:
        return int(self.organisation.data) if _is_number(self.organisation.data) else None


def _is_number(text: str | None) -> bool:
    return bool(text) and str(text).isascii() and str(text).isdecimal() and len(str(text)) < 10
