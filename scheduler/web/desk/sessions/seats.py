"""The plan of a panel's seats: for whom, how many, kept for which channel; and how it stands."""

import hashlib
import json
from dataclasses import dataclass

from flask import request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as later
from wtforms import BooleanField, Field, HiddenField, IntegerField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, NumberRange, Optional

from scheduler.kernel.decision import Decision
from scheduler.kernel.errors import Clash
from scheduler.kernel.terms import Constituency
from scheduler.kernel.words import Sentence
from scheduler.nominations.queries import channels_of
from scheduler.thematic_sessions import seating
from scheduler.thematic_sessions.models import ThematicSession
from scheduler.thematic_sessions.permissions import EDIT_SESSION, SEE_SESSION
from scheduler.thematic_sessions.queries import line, seats
from scheduler.thematic_sessions.seat_rules import Line, Standing, faults, summary
from scheduler.thematic_sessions.seat_templates import TEMPLATES, Route, fitted
from scheduler.web.access import guarded
from scheduler.web.desk.doing import do
from scheduler.web.desk.sessions import words
from scheduler.web.desk.sessions.door import door, meeting_of, page, session_of
from scheduler.web.desk.sessions.picture import BOX, HEIGHT, WIDTH, WORDS, picture
from scheduler.web.forms import Form, described
from scheduler.web.languages import gettext, say

MOST_SEATS, MOST_LINES, MORE_LINES = 50, 60, 2
"""The plan shows so many empty lines at its end, for new ones."""
NUMBER = later("Write a number from 0 to %(most)s.", most=MOST_SEATS)
CHANGED = Sentence("Somebody else changed the plan meanwhile. Load the page again, then change it.")


class Count(IntegerField):  # type: ignore[misc]  # wtforms has no types
    """How many seats; empty where the plan sets no such bound."""

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata([value for value in valuelist if value.strip()])
        except ValueError:
            raise ValueError(str(NUMBER)) from None


class LineForm(Form):
    """A line of the plan. `number` is the seat's; a new line has none."""

    number = HiddenField()
    constituency = SelectField(later("Constituency"))
    regional_group = SelectField(later("Regional Group"))
    channel = SelectField(later("Kept for the channel"))
    minimum = Count(later("At least"), [Optional(), NumberRange(0, MOST_SEATS, NUMBER)])
    target = Count(later("Wanted"), [InputRequired(NUMBER), NumberRange(0, MOST_SEATS, NUMBER)])
    maximum = Count(later("At most"), [Optional(), NumberRange(0, MOST_SEATS, NUMBER)])
    remove = BooleanField(later("Take out"))

    def __init__(self, place: int, channels: words.Choices, of: Line | None = None) -> None:
        super().__init__(prefix=f"line-{place}-", data=_values(of))
        self.constituency.choices = [*([] if of else [_NO_LINE]), *words.constituencies()]
        self.regional_group.choices, self.channel.choices = words.groups(), channels

    @property
    def is_out(self) -> bool:
        """Not part of the plan: taken out, or an empty line for a new one."""
        return bool(self.remove.data or not self.constituency.data)

    def line(self) -> Line:
        return Line(
            constituency=Constituency(self.constituency.data),
            target=self.target.data,
            regional_group=self.regional_group.data or None,
            minimum=self.minimum.data,
            maximum=self.maximum.data,
            channel=self.channel.data or None,
            number=int(self.number.data) if (self.number.data or "").isdecimal() else None,
        )

    def is_fine(self) -> bool:
        """Whether it can be planned; if not, its fields say why."""
        if self.is_out:
            return True
        if not self.validate():
            return False
        wrong = faults(self.line())
        self.target.errors = [*self.target.errors, *map(say, wrong)]
        return not wrong


_NO_LINE = SelectChoice("", later("no further line"))


@dataclass(frozen=True)
class Plan:
    """The form of a whole plan. `mark` tells whether it is still the plan that it was made from."""

    lines: list[LineForm]
    mark: str

    @property
    def faults(self) -> list[tuple[str, str, str]]:
        """The id of each faulty field, what it is called, and what is wrong."""
        return [
            (
                field.id,
                gettext("Line %(number)s, %(field)s", number=place, field=field.label.text),
                str(field.errors[0]),
            )
            for place, form in enumerate(self.lines, 1)
            if not form.is_out
            for field in form
            if field.errors
        ]


@door.get("/<int:number>/seats/")
@guarded(SEE_SESSION, session_of)
def seats_of(item: ThematicSession) -> str:
    """How the panel stands, in words and as a picture; its plan, and plans to begin with."""
    return _page(item, _plan(item))


@door.post("/<int:number>/seats/")
@guarded(EDIT_SESSION, session_of)
def plan_seats(item: ThematicSession) -> ResponseReturnValue:
    plan = _plan(item)
    faulty = [form for form in plan.lines if not form.is_fine()]
    if faulty:
        return _page(item, plan), 422
    lines, seen = [form.line() for form in plan.lines if not form.is_out], request.form.get("mark")

    def act(this: Decision) -> None:
        panel = seating.panel_of(this, item)
        if seen != mark(item):
            raise Clash(CHANGED)
        seating.plan_seats(this, panel, lines)

    said = gettext("The plan is stored. The next release publishes it.")
    return do(act, _there(item), said, lambda why: _page(item, plan, why))


@door.post("/<int:number>/seats/template")
@guarded(EDIT_SESSION, session_of)
def use_plan(item: ThematicSession) -> ResponseReturnValue:
    """A plan by name, in place of the present one. Nobody loses a seat by it."""
    template = TEMPLATES.get(request.form.get("template", ""))
    if template is None:
        return _page(item, _plan(item), gettext("There is no such plan. Choose one of those below.")), 422
    routes = [Route(one.code, one.regional_group) for one in channels_of(meeting_of(item))]

    def act(this: Decision) -> None:
        panel = seating.panel_of(this, item)
        seating.plan_seats(this, panel, fitted(template, map(line, panel.seats), routes))

    said = gettext("The panel has this plan now. Change it as you need it.")
    return do(act, _there(item), said, lambda why: _page(item, _fresh(item), why))


def mark(item: ThematicSession) -> str:
    """What a form showed of the plan, as a short digest, so that what changed since is seen."""
    told = [list(map(str, vars(line(seat)).values())) for seat in (item.panel.seats if item.panel else [])]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:16]


def cell(field: Field, number: int, is_out: bool) -> dict[str, str]:
    """What a field in the table of the plan is called, since only its column says it to the eye."""
    name = gettext("Line %(number)s, %(field)s", number=number, field=field.label.text)
    return {"aria-label": name, **({} if is_out else described(_error_of(field), field))}


def _error_of(field: Field) -> str:
    return f"{field.id}-error" if field.errors else ""


def _plan(item: ThematicSession) -> Plan:
    """The plan as it is, with what was typed over it."""
    known = {seat.id: line(seat) for seat in item.panel.seats} if item.panel else {}
    channels = _channels(item)
    if request.method != "POST":
        return _fresh(item)
    forms = []
    for place in range(min(request.form.get("lines", 0, type=int), MOST_LINES)):
        number = request.form.get(f"line-{place}-number", "")
        forms.append(LineForm(place, channels, known.get(int(number)) if number.isdecimal() else None))
    return Plan(forms, request.form.get("mark", ""))


def _fresh(item: ThematicSession) -> Plan:
    known: list[Line | None] = [line(seat) for seat in item.panel.seats] if item.panel else []
    channels = _channels(item)
    shown = [*known, *[None] * MORE_LINES]
    return Plan([LineForm(place, channels, of) for place, of in enumerate(shown)], mark(item))


def _channels(item: ThematicSession) -> words.Choices:
    """The meeting's channels, and others that the plan names already."""
    known = {one.code: one.name for one in channels_of(meeting_of(item))}
    for seat in item.panel.seats if item.panel else []:
        if seat.channel:
            known.setdefault(seat.channel, seat.channel)
    return [SelectChoice("", later("any")), *(SelectChoice(code, name) for code, name in known.items())]


def _values(of: Line | None) -> dict[str, object]:
    if of is None:
        return {"constituency": "", "regional_group": "", "channel": ""}
    return {
        **vars(of),
        "number": of.number or "",
        "regional_group": of.regional_group or "",
        "channel": of.channel or "",
    }


def _there(item: ThematicSession) -> str:
    return url_for("desk_sessions.seats_of", number=item.id)


def _page(item: ThematicSession, plan: Plan, why: str | None = None) -> str:
    now = seats(item.panel) if item.panel else Standing((), 0)
    return page(
        "seats.html",
        item,
        "seats",
        plan=plan,
        why=why,
        now=now,
        summary=summary(now),
        drawn=picture(now),
        sizes={"width": WIDTH, "height": HEIGHT, "box": BOX},
        mark_words=WORDS,
        cell=cell,
        templates=TEMPLATES,
    )
