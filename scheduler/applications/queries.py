"""Finding applications, and what they say now and said before."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import func, or_, select

from scheduler.applications.facts import Facts, LinkFact, SpeakerFact
from scheduler.applications.hints import Other
from scheduler.applications.models import Application, Organiser, Receipt, Version
from scheduler.applications.terms import State
from scheduler.applications.workflow import IN_QUEUE, OPEN
from scheduler.audit.models import Content, Record
from scheduler.kernel.codes import ALPHABET
from scheduler.kernel.db import session
from scheduler.kernel.errors import NotFound
from scheduler.kernel.terms import Equipment
from scheduler.kernel.words import Sentence

MOST_COMPARED = 300


def by_code(code: str) -> Application:
    """Raises NotFound."""
    found = None
    if set(code) <= set(ALPHABET):
        found = session.scalars(select(Application).where(Application.code == code)).one_or_none()
    if found is None:
        raise NotFound(Sentence("There is no such application."))
    return found


def of(person_id: int, organisations: Collection[int]) -> Sequence[Application]:
    """Those that a person began, and those of organisations that they speak for; what changed last, first.
    Drafts that were thrown away are among them."""
    theirs = select(Organiser.application_id).where(Organiser.organisation_id.in_(organisations))
    found = select(Application).where(or_(Application.person_id == person_id, Application.id.in_(theirs)))
    return session.scalars(found.order_by(Application.changed_at.desc(), Application.id.desc())).all()


def current(application: Application) -> Facts:
    """What it says now: every field is given."""
    one = application
    return Facts(
        organisation=one.lead.id if one.lead else None,
        title=one.title,
        abstract=one.abstract,
        theme=one.theme,
        format=one.format,
        languages=tuple(one.languages),
        attendance=one.attendance,
        equipment=tuple(map(Equipment, one.equipment)),
        links=tuple(LinkFact(**link) for link in one.links),
        contact=one.contact,
        note=one.note,
        open_to_joining=one.open_to_joining,
        speakers=tuple(
            SpeakerFact.model_construct(
                name=speaker.person.name,
                person=speaker.person_id,
                affiliation=speaker.affiliation,
                online=speaker.online,
                email=speaker.person.email,
            )
            for speaker in one.speakers
        ),
        wishes={wish.slot_id: wish.rank for wish in one.wishes},
        days=tuple(map(date.fromisoformat, one.days)),
    )


def snapshot(application: Application) -> dict[str, Any]:
    """What it says now as JSON, to be kept: people and organisations by number only."""
    told = current(application).model_dump(mode="json", exclude={"organisation", "speakers"})
    speakers = [
        {"person": one.person_id, "affiliation": one.affiliation, "online": one.online}
        for one in application.speakers
    ]
    return {
        **told,
        "organisers": [one.organisation_id for one in application.organisers],
        "cosponsors": {str(one.organisation_id): one.state.value for one in application.cosponsors},
        "speakers": speakers,
        "wishes": {str(slot): rank for slot, rank in told["wishes"].items()},
    }


def versions(application: Application) -> Sequence[Version]:
    """What was submitted each time, the first first."""
    found = select(Version).where(Version.application_id == application.id)
    return session.scalars(found.order_by(Version.number)).all()


def differences(application: Application) -> dict[str, tuple[Any, Any]]:
    """What is no longer as it was last submitted: before and after, by field. Empty for a draft."""
    submitted = versions(application)
    if not submitted:
        return {}
    before, after = submitted[-1].facts, snapshot(application)
    return {
        field: (before.get(field), value)
        for field, value in after.items()
        if before.get(field, value) != value  # what did not exist then is no difference
    }


def later_changes(applications: Iterable[Application]) -> dict[int, set[str]]:
    """Which fields of each were changed since it was last submitted, by the application's number. What was
    not changed is left out. One question."""
    numbers = {one.thing: one.id for one in applications}
    last = (
        select(Record.thing, func.max(Record.number).label("number"))
        .where(Record.thing.in_(numbers), Record.act == "submit")
        .group_by(Record.thing)
        .subquery()
    )
    found = (
        select(Record.thing, Content.facts)
        .join(Content, Content.number == Record.number)
        .join(last, last.c.thing == Record.thing)
        .where(Record.act == "change after receipt", Record.number > last.c.number)
    )
    changed: dict[int, set[str]] = defaultdict(set)
    for thing, facts in session.execute(found):
        changed[numbers[thing]] |= set(facts.get("fields", ()))
    return dict(changed)


def rivals(application: Application) -> Sequence[Application]:
    """Other applications in its call that one of its organisers leads, and that count."""
    leads = [one.organisation_id for one in application.organisers]
    found = (
        select(Application)
        .join(Receipt, Receipt.application_id == Application.id)
        .where(
            Application.call_id == application.call_id,
            Application.id != application.id,
            Application.state.in_(IN_QUEUE),
            Application.id.in_(select(Organiser.application_id).where(Organiser.organisation_id.in_(leads))),
        )
    )
    return session.scalars(found.order_by(Receipt.number)).all()


def open_to_joining(application: Application) -> list[Other]:
    """Applications of the same call whose organisers are open to joining, as hints compare them: the newest,
    `MOST_COMPARED` at most. One question."""
    found = select(Application.id, Application.title, Application.abstract).where(
        Application.call_id == application.call_id,
        Application.id != application.id,
        Application.open_to_joining,
        Application.state.in_(OPEN | {State.DRAFT}),
    )
    rows = session.execute(found.order_by(Application.id.desc()).limit(MOST_COMPARED))
    return [Other(number, title or "", abstract or "") for number, title, abstract in rows]
