"""The list of those who ask for the floor in a session.

Every act wants the `revision` of the list that whoever acts has seen: where somebody else was first, it is
refused with what changed, and nothing is done.
"""

import secrets
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from scheduler.audit.actions import record
from scheduler.audit.queries import history
from scheduler.audit.words import act_name
from scheduler.formats.describe import listed
from scheduler.kernel.db import session
from scheduler.kernel.decision import Decision
from scheduler.kernel.errors import Clash, NotFound, Refused
from scheduler.kernel.terms import Constituency
from scheduler.kernel.text import clean_line, fold
from scheduler.kernel.words import Sentence
from scheduler.meetings.models import Meeting
from scheduler.organisations.models import Organisation, Person
from scheduler.thematic_sessions import floor_rules
from scheduler.thematic_sessions.anew import lock
from scheduler.thematic_sessions.floor_models import FloorList, FloorRequest, FloorTime
from scheduler.thematic_sessions.floor_queries import floor_times, list_of
from scheduler.thematic_sessions.models import FloorSpeaker, ThematicSession
from scheduler.thematic_sessions.terms import FloorKind, Turn
from scheduler.thematic_sessions.workflow import FLOOR

HEARD = {Turn.SPOKE: True, Turn.NO_TIME: False}
"""What becomes the record when a list is closed, and whether they were heard."""
MOST_TOLD = 5


@dataclass(frozen=True)
class Asking:
    """Who asks for the floor: a person's name if one is given, and for what country or body. `for_group`: on
    behalf of the whole Regional Group."""

    constituency: Constituency
    represents: str
    person: Person | None = None
    organisation: Organisation | None = None
    regional_group: str | None = None
    channel: str | None = None
    for_group: bool = False


def open_list(this: Decision, item: ThematicSession) -> FloorList:
    """An empty list for the session. Raises Refused where it has one (`floor_queries.list_of`)."""
    lock(item)
    if list_of(item):
        raise Refused(Sentence("This session has a list of speakers already. Load the page again."))
    made = FloorList(session_id=item.id, revision=0, requests=[])
    session.add(made)
    session.flush()
    record(this, "open floor", made.thing, about=[item.thing], revision=0)
    return made


def set_times(this: Decision, meeting: Meeting, minutes: Mapping[FloorKind, int]) -> None:
    """How long the kinds of speakers have in a meeting; the others as usual. Raises Refused."""
    for given in minutes.values():
        if fault := floor_rules.fault_of_minutes(given):
            raise Refused(fault)
    before = floor_times(meeting.id)
    for kind in FloorKind:
        row = session.get(FloorTime, (meeting.id, kind))
        if kind not in minutes:
            if row:
                session.delete(row)
        elif row:
            row.minutes = minutes[kind]
        else:
            session.add(FloorTime(meeting_id=meeting.id, kind=kind, minutes=minutes[kind]))
    session.flush()
    thing = f"meeting {meeting.code}"
    record(this, "set floor times", thing, before=dict(before), after=dict(minutes))


def ask(this: Decision, floor: FloorList, revision: int, asking: Asking) -> FloorRequest:
    """Put somebody at the end of the list. Raises Refused where they wait there already; Clash."""
    _begin(floor, revision)
    said = clean_line(asking.represents)
    if not said:
        raise Refused(Sentence("Say for which country or body they speak."))
    if asking.for_group and not asking.regional_group:
        raise Refused(Sentence("Say for which Regional Group they speak."))
    _require_once(floor, asking, said)
    made = FloorRequest(
        position=max((one.position for one in floor.requests), default=-1) + 1,
        state=Turn.WAITING,
        asked_at=this.at,
        constituency=asking.constituency,
        represents=said,
        organisation=asking.organisation,
        regional_group=asking.regional_group,
        channel=asking.channel,
        person=asking.person,
        for_group=asking.for_group,
    )
    floor.requests.append(made)
    session.flush()
    _end(this, "ask for the floor", floor, made)
    return made


def grant(this: Decision, floor: FloorList, revision: int, number: int, minutes: int | None) -> None:
    """Give one request a time of its own (minutes), or the usual one (None). Raises Refused, Clash,
    NotFound."""
    _begin(floor, revision)
    one = _one(floor, number)
    if minutes is not None and (fault := floor_rules.fault_of_minutes(minutes)):
        raise Refused(fault)
    before, one.minutes = one.minutes, minutes
    _end(this, "grant time", floor, one, before=before, after=minutes)


def give(this: Decision, floor: FloorList, revision: int, number: int) -> None:
    """The floor is theirs from now on; whoever had it has spoken. Raises Refused, Clash, NotFound."""
    _begin(floor, revision)
    one = _one(floor, number)
    after = FLOOR.to("give", one.state)
    for other in floor.requests:
        if other.state is Turn.SPEAKING:
            other.state, other.ended_at = FLOOR.to("end", other.state), this.at
    session.flush()
    one.state, one.started_at = after, this.at
    _end(this, "give the floor", floor, one)


def end(this: Decision, floor: FloorList, revision: int, number: int) -> None:
    """They have spoken. Raises Refused, Clash, NotFound."""
    _begin(floor, revision)
    one = _one(floor, number)
    one.state, one.ended_at = FLOOR.to("end", one.state), this.at
    _end(this, "end the floor", floor, one)


def put_back(this: Decision, floor: FloorList, revision: int, number: int) -> None:
    """They wait again, where they stood: a slip is undone. Raises Refused, Clash, NotFound."""
    _wait(this, floor, revision, number, "put back", "put back on the list")


def pass_over(this: Decision, floor: FloorList, revision: int, number: int) -> None:
    """They are absent: they wait at the end of the list. Raises Refused, Clash, NotFound."""
    _wait(this, floor, revision, number, "pass over", "pass over a speaker", to_the_end=True)


def take_off(this: Decision, floor: FloorList, revision: int, number: int) -> None:
    """They do not want the floor any more. Raises Refused, Clash, NotFound."""
    _begin(floor, revision)
    one = _one(floor, number)
    one.state = FLOOR.to("take off", one.state)
    _end(this, "take off the list", floor, one)


def no_time(this: Decision, floor: FloorList, revision: int, number: int) -> None:
    """The time is over before their turn. Raises Refused, Clash, NotFound."""
    _begin(floor, revision)
    one = _one(floor, number)
    one.state = FLOOR.to("no time", one.state)
    _end(this, "no time left", floor, one)


def swap(this: Decision, floor: FloorList, revision: int, number: int, other: int) -> None:
    """Two who wait change places. Raises Refused, Clash, NotFound."""
    _begin(floor, revision)
    first, second = _waiting(floor, number), _waiting(floor, other)
    places = {first: second.position, second: first.position}
    _reorder(floor, lambda one: places.get(one, one.position))
    _end(this, "swap speakers", floor, first, about=[second.thing])


def move(this: Decision, floor: FloorList, revision: int, number: int, before: int | None) -> None:
    """One who waits takes the place before another who waits, or the last place (None). Raises Refused,
    Clash, NotFound."""
    _begin(floor, revision)
    one = _waiting(floor, number)
    other = _waiting(floor, before) if before is not None else None
    if one is other:
        raise Refused(Sentence("Nobody can be moved before themselves. Choose another speaker."))
    place = 2 * (other.position if other else len(floor.requests)) - 1
    _reorder(floor, lambda each: place if each is one else 2 * each.position)
    _end(this, "move a speaker", floor, one, about=[other.thing] if other else [])


def draw_lots(
    this: Decision,
    floor: FloorList,
    revision: int,
    among: Collection[int] | None = None,
    seed: str | None = None,
) -> str:
    """Let those who wait (only these numbers, if `among` is given) change places among themselves by lot.
    Returns the seed, which stands in the history with the numbers: with `floor_rules.drawn` anybody can draw
    again and see the same order. Raises Refused, Clash."""
    _begin(floor, revision)
    drawing = [
        one for one in floor.requests if one.state is Turn.WAITING and (among is None or one.id in among)
    ]
    if len(drawing) < 2:
        raise Refused(Sentence("Lots are drawn among two or more who wait."))
    seed = seed or secrets.token_hex(16)
    numbers = [one.id for one in drawing]
    order = floor_rules.drawn(numbers, seed)
    places = dict(zip(order, (one.position for one in drawing), strict=True))
    _reorder(floor, lambda one: places.get(one.id, one.position))
    _end(this, "draw lots", floor, None, seed=seed, among=sorted(numbers), order=order)
    return seed


def close(this: Decision, floor: FloorList, revision: int) -> None:
    """The session is over: who waits still was not heard, and the list becomes the record of who spoke, which
    the next release publishes. Raises Refused while somebody speaks; Clash."""
    _begin(floor, revision)
    if any(one.state is Turn.SPEAKING for one in floor.requests):
        raise Refused(Sentence("Somebody still speaks. Say that they have spoken first."))
    for one in floor.requests:
        if one.state is Turn.WAITING:
            one.state = FLOOR.to("no time", one.state)
    floor.closed_at = this.at
    kept = [one for one in floor.session.floor_speakers if one.request_id is None]
    made = [_spoken(floor, one) for one in floor.requests if one.state in HEARD]
    for place, speaker in enumerate([*kept, *made]):
        speaker.position = place
    floor.session.floor_speakers = [*kept, *made]
    _end(this, "close the floor", floor, None, heard=sum(one.heard for one in made), all=len(made))


def reopen(this: Decision, floor: FloorList, revision: int, why: str) -> None:
    """What was closed by mistake goes on; the record of who spoke is made anew when it is closed. Raises
    Refused, Clash."""
    _begin(floor, revision, closed=True)
    if not clean_line(why):
        raise Refused(Sentence("Say why: it stays in the history."))
    floor.closed_at = None
    item = floor.session
    item.floor_speakers = [one for one in item.floor_speakers if one.request_id is None]
    session.flush()
    _end(this, "reopen the floor", floor, None, why=why)


def _begin(floor: FloorList, revision: int, *, closed: bool = False) -> None:
    """Nobody else writes on the list now, and it is as whoever acts has seen it."""
    lock(floor)
    if floor.revision != revision:
        raise Clash(
            Sentence(
                "The list has changed since you looked: %(what)s. Nothing was done; look again.",
                what=_since(floor, revision),
            )
        )
    if closed and floor.closed_at is None:
        raise Refused(Sentence("This list is open."))
    if floor.closed_at and not closed:
        raise Refused(Sentence("This list is closed. Open it again first."))


def _since(floor: FloorList, revision: int) -> Sentence | str:
    """The last acts on the list after this revision."""
    later = [
        one for one in history(floor.thing) if one.content and one.content.facts.get("revision", 0) > revision
    ]
    said = [act_name(one.act) for one in later[-MOST_TOLD:]]
    return listed(said) if said else Sentence("somebody changed it")


def _end(
    this: Decision,
    act: str,
    floor: FloorList,
    one: FloorRequest | None,
    about: Collection[str] = (),
    why: str | None = None,
    **facts: object,
) -> None:
    floor.revision += 1
    session.flush()
    concerned = [floor.session.thing, *about, *([one.thing] if one else [])]
    if one and one.person_id:
        concerned.append(f"person {one.person_id}")
    record(this, act, floor.thing, why=why, about=concerned, revision=floor.revision, **facts)


def _wait(
    this: Decision,
    floor: FloorList,
    revision: int,
    number: int,
    step: str,
    act: str,
    *,
    to_the_end: bool = False,
) -> None:
    _begin(floor, revision)
    one = _one(floor, number)
    one.state = FLOOR.to(step, one.state)
    one.started_at = one.ended_at = None
    session.flush()
    if to_the_end:
        last = max(other.position for other in floor.requests) + 1
        _reorder(floor, lambda other: last if other is one else other.position)
    _end(this, act, floor, one)


def _one(floor: FloorList, number: int) -> FloorRequest:
    for one in floor.requests:
        if one.id == number:
            return one
    raise NotFound(Sentence("There is no such request on this list."))


def _waiting(floor: FloorList, number: int) -> FloorRequest:
    one = _one(floor, number)
    if one.state is not Turn.WAITING:
        raise Refused(Sentence("Only those who wait can change places."))
    return one


def _reorder(floor: FloorList, place: Callable[[FloorRequest], int]) -> None:
    """Number all anew in this order. Two steps: no two of them stand at one place in between."""
    order = sorted(floor.requests, key=place)
    for number, one in enumerate(order, 1):
        one.position = -number
    session.flush()
    for number, one in enumerate(order):
        one.position = number
    session.flush()
    session.expire(floor, ["requests"])


def _require_once(floor: FloorList, asking: Asking, said: str) -> None:
    for one in floor.requests:
        same_person = asking.person is None or one.person_id == asking.person.id
        if (
            one.state in (Turn.WAITING, Turn.SPEAKING)
            and same_person
            and fold(one.represents or "") == fold(said)
        ):
            raise Refused(Sentence("%(name)s is on the list already.", name=said))


def _spoken(floor: FloorList, one: FloorRequest) -> FloorSpeaker:
    return FloorSpeaker(
        meeting_id=floor.session.meeting_id,
        request_id=one.id,
        heard=HEARD[one.state],
        constituency=one.constituency,
        represents=one.represents,
        organisation=one.organisation,
        regional_group=one.regional_group,
        channel=one.channel,
        person=one.person,
    )
