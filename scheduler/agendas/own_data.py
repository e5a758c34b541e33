"""All that is kept of somebody in agendas and in the rooms below, as plain values."""

from sqlalchemy import select

from scheduler.accounts.own_data import Values, stamp
from scheduler.accounts.traces import Traces
from scheduler.agendas.delegation_models import Cover, Delegation, Member
from scheduler.agendas.models import Agenda, Star
from scheduler.agendas.queries import browsers, followed_organisations, followed_values, has_link
from scheduler.invitations import own_data as below
from scheduler.kernel.db import session
from scheduler.kernel.words import Sentence
from scheduler.meetings.models import Entry, Meeting

FIELDS = {
    **below.FIELDS,
    "agenda": Sentence("My agenda"),
    "asked to cover": Sentence("What you are asked to cover"),
    "browsers": Sentence("In how many browsers it is kept"),
    "delegations": Sentence("Delegations"),
    "follows": Sentence("What you follow"),
    "level": Sentence("How firmly"),
    "secret link": Sentence("There is a secret link"),
    "shares": Sentence("Shows where you go"),
    "starred": Sentence("What you starred"),
    "what": Sentence("What it is"),
}
"""What each field is called on the page."""


def held(traces: Traces, base_url: str) -> Values:
    """What is kept of this person: by kind, each a list or a record."""
    mine = select(Agenda).where(Agenda.person_id.in_(traces.numbers))
    return {**below.held(traces, base_url), "agenda": [_agenda(one) for one in session.scalars(mine)]}


def _agenda(one: Agenda) -> Values:
    return {
        "made": stamp(one.made_at),
        "changed": stamp(one.changed_at),
        "last used": stamp(one.used_at),
        "browsers": browsers(one.id),
        "secret link": has_link(one.id),
        "starred": _stars(one),
        "follows": _followed(one),
        "delegations": _delegations(one),
    }


def _stars(one: Agenda) -> list[Values]:
    found = (
        select(Meeting.code, Entry.title, Star.level, Star.at)
        .join(Entry, Entry.id == Star.entry_id)
        .join(Meeting, Meeting.id == Entry.meeting_id)
        .where(Star.agenda_id == one.id)
        .order_by(Star.at, Entry.id)
    )
    return [
        {"meeting": code, "title": title, "level": level.value, "time": stamp(at)}
        for code, title, level, at in session.execute(found)
    ]


def _followed(one: Agenda) -> list[Values]:
    bodies = followed_organisations(one.id)
    return [
        *({"meeting": None, "what": "organisation", "value": body.name} for body in bodies),
        *(
            {"meeting": code, "what": what.value, "value": value}
            for code, what, value in followed_values(one.id)
        ),
    ]


def _delegations(one: Agenda) -> list[Values]:
    found = select(Member, Delegation).join(Delegation).where(Member.agenda_id == one.id)
    return [
        {
            "title": delegation.name,
            "name": member.name,
            "shares": member.shares,
            "time": stamp(member.joined_at),
            "asked to cover": _asked(member),
        }
        for member, delegation in session.execute(found.order_by(Member.id))
    ]


def _asked(member: Member) -> list[Values]:
    found = (
        select(Meeting.code, Entry.title, Cover.state)
        .join(Entry, Entry.id == Cover.entry_id)
        .join(Meeting, Meeting.id == Entry.meeting_id)
        .where(Cover.member_id == member.id)
        .order_by(Cover.asked_at, Entry.id)
    )
    return [
        {"meeting": code, "title": title, "state": state.value}
        for code, title, state in session.execute(found)
    ]
