"""The form for the terms of a call for speakers."""

from datetime import datetime
from typing import Any

import wtforms
from flask import request
from flask_babel import lazy_gettext as later
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Optional

from scheduler.calls.rules import Late
from scheduler.formats.describe import language_name
from scheduler.kernel.errors import Told
from scheduler.kernel.localtime import to_local, to_utc
from scheduler.kernel.text import slug
from scheduler.meetings.models import Meeting
from scheduler.nominations import owing
from scheduler.nominations.call_models import Channel, SpeakerCall
from scheduler.nominations.owing import Owed
from scheduler.nominations.queries import channels_of
from scheduler.nominations.rules import FIELDS, Criterion, Place, Terms
from scheduler.nominations.terms import Contribution, Field, Part
from scheduler.nominations.ways import sessions
from scheduler.web.desk.call_forms import FORMATS, LATE, Moment
from scheduler.web.forms import EMPTY, Form, line, lines
from scheduler.web.languages import LANGUAGES, gettext, say
from scheduler.web.putting_forward.forms import Ticks
from scheduler.web.putting_forward.words import CONTRIBUTIONS, LABELS

BETWEEN = "|"
"""Between a criterion and its weight."""
MOST_PLACES = 500


def _moment(label: str, hint: str = "", *, required: bool = False) -> Moment:
    checks = [InputRequired(EMPTY)] if required else [Optional()]
    return Moment(label, checks, format=FORMATS, description=hint, render_kw={"step": "1"})


class SpeakerTermsForm(Form):
    """What a call for speakers says. All times are those of the venue. Places and deadlines stand in tables
    of their own (`places`, `dues`, `deadlines`)."""

    title = line(later("Title"), hint=later("Its address is made from it, once."))
    opens_at = _moment(later("Opens"), required=True)
    closes_at = _moment(later("Closes"), later("The first second that is too late."), required=True)
    late = wtforms.RadioField(
        later("What becomes of what comes after the close"),
        [InputRequired(EMPTY)],
        choices=[SelectChoice(str(one), name) for one, name in LATE.items()],
        default=Late.CLOSED.value,
    )
    channels = Ticks(later("Channels by which names arrive"))
    criteria = lines(
        later("Criteria"), required=False, rows=5,
        hint=later("One on each line, with its weight after a bar, such as: It is about the topic | 2"),
    )  # fmt: skip
    languages = Ticks(later("Languages of the meeting"))
    required = Ticks(
        later("What has to be filled in"),
        choices=[SelectChoice(name, LABELS[Field(name)]) for name in FIELDS],
        description=later("The name and the address always have to be. What is private never has to be."),
    )

    def __init__(self, meeting: Meeting, call: SpeakerCall | None = None) -> None:
        self.meeting, self.call = meeting, call
        self.zone = meeting.time_zone
        super().__init__(**(_shown(call) if call else {"languages": ["en"], "required": ["abstract"]}))
        self.known = list(channels_of(meeting))
        self.sessions = list(sessions(meeting))
        self.channels.choices = [(one.code, one.name) for one in self.known]
        self.languages.choices = [(code, say(language_name(code))) for code in LANGUAGES]

    @property
    def places(self) -> list[tuple[str, str, Part, int | None, str]]:
        """The fields for places: name, what they are of, part, session, and what stands in them."""
        known = {(one.part, one.session_id): one.number for one in self.call.places} if self.call else {}
        rows = [
            (f"places-{part.value}-{number or 0}", title, part, number)
            for number, title in [(None, gettext("In all")), *self._topics()]
            for part in Part
        ]
        return [(*row, _typed(row[0], known.get((row[2], row[3])))) for row in rows]

    @property
    def dues(self) -> list[tuple[str, str, Contribution, int | None, str]]:
        """The fields for what speakers send beforehand: name, of which session, what, the session, and what
        stands in them."""
        owed = self.call.owed if self.call else []
        known = {(one.kind, one.session): self._local(one.due_at) for one in owed}
        rows = [
            (f"due-{kind.value}-{number or 0}", title, kind, number)
            for number, title in [(None, gettext("All speakers")), *self._topics()]
            for kind in owing.KINDS
        ]
        return [(*row, _typed(row[0], known.get((row[2], row[3])))) for row in rows]

    @property
    def deadlines(self) -> list[tuple[str, Channel, str, str]]:
        """The fields for deadlines: name, channel, step, and what stands in them."""
        return [
            (f"until-{one.id}-{place}", one, step.name, self._deadline(one, place))
            for one in self.known
            for place, step in enumerate(one.steps)
        ]

    def terms(self) -> Terms | None:
        """What was written; None where something cannot be read, which the form then says."""
        moments = {name: self._utc(self[name].data, self[name]) for name in _MOMENTS}
        places, criteria, deadlines = self._places(), self._criteria(), self._deadlines()
        owed = self._owed()
        if self.errors or any(self[name].errors for name in self._fields):
            return None
        return Terms(
            title=self.title.data,
            opens_at=moments["opens_at"],
            closes_at=moments["closes_at"],
            channels=tuple(self.channels.data or ()),
            late=Late(self.late.data),
            places=places,
            criteria=criteria,
            languages=tuple(self.languages.data or ()),
            required=tuple(self.required.data or ()),
            **_told_by_call(owed),
            deadlines=deadlines,
        )

    def _places(self) -> tuple[Place, ...]:
        found = []
        for _, title, part, number, written in self.places:
            if written and not (written.isascii() and written.isdecimal() and int(written) <= MOST_PLACES):
                self._fault(
                    gettext("Places, %(of)s: write a number from 0 to %(most)s.", of=title, most=MOST_PLACES)
                )
            elif written:
                found.append(Place(part, int(written), number))
        return tuple(found)

    def _criteria(self) -> tuple[Criterion, ...]:
        found: list[Criterion] = []
        for written in filter(None, map(str.strip, (self.criteria.data or "").splitlines())):
            text, _, weight = (part.strip() for part in written.rpartition(BETWEEN))
            if not (text and weight.isascii() and weight.isdecimal() and len(weight) < 4):
                self.criteria.errors = [gettext("Write it with its weight: %(text)s | 1", text=written)]
                return ()
            found.append(Criterion(slug(text) or f"criterion-{len(found) + 1}", text, int(weight)))
        return tuple(found)

    def _deadlines(self) -> dict[tuple[str, str], datetime]:
        """Of the channels that were chosen."""
        chosen = self.channels.data or ()
        read = (
            (channel, step, self._moment(written, step))
            for _, channel, step, written in self.deadlines
            if channel.code in chosen
        )
        return {(channel.code, step): until for channel, step, until in read if until}

    def _owed(self) -> list[Owed]:
        """What speakers send beforehand; that of all speakers first."""
        read = (
            (kind, session, self._moment(written, f"{title}: {say(CONTRIBUTIONS[kind])}"))
            for _, title, kind, session, written in self.dues
        )
        return [Owed(kind, until, session) for kind, session, until in read if until]

    def _moment(self, written: str, of: str) -> datetime | None:
        """In UTC, what was written into a field of a table; None where it is empty or cannot be read, which
        is said."""
        if not written:
            return None
        moment = _read(written)
        if moment is None:
            self._fault(
                gettext(
                    "Deadline of “%(step)s”: write a day and a time, such as 2027-01-22 23:59:59.", step=of
                )
            )
            return None
        found: datetime | None = self._utc(moment, None)
        return found

    def _topics(self) -> list[tuple[int, str]]:
        return [(one.id, one.title) for one in self.sessions]

    def _local(self, moment: datetime) -> str:
        return to_local(moment, self.zone).strftime(FORMATS[0])

    def _deadline(self, channel: Channel, place: int) -> str:
        deadline = self.call.deadline(channel.id, place) if self.call else None
        return _typed(f"until-{channel.id}-{place}", self._local(deadline.until) if deadline else None)

    def _utc(self, local: datetime | None, field: wtforms.Field | None) -> Any:
        """In UTC; None where the venue's clocks show no such time, which is said at the field."""
        try:
            return to_utc(local.date(), local.time(), self.zone) if local else None
        except Told as error:
            said = say(error.sentence)
        except OverflowError:
            said = gettext("This year is too far away.")
        if field is None:
            self._fault(said)
        else:
            field.errors = [*field.errors, said]
        return None

    def _fault(self, said: str) -> None:
        self.form_errors.append(said)


_MOMENTS = ("opens_at", "closes_at")


def _told_by_call(owed: list[Owed]) -> dict[str, Any]:
    """What all speakers owe stands in the call itself; what they owe besides, beside it."""
    first = next((one for one in owed if one.session is None), None)
    told = {"contribution": first.kind, "contribution_due_at": first.due_at} if first else {}
    return {**told, "contributions": tuple(one for one in owed if one is not first)}


def _typed(name: str, otherwise: object) -> str:
    """What stands in a field of a table: what was typed, else what is known."""
    if request.method == "POST":
        return request.form.get(name, "").strip()
    return "" if otherwise is None else str(otherwise)


def _read(written: str) -> datetime | None:
    for format in FORMATS:
        try:
            return datetime.strptime(written, format)  # noqa: DTZ007 -- the venue's zone is added after
        except ValueError:
            continue
    return None


def _shown(call: SpeakerCall) -> dict[str, Any]:
    """What the form of a call shows at first."""
    zone = call.meeting.time_zone
    moments = {name: getattr(call, name) for name in _MOMENTS}
    return {
        "title": call.title,
        "late": call.late.value,
        "channels": [one.code for one in call.channels],
        "criteria": "\n".join(f"{one.text} {BETWEEN} {one.weight}" for one in call.criteria),
        "languages": call.languages,
        "required": call.required,
        **{name: to_local(at, zone).replace(tzinfo=None) for name, at in moments.items() if at},
    }
