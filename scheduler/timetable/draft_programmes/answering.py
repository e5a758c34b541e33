"""What organisers answer to the place of their event, by a link, by account, or through the desk."""

from scheduler.accounts.behalf import how_it_came
from scheduler.applications.facts import Faulty
from scheduler.audit.actions import record
from scheduler.kernel.decision import Decision
from scheduler.kernel.errors import Refused
from scheduler.kernel.text import clean
from scheduler.kernel.words import Sentence
from scheduler.meetings.models import Meeting
from scheduler.timetable import letters
from scheduler.timetable.draft_programmes import rules
from scheduler.timetable.draft_programmes.models import DraftAnswer, DraftPlace
from scheduler.timetable.draft_programmes.queries import applications_of
from scheduler.timetable.draft_programmes.rules import Said, Span
from scheduler.timetable.draft_programmes.showing import lock_place
from scheduler.timetable.draft_programmes.telling import tell_organisers
from scheduler.timetable.draft_programmes.words import answered


def slots_of(meeting: Meeting) -> list[Span]:
    return [(slot.starts_at, slot.ends_at) for slot in meeting.slots]


def shut(this: Decision, place: DraftPlace) -> Sentence | None:
    """Why nobody can answer for this event any more."""
    draft = place.draft
    return rules.shut(draft.state, rules.closes_at(draft.last_day, draft.meeting.time_zone), this.at)


def answer(this: Decision, place: DraftPlace, said: Said) -> None:
    """Keep an answer in the place of the one before; which one it was, the history keeps, and what was said
    with it only stands here, since it may name people. Raises Refused, and Faulty."""
    lock_place(place)
    if why := shut(this, place):
        raise Refused(why)
    _keep(this, place, said, "answer to a draft programme")


def enter(this: Decision, place: DraftPlace, said: Said) -> None:
    """The desk enters an answer that reached it (the decision says how), also after the last day, as long as
    the draft programme is shown; its organisers are told. Raises Refused, and Faulty."""
    if this.on_behalf is None:
        raise Refused(Sentence("Say how the answer reached you, when, and where it can be found."))
    lock_place(place)
    if why := rules.shut(place.draft.state, this.at + rules.LINKS_OUTLIVE, this.at):
        raise Refused(why)
    _keep(this, place, said, "enter an answer to a draft programme")
    _tell_entered(this, place)


def _keep(this: Decision, place: DraftPlace, said: Said, act: str) -> None:
    words = clean(said.words or "") or None
    told = Said(said.reply, words, tuple(said.slots))
    if faults := rules.faults(told, slots_of(place.draft.meeting)):
        raise Faulty(faults)
    assert told.reply, "without one it is faulty"
    application = applications_of([place.entry_id]).get(place.entry_id)
    now, wish = place.answer or DraftAnswer(), this.on_behalf
    before = now.reply
    now.reply, now.said, now.slots = told.reply, words, rules.slots_said(told.slots)
    now.given_at, now.given_by = this.at, this.actor
    now.source, now.came_on = (wish.source, wish.came_on) if wish else (None, None)
    place.answer = now
    place.draft.revision += 1
    about = [place.draft.thing, *([application.thing] if application else [])]
    record(this, act, place.thing, about=about, before=before, after=told.reply, slots=list(now.slots))


def _tell_entered(this: Decision, place: DraftPlace) -> None:
    wish, now = this.on_behalf, place.answer
    assert wish, "it was asked for"
    assert now, "it was just kept"
    said = str(answered(now.reply, now.said))
    tell_organisers(this, letters.ENTERED, place, answer=said, **how_it_came(wish))
