"""What was told to somebody, and how they want to be told."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select

from scheduler.kernel.db import session
from scheduler.meetings.models import Meeting
from scheduler.telling import news, rules
from scheduler.telling.models import Listener, Notice
from scheduler.telling.news import News
from scheduler.telling.terms import ByMail, Concerned

MOST = 20
"""Releases on a page."""


@dataclass(frozen=True)
class Heard:
    """News of a release with what of them concerns a person (by number)."""

    person: int
    meeting: Meeting
    news: News
    mine: Sequence[Concerned]


def listener(person: int) -> Listener | None:
    return session.get(Listener, person)


def chosen(person: int) -> ByMail | None:
    """How somebody chose to be told; None: they did not."""
    found = listener(person)
    return found.by_mail if found else None


def since_last_looked(person: int) -> list[Heard]:
    """What somebody has not seen yet, the newest first, at most MOST releases."""
    found = select(Notice).where(*_new(person))
    newest_first = found.order_by(Notice.at.desc(), Notice.meeting_id, Notice.release_number)
    return heard(session.scalars(newest_first.limit(MOST)).all())


def how_many_new(person: int) -> int:
    """Of how many releases somebody has not seen the news yet."""
    found = select(func.count()).select_from(Notice).where(*_new(person))
    return session.scalars(found).one()


def heard(notices: Iterable[Notice]) -> list[Heard]:
    """What these notices tell, in their order, as it is read now: with people's names as they are, and
    without what is no news any more. A number of queries that grows with the meetings only."""
    notices = list(notices)
    numbers: dict[int, set[int]] = defaultdict(set)
    for one in notices:
        numbers[one.meeting_id].add(one.release_number)
    meetings = {one.id: one for one in session.scalars(select(Meeting).where(Meeting.id.in_(numbers)))}
    told = {number: news.of_releases(meetings[number], those) for number, those in numbers.items()}
    return [
        Heard(one.person_id, meetings[one.meeting_id], told[one.meeting_id][one.release_number], mine)
        for one in notices
        if (mine := _still(told[one.meeting_id][one.release_number], one)) is not None
    ]


def _still(told: News, notice: Notice) -> list[Concerned] | None:
    """What of a notice is still news; None where nothing is."""
    there = {one.number for one in told.entries}
    mine = [rules.read(notice.person_id, kept) for kept in notice.concerns]
    mine = [one for one in mine if one.entry in there]
    return mine if mine or told.of_meeting else None


def _new(person: int) -> list[ColumnElement[bool]]:
    """What tells the notices that somebody has not seen."""
    theirs = listener(person)
    looked = theirs.looked_at if theirs else None
    return [Notice.person_id == person, *([Notice.at > looked] if looked else [])]
