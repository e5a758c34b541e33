"""Whom a release would tell what, before it is made."""

from collections.abc import Sequence
from dataclasses import dataclass

from scheduler.accounts.queries import addressees
from scheduler.kernel.db import session
from scheduler.mail import rules as mail
from scheduler.mail.actions import Addressee
from scheduler.mail.models import Correspondent
from scheduler.mail.queries import holds, text_for
from scheduler.mail.rules import Text
from scheduler.meetings.models import Meeting
from scheduler.releases.coming import Coming
from scheduler.telling import news, wording
from scheduler.telling.actions import by_mail_of
from scheduler.telling.letters import RELEASED
from scheduler.telling.news import News
from scheduler.telling.posting import known
from scheduler.telling.terms import ByMail, Concerned


@dataclass(frozen=True)
class Told:
    """Somebody who would be told: of which entries, by title, and when by mail."""

    to: Addressee
    by_mail: ByMail
    mine: Sequence[Concerned]
    titles: Sequence[str]


@dataclass(frozen=True)
class Foreseen:
    """Who would be told of a release. `unreached`: how many it concerns whom no letter reaches. `sample`: the
    letter to the first; `holds`: letters of this meeting wait for the desk."""

    told: Sequence[Told]
    unreached: int
    sample: Text | None
    holds: bool


def foresee(meeting: Meeting, found: Coming, note: str | None, base_url: str) -> Foreseen:
    """In a number of queries that does not grow with the people."""
    said = news.of_coming(meeting, found, note)
    concerned = news.concerned(meeting, said)
    reached, wanted = addressees(concerned.keys()), by_mail_of(concerned)
    titles = {one.number: one.entry.title for one in said.entries}
    told = [
        Told(
            to, wanted[one], concerned[one], list(dict.fromkeys(titles[each.entry] for each in concerned[one]))
        )
        for one, to in reached.items()
    ]
    first = next((one for one in told if one.by_mail is ByMail.AT_ONCE), None)
    sample = _sample(meeting, said, first, base_url) if first else None
    return Foreseen(told, len(concerned) - len(reached), sample, holds(meeting.id))


def _sample(meeting: Meeting, said: News, first: Told, base_url: str) -> Text:
    """The letter as the first one would get it, with {link} where the personal link will stand."""
    text, _ = text_for(RELEASED, meeting.id, first.to.language)
    sender = session.get_one(Correspondent, RELEASED.sender).name
    changes = wording.told(said, first.mine, base_url)
    places = {"name": first.to.name or "", "sender": sender, "link": "x", **known(said), "changes": changes}
    return mail.shown(mail.fill(text, places), base_url)
