"""From the board to an instance and back, without a database."""

from dataclasses import replace
from datetime import UTC, date, datetime

from scheduler.kernel.terms import Constituency
from scheduler.kernel.words import Sentence
from scheduler.nominations.board_rules import Hours
from scheduler.timetable.allocation.panel import compose
from scheduler.timetable.panel_proposing_rules import (
    Facts,
    Line,
    Name,
    Proposal,
    instance,
    proposal,
    slots_of,
)

MONDAY, TUESDAY = date(2027, 9, 20), date(2027, 9, 21)
STATES, NGOS = Constituency.MEMBER_STATE, Constituency.CIVIL_SOCIETY
ANY = (1, 2)


def hours(number: int, start: int, end: int, day: date = MONDAY) -> Hours:
    at = (datetime(day.year, day.month, day.day, hour, tzinfo=UTC) for hour in (start, end))
    return Hours(number, f"Session {number}", day, *at)


def name(code: str, **more: object) -> Name:
    told: dict[str, object] = {"seen": "x", "person": sum(map(ord, code)), "country": code, "lines": ANY}
    return Name(code, **{**told, **more})  # type: ignore[arg-type]


def line(number: int, session: int = 1, free: int = 1, seated: tuple[Name, ...] = ()) -> Line:
    return Line(number, session, STATES, Sentence("African States"), free, seated)


def facts(lines: tuple[Line, ...], *names: Name) -> Facts:
    return Facts((hours(1, 9, 11), hours(2, 10, 12), hours(3, 9, 10, TUESDAY)), lines, names)


def made(of: Facts) -> Proposal:
    every = [*of.names, *(one for line in of.lines for one in line.seated)]
    titles = {one.number: one.title for one in of.hours}
    return proposal(of, compose(instance(of)), titles, {one.code: f"Name {one.code}" for one in every})


def why_not(of: Facts, code: str) -> list[str]:
    return [str(one.why) for one in made(of).left[code]]


def test_the_better_rank_has_the_seat_and_each_has_a_reason() -> None:
    of = facts((line(1),), name("A", rank=2), name("B", rank=1), name("C"))
    found = made(of)
    assert [one.choice for one in found.places] == ["B-1"]
    assert found.is_proven
    assert [str(one) for one in found.levels] == [
        "Seats filled: 1 of 1. It is proven that no more can be.",
        "Wishes of the nominating bodies: 5 points. It is proven that no more can be had with as many seats "
        "filled.",
    ]
    assert "Others who could have had it: Name A, Name C;" in str(found.places[0].why)
    assert why_not(of, "A") == ["The seats for Member States went to Name B."]


def test_a_country_has_one_seat_of_a_panel_whatever_the_line() -> None:
    of = facts((line(1), line(2)), name("A", country="X", rank=1), name("B", country="X", rank=2))
    found = made(of)
    assert [one.code for one in found.places] == ["A"]
    assert set(why_not(of, "B")) == {"Name A from the same country has a seat."}


def test_who_has_a_seat_keeps_it_also_two_from_one_country() -> None:
    seated = (name("A", country="X"), name("B", country="X"))
    of = facts((line(1, seated=seated),), name("C"))
    assert [one.code for one in made(of).places] == ["C"]


def test_nobody_is_in_two_places_or_there_on_another_day() -> None:
    lines = (line(1), line(2, session=2))
    assert slots_of(facts(()).hours) == {1: "slot-1", 2: "slot-1", 3: "slot-3"}
    of = facts(lines, name("A", rank=1))
    assert len(made(of).places) == 1
    assert (
        why_not(facts(lines, name("A", busy=(2,))), "A")
        == ["The person has a place at that time already."] * 2
    )
    assert why_not(facts(lines, name("A", days=(TUESDAY,))), "A") == ["Not available then."] * 2


def test_of_one_person_through_two_channels_the_better_rank_is_weighed() -> None:
    of = facts((line(1),), name("A", person=7, rank=2), name("B", person=7, rank=1))
    assert [one.code for one in made(of).places] == ["B"]
    assert why_not(of, "A") == ["The same person is weighed as B."]


def test_who_cannot_be_weighed_is_told_why() -> None:
    of = facts((line(1, free=0),), name("A"), name("B", is_on_the_way=True), name("C", lines=()))
    assert why_not(of, "A") == ["The seats for this name are taken by others, or kept for a nominating body."]
    assert why_not(of, "B") == ["On the way: the channel has not handed this name on yet."]
    assert why_not(of, "C") == ["No seat of the wanted panels is for this name."]


def test_many_rivals_are_counted() -> None:
    of = facts((line(1),), name("A", rank=1), *(name(code) for code in "BCDEFGH"))
    assert "Name B, Name C, Name D, Name E, Name F and 2 more;" in str(made(of).places[0].why)


def test_no_gender_is_in_it_and_what_changed_shows() -> None:
    of = facts((line(1),), name("A"))
    assert {one.gender for one in instance(of).nominations} == {None}
    assert of.digest == facts((line(1),), name("A")).digest
    assert of.digest != replace(of, names=(name("A", seen="y"),)).digest
