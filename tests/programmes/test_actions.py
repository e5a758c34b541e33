"""Importing: all or nothing, idempotent, nothing vanishes (programme file format, "Again")."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

import scheduler.demo
from scheduler.audit.models import Record
from scheduler.formats.entry import Standing
from scheduler.kernel.db import session
from scheduler.kernel.decision import decision
from scheduler.meetings.models import Entry, Meeting, Room
from scheduler.meetings.queries import existing_meeting
from scheduler.organisations.actions import add_alias, enrol
from scheduler.organisations.models import Organisation
from scheduler.programmes.actions import import_files
from scheduler.programmes.exports import export
from scheduler.programmes.reports import MeetingReport, Report
from scheduler.releases.programme import Published
from scheduler.releases.queries import load
from scheduler.side_events.models import SideEvent
from scheduler.timetable.actions import make_plan
from tests.conftest import BASE_URL
from tests.programmes.files import as_bytes, meeting, programme, side_event

REAL = sorted((Path(scheduler.demo.__file__).parent / "programmes").glob("*.json"))


def take(*files: dict[str, Any], rehearse: bool = False) -> Report:
    named = [(f"{number}.json", as_bytes(file)) for number, file in enumerate(files)]
    return import_files(named, actor="tests", base_url=BASE_URL, rehearse=rehearse)


def taken(file: dict[str, Any]) -> MeetingReport:
    report = take(file)
    assert report.faults == []
    return report.meetings[0]


def published(code: str = "T1") -> dict[str, Published]:
    return {one.entry.title: one for one in load([code])[code].entries}


def sequences(code: str = "T1") -> dict[str, int]:
    return {title: one.stamps.sequence for title, one in published(code).items()}


def count(model: type) -> int:
    return session.scalar(select(func.count()).select_from(model)) or 0


@pytest.mark.parametrize("path", REAL, ids=lambda path: path.stem)
def test_a_real_programme_goes_in_and_comes_out_the_same_and_again_changes_nothing(
    app: Flask, make_app: Callable[..., Flask], path: Path
) -> None:
    first = taken(json.loads(path.read_text()))
    assert (first.created, first.release, first.changed, first.cancelled) == (True, 1, [], [])
    exported = export(path.stem, "json", BASE_URL)
    again = taken(json.loads(path.read_text()))
    assert again == MeetingReport(path.stem)
    assert export(path.stem, "json", BASE_URL) == exported
    told = taken(json.loads(exported))
    assert told == MeetingReport(path.stem)


def test_what_is_exported_exports_the_same_from_an_empty_instance(
    tmp_path: Path, sqlite_template: Path, make_app: Callable[..., Flask]
) -> None:
    def instance(name: str) -> Flask:
        copy = tmp_path / f"{name}.sqlite"
        copy.write_bytes(sqlite_template.read_bytes())
        return make_app(SQLALCHEMY_DATABASE_URI=f"sqlite:///{copy}")

    for path in REAL:
        with instance(f"{path.stem}-1").app_context():
            taken(json.loads(path.read_text()))
            first = export(path.stem, "json", BASE_URL)
        with instance(f"{path.stem}-2").app_context():
            taken(json.loads(first))
            assert export(path.stem, "json", BASE_URL) == first


test_what_is_exported_exports_the_same_from_an_empty_instance = pytest.mark.parametrize(
    "database_kind", ["sqlite"]
)(test_what_is_exported_exports_the_same_from_an_empty_instance)


def test_a_fault_in_one_file_keeps_all_files_out(app: Flask) -> None:
    bad = programme(side_event(start="25:00"), side_event("Second", room="M2", end="08:00"))
    report = take(programme(side_event()), bad)
    assert [(fault.file, fault.place) for fault in report.faults] == [
        ("1.json", "side_events[0].start"),
        ("1.json", "side_events[1].end"),
    ]
    assert (count(Meeting), count(Organisation), count(Record)) == (0, 0, 0)


def test_a_rehearsal_says_what_would_happen_and_keeps_nothing(app: Flask) -> None:
    report = take(programme(side_event()), rehearse=True)
    assert (report.meetings[0].new, report.meetings[0].release) == (["First event"], 1)
    assert (count(Meeting), count(Record)) == (0, 0)


def test_a_moved_event_raises_its_sequence_and_no_other(app: Flask) -> None:
    first, second = side_event(), side_event("Second", organiser="Other State", room="M2")
    taken(programme(first, second))
    uids = {title: one.stamps.uid for title, one in published().items()}
    report = taken(programme({**first, "start": "13:10", "end": "14:00"}, second))
    assert (report.changed, report.release) == (["First event"], 2)
    assert sequences() == {"First event": 1, "Second": 0}
    assert {title: one.stamps.uid for title, one in published().items()} == uids
    moved = published()["First event"].entry
    assert moved.moved_from
    assert moved.moved_from.starts_at
    assert moved.moved_from.starts_at.isoformat() == "2027-03-09T08:00:00+00:00"


def test_events_that_swap_rooms_do_so_in_one_step(app: Flask) -> None:
    first, second = side_event(), side_event("Second", organiser="Other State", room="M2")
    taken(programme(first, second))
    taken(programme({**first, "room": "M2"}, {**second, "room": "M1"}))
    rooms = {
        title: one.entry.span.room.name
        for title, one in published().items()
        if one.entry.span and one.entry.span.room
    }
    assert rooms == {"First event": "M2", "Second": "M1"}


def test_an_event_that_is_gone_is_cancelled_keeps_everything_and_frees_its_room(app: Flask) -> None:
    taken(programme(side_event(), side_event("Second", organiser="Other State", room="M2")))
    before = published()["First event"]
    report = taken(programme(side_event("Second", organiser="Other State", room="M1")))
    assert (report.cancelled, report.changed) == (["First event"], ["Second"])
    after = published()["First event"]
    assert (after.entry.standing, after.entry.span) == (Standing.CANCELLED, before.entry.span)
    assert (after.stamps.uid, after.stamps.sequence, after.entry.code) == (
        before.stamps.uid,
        1,
        before.entry.code,
    )
    assert taken(programme(side_event("Second", organiser="Other State", room="M1"))) == MeetingReport("T1")


def test_an_event_that_returns_comes_back_under_its_uid(app: Flask) -> None:
    file, other = programme(side_event()), programme(side_event("Second", organiser="Other State"))
    taken(file)
    uid = published()["First event"].stamps.uid
    taken(other)
    report = taken(programme(side_event(), side_event("Second", organiser="Other State", room="M2")))
    assert (report.revived, report.changed) == (["First event"], ["Second"])
    back = published()["First event"]
    assert (back.entry.standing, back.stamps.uid, back.stamps.sequence) == (Standing.SCHEDULED, uid, 2)


def test_a_published_event_that_loses_its_date_stays_at_its_last_time_as_off(app: Flask) -> None:
    taken(programme(side_event()))
    span, uid = published()["First event"].entry.span, published()["First event"].stamps.uid
    taken(programme(side_event(date=None, start=None, end=None, room=None)))
    off = published()["First event"]
    assert (off.entry.standing, off.entry.span, off.stamps.sequence) == (Standing.UNPLACED, span, 1)
    assert off.fragment
    assert b"STATUS:CANCELLED" in off.fragment
    taken(programme(side_event(date="2027-03-10")))
    again = published()["First event"]
    assert (again.entry.standing, again.stamps.uid, again.stamps.sequence) == (Standing.SCHEDULED, uid, 2)
    assert again.entry.moved_from == span


def test_what_never_had_a_date_stands_in_no_feed(app: Flask) -> None:
    taken(programme(side_event(date=None, start=None, end=None, room=None)))
    assert (published()["First event"].entry.standing, published()["First event"].fragment) == (
        Standing.UNPLACED,
        None,
    )


def test_codes_and_uids_of_a_file_are_adopted(app: Flask) -> None:
    taken(programme(side_event(code="ABC12", uid="given@elsewhere.example")))
    one = published()["First event"]
    assert (one.entry.code, one.stamps.uid) == ("ABC12", "given@elsewhere.example")


def test_a_uid_of_another_meeting_is_a_fault(app: Flask) -> None:
    taken(programme(side_event(uid="taken")))
    other = {**programme(side_event(uid="taken")), "meeting": meeting(code="T2")}
    report = take(other)
    assert [(fault.place, "another meeting" in str(fault.sentence)) for fault in report.faults] == [
        ("side_events[0].uid", True)
    ]
    assert count(Meeting) == 1


def test_a_uid_of_another_entry_of_the_meeting_is_a_fault(app: Flask) -> None:
    taken(programme(side_event(code="AAAAA", uid="taken")))
    report = take(programme(side_event("Other", organiser="Other", code="BBBBB", uid="taken", room="M2")))
    assert [fault.place for fault in report.faults] == ["side_events[0].uid"]
    assert count(Entry) == 1


def test_a_code_of_an_entry_of_another_kind_is_a_fault(app: Flask) -> None:
    taken(programme(side_event(code="AAAAA")))
    report = take(programme(thematic_sessions=[{"title": "Session", "code": "AAAAA"}]))
    assert [fault.place for fault in report.faults] == ["thematic_sessions[0].code"]
    assert count(Entry) == 1


def test_an_edit_by_a_person_stands_and_is_reported_once(app: Flask) -> None:
    taken(programme(side_event(theme="Prevention")))
    event = session.scalars(select(SideEvent)).one()
    event.theme = "Treatment"
    session.commit()
    changed = programme(side_event(theme="Recovery", description="New."))
    report = taken(changed)
    assert [str(sentence) for sentence in report.kept] == [
        "“First event”: the file has a new “theme”, but somebody edited it here. The edit stands."
    ]
    assert (published()["First event"].entry.theme, published()["First event"].entry.description) == (
        "Treatment",
        "New.",
    )
    assert taken(changed).kept == []


def test_an_entry_that_a_person_made_is_never_cancelled_by_an_import(app: Flask) -> None:
    taken(programme(side_event()))
    event = session.scalars(select(SideEvent)).one()
    event.made_by_import = False
    session.commit()
    assert taken(programme()).cancelled == []


def test_where_people_work_on_plans_an_import_becomes_a_draft(app: Flask) -> None:
    taken(programme(side_event(), side_event("Second", organiser="Other State", room="M2")))
    with decision("tests") as this:
        from scheduler.audit.actions import record

        make_plan(this, existing_meeting("T1"), "Morning")
        record(this, "make plan", "meeting T1")
    report = taken(
        programme(
            side_event(start="13:10", end="14:00"), side_event("Second", organiser="Other State", room="M2")
        )
    )
    assert (report.release, bool(report.draft)) == (None, True)
    assert sequences() == {"First event": 0, "Second": 0}


def test_organisations_are_found_by_alias_whatever_case_and_accents(app: Flask) -> None:
    with decision("tests") as this:
        from scheduler.audit.actions import record

        add_alias(enrol("United Kingdom of Great Britain and Northern Ireland"), "United Kingdom")
        record(this, "enrol", "organisation")
    taken(programme(side_event(organiser="UNITED  kingdom", cosponsors=["Türkiye"])))
    taken(programme(side_event(organiser="United Kingdom", cosponsors=["Turkiye"])))
    assert sorted(one.name for one in session.scalars(select(Organisation))) == [
        "Türkiye",
        "United Kingdom of Great Britain and Northern Ireland",
    ]


def test_a_room_is_found_by_its_alias_and_nothing_known_of_it_is_unsaid(app: Flask) -> None:
    rooms = [{"name": "MOE100", "aliases": ["M-Ost 100"], "capacity": 40, "equipment": ["hybrid"]}]
    taken(programme(side_event(room="M-Ost 100"), rooms=rooms))
    taken(programme(side_event(room="moe100"), rooms=[{"name": "MOE100"}]))
    room = session.scalars(select(Room)).one()
    assert (room.name, room.capacity, room.equipment) == ("MOE100", 40, ["hybrid"])


def test_each_import_and_release_leaves_a_record(app: Flask) -> None:
    taken(programme(side_event()))
    taken(programme(side_event()))
    acts = [(record.act, record.thing) for record in session.scalars(select(Record).order_by(Record.number))]
    assert acts == [("import", "meeting T1"), ("release", "meeting T1"), ("import", "meeting T1")]


def test_releases_keep_people_by_id_never_by_name(app: Flask) -> None:
    taken(programme(side_event(speakers=[{"name": "Ada Example", "affiliation": "Institute"}])))
    from scheduler.releases.models import PublishedEntry

    stored = session.scalars(select(PublishedEntry)).one()
    assert "Ada Example" not in json.dumps(stored.content)
    assert published()["First event"].entry.speakers[0].name == "Ada Example"


def test_a_changed_event_leaves_the_versions_of_all_others_as_they_are(app: Flask) -> None:
    from scheduler.releases.models import PublishedEntry

    events = [side_event(f"Event {n}", organiser=f"State {n}", room=f"M{n}") for n in range(30)]
    taken(programme(*events))
    taken(programme({**events[0], "title": "Renamed"}, *events[1:]))
    assert count(PublishedEntry) == 31


def test_the_meeting_may_grow_shrink_and_change_its_name(app: Flask) -> None:
    taken(programme(side_event()))
    file = {
        **programme(side_event()),
        "meeting": meeting(starts="2027-03-09", ends="2027-03-15", title="Renamed session"),
    }
    report = taken(file)
    assert (report.changed, report.release) == ([], 2)
    found = existing_meeting("T1")
    assert [day.date.day for day in found.days] == [9, 10, 11, 12, 13, 14, 15]
    assert b"NAME:T1 Renamed session" in load(["T1"])["T1"].feed


def test_a_special_event_may_cover_two_slots_and_slots_may_overlap(app: Flask) -> None:
    slots = [
        {"date": "2027-03-09", "start": s, "end": e}
        for s, e in (("13:10", "14:00"), ("14:10", "15:00"), ("13:10", "14:40"))
    ]
    taken(programme(side_event(kind="special_event", start="13:10", end="14:40"), slots=slots))
    assert [(slot.starts_at.hour, slot.ends_at.hour) for slot in existing_meeting("T1").slots] == [
        (12, 13),
        (12, 13),
        (13, 14),
    ]


def test_an_end_that_is_not_published_is_assumed_from_the_slot_and_stays_null_in_exports(app: Flask) -> None:
    slots = [{"date": "2027-03-09", "start": "09:00", "end": "10:30"}]
    taken(programme(side_event(end=None), slots=slots))
    span = published()["First event"].entry.span
    assert span
    assert (span.ends_at, span.assumed_end and span.assumed_end.isoformat()) == (
        None,
        "2027-03-09T09:30:00+00:00",
    )
    assert json.loads(export("T1", "json", BASE_URL))["side_events"][0].get("end") is None
