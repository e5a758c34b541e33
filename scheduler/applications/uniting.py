"""What one application takes over from another that becomes part of it, and gives back when they part."""

from typing import Any

from scheduler.applications.models import Application, CoSponsor, Organiser, Speaker
from scheduler.applications.terms import Support, Way
from scheduler.kernel.db import session

Moved = dict[str, Any]


def unite(kept: Application, joined: Application) -> Moved:
    """Organisers, co-sponsors and speakers of both. Returns what was done, so that `part` can undo it."""
    session.flush()
    moved = {
        "organisers": _share_lead(kept, joined),
        "confirmed": _take_over_confirmations(kept, joined),
        "cosponsors": _move_cosponsors(kept, joined),
        "speakers": _move_speakers(kept, joined),
    }
    _read_anew(kept, joined)
    return moved


def part(kept: Application, joined: Application, moved: Moved) -> None:
    """Give back what came with it and still stands there."""
    for organiser in list(kept.organisers):
        if organiser.organisation_id in moved["organisers"]:
            kept.organisers.remove(organiser)
    for number, (state, way, takes_part) in moved["confirmed"].items():
        one = session.get_one(CoSponsor, int(number))
        one.state, one.takes_part = Support(state), takes_part
        one.way = Way(way) if way else None
    rows: list[CoSponsor | Speaker | None] = [
        session.get(CoSponsor, number) for number in moved["cosponsors"]
    ]
    rows += [session.get(Speaker, number) for number in moved["speakers"]]
    for row in rows:
        if row is not None and row.application_id == kept.id:
            row.application_id = joined.id
    session.flush()
    _read_anew(kept, joined)


def _share_lead(kept: Application, joined: Application) -> list[int]:
    """All lead as equals."""
    leads = [one.organisation_id for one in kept.organisers]
    new = [one.organisation_id for one in joined.organisers if one.organisation_id not in leads]
    kept.organisers += [
        Organiser(organisation_id=number, position=place) for place, number in enumerate(new, len(leads))
    ]
    session.flush()
    return new


def _take_over_confirmations(kept: Application, joined: Application) -> dict[str, Any]:
    """Who confirmed to one and was asked by the other need not confirm again."""
    named = {one.organisation_id: one for one in kept.cosponsors}
    before = {}
    for one in joined.cosponsors:
        mine = named.get(one.organisation_id)
        if mine and one.state is Support.CONFIRMED and mine.state in (Support.NAMED, Support.ASKED):
            before[str(mine.id)] = [mine.state, mine.way, mine.takes_part]
            mine.state, mine.way, mine.takes_part = one.state, one.way, one.takes_part
    return before


def _move_cosponsors(kept: Application, joined: Application) -> list[int]:
    """Those that the other one has not named."""
    named = {one.organisation_id for one in kept.cosponsors}
    leads = {one.organisation_id for one in kept.organisers}
    moving = [one for one in joined.cosponsors if one.organisation_id not in named | leads]
    for one in moving:
        one.application_id = kept.id
    return [one.id for one in moving]


def _move_speakers(kept: Application, joined: Application) -> list[int]:
    """Those that do not speak there already: the same person, or one of the same name and address."""
    known = {_who(one) for one in kept.speakers} | {one.person_id for one in kept.speakers}
    moving = [one for one in joined.speakers if one.person_id not in known and _who(one) not in known]
    for place, one in enumerate(moving, len(kept.speakers)):
        one.application_id, one.position = kept.id, place
    return [one.id for one in moving]


def _who(one: Speaker) -> object:
    return one.person.folded or one.person_id, one.person.email


def _read_anew(*both: Application) -> None:
    session.flush()
    for one in both:
        session.expire(one, ["organisers", "cosponsors", "speakers"])
