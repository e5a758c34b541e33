"""Showing a plan as a draft programme, and ending that: taken back, replaced, or closed by a release."""

from datetime import date

from sqlalchemy import select

from scheduler.audit.actions import record
from scheduler.kernel.db import session
from scheduler.kernel.decision import Decision
from scheduler.kernel.errors import Refused
from scheduler.kernel.localtime import to_local
from scheduler.kernel.text import clean
from scheduler.kernel.words import Sentence
from scheduler.meetings.actions import hold
from scheduler.meetings.models import Meeting
from scheduler.side_events.queries import KINDS
from scheduler.timetable import queries
from scheduler.timetable.draft_programmes import rules
from scheduler.timetable.draft_programmes.models import DraftAnswer, DraftPlace, DraftProgramme
from scheduler.timetable.draft_programmes.queries import newest, shown_now
from scheduler.timetable.draft_programmes.telling import News, tell_shown
from scheduler.timetable.draft_programmes.terms import Audience, Showing
from scheduler.timetable.draft_programmes.words import answered
from scheduler.timetable.draft_programmes.workflow import DRAFT_PROGRAMME
from scheduler.timetable.models import Plan
from scheduler.timetable.spots import Spot, same_place

EVENTS = frozenset(KINDS.values())
"""The kinds of entries whose organisers are asked."""


def show(
    this: Decision,
    meeting: Meeting,
    plan: Plan,
    audience: Audience,
    last_day: date | None,
    note: str = "",
) -> DraftProgramme:
    """Show a plan as it is now; every organiser gets a letter with a link to answer until the end of
    `last_day` at the venue. It takes the place of the one that is shown; answers to the same place go on to
    count. Raises Refused."""
    hold(meeting.id)
    said = clean(note)
    _require(this, meeting, plan, last_day, said)
    assert last_day, "without one it is refused"
    before, last = _shown_and_locked(meeting), newest(meeting)
    if before:
        _end(this, before, "replace")
    made = DraftProgramme(
        meeting=meeting,
        number=last.number + 1 if last else 1,
        plan=plan,
        plan_revision=plan.revision,
        audience=audience,
        state=Showing.SHOWN,
        shown_at=this.at,
        shown_by=this.actor,
        last_day=last_day,
        note=said or None,
    )
    session.add(made)
    made.places = _places(meeting, plan)
    session.flush()
    about = [f"meeting {meeting.code}", plan.thing, *([before.thing] if before else [])]
    record(
        this,
        "show a draft programme",
        made.thing,
        about=about,
        number=made.number,
        audience=audience,
        last_day=last_day.isoformat(),
        plan=plan.name,
    )
    _take_over_and_tell(this, made, before)
    return made


def take_back(this: Decision, draft: DraftProgramme, why: str) -> None:
    """Show it no more; nobody can answer then. Raises Refused without a reason, or where it ended before."""
    lock(draft)
    said = clean(why)
    _end(this, draft, "take back", said)
    draft.why = said
    about = [f"meeting {draft.meeting.code}", draft.plan.thing]
    record(this, "take a draft programme back", draft.thing, why=said, about=about)


def close_by_release(this: Decision, meeting: Meeting) -> None:
    """A release is about to be made: the draft programme that is shown, if any, is closed."""
    if draft := _shown_and_locked(meeting):
        _end(this, draft, "release")
        record(this, "close a draft programme", draft.thing, about=[f"meeting {meeting.code}"])


def lock(draft: DraftProgramme) -> None:
    """Nobody else answers or ends it now. Before the history is written to: everybody locks in this order."""
    found = select(DraftProgramme).where(DraftProgramme.id == draft.id).with_for_update(of=DraftProgramme)
    session.scalars(found.execution_options(populate_existing=True)).one()


def lock_place(place: DraftPlace) -> None:
    """The same, and what was answered for this event before is known."""
    lock(place.draft)
    session.refresh(place)


def _shown_and_locked(meeting: Meeting) -> DraftProgramme | None:
    """The one that is shown, to which nobody answers meanwhile."""
    draft = shown_now(meeting)
    if draft is None:
        return None
    lock(draft)
    return draft if draft.state is Showing.SHOWN else None


def _require(this: Decision, meeting: Meeting, plan: Plan, last_day: date | None, note: str) -> None:
    today = to_local(this.at, meeting.time_zone).date()
    if fault := rules.fault_of_last_day(last_day, today, meeting.ends):
        raise Refused(fault)
    if plan.thrown_at:
        raise Refused(Sentence("This draft was thrown away. Bring it back first."))
    if not queries.placements(plan):
        raise Refused(Sentence("Nothing has a place in this plan yet, so there is nothing to show."))
    if len(note) > rules.LONGEST_NOTE:
        raise Refused(Sentence("The note is too long: %(most)s characters at most.", most=rules.LONGEST_NOTE))


def _end(this: Decision, draft: DraftProgramme, how: str, why: str | None = None) -> None:
    draft.state = DRAFT_PROGRAMME.to(how, draft.state, why)
    draft.ended_at = this.at
    session.flush()


def _places(meeting: Meeting, plan: Plan) -> list[DraftPlace]:
    """Of all that takes place, also of what has no place."""
    standing = queries.placements(plan)
    entries = [entry for entry in queries.entries(meeting.id).values() if not entry.cancelled]
    return [
        DraftPlace(
            entry=entry,
            asked=entry.kind in EVENTS,
            **_columns(standing[entry.id].spot if entry.id in standing else None),
        )
        for entry in entries
    ]


def _columns(spot: Spot | None) -> dict[str, object]:
    if spot is None:
        return {}
    kept = ("day", "until", "starts_at", "ends_at", "hand", "put_at", "reason")
    return {"room_id": spot.room, **{name: getattr(spot, name) for name in kept}}


def _take_over_and_tell(this: Decision, made: DraftProgramme, before: DraftProgramme | None) -> None:
    """Answers to a place that is still the same count on. Then the letters."""
    were = {place.entry_id: place for place in before.places} if before else {}
    news = []
    for place in made.places:
        was = were.get(place.entry_id)
        is_same = was is not None and same_place(was.spot, place.spot)
        kept = was.answer if was and is_same else None
        if kept:
            place.answer = _again(kept)
        if place.asked:
            told = str(answered(kept.reply, kept.said)) if kept else ""
            news.append(News(place, None if is_same else was, told))
    tell_shown(this, made, news)
    session.flush()


def _again(kept: DraftAnswer) -> DraftAnswer:
    columns = ("reply", "said", "slots", "given_at", "given_by", "source", "came_on")
    return DraftAnswer(**{name: getattr(kept, name) for name in columns})
