"""Telling people of a release, in the decision that makes it."""

from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import select

from scheduler.accounts.queries import addressees
from scheduler.audit.actions import record
from scheduler.kernel.db import session
from scheduler.kernel.decision import Decision
from scheduler.mail.actions import Addressee
from scheduler.mail.models import Letter
from scheduler.mail.queries import holds
from scheduler.meetings.models import Meeting
from scheduler.releases.models import Release
from scheduler.telling import news, rules, wording
from scheduler.telling.letters import RELEASED
from scheduler.telling.models import Listener, Notice
from scheduler.telling.news import News
from scheduler.telling.posting import Post, by_address, known, post
from scheduler.telling.terms import ByMail, Concerned

Concerns = Mapping[int, Sequence[Concerned]]
"""By the person's number."""


def tell(this: Decision, meeting: Meeting, made: Release, base_url: str, untold: str | None = None) -> None:
    """Write down whom a release concerns, and write to those who want a letter at once. `untold`: why nobody
    gets one."""
    told = news.of_releases(meeting, [made.number])[made.number]
    concerned = news.concerned(meeting, told)
    if untold:
        record(this, "tell nobody", f"meeting {meeting.code}", why=untold, number=made.number)
    reached = addressees(concerned.keys())
    wanted = dict.fromkeys(reached, ByMail.NEVER) if untold else by_mail_of(concerned)
    at_once = {number: to for number, to in reached.items() if wanted[number] is ByMail.AT_ONCE}
    posts = list(_posts(meeting, told, at_once, concerned, base_url))
    letters = post(this, RELEASED, posts, meeting.id, held=holds(meeting.id))
    session.add_all(
        _notice(made, number, concerned[number], wanted[number], letters.get(number)) for number in reached
    )
    session.flush()


def by_mail_of(concerned: Concerns) -> dict[int, ByMail]:
    """When each of these people gets a letter, in one query."""
    found = select(Listener.person_id, Listener.by_mail).where(Listener.person_id.in_(concerned.keys()))
    chosen = dict(session.execute(found).all())
    return {
        number: rules.by_mail(chosen.get(number), [one.concern for one in mine])
        for number, mine in concerned.items()
    }


def _posts(
    meeting: Meeting, told: News, readers: Mapping[int, Addressee], concerned: Concerns, base_url: str
) -> Iterator[Post]:
    for people in by_address(readers):
        mine = [one for number in people for one in concerned[number]]
        places = {**known(told), "changes": wording.told(told, mine, base_url)}
        yield Post(people, readers[people[0]], f"meeting {meeting.code}", places)


def _notice(
    made: Release, person: int, mine: Sequence[Concerned], by_mail: ByMail, letter: Letter | None
) -> Notice:
    return Notice(
        person_id=person,
        meeting_id=made.meeting_id,
        release_number=made.number,
        at=made.released_at,
        concerns=[rules.written(one) for one in mine],
        by_mail=by_mail,
        letter_id=letter.id if letter else None,
    )
