"""The forms by which somebody is put forward, and by which the person says what is theirs to say."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

import wtforms
from flask_babel import lazy_gettext as later
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from scheduler.formats.describe import language_name
from scheduler.kernel.terms import SegmentMode
from scheduler.kernel.words import Sentence
from scheduler.mail.rules import unusable
from scheduler.nominations.call_models import SpeakerCall
from scheduler.nominations.models import Nomination
from scheduler.nominations.rules import (
    LONGEST_ABSTRACT,
    LONGEST_AFFILIATION,
    LONGEST_BIOGRAPHY,
    Fault,
    Words,
)
from scheduler.nominations.terms import Field, NamedAs, Part, Region
from scheduler.nominations.ways import Way, sessions
from scheduler.web import times
from scheduler.web.forms import EMPTY, Form, line, lines
from scheduler.web.languages import LANGUAGES, gettext, say
from scheduler.web.putting_forward.words import LABELS, MODES, PARTS

WISHES = ("first", "second", "third")
"""The fields for sessions, by rank."""
ANOTHER = "another"
MYSELF, SOMEBODY = "myself", "somebody"


class Ticks(wtforms.SelectMultipleField):  # type: ignore[misc]  # wtforms has no types
    """Several to tick."""

    widget = wtforms.widgets.ListWidget(prefix_label=False)
    option_widget = wtforms.widgets.CheckboxInput()


class WordsForm(Form):
    """What is said of somebody who is put forward: all that `Words` holds, but for what only they choose."""

    part = wtforms.RadioField(LABELS[Field.PART])
    first = wtforms.SelectField(later("Session wanted most"))
    second = wtforms.SelectField(later("Or this session"))
    third = wtforms.SelectField(later("Or this one"))
    abstract = lines(
        LABELS[Field.ABSTRACT], most=LONGEST_ABSTRACT, required=False, rows=8,
        hint=later("In a few sentences. Those who choose read this first."),
    )  # fmt: skip
    biography = lines(LABELS[Field.BIOGRAPHY], most=LONGEST_BIOGRAPHY, required=False, rows=4)
    affiliation = line(LABELS[Field.AFFILIATION], most=LONGEST_AFFILIATION, required=False)
    language = wtforms.SelectField(later("Language in which they speak"))
    other_language = line(
        later("Which other language"), most=60, required=False,
        hint=later("Only if you chose another language above."),
    )  # fmt: skip
    mode = wtforms.SelectField(LABELS[Field.MODE])
    availability = Ticks(LABELS[Field.AVAILABILITY])
    region = wtforms.SelectField(
        LABELS[Field.REGION],
        description=later("For civil society: as the Vienna NGO Committee divides the world."),
    )
    first_time = wtforms.SelectField(
        LABELS[Field.FIRST_TIME],
        choices=[
            SelectChoice("", later("Not said")),
            SelectChoice("yes", later("Yes")),
            SelectChoice("no", later("No")),
        ],
    )

    def __init__(self, call: SpeakerCall, one: Nomination | None = None) -> None:
        self.call = call
        super().__init__(**(_shown(one) if one else {"part": _parts(call)[0].value}))
        self.part.choices = [(part.value, say(PARTS[part])) for part in _parts(call)]
        titles = [(str(found.id), found.title) for found in sessions(call.meeting)]
        for name in WISHES:
            self[name].choices = [("", gettext("None")), *titles]
        for name in WISHES[max(len(titles), 1) :]:
            del self[name]
        self.language.choices = [("", gettext("Not said")), *_languages()]
        self.language.description = _understood(call)
        self.mode.choices = [
            ("", gettext("Not said")),
            *((mode.value, say(said)) for mode, said in MODES.items()),
        ]
        self.availability.choices = [(day.isoformat(), times.long_day(day)) for day in _days(call)]
        self.region.choices = [
            ("", gettext("Not said")),
            *((region.value, region.value) for region in Region),
        ]
        for field in call.required:
            for name in _CONTROLS.get(field, (field,))[:1]:
                self[name].flags.required = True

    def validate_language(self, field: wtforms.Field) -> None:
        if field.data == ANOTHER and not self.other_language.data:
            raise ValidationError(gettext("Write below which language it is."))

    @property
    def words(self) -> Words:
        """What was written. How the person is named stays as `Words` has it at first: only they choose it."""
        chosen = [self[name].data for name in WISHES if name in self and self[name].data]
        return Words(
            part=Part(self.part.data),
            sessions=tuple(map(int, chosen)),
            abstract=self.abstract.data or None,
            biography=self.biography.data or None,
            affiliation=self.affiliation.data or None,
            language=(self.other_language if self.language.data == ANOTHER else self.language).data or None,
            mode=SegmentMode(self.mode.data) if self.mode.data else None,
            availability=tuple(self.availability.data or ()),
            region=Region(self.region.data) if self.region.data else None,
            first_time={"yes": True, "no": False}.get(self.first_time.data),
        )

    def tell(self, faults: Iterable[Fault]) -> None:
        """Say at the fields what is wrong there."""
        for field, said in faults:
            for name in _CONTROLS.get(field, (field,))[:1]:
                self[name].errors = [*self[name].errors, say(said)]


class NameForm(WordsForm):
    """Who is put forward, in whose name, by which of the `ways` that there are, and what is said of them."""

    way = wtforms.RadioField(later("In whose name"))
    name = line(
        later("Name of the person"), required=False, autocomplete="off",
        hint=later("Name and address are not needed if you put yourself forward."),
    )  # fmt: skip
    email = line(
        later("Their e-mail address"), most=254, required=False, autocomplete="off", inputmode="email",
        hint=later("They get a letter with a link, by which they confirm. Without that it does not go on."),
    )  # fmt: skip

    def __init__(self, call: SpeakerCall, ways: list[Way]) -> None:
        self.ways = {f"{way.organisation.id}-{way.channel.id}": way for way in ways}
        super().__init__(call)
        self.way.choices = [(key, _way(way)) for key, way in self.ways.items()]
        for field in (self.name, self.email):
            field.flags.required = True
        if self.way.data is None and len(self.ways) == 1:
            self.way.data = next(iter(self.ways))

    def validate(self, extra_validators: Any = None) -> bool:
        """What may stay empty for oneself is needed for anybody else."""
        fine = bool(super().validate(extra_validators))
        empty = [field for field in (self.name, self.email) if self.wants_name and not field.data]
        for field in empty:
            field.errors = [EMPTY]
        return fine and not empty

    def validate_email(self, field: wtforms.Field) -> None:
        if self.wants_name and (why := unusable(field.data)):
            raise ValidationError(say(why))

    @property
    def wants_name(self) -> bool:
        """Whether somebody is to be named here."""
        return True

    @property
    def chosen(self) -> Way:
        return self.ways[self.way.data]


class OwnForm(NameForm):
    """The same for who is signed in, and can put themselves forward."""

    whom = wtforms.RadioField(
        later("Whom do you put forward?"),
        choices=[SelectChoice(SOMEBODY, later("Somebody else")), SelectChoice(MYSELF, later("Myself"))],
        default=SOMEBODY,
    )

    @property
    def wants_name(self) -> bool:
        return bool(self.whom.data != MYSELF)


class NamingForm(Form):
    """How the person is named, and whether they are shown: theirs alone to say."""

    named_as = wtforms.RadioField(later("How the public reads your name"))
    shown = wtforms.BooleanField(later("I may be shown in pictures and streams"))
    recorded = wtforms.BooleanField(later("I may be recorded"))

    def __init__(self, one: Nomination, names: Iterable[tuple[NamedAs, str]]) -> None:
        super().__init__(named_as=one.named_as.value, shown=one.may_be_shown, recorded=one.may_be_recorded)
        self.named_as.choices = [(as_.value, words) for as_, words in names]


_CONTROLS = {"sessions": WISHES}
"""For a field of `Words` the controls that stand for it, if not one of its name."""


def _parts(call: SpeakerCall) -> list[Part]:
    """From where one can speak in a call; from anywhere where it does not say."""
    return [part for part in Part if any(one.part is part and one.number for one in call.places)] or list(
        Part
    )


def _days(call: SpeakerCall) -> list[date]:
    first, last = call.meeting.starts, call.meeting.ends
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def _understood(call: SpeakerCall) -> str:
    """The languages of the meeting, and those of sessions that say so."""
    said = [gettext("Languages of the meeting: %(names)s.", names=_listed(call.languages))]
    said += [
        gettext("Interpretation in “%(title)s”: %(names)s.", title=one.title, names=_listed(one.languages))
        for one in sessions(call.meeting)
        if one.languages
    ]
    return " ".join([*said, gettext("Who speaks another language sends a video with subtitles.")])


def _listed(codes: Iterable[str]) -> str:
    return ", ".join(say(language_name(code)) for code in codes)


def _languages() -> list[tuple[str, str]]:
    official = [(code, say(language_name(code))) for code in LANGUAGES]
    return [*official, (ANOTHER, gettext("Another language"))]


def _way(way: Way) -> str:
    return say(Sentence("%(name)s, by: %(channel)s", name=way.organisation.name, channel=way.channel.name))


def _shown(one: Nomination) -> dict[str, Any]:
    """What the form of a nomination shows at first."""
    wanted = dict(zip(WISHES, (str(wish.session_id) for wish in one.wanted), strict=False))
    official = one.language is None or one.language in LANGUAGES
    return {
        **wanted,
        "part": one.part.value,
        "abstract": one.abstract,
        "biography": one.biography,
        "affiliation": one.affiliation,
        "language": (one.language or "") if official else ANOTHER,
        "other_language": None if official else one.language,
        "mode": one.mode.value if one.mode else "",
        "availability": one.availability,
        "region": one.region.value if one.region else "",
        "first_time": "" if one.first_time is None else ("yes" if one.first_time else "no"),
    }
