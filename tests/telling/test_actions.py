"""One letter for each release and reader, as they chose, in the decision that releases."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from scheduler.audit.queries import history
from scheduler.kernel import clock
from scheduler.kernel.db import session
from scheduler.kernel.decision import bookkeeping, decision
from scheduler.kernel.terms import LetterState
from scheduler.kernel.text import fold
from scheduler.links.models import Link
from scheduler.mail.models import Correspondent
from scheduler.mail.wording import hold
from scheduler.meetings.models import Meeting
from scheduler.organisations.actions import name_person
from scheduler.organisations.merging import merge, undo
from scheduler.organisations.models import Person
from scheduler.organisations.queries import by_name
from scheduler.programmes import corrections
from scheduler.programmes.erasing import erase
from scheduler.releases import actions as releases
from scheduler.releases.models import Release
from scheduler.telling import news
from scheduler.telling.actions import tell
from scheduler.telling.choosing import choose
from scheduler.telling.models import Listener, Notice
from scheduler.telling.queries import chosen as chosen_by
from scheduler.telling.releasing import Words
from scheduler.telling.terms import ByMail
from tests.conftest import BASE_URL
from tests.telling import stage
from tests.telling.stage import EVENT, OTHER, TALK, letters, make, put, say, where
from tests.web.counting import counted


@pytest.fixture
def meeting(app: Flask) -> Meeting:
    """Published, and everybody can be reached."""
    made = stage.publish()
    stage.reach_everybody()
    return made


def person(name: str) -> Person:
    return session.scalars(sa.select(Person).where(Person.name == name)).one()


def readers() -> list[str | None]:
    return [letter.name for letter in letters()]


def notices() -> dict[str | None, tuple[ByMail, bool]]:
    found = sa.select(Notice, Person.name).join(Person, Person.id == Notice.person_id)
    return {name: (one.by_mail, one.letter_id is not None) for one, name in session.execute(found)}


def test_a_letter_says_what_changed_and_why_it_concerns_its_reader(meeting: Meeting) -> None:
    make(put(EVENT, where(11)), say(EVENT, title="A new name"), words=Words(note="The lift is out of order."))
    (letter,) = (one for one in letters() if one.name == "Harbour Contact")
    assert letter.subject == "A test session: changes that concern you"
    assert letter.text.split("\n\n") == [
        "Dear Harbour Contact,",
        "The programme of A test session changed (release 2). This concerns you:",
        "Moved: Side event “A new name”\n"
        "Now: Thu 11 March 2027, 09:00 to 10:00, M1\n"
        "Before: Tue 9 March 2027, 09:00 to 09:50, M1\n"
        "The title was: “The event”\n"
        "You are a contact of Harbour, which organises it.\n"
        f"{BASE_URL}/T1/side-events/{EVENT}/",
        "Times are those of Vienna (Europe/Vienna).",
        "About this release: The lift is out of order.",
        "All changes of this release:\n\N{INTERLINEAR ANNOTATION TERMINATOR}/T1/changes/2/",
        "Choose here whether such letters come at once, once a day, or not at all. "
        "The link is for you alone:\n\N{OBJECT REPLACEMENT CHARACTER}",
        session.get_one(Correspondent, "secretariat").name,
    ]
    assert (letter.state, letter.about, letter.meeting_id) == (LetterState.WAITING, "meeting T1", meeting.id)


def test_who_has_a_part_in_several_entries_gets_one_letter(meeting: Meeting) -> None:
    with bookkeeping("tests"):
        person("Sam Speaker").email = person("Pat Panel").email
    make(put(EVENT, where(11)), put(TALK, where(12, room="M3")))
    (letter,) = (one for one in letters() if one.address == person("Pat Panel").email)
    assert letter.text.count("Moved: ") == 2
    assert "You speak there." in letter.text
    assert "You are on its panel." in letter.text
    assert len({one.address for one in letters()}) == len(letters())


def test_who_is_no_longer_named_is_told_that(meeting: Meeting) -> None:
    def leave(_this: object) -> None:
        event = stage.entry(EVENT)
        event.speakers = []  # type: ignore[attr-defined]
        event.bodies = [one for one in event.bodies if one.role != "cosponsor"]  # type: ignore[attr-defined]

    make(leave)
    told = {letter.name: letter.text for letter in letters()}
    assert "You were named as a speaker there until now." in told["Sam Speaker"]
    assert "Lighthouse was named as a co-sponsor until now." in told["Lighthouse Contact"]
    assert "You are a contact of Harbour, which organises it." in told["Harbour Contact"]


def test_each_is_told_as_they_chose(meeting: Meeting) -> None:
    for name, by_mail in (("Harbour Contact", ByMail.DAILY), ("Sam Speaker", ByMail.NEVER)):
        with decision("tests") as this:
            choose(this, person(name).id, by_mail)
    make(put(EVENT, where(11)))
    assert readers() == ["Lighthouse Contact"]
    assert notices() == {
        "Harbour Contact": (ByMail.DAILY, False),
        "Lighthouse Contact": (ByMail.AT_ONCE, True),
        "Sam Speaker": (ByMail.NEVER, False),
    }


def test_nobody_is_told_where_the_desk_says_why(meeting: Meeting) -> None:
    make(put(EVENT, where(11)), untold="Only a test of the rooms.")
    assert letters() == []
    assert {by_mail for by_mail, _ in notices().values()} == {ByMail.NEVER}
    told = [
        one.content.facts["why"] for one in history("meeting T1") if one.act == "tell nobody" and one.content
    ]
    assert told == ["Only a test of the rooms."]


def test_letters_of_a_meeting_that_holds_its_letters_are_held(meeting: Meeting) -> None:
    with decision("tests") as this:
        hold(this, meeting.id, "meeting T1", True)
    make(put(EVENT, where(11)))
    assert {letter.state for letter in letters()} == {LetterState.HELD}


def test_what_concerns_the_whole_meeting_reaches_all_who_have_a_part(meeting: Meeting) -> None:
    def rename(_this: object) -> None:
        session.get_one(Meeting, meeting.id).title = "The real title"

    make(rename)
    others = ["Elsewhere Contact", "Flo Floor", "Harbour Contact"]
    assert readers() == [*others, "Lighthouse Contact", "Pat Panel", "Sam Speaker"]
    assert all("- The title of the meeting was: “A test session”" in letter.text for letter in letters())


def test_a_release_whose_telling_fails_is_none(meeting: Meeting) -> None:
    """The last thing that is written is refused by the database: the release goes with it."""
    with bookkeeping("tests"):
        session.execute(sa.delete(Correspondent).where(Correspondent.code == "secretariat"))
    with pytest.raises(sa.exc.SQLAlchemyError):
        make(put(EVENT, where(11)))
    assert session.scalar(sa.select(sa.func.max(Release.number))) == 1
    assert (letters(), notices(), session.scalars(sa.select(Link)).all()) == ([], {}, [])


def test_nobody_who_was_erased_is_told(meeting: Meeting) -> None:
    make(put(EVENT, where(11)))
    erase(person("Sam Speaker").id, actor="tests", base_url=BASE_URL)
    before = {one.id for one in letters()}
    make(put(EVENT, where(12)))
    assert [one.name for one in letters() if one.id not in before] == [
        "Harbour Contact",
        "Lighthouse Contact",
    ]


def test_erasing_tells_nobody_and_takes_the_name_out_of_letters(meeting: Meeting) -> None:
    def speak(_this: object) -> None:
        event = stage.entry(EVENT)
        made = name_person("Zelda Quux")
        session.flush()
        event.speakers.append(type(event.speakers[0])(person=made, position=2))  # type: ignore[attr-defined]

    make(speak)
    assert any("Zelda Quux" in letter.text for letter in letters())
    before = len(letters())
    erase(person("Zelda Quux").id, actor="tests", base_url=BASE_URL)
    assert len(letters()) == before
    assert not any("Zelda" in str((letter.text, letter.places)) for letter in letters())


def test_merging_records_that_a_programme_names_tells_of_all_that_it_releases(meeting: Meeting) -> None:
    with bookkeeping("tests"):
        stage.entry(EVENT).title = "Another title"
    kept, merged = (by_name([name])[fold(name)] for name in ("Harbour", "Elsewhere"))
    with decision("tests") as this:
        corrections.merge(this, kept, merged, BASE_URL)
    others = ["Elsewhere Contact", "Harbour Contact", "Lighthouse Contact"]
    assert readers() == [*others, "Sam Speaker"]
    (letter,) = (one for one in letters() if one.name == "Harbour Contact")
    assert "The title was: “The event”" in letter.text
    assert "No longer organisers: Elsewhere" in letter.text


def test_merging_two_records_of_somebody_who_speaks_is_no_news(meeting: Meeting) -> None:
    with decision("tests") as this:
        kept = name_person("Samuel Speaker")
        session.flush()
        corrections.merge(this, kept, person("Sam Speaker"), BASE_URL)
    (told,) = news.of_releases(meeting, [2]).values()
    assert (told.of_meeting, told.entries, letters()) == ((), (), [])
    make(lambda _this: setattr(stage.entry(EVENT), "title", "Another title"))
    assert "New speakers" not in "".join(letter.text for letter in letters())


@pytest.mark.parametrize(("kept_days", "by_mail"), [(None, ByMail.NEVER), (1, ByMail.DAILY)])
def test_of_two_records_the_newest_choice_counts(app: Flask, kept_days: int | None, by_mail: ByMail) -> None:
    """Who asked for no letters gets none because a record was found that only looked at news."""
    with decision("tests") as this:
        kept, merged = name_person("Sam"), name_person("Sam")
        session.flush()
        chosen = (ByMail.DAILY, stage.AT + timedelta(kept_days)) if kept_days else (None, None)
        session.add_all(
            Listener(person_id=one.id, by_mail=how, chosen_at=at, looked_at=stage.AT)
            for one, (how, at) in ((kept, chosen), (merged, (ByMail.NEVER, stage.AT)))
        )
        session.flush()
        done = merge(this, kept, merged)
        assert chosen_by(kept.id) == by_mail
        undo(this, done)
        assert (chosen_by(kept.id), chosen_by(merged.id)) == (chosen[0], ByMail.NEVER)


@pytest.mark.parametrize("people", [3, 200])
def test_the_number_of_queries_does_not_grow_with_the_people(
    app: Flask, meeting: Meeting, people: int
) -> None:
    with bookkeeping("tests"):
        for number in range(people):
            stage.represent("Elsewhere", f"Reader {number:03}", is_contact=True)
    with clock.set_to(stage.AT), decision("tests") as this:
        put(OTHER, where(12, room="M2"))(this)
        made = releases.release(this, meeting, BASE_URL)
        assert made
        with counted(app) as sent:
            tell(this, meeting, made, BASE_URL, None)
    assert len(letters()) == people + 1
    inserts = [one for one in sent if one.startswith("INSERT INTO letter")]
    links = [one for one in sent if one.startswith("INSERT INTO link")]
    assert (len(inserts), len(links)) == (1, 1)
    assert len(sent) <= 90


def test_nobody_is_told_the_same_twice(meeting: Meeting) -> None:
    make(put(EVENT, where(11)))
    first = {letter.id for letter in letters()}
    make(put(TALK, where(12, room="M3")), at=stage.AT + timedelta(hours=1))
    later = [letter for letter in letters() if letter.id not in first]
    assert [letter.name for letter in later] == ["Flo Floor", "Pat Panel"]
    assert all("The event" not in letter.text for letter in later)
