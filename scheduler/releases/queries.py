"""Reading releases."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, null, select, tuple_, union_all
from sqlalchemy.orm import aliased

from scheduler.formats.entry import MeetingFace, Stamps
from scheduler.kernel.db import session
from scheduler.kernel.terms import NamedAs
from scheduler.kernel.text import words
from scheduler.meetings.models import Entry, Meeting
from scheduler.organisations.models import Organisation, OrganisationName, Person
from scheduler.releases import content, rules
from scheduler.releases.models import PublishedEntry, Release, WholeFeed
from scheduler.releases.programme import Programme, Published
from scheduler.releases.rules import Facts
from scheduler.thematic_sessions.models import Naming
from scheduler.thematic_sessions.naming_rules import shown_name
from scheduler.thematic_sessions.queries import floor_of
from scheduler.timetable.entries import voice


def last_release(meeting: Meeting) -> Release | None:
    found = select(Release).where(Release.meeting_id == meeting.id).order_by(Release.number.desc()).limit(1)
    return session.scalars(found).one_or_none()


def current_versions(meeting: Meeting) -> dict[int, PublishedEntry]:
    """What is published now, by entry id."""
    found = select(PublishedEntry).where(
        PublishedEntry.meeting_id == meeting.id, PublishedEntry.superseded_in.is_(None)
    )
    return {version.entry_id: version for version in session.scalars(found)}


def published(meeting: Meeting) -> set[int]:
    """The numbers of the entries that have a public page."""
    found = select(PublishedEntry.entry_id).where(PublishedEntry.meeting_id == meeting.id)
    return set(session.scalars(found))


def current_fragments(meeting: Meeting) -> Iterator[bytes | None]:
    """The VEVENTs of what is published now, in an order that never changes."""
    found = (
        select(PublishedEntry.fragment)
        .where(PublishedEntry.meeting_id == meeting.id, PublishedEntry.superseded_in.is_(None))
        .order_by(PublishedEntry.entry_id)
    )
    return iter(session.scalars(found))


def meeting_face(meeting: Meeting) -> MeetingFace:
    """What a release made now says of the meeting."""
    return MeetingFace(
        code=meeting.code,
        title=meeting.title,
        venue=meeting.venue.name if meeting.venue else None,
        time_zone=meeting.time_zone,
        starts=meeting.starts,
        ends=meeting.ends,
        kind=meeting.kind,
        session_number=meeting.session_number,
        side_events_in_truth=meeting.side_events_in_truth,
        floor_speakers=tuple(voice(item) for item in floor_of(meeting)),
    )


def names(meeting: str, people: Iterable[int]) -> content.Names:
    """Who people are, by id, with their names as they chose to be named in this meeting (by its code); of
    somebody whose record was merged into another one, that one."""
    return names_in({meeting: people})[meeting]


def names_in(meetings: Mapping[str, Iterable[int]]) -> dict[str, content.Names]:
    """The same for several meetings, in one query."""
    wanted = {code: set(people) for code, people in meetings.items()}
    every = set().union(*wanted.values())
    known: dict[int, content.Known] = {}
    chosen: dict[tuple[str, int], NamedAs] = {}
    for number, kept, name, code, named_as in session.execute(_named(every, wanted)) if every else ():
        known[number] = content.Known(kept, name)
        if code is not None:
            chosen[code, number] = named_as
    return {
        code: {
            one: content.Known(
                known[one].person, shown_name(known[one].name, chosen.get((code, one), NamedAs.IN_FULL))
            )
            for one in people & known.keys()
        }
        for code, people in wanted.items()
    }


def _named(people: Collection[int], meetings: Collection[str]) -> Select[Any]:
    """Number, that of the record that counts, and name, once for each of these meetings in which they chose
    how to be named, and with that."""
    kept = aliased(Person)
    number = func.coalesce(Person.merged_into_id, Person.id)
    choice = (
        select(Naming.person_id, Meeting.code, Naming.named_as)
        .join(Meeting, Meeting.id == Naming.meeting_id)
        .where(Meeting.code.in_(meetings))
        .subquery()
    )
    name = case((Person.merged_into_id.is_(None), Person.name), else_=kept.name)
    return (
        select(Person.id, number, name, choice.c.code, choice.c.named_as)
        .outerjoin(kept, kept.id == Person.merged_into_id)
        .outerjoin(choice, choice.c.person_id == number)
        .where(Person.id.in_(people))
    )


def unpublished() -> dict[str, int]:
    """How many accepted events of each meeting no release has told of, by the meeting's code."""
    told = select(PublishedEntry.id).where(PublishedEntry.entry_id == Entry.id).exists()
    found = (
        select(Meeting.code, func.count(Entry.id))
        .join(Entry, Entry.meeting_id == Meeting.id)
        .where(Entry.made_by_import.is_(False), Entry.cancelled.is_(False), ~told)
        .group_by(Meeting.code)
    )
    return dict(session.execute(found).all())


def latest_numbers() -> dict[str, int]:
    """The number of the last release of every meeting that has one."""
    found = select(Meeting.code, func.max(Release.number)).join(Release).group_by(Meeting.code)
    return dict(session.execute(found).all())


def load(codes: Collection[str]) -> dict[str, Programme]:
    """The last releases of these meetings, in a constant number of queries. Codes without a release are
    left out.

    Everything is asked for by release number, so that a release made meanwhile cannot mix with this one.
    """
    releases = [(row.Release, row.body) for row in session.execute(_last_of(codes))]
    chosen = tuple_(Release.meeting_id, Release.number).in_([(r.meeting_id, r.number) for r, _ in releases])
    rows, past = session.execute(_current(chosen)).all(), _past(chosen)
    told = {row.entry_id: content.load(row.content) for row in rows}
    faces = {release.meeting_id: content.load_meeting(release.meeting) for release, _ in releases}
    aliases, merged = _aliases(rows)
    named: dict[str, list[int]] = {face.code: list(content.people(face)) for face in faces.values()}
    for row in rows:
        named[faces[row.meeting_id].code].extend(content.people(told[row.entry_id]))
    people = names_in(named)
    entries = defaultdict(list)
    for row in rows:
        says = content.named(told[row.entry_id], people[faces[row.meeting_id].code])
        entries[row.meeting_id].append(
            Published(
                entry=says,
                stamps=Stamps(row.uid, row.sequence, row.created_at, row.changed_at),
                facts=rules.found_by_merged(rules.found_by_alias(row.facts, aliases), merged),
                past=past[row.entry_id],
                fragment=row.fragment,
                fragment_kept=row.fragment_kept,
            )
        )
    return {
        faces[release.meeting_id].code: Programme(
            meeting=content.named_meeting(faces[release.meeting_id], people[faces[release.meeting_id].code]),
            number=release.number,
            released_at=release.released_at,
            refresh_minutes=release.refresh_minutes,
            entries=tuple(entries[release.meeting_id]),
            feed=body,
        )
        for release, body in releases
    }


def _aliases(rows: Iterable[Any]) -> tuple[dict[str, str], dict[str, list[str]]]:
    """What else organisations of these entries are found by, by their slugs: the names that they go by, in
    one text, and the slugs of records that were merged into them, which stand in subscribers' addresses."""
    slugs = {slug for row in rows for slug in row.facts.get("organisation", ())}
    merged = aliased(Organisation)
    by_name = select(Organisation.slug, OrganisationName.text, null()).join(OrganisationName)
    by_slug = select(Organisation.slug, null(), merged.slug).join(
        merged, merged.merged_into_id == Organisation.id
    )
    found: Any = union_all(*(part.where(Organisation.slug.in_(slugs)) for part in (by_name, by_slug)))
    names, others = defaultdict(list), defaultdict(list)
    for slug, name, other in session.execute(found):
        if name:
            names[slug].append(name)
        else:
            others[slug].append(other)
    return {slug: " ".join(words("\n".join(sorted(texts)))) for slug, texts in names.items()}, dict(others)


def _last_of(codes: Collection[str]) -> Select[Release, bytes]:
    return (
        select(Release, WholeFeed.body)
        .join(
            WholeFeed,
            (WholeFeed.meeting_id == Release.meeting_id) & (WholeFeed.release_number == Release.number),
        )
        .join(Meeting, Meeting.id == Release.meeting_id)
        .where(Meeting.code.in_(codes))
    )


def _current(chosen: ColumnElement[bool]) -> Select[Any]:
    version = PublishedEntry
    columns = (
        version.meeting_id, version.entry_id, version.sequence, version.created_at, version.changed_at,
        version.content, version.facts, version.fragment, version.fragment_kept, Entry.uid,
    )  # fmt: skip
    return (
        select(*columns)
        .join(Entry, Entry.id == version.entry_id)
        .join(Release, Release.meeting_id == version.meeting_id)
        .where(chosen, version.released_in <= Release.number)
        .where(version.superseded_in.is_(None) | (version.superseded_in > Release.number))
        .order_by(version.entry_id)
    )


def _past(chosen: ColumnElement[bool]) -> dict[int, tuple[Facts, ...]]:
    """What filters saw in earlier versions that stood in feeds, by entry id."""
    version = PublishedEntry
    found = (
        select(version.entry_id, version.facts)
        .join(Release, Release.meeting_id == version.meeting_id)
        .where(chosen, version.superseded_in <= Release.number, version.fragment.is_not(None))
    )
    past: dict[int, tuple[Facts, ...]] = defaultdict(tuple)
    for entry_id, facts in session.execute(found):
        past[entry_id] += (facts,)
    return past
