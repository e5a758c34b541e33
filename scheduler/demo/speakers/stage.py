"""Where the stories play: the meetings with their calls and panels, everybody who acts, and the moments at
which things happen."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from scheduler.accounts import representing
from scheduler.accounts.models import Account
from scheduler.accounts.queries import by_address, visitor
from scheduler.demo.names import FAMILY_NAMES, GIVEN_NAMES
from scheduler.demo.open_call.applicants import open_for
from scheduler.demo.open_call.proposals import address
from scheduler.demo.open_call.session import ZONE
from scheduler.demo.parties import Party
from scheduler.demo.people import ACTORS
from scheduler.demo.speakers.cast import GROUPS, Part
from scheduler.demo.speakers.fates import Act, Call
from scheduler.demo.speakers.terms import DAYS
from scheduler.kernel.decision import Decision
from scheduler.kernel.localtime import to_local, to_utc
from scheduler.kernel.permissions import Visitor
from scheduler.kernel.terms import Role, Standing
from scheduler.kernel.text import fold, slug
from scheduler.nominations import holding
from scheduler.nominations.call_models import Channel, SpeakerCall
from scheduler.organisations.actions import add_person
from scheduler.organisations.models import Organisation
from scheduler.organisations.queries import by_name, speaks_for
from scheduler.thematic_sessions.models import ThematicSession

OPENS = time(9)
OFFICE = timedelta(hours=8)
APART = timedelta(minutes=4)
"""So long after the one before it something of the same day happens."""


@dataclass(frozen=True)
class Troupe:
    """Those who decide and advise. `coordinators` by the code of their channel, `nominators` by
    organisation."""

    desk: Visitor
    unit: Visitor
    reviewers: tuple[Visitor, Visitor]
    coordinators: Mapping[str, Visitor]
    nominators: Mapping[str, Visitor]


@dataclass(frozen=True)
class Stage:
    """What all stories share. `now`: the moment that they lead up to (UTC); `channels` by call and code;
    `sessions` of the call's meeting, in order."""

    now: datetime
    calls: Mapping[Call, SpeakerCall]
    sessions: Mapping[Call, Sequence[ThematicSession]]
    troupe: Troupe
    organisations: Mapping[str, Organisation]
    uploads: Path
    base_url: str

    @property
    def today(self) -> date:
        """At the venue."""
        return to_local(self.now, ZONE).date()

    def channel(self, call: Call, code: str) -> Channel:
        return next(one for one in self.calls[call].channels if one.code == code)

    def organisation(self, name: str) -> Organisation:
        return self.organisations[fold(name)]

    def moment(self, days: float, number: int = 0) -> datetime:
        """So many days from today, in office hours, and not after now; `number` sets things of one day
        apart."""
        whole, part = divmod(days, 1)
        found = to_utc(self.today + timedelta(days=int(whole)), OPENS, ZONE) + part * OFFICE + number * APART
        return min(found, self.now - timedelta(minutes=20))

    def put_at(self, part: Part) -> datetime:
        """When this one is put forward: one after the other, over the days of the call."""
        begin, end = DAYS[part.told.call].put
        return self.moment(begin + (end - begin) * (part.number * 37 % 100) / 100)

    def acts_at(self, part: Part, act: Act) -> datetime:
        return self.moment(DAYS[part.told.call].of(act), part.number)


def troupe(this: Decision, parties: Iterable[Party]) -> Troupe:
    """Those with accounts, somebody for each Regional Group without one, who acts by a link, and a contact
    for each organisation."""
    own = {(actor.role, actor.channel): _own(actor.address) for actor in reversed(ACTORS)}
    reviewers = [_own(actor.address) for actor in ACTORS if actor.role is Role.CHANNEL_REVIEWER]
    coordinators = {
        channel: who for (role, channel), who in own.items() if role is Role.CHANNEL_COORDINATOR and channel
    }
    for place, code in enumerate(GROUPS):
        if code not in coordinators:
            coordinators[code] = _holder(this, place, code)
    return Troupe(
        desk=own[Role.SECRETARIAT, None],
        unit=own[Role.CIVIL_SOCIETY_UNIT, None],
        reviewers=(reviewers[0], reviewers[1]),
        coordinators=coordinators,
        nominators={party.name: _contact(this, party) for party in parties},
    )


def _own(address: str) -> Visitor:
    account = by_address(address)
    assert account, "people.enrol opens the accounts first"
    return visitor(account, strong=True)


def _holder(this: Decision, place: int, body: str) -> Visitor:
    """Somebody who coordinates a group by a link."""
    name = f"{GIVEN_NAMES[-place - 1]} {FAMILY_NAMES[-place - 1]}"
    person = add_person(this, name, f"{slug(name).replace('-', '.')}@{body.lower()}.example")
    holding.hand_role(this, body, Role.CHANNEL_COORDINATOR, person)
    role = Role.CHANNEL_COORDINATOR
    return Visitor(person=person.id, name=name, roles=frozenset({role}), channels=frozenset({(role, body)}))


def _contact(this: Decision, party: Party) -> Visitor:
    """Who speaks for an organisation: the first of its people, unless it has an account that is printed."""
    organisation = by_name([party.name]).popitem()[1]
    addresses = [actor.address for actor in ACTORS if actor.organisation == party.name]
    account = by_address((addresses or [address(party.people[0], party)])[0])
    account = account or open_for(this, party, party.people[0])
    return _speaking(this, account, organisation)


def _speaking(this: Decision, account: Account, organisation: Organisation) -> Visitor:
    known = [one for one in speaks_for(account.person_id) if one.organisation_id == organisation.id]
    if not known:
        representing.vouch(this, account.person, organisation)
    elif known[0].standing is Standing.ASKED:
        representing.agree(this, known[0])
    return visitor(account, strong=True)
