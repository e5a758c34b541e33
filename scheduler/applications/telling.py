"""Who gets a letter about an application: its organisers' people, and, of what concerns them, confirmed
co-sponsors and speakers."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from scheduler.accounts.queries import addressees
from scheduler.applications.letters import SECOND
from scheduler.applications.models import Application, CoSponsor
from scheduler.applications.support import is_published
from scheduler.kernel.decision import Decision
from scheduler.kernel.localtime import to_local
from scheduler.kernel.terms import SideEventKind
from scheduler.mail.actions import Addressee, Secret, write
from scheduler.mail.letters import LetterKind
from scheduler.organisations.queries import contacts

PAGE = "/account/applications/{code}/"
"""Where its organisers' people see an application."""
AS_SPEAKER = "You get this letter because you are named there as a speaker."
AS_COSPONSOR = "You get this letter because {cosponsor} is a confirmed co-sponsor of it."
_LETTERS = {
    SideEventKind.SIDE_EVENT: "S",
    SideEventKind.SPECIAL_EVENT: "P",
    SideEventKind.EXHIBITION: "E",
    SideEventKind.OTHER: "O",
}


class Reader(NamedTuple):
    """Who gets a letter. `why`: for those who are not the organiser's people, in a sentence."""

    to: Addressee
    why: str = ""


def number(application: Application) -> str:
    """The receipt's number as people write it, such as CND66-S-0042; empty for a draft."""
    if application.receipt is None:
        return ""
    call = application.call
    return f"{call.meeting.code}-{_LETTERS[call.kind]}-{application.receipt.number:04}"


def day(moment: datetime, application: Application) -> str:
    """A deadline in letters: the venue's day and time."""
    local = to_local(moment, application.call.meeting.time_zone)
    return f"{local:%-d %B %Y, %H:%M}"


@dataclass(frozen=True)
class Reach:
    """Whom letters reach, read once for several events: people by number, and the contacts of
    organisations."""

    people: Mapping[int, Addressee]
    contacts: Mapping[int, Sequence[int]]

    def of(self, organisations: Iterable[int]) -> list[int]:
        """The contacts of these, one organisation after the other."""
        return [person for one in organisations for person in self.contacts.get(one, ())]

    def once(self, people: Iterable[int]) -> list[Addressee]:
        """Of these people those whom letters reach; of several at one address the last."""
        found = filter(None, map(self.people.get, people))
        return list({to.address.lower(): to for to in found}.values())


def reach(applications: Collection[Application], organisations: Collection[int] = ()) -> Reach:
    """Of those who began these applications, organise, co-sponsor or speak, and of more organisations. Two
    queries."""
    backers = [backer for one in applications for backer in one.cosponsors]
    leads = {lead.organisation_id for one in applications for lead in one.organisers}
    found: dict[int, list[int]] = defaultdict(list)
    for contact in contacts(*leads.union(organisations, (one.organisation_id for one in backers))):
        found[contact.organisation_id].append(contact.person_id)
    people = {one.person_id for one in applications}
    named = {one.person_id for one in backers if one.person_id}
    speakers = (speaker.person_id for one in applications for speaker in one.speakers)
    return Reach(addressees(people.union(named, speakers, *found.values())), found)


def organisers_people(application: Application, known: Reach | None = None) -> list[Addressee]:
    """Who began it, and the contacts of its organisers, once each."""
    known = known or reach([application])
    leads = (one.organisation_id for one in application.organisers)
    return known.once([application.person_id, *known.of(leads)])


def everybody(application: Application) -> list[Reader]:
    """Organisers' people, confirmed co-sponsors and speakers whom letters reach: one letter each."""
    known = reach([application])
    readers = [Reader(to) for to in organisers_people(application, known)]
    readers += supporters(application, known)
    for speaker in application.speakers:
        if to := known.people.get(speaker.person_id):
            readers.append(Reader(to, AS_SPEAKER))
    return list({reader.to.address.lower(): reader for reader in reversed(readers)}.values())[::-1]


def supporters(application: Application, known: Reach) -> Iterator[Reader]:
    """People of confirmed co-sponsors whom letters reach; one may come twice."""
    for one in application.cosponsors:
        if is_published(one.state, one.way, one.organisation.kind, application.call.states_by_contact):
            for person in (one.person_id, *known.of([one.organisation_id])):
                if person and (to := known.people.get(person)):
                    yield Reader(to, AS_COSPONSOR.format(cosponsor=one.organisation.name))


def tell(this: Decision, kind: LetterKind, application: Application, **places: str) -> None:
    """A letter to the organisers' people."""
    for to in organisers_people(application):
        send(this, kind, to, application, {"page": page(application), **places})


def tell_all(
    this: Decision,
    kind: LetterKind,
    application: Application,
    why: str = "",
    but: Collection[str] = (),
    **places: str,
) -> set[str]:
    """A letter to everybody whom it concerns, at other addresses than these; the desk's reason is for the
    organisers' people. Returns where letters went."""
    readers = [reader for reader in everybody(application) if reader.to.address.lower() not in but]
    for reader in readers:
        own = {"as": reader.why} if reader.why else {"why": why, "page": page(application)}
        send(this, kind, reader.to, application, {**places, **own})
    return {reader.to.address.lower() for reader in readers}


def tell_of_second(this: Decision, application: Application) -> None:
    """To the contacts of an organiser that has another application in the call: an impostor shall not use up
    its one event."""
    known = reach([application])
    for organiser in application.organisers:
        for to in known.once(known.of([organiser.organisation_id])):
            send(this, SECOND, to, application, {"organisation": organiser.organisation.name})


def tell_of_support(
    this: Decision,
    kind: LetterKind,
    to: Addressee,
    one: CoSponsor,
    secret: Secret | None = None,
    once: str | None = None,
    **places: str,
) -> None:
    """A letter about one co-sponsor."""
    named = {"cosponsor": one.organisation.name, **places}
    send(this, kind, to, one.application, named, about=one.thing, secret=secret, once=once)


def send(
    this: Decision,
    kind: LetterKind,
    to: Addressee,
    application: Application,
    places: Mapping[str, str],
    *,
    about: str | None = None,
    secret: Secret | None = None,
    once: str | None = None,
) -> None:
    """One letter; it is held where the meeting holds its letters."""
    meeting = application.call.meeting
    known = {
        "meeting": meeting.title,
        "title": application.title or "(no title yet)",
        "organisation": organisation(application),
        "number": number(application),
    }
    write(
        this,
        kind,
        to,
        about or application.thing,
        places={**known, **places},
        secret=secret,
        meeting_id=meeting.id,
        once=once,
    )


def page(application: Application) -> str:
    return PAGE.format(code=application.code)


def organisation(application: Application) -> str:
    """Who organises, in words."""
    names = [one.organisation.name for one in application.organisers]
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]])) or "an organiser not named yet"
