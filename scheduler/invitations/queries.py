"""Reading invitations, their answers, and what differs between them and what is published."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, func, select

from scheduler.formats.entry import CalendarEntry, MeetingFace
from scheduler.formats.invitation import Occasion
from scheduler.invitations import rules
from scheduler.invitations.guests import Guest, Key, guests, refusing
from scheduler.invitations.models import CalendarInvitation, CalendarRefusal, UntakenReply
from scheduler.invitations.terms import Answer, Ending
from scheduler.kernel.db import session
from scheduler.kernel.errors import NotFound
from scheduler.kernel.words import Sentence
from scheduler.meetings.models import Entry, Meeting
from scheduler.releases import content
from scheduler.releases.models import PublishedEntry
from scheduler.releases.queries import last_release

A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Published:
    """What is public of an entry now. `occasion`: None where it does not take place."""

    says: CalendarEntry
    sequence: int
    occasion: Occasion | None


@dataclass(frozen=True)
class ToAsk:
    """That somebody's calendar lacks the occasion, or has it as it was, by an `invitation` that stands."""

    entry: Published
    occasion: Occasion
    guest: Guest
    invitation: CalendarInvitation | None


@dataclass(frozen=True)
class ToEnd:
    """That an entry is to leave somebody's calendar, and why."""

    entry: Published
    invitation: CalendarInvitation
    why: Ending


def behind(now: datetime) -> list[Meeting]:
    """The meetings of which somebody's calendar is not as it should be."""
    coming = select(Meeting).where(Meeting.ends >= now.date() - A_DAY).order_by(Meeting.id)
    return [one for one in session.scalars(coming) if next(differences(one, now), None)]


def differences(meeting: Meeting, now: datetime, *, locked: bool = False) -> Iterator[ToAsk | ToEnd]:
    """Whose calendar says something else than it should: all of a meeting, in a constant number of questions.
    What is over is left as it is. `locked`: nobody else changes invitations until the decision is kept."""
    last = last_release(meeting)
    if last is None:
        return
    refused = refusing()
    face, expected = content.load_meeting(last.meeting), guests(meeting, refused)
    standing = _standing(meeting, locked)
    published = _published({key[0] for key in expected} | {one.entry_id for one in standing}, face)
    for one in standing:
        yield from _of_standing(one, published[one.entry_id], expected, refused, (now, face.time_zone))
    there = {(one.entry_id, one.address) for one in standing}
    for key, guest in expected.items():
        entry = published.get(key[0])
        said = entry.occasion if entry else None
        if entry and said and key not in there and not rules.is_over(said.span, now, face.time_zone):
            yield ToAsk(entry, said, guest, None)


def _of_standing(
    one: CalendarInvitation,
    entry: Published,
    expected: dict[Key, Guest],
    refused: Collection[int],
    at: tuple[datetime, str],
) -> Iterator[ToAsk | ToEnd]:
    said = rules.load(one.occasion)
    if rules.is_over(said.span, *at) and (entry.occasion is None or rules.is_over(entry.occasion.span, *at)):
        return
    guest = expected.get((one.entry_id, one.address or ""))
    if entry.occasion is None:
        yield ToEnd(entry, one, rules.ending(entry.says))
    elif guest is None:
        why = Ending.REFUSED if one.person_id in refused else Ending.NOT_EXPECTED
        yield ToEnd(entry, one, why)
    elif entry.occasion != said:
        yield ToAsk(entry, entry.occasion, guest, one)


def _standing(meeting: Meeting, locked: bool) -> Sequence[CalendarInvitation]:
    found = of_meeting(meeting).where(CalendarInvitation.stands)
    if locked:
        found = found.with_for_update(of=CalendarInvitation)
    return session.scalars(found.execution_options(populate_existing=locked)).unique().all()


def _published(numbers: Collection[int], face: MeetingFace) -> dict[int, Published]:
    found = select(PublishedEntry.entry_id, PublishedEntry.content, PublishedEntry.sequence).where(
        PublishedEntry.entry_id.in_(numbers), PublishedEntry.superseded_in.is_(None)
    )
    told = {number: (content.load(stored), sequence) for number, stored, sequence in session.execute(found)}
    return {
        number: Published(says, sequence, rules.occasion(says, face))
        for number, (says, sequence) in told.items()
    }


def of_meeting(meeting: Meeting) -> Select[CalendarInvitation]:
    return (
        select(CalendarInvitation)
        .join(Entry, Entry.id == CalendarInvitation.entry_id)
        .where(Entry.meeting_id == meeting.id)
        .order_by(CalendarInvitation.id)
    )


def by_number(number: int) -> CalendarInvitation:
    """Raises NotFound."""
    found = session.get(CalendarInvitation, number)
    if found is None:
        raise NotFound(Sentence("There is no such calendar invitation."))
    return found


def by_uid(uid: str) -> CalendarInvitation | None:
    """Locked until the decision is kept."""
    found = session.scalars(select(CalendarInvitation).where(CalendarInvitation.uid == uid)).unique().first()
    if found:
        lock(found)
    return found


def lock(one: CalendarInvitation) -> None:
    """Nobody else changes it until the decision is kept: whoever does holds its meeting, and that before the
    history is written to, as releases do, so that no two wait for each other."""
    held = select(Meeting.id).where(Meeting.id == one.entry.meeting_id)
    session.execute(held.with_for_update(key_share=True))
    session.refresh(one)


def refuses(person_id: int) -> bool:
    """Whether a person wants no calendar invitations."""
    return session.get(CalendarRefusal, person_id) is not None


def answers(meeting_id: int) -> dict[tuple[int, int], Answer | None]:
    """What calendars answered, by entry and person: those that stand. None: nothing yet. One question."""
    found = (
        select(CalendarInvitation.entry_id, CalendarInvitation.person_id, CalendarInvitation.answer)
        .join(Entry, Entry.id == CalendarInvitation.entry_id)
        .where(Entry.meeting_id == meeting_id, CalendarInvitation.stands)
    )
    return {(entry, person): answer for entry, person, answer in session.execute(found)}


def listed(meeting: Meeting) -> dict[Entry, list[CalendarInvitation]]:
    """The invitations of a meeting that stand, by entry, the entries by their titles. One question."""
    found = of_meeting(meeting).where(CalendarInvitation.stands)
    by_entry: dict[Entry, list[CalendarInvitation]] = defaultdict(list)
    for one in session.scalars(found).unique():
        by_entry[one.entry].append(one)
    return dict(sorted(by_entry.items(), key=lambda pair: (pair[0].title, pair[0].id)))


def counted() -> dict[int, Counter[Answer | None]]:
    """How many invitations stand, by meeting and answer. One question."""
    found = (
        select(Entry.meeting_id, CalendarInvitation.answer, func.count())
        .join(Entry, Entry.id == CalendarInvitation.entry_id)
        .where(CalendarInvitation.stands)
        .group_by(Entry.meeting_id, CalendarInvitation.answer)
    )
    counts: dict[int, Counter[Answer | None]] = defaultdict(Counter)
    for meeting, answer, number in session.execute(found):
        counts[meeting][answer] = number
    return counts


def untaken(number: int) -> UntakenReply:
    """Raises NotFound."""
    found = session.get(UntakenReply, number)
    if found is None:
        raise NotFound(Sentence("There is no such answer."))
    return found


def all_untaken(most: int) -> Sequence[UntakenReply]:
    """Answers that were not taken and nobody looked at yet, the newest first."""
    found = select(UntakenReply).where(UntakenReply.settled_at.is_(None)).order_by(UntakenReply.id.desc())
    return session.scalars(found.limit(most)).unique().all()


def how_many_untaken() -> int:
    found = select(func.count(UntakenReply.id)).where(UntakenReply.settled_at.is_(None))
    return session.scalars(found).one()
