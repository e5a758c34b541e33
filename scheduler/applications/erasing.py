"""Erasing a person from applications, and from the side events that came of them.

Name and addresses are struck out of texts. What organisations said and did stays, and so do receipts: their
chain holds, but what was fingerprinted cannot be shown any more.
"""

from collections.abc import Callable, Collection, Iterator
from typing import Any

from sqlalchemy import Select, String, cast, or_, select

from scheduler.accounts.traces import Traces
from scheduler.applications.models import (
    Application,
    CoSponsor,
    Joining,
    Material,
    Organiser,
    Reading,
    Receipt,
    Speaker,
    Version,
)
from scheduler.applications.queries import versions
from scheduler.applications.telling import number
from scheduler.kernel.db import session
from scheduler.side_events.models import SideEvent, SideEventSpeaker

TEXTS: dict[Any, tuple[str, ...]] = {
    Application: ("title", "abstract", "theme", "contact", "note", "reason", "links", "told"),
    Speaker: ("affiliation",),
    CoSponsor: ("said",),
    Version: ("facts",),
    Reading: ("said",),
    Material: ("alternative", "said"),
}
"""Where an application says something in words."""
EVENT_TEXTS = ("title", "description", "theme", "links", "note")


def touched_by(traces: Traces) -> list[Application]:
    """The applications in which a name like theirs is theirs: those that they began, speak at or were asked
    about, those of organisations for which they spoke, those that spell out an address of theirs, and copies
    of all these."""
    found = {one for asked in _near(traces) for one in session.scalars(asked)}
    new = found
    while new:
        copies = select(Application.id).where(Application.copied_from_id.in_(new))
        new = set(session.scalars(copies)) - found
        found |= new
    return list(
        session.scalars(select(Application).where(Application.id.in_(found)).order_by(Application.id))
    )


def things_of(applications: Collection[Application]) -> set[str]:
    """All that hangs on them, as the history names it."""
    ids = [one.id for one in applications]
    offers = select(Joining).where(or_(Joining.from_id.in_(ids), Joining.into_id.in_(ids)))
    return {
        *(one.thing for one in applications),
        *(cosponsor.thing for one in applications for cosponsor in one.cosponsors),
        *(one.thing for one in session.scalars(offers)),
    }


def mentions(traces: Traces, touched: Collection[Application]) -> list[str]:
    """The receipts' numbers of further applications in which such a name stands. Nobody knows which person is
    meant there."""
    found = {one for asked in _spelling_out(traces.words) for one in session.scalars(asked)}
    others = found - {one.id for one in touched}
    received = select(Application).join(Receipt).where(Application.id.in_(others))
    return [number(one) for one in session.scalars(received.order_by(Application.id))]


def erase(traces: Traces, applications: Collection[Application]) -> None:
    """Take the person out of these applications, and nothing of what organisations said."""
    ids = [one.id for one in applications]
    spoken_at = {one.id for one in applications if any(map(_is_by(traces), one.speakers))}
    struck = {number for model in TEXTS for number in _strike_all(model, ids, traces)}
    _rename_flyers(ids, traces)
    for one in applications:
        _forget_speakers(one, traces)
        if one.id in spoken_at | struck:
            one.revision += 1  # a form that was open before must not bring the name back
    _let_go(traces)
    _erase_from_events([one.entry_id for one in applications if one.entry_id], traces)
    session.flush()


def _near(traces: Traces) -> Iterator[Select[int]]:
    bodies = [one.organisation_id for one in traces.speaking]
    supporting = or_(
        CoSponsor.person_id.in_(traces.numbers),
        CoSponsor.settled_by.in_(traces.own),
        CoSponsor.organisation_id.in_(bodies),
    )
    yield select(Application.id).where(Application.person_id.in_(traces.numbers))
    yield select(Speaker.application_id).where(Speaker.person_id.in_(traces.numbers))
    yield select(CoSponsor.application_id).where(supporting)
    yield select(Organiser.application_id).where(Organiser.organisation_id.in_(bodies))
    yield from _spelling_out([word for word in traces.words if "@" in word])


def _spelling_out(words: Collection[str]) -> Iterator[Select[int]]:
    """The applications in whose texts one of these words stands."""
    if words:
        for model, fields in TEXTS.items():
            columns = [cast(getattr(model, field), String) for field in fields]
            holds = (column.icontains(word, autoescape=True) for column in columns for word in words)
            yield select(_number(model)).where(or_(*holds))


def _number(model: Any) -> Any:
    """The column with the application's number."""
    return Application.id if model is Application else model.application_id


def _is_by(traces: Traces) -> Callable[[Speaker | SideEventSpeaker], bool]:
    return lambda speaker: speaker.person_id in traces.numbers


def _strike_all(model: Any, ids: Collection[int], traces: Traces) -> Iterator[int]:
    """Yields the numbers of applications in which there was something to strike."""
    rows = session.execute(select(_number(model), model).where(_number(model).in_(ids)))
    for number_, row in rows.all():
        if _strike(row, TEXTS[model], traces):
            yield number_


def _strike(row: Any, fields: Collection[str], traces: Traces) -> bool:
    """Whether there was something to strike."""
    before = [getattr(row, field) for field in fields]
    after = list(map(traces.strike_all, before))
    for field, value in zip(fields, after, strict=True):
        setattr(row, field, value)
    return before != after


def _rename_flyers(ids: Collection[int], traces: Traces) -> None:
    """In names of files, words hang together by underscores."""
    for flyer in session.scalars(select(Material).where(Material.application_id.in_(ids))):
        name = flyer.name.replace("_", " ")
        if traces.strike(name) != name:
            flyer.name = traces.strike(name)


def _forget_speakers(application: Application, traces: Traces) -> None:
    """Whoever is no more than a name goes; otherwise it stays for whom somebody speaks."""
    _remove_names(application.speakers, traces)
    if application.told:
        rows = application.told["speakers"]
        kept = [[person, for_whom] for person, for_whom in rows if person not in traces.numbers or for_whom]
        application.told = {**application.told, "speakers": kept}
    for version in versions(application):
        told = version.facts.get("speakers", [])
        kept = [one for one in told if one["person"] not in traces.numbers or one["affiliation"]]
        version.facts = {**version.facts, "speakers": kept}


def _remove_names(speakers: list[Any], traces: Traces) -> None:
    for one in filter(_is_by(traces), list(speakers)):
        if one.affiliation is None:
            speakers.remove(one)


def _let_go(traces: Traces) -> None:
    """What they read at the desk, others may read."""
    for one in session.scalars(select(Application).where(Application.claimed_by.in_(traces.own))):
        one.claimed_by = None


def _erase_from_events(ids: Collection[int], traces: Traces) -> None:
    """The text that the desk gave a side event is struck too: it tells of the same people."""
    for event in session.scalars(select(SideEvent).where(SideEvent.id.in_(ids))):
        _strike(event, EVENT_TEXTS, traces)
        if event.imported:
            told = event.imported.items()
            event.imported = {k: traces.strike_all(v) if k in EVENT_TEXTS else v for k, v in told}
        for speaker in event.speakers:
            _strike(speaker, ("affiliation",), traces)
        _remove_names(event.speakers, traces)
