"""The plan of a panel's seats, and who sits on them."""

from collections.abc import Iterable
from dataclasses import dataclass

from scheduler.audit.actions import record
from scheduler.kernel.db import session
from scheduler.kernel.decision import Decision
from scheduler.kernel.errors import Refused
from scheduler.kernel.text import clean_line
from scheduler.kernel.words import Sentence
from scheduler.organisations.models import Organisation, Person
from scheduler.thematic_sessions import seat_rules
from scheduler.thematic_sessions.anew import lock
from scheduler.thematic_sessions.models import Panel, Panellist, Seat, ThematicSession
from scheduler.thematic_sessions.queries import line, sitters
from scheduler.thematic_sessions.seat_rules import Line, Sitter


@dataclass(frozen=True)
class SpeaksFor:
    """Whom somebody is to speak for on the panel. What is None is taken from the seat: its Regional
    Group, its channel. `represents` is what the public reads; None: the organisation's name."""

    represents: str | None = None
    organisation: Organisation | None = None
    regional_group: str | None = None
    channel: str | None = None


def panel_of(this: Decision, item: ThematicSession) -> Panel:
    """The session's panel, made when there is none. One that is there already leaves no record."""
    if item.panel is None:
        item.panel = Panel()
        session.flush()
        record(this, "open panel", item.panel.thing, about=[item.thing])
    return item.panel


def plan_seats(this: Decision, panel: Panel, wanted: Iterable[Line]) -> None:
    """Let the panel have these seats and no others. A line with a `number` is there already and changed;
    one without a number is new. Raises Refused where a plan is faulty, or would leave somebody without the
    seat that they were given."""
    lock(panel)
    lines = list(wanted)
    for one in lines:
        for fault in seat_rules.faults(one):
            raise Refused(fault)
    before = [_as_fact(line(seat)) for seat in panel.seats]
    known = {seat.id: seat for seat in panel.seats}
    kept = {one.number for one in lines if one.number is not None}
    if kept - known.keys():
        raise Refused(Sentence("The plan has changed meanwhile. Load the page again."))
    _refuse_to_unseat(panel, lines)
    panel.seats = [_told(known.get(one.number or 0) or Seat(), one, place) for place, one in enumerate(lines)]
    session.flush()
    after = [_as_fact(line(seat)) for seat in panel.seats]
    record(this, "plan seats", panel.thing, before=before, after=after)


def seat_person(
    this: Decision,
    panel: Panel,
    seat: Seat,
    person: Person,
    speaks_for: SpeaksFor,
    *,
    tentative: bool = False,
) -> Panellist:
    """Give somebody a seat. `tentative`: it is kept for them until they accept (`confirm_seat`), and nothing
    public names them.

    Raises Refused where the line's maximum is reached, the seat is for others, the person sits on this panel
    already or was erased, or the session is off.
    """
    lock(panel)
    _require_running(panel)
    _require_free(panel, seat, person)
    group, channel = speaks_for.regional_group or seat.regional_group, speaks_for.channel or seat.channel
    body = speaks_for.organisation
    one = Sitter(seat.constituency, group, channel, seat.id)
    if why := seat_rules.why_not(line(seat), one):
        raise Refused(why)
    made = Panellist(
        panel_id=panel.id,
        seat_id=seat.id,
        tentative=tentative,
        position=max((item.position for item in panel.panellists), default=-1) + 1,
        constituency=seat.constituency,
        represents=clean_line(speaks_for.represents or "") or (body.name if body else None),
        organisation=body,
        regional_group=group,
        channel=channel,
        person=person,
    )
    panel.panellists.append(made)
    session.flush()
    about = [panel.thing, f"person {person.id}"]
    record(this, "seat panellist", made.thing, about=about, seat=seat.id, tentative=tentative)
    return made


def confirm_seat(this: Decision, panellist: Panellist) -> None:
    """They accept: the next release names them. Raises Refused where the seat was theirs already."""
    panel = session.get_one(Panel, panellist.panel_id)
    lock(panel)
    if not panellist.tentative:
        raise Refused(Sentence("This seat is theirs already."))
    panellist.tentative = False
    record(this, "confirm seat", panellist.thing, about=_about(panellist))


def unseat(this: Decision, panellist: Panellist, why: str) -> None:
    """They do not sit on the panel any more, for a reason that stays in the history. The row goes: keep what
    you need of it before. Raises Refused where no reason is given."""
    if not clean_line(why):
        raise Refused(Sentence("Say why: whoever is concerned will read it."))
    panel = session.get_one(Panel, panellist.panel_id)
    lock(panel)
    record(
        this, "unseat panellist", panellist.thing, why=why, about=_about(panellist), seat=panellist.seat_id
    )
    panel.panellists.remove(panellist)
    session.flush()


def move_panellist(this: Decision, panellist: Panellist, position: int) -> None:
    """Let somebody stand at this place (from 0) in the order of the panel."""
    panel = session.get_one(Panel, panellist.panel_id)
    lock(panel)
    order = [one for one in panel.panellists if one is not panellist]
    order.insert(max(0, min(position, len(order))), panellist)
    before = panellist.position
    for place, one in enumerate(order):
        one.position = place
    session.flush()
    session.expire(panel, ["panellists"])
    record(this, "move panellist", panellist.thing, about=[panel.thing], before=before, after=position)


def _require_running(panel: Panel) -> None:
    if session.get_one(ThematicSession, panel.session_id).cancelled:
        raise Refused(Sentence("This session is cancelled. Let it take place first."))


def _require_free(panel: Panel, seat: Seat, person: Person) -> None:
    if seat.panel_id != panel.id:
        raise Refused(Sentence("This seat belongs to another panel. Load the page again."))
    if person.erased_at or person.merged_into_id:
        raise Refused(Sentence("This person's record is not in use any more. Choose the one that is."))
    if any(one.person_id == person.id for one in panel.panellists):
        raise Refused(Sentence("%(name)s sits on this panel already.", name=person.name))
    now = seat_rules.standing(map(line, panel.seats), sitters(panel))
    (filled,) = (one for one in now.lines if one.line.number == seat.id)
    if why := seat_rules.why_full(filled):
        raise Refused(why)


def _refuse_to_unseat(panel: Panel, lines: list[Line]) -> None:
    """A plan shrinks only as far as nobody loses the seat that they were given."""
    planned = {one.number: one for one in lines}
    for seat in panel.seats:
        seated = [one for one in sitters(panel) if one.seat == seat.id]
        new = planned.get(seat.id)
        most = None if new is None else new.maximum
        if not seated or (new and (most is None or most >= len(seated))):
            continue
        raise Refused(
            Sentence(
                "%(seat)s: %(count)s already sit there, more than the new plan has. "
                "Unseat somebody first, or plan as many seats.",
                seat=seat_rules.name(line(seat)),
                count=len(seated),
            )
        )


def _told(seat: Seat, wanted: Line, position: int) -> Seat:
    seat.position, seat.constituency = position, wanted.constituency
    seat.regional_group, seat.channel = wanted.regional_group, wanted.channel
    seat.minimum, seat.target, seat.maximum = wanted.minimum, wanted.target, wanted.maximum
    return seat


def _as_fact(one: Line) -> list[object]:
    """For the history: constituency, group, channel, minimum, target, maximum."""
    return [one.constituency, one.regional_group, one.channel, one.minimum, one.target, one.maximum]


def _about(panellist: Panellist) -> list[str]:
    person = [f"person {panellist.person_id}"] if panellist.person_id else []
    return [f"panel {panellist.panel_id}", *person]
