"""One letter a day for those who want no more: of all releases of all meetings since the last one. The worker
tends them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import func, select

from scheduler.accounts.queries import addressees
from scheduler.kernel.db import session
from scheduler.kernel.decision import Decision
from scheduler.kernel.words import Sentence
from scheduler.mail.models import Letter
from scheduler.mail.queries import holding
from scheduler.meetings.models import Meeting
from scheduler.telling import rules, wording
from scheduler.telling.letters import DIGEST
from scheduler.telling.models import Notice
from scheduler.telling.posting import Post, by_address, page_of, post
from scheduler.telling.queries import Heard, heard
from scheduler.telling.terms import ByMail

A_BATCH = 200
"""People who are written to in one decision."""
WAITING = (Notice.by_mail == ByMail.DAILY, Notice.letter_id.is_(None))


def due(now: datetime) -> list[list[int]]:
    """Whose daily letter is due (`now` in UTC), by number, in batches."""
    found = (
        select(Notice.person_id, Notice.at, Meeting.time_zone)
        .join(Meeting, Meeting.id == Notice.meeting_id)
        .where(*WAITING)
    )
    waiting: dict[int, list[tuple[datetime, str]]] = defaultdict(list)
    for person, at, zone in session.execute(found):
        waiting[person].append((at, zone))
    last = _last_sent(waiting)
    people = sorted(one for one, what in waiting.items() if rules.digest_due(what, last.get(one)) <= now)
    return [people[start : start + A_BATCH] for start in range(0, len(people), A_BATCH)]


def send(this: Decision, people: Sequence[int], base_url: str) -> None:
    """Write to these people; the number of queries grows with the meetings, not with them. What became no
    news meanwhile, or reaches nobody any more, is let go."""
    waiting = select(Notice).where(Notice.person_id.in_(people), *WAITING)
    notices = session.scalars(waiting.order_by(Notice.at, Notice.meeting_id).with_for_update()).all()
    mine: dict[int, list[Heard]] = defaultdict(list)
    for what in heard(notices):
        mine[what.person].append(what)
    letters = _write(this, mine, base_url)
    for notice in notices:
        letter = letters.get(notice.person_id)
        notice.letter_id = letter.id if letter else None
        notice.by_mail = ByMail.DAILY if letter else ByMail.NEVER


def _write(this: Decision, mine: Mapping[int, Sequence[Heard]], base_url: str) -> dict[int, Letter]:
    """One letter to each address; those about one meeting alone are letters of that meeting. A letter waits
    for the desk where a meeting in it wants that."""
    held, reached = holding(), addressees(mine.keys())
    posts: dict[tuple[int | None, bool], list[Post]] = defaultdict(list)
    for sharing in by_address(reached):
        told = _by_release(each for one in sharing for each in mine[one])
        meetings = {each.meeting.id for each in told}
        places = {
            "meeting": "; ".join(dict.fromkeys(each.meeting.title for each in told)),
            "changes": "\n\n".join(_told(each, base_url) for each in told),
        }
        only = min(meetings) if len(meetings) == 1 else None
        one = Post(sharing, reached[sharing[0]], f"person {sharing[0]}", places)
        posts[only, bool(meetings & held)].append(one)
    letters: dict[int, Letter] = {}
    for (only, holds), those in posts.items():
        letters |= post(this, DIGEST, those, only, held=holds)
    return letters


def _by_release(told: Iterable[Heard]) -> list[Heard]:
    """Each release once, for people who share an address."""
    once: dict[tuple[int, int], Heard] = {}
    for one in told:
        known = once.get((one.meeting.id, one.news.number))
        both = replace(known, mine=[*known.mine, *one.mine]) if known else one
        once[one.meeting.id, one.news.number] = both
    return list(once.values())


def _told(one: Heard, base_url: str) -> str:
    """A release with its heading, the desk's note and its public page."""
    parts = [
        wording.heading(one.news),
        one.news.note or "",
        wording.told(one.news, one.mine, base_url),
        str(Sentence("All changes of this release: %(page)s", page=base_url + page_of(one.news))),
    ]
    return "\n\n".join(filter(None, parts))


def _last_sent(people: Collection[int]) -> dict[int, datetime]:
    """When these people were last written a daily letter."""
    found = select(Letter.person_id, func.max(Letter.written_at)).where(
        Letter.kind == DIGEST.name, Letter.person_id.in_(people), Letter.again_id.is_(None)
    )
    return {one: at for one, at in session.execute(found.group_by(Letter.person_id)) if one and at}
