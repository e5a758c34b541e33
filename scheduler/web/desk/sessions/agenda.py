"""The agenda of a session: its segments, with the clock times that follow from their lengths."""

from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as later
from wtforms import IntegerField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, NumberRange, Optional

from scheduler.kernel.terms import SegmentKind, SegmentMode
from scheduler.thematic_sessions import agenda
from scheduler.thematic_sessions.agenda_rules import (
    LONGEST_SEGMENT,
    TEMPLATES,
    clock_times,
    summed,
    told,
    where_it_stops,
)
from scheduler.thematic_sessions.models import Segment, ThematicSession
from scheduler.thematic_sessions.permissions import EDIT_SESSION, SEE_SESSION
from scheduler.web.access import guarded
from scheduler.web.desk.doing import do
from scheduler.web.desk.sessions import words
from scheduler.web.desk.sessions.door import Part, door, hours, page, part_of, placement_of, session_of
from scheduler.web.forms import EMPTY, Form, line, lines
from scheduler.web.languages import gettext

LENGTH = later(
    "Write a whole number of minutes, from 1 to %(most)s, or leave it empty.", most=LONGEST_SEGMENT
)


class Minutes(IntegerField):  # type: ignore[misc]  # wtforms has no types
    """A length that may be unknown."""

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata([value for value in valuelist if value.strip()])
        except ValueError:
            raise ValueError(str(LENGTH)) from None


class SegmentForm(Form):
    """What is told of a segment."""

    kind = SelectField(later("Part of the agenda"), [InputRequired(EMPTY)])
    by = line(later("Who"), most=300, required=False, hint=later("Such as “Chair of the Commission”."))
    minutes = Minutes(
        later("Minutes"),
        [Optional(), NumberRange(1, LONGEST_SEGMENT, LENGTH)],
        description=later("The times of the parts after it shift with its length."),
        render_kw={"inputmode": "numeric"},
    )
    mode = SelectField(later("How they speak"))
    note = lines(
        later("Note"),
        required=False,
        hint=later("For the secretariat and the programme file; the page does not show it."),
        rows=3,
    )

    def __init__(self, segment: Segment | None = None) -> None:
        told = {"kind": SegmentKind.PANEL, "mode": ""} if segment is None else _told(segment)
        super().__init__(data=told)
        self.kind.choices, self.mode.choices = words.segment_kinds(), words.modes()

    def part(self) -> agenda.Part:
        return agenda.Part(
            kind=SegmentKind(self.kind.data),
            by=self.by.data or "",
            mode=SegmentMode(self.mode.data) if self.mode.data else None,
            minutes=self.minutes.data,
            note=self.note.data or "",
        )


class NewForm(SegmentForm):
    """A new segment, and before which one it comes."""

    place = SelectField(later("Where"), coerce=int)

    def __init__(self, item: ThematicSession) -> None:
        super().__init__()
        end = len(item.segments)
        kinds = {choice.value: choice.label for choice in words.segment_kinds()}
        self.place.choices = [
            SelectChoice(end, gettext("At the end")),
            *(
                SelectChoice(
                    place, gettext("Before %(number)s: %(kind)s", number=place + 1, kind=kinds[one.kind])
                )
                for place, one in enumerate(item.segments)
            ),
        ]
        if self.place.data is None:
            self.place.data = end


def _told(segment: Segment) -> dict[str, Any]:
    fields = ("kind", "by", "minutes", "note")
    return {**{field: getattr(segment, field) for field in fields}, "mode": segment.mode or ""}


@door.get("/<int:number>/agenda/")
@guarded(SEE_SESSION, session_of)
def agenda_of(item: ThematicSession) -> str:
    """The segments in their order, with the time left, and the form for another one."""
    return _page(item, NewForm(item))


@door.post("/<int:number>/agenda/")
@guarded(EDIT_SESSION, session_of)
def add_segment(item: ThematicSession) -> ResponseReturnValue:
    form = NewForm(item)
    if not form.is_sent:
        return _page(item, form), 422
    said = gettext("The segment is added.")
    return do(
        lambda this: agenda.insert(this, item, form.place.data, form.part()),
        _there(item),
        said,
        lambda why: _page(item, form, why),
    )


@door.post("/<int:number>/agenda/template")
@guarded(EDIT_SESSION, session_of)
def begin_agenda(item: ThematicSession) -> ResponseReturnValue:
    """With the segments of a template; their lengths are to be given."""
    name = request.form.get("template", "")
    said = gettext("The agenda begins with this template. Give each part its length.")
    return do(
        lambda this: agenda.use_template(this, item, name), _there(item), said, lambda why: _fresh(item, why)
    )


@door.route("/<int:number>/agenda/<int:segment>/", methods=("GET", "POST"))
@guarded(EDIT_SESSION, part_of)
def segment(one: Part) -> ResponseReturnValue:
    """One segment, to be changed."""
    form = SegmentForm(one.segment)

    def show(why: str | None = None) -> str:
        form.form_errors = [*form.form_errors, *([why] if why else [])]
        return page("segment.html", one.session, "agenda", form=form, segment=one.segment)

    if not form.is_sent:
        return show(), 422 if form.errors else 200
    said = gettext("The segment is changed.")
    return do(
        lambda this: agenda.change(this, one.session, one.segment, form.part()),
        _there(one.session),
        said,
        show,
    )


@door.post("/<int:number>/agenda/<int:segment>/move")
@guarded(EDIT_SESSION, part_of)
def move_segment(one: Part) -> ResponseReturnValue:
    """To the place that the button says; the clock times of the others follow."""
    item, place = one.session, request.form.get("place", type=int)
    if place is None or not 0 <= place < len(item.segments):
        return _fresh(item, gettext("There is no such place. Load the page again.")), 422
    said = gettext("The segment stands at place %(place)s now.", place=place + 1)
    return do(
        lambda this: agenda.move(this, item, one.segment, place),
        f"{_there(item)}#segment-{one.segment.id}",
        said,
        lambda why: _fresh(item, why),
    )


@door.post("/<int:number>/agenda/<int:segment>/remove")
@guarded(EDIT_SESSION, part_of)
def remove_segment(one: Part) -> ResponseReturnValue:
    said = gettext("The segment is removed. The history knows what it said.")
    return do(
        lambda this: agenda.remove(this, one.session, one.segment),
        _there(one.session),
        said,
        lambda why: _fresh(one.session, why),
    )


def _there(item: ThematicSession) -> str:
    return url_for("desk_sessions.agenda_of", number=item.id)


def _fresh(item: ThematicSession, why: str) -> str:
    return _page(item, NewForm(item), why)


def _page(item: ThematicSession, form: NewForm, why: str | None = None) -> str:
    form.form_errors = [*form.form_errors, *([why] if why else [])]
    lengths = [one.minutes for one in item.segments]
    starts_at, ends_at = hours(placement_of(item))
    return page(
        "agenda.html",
        item,
        "agenda",
        form=form,
        clocks=clock_times(starts_at, lengths),
        told=told(summed(lengths, starts_at, ends_at)),
        stops=where_it_stops(lengths),
        templates=TEMPLATES,
    )
