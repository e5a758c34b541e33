"""What stands in an agenda, and how firmly. Pure."""

from dataclasses import replace
from datetime import timedelta

from scheduler.agendas.rules import Choices, is_fresh, item_slug, level, listed
from scheduler.agendas.terms import Followed, Level
from scheduler.formats.entry import AgendaItem, CalendarEntry, Standing
from scheduler.releases.programme import Programme
from tests.web.builders import RELEASED, at, body, entry, programme, published, room, span

YOUTH = entry(
    "Youth", span("10:00", "11:00", room=room("M1")), theme="Prevention", organisers=(body("Hope"),)
)
CARE = entry("Care", span("10:30", "11:30", room=room("M2")), standing=Standing.CANCELLED)
PLENARY = entry("Plenary", span("12:00", "13:00"), agenda_items=(AgendaItem("5 (a)", "Treaties"),))
ALL = (YOUTH, CARE, PLENARY)


def told(choices: Choices, *entries: CalendarEntry) -> list[tuple[str, Level]]:
    return [(one.entry.title, how) for one, how in listed(choices, programme(*(entries or ALL)))]


def stars(**levels: Level) -> Choices:
    named = {f"uid-{title.upper()}": how for title, how in levels.items()}
    return Choices(stars=named, starred_in=frozenset({"T1"}))


def follows(what: Followed, value: str) -> Choices:
    return Choices(followed={"T1": {what: frozenset({value})}})


def test_stars_stand_as_they_were_given_cancelled_ones_too() -> None:
    assert told(stars(Youth=Level.PERHAPS, Care=Level.GOING)) == [
        ("Youth", Level.PERHAPS),
        ("Care", Level.GOING),
    ]
    assert told(Choices()) == []


def test_each_thing_that_can_be_followed_brings_its_entries() -> None:
    assert told(Choices(organisations=frozenset({"hope"}))) == [("Youth", Level.FOLLOWS)]
    assert told(follows(Followed.THEME, "prevention")) == [("Youth", Level.FOLLOWS)]
    assert told(follows(Followed.ROOM, "m2")) == [("Care", Level.FOLLOWS)]
    assert told(follows(Followed.KIND, "side-event")) == [(one.title, Level.FOLLOWS) for one in ALL]
    assert told(follows(Followed.AGENDA_ITEM, "5-a")) == [("Plenary", Level.FOLLOWS)]


def test_a_star_says_more_than_what_is_followed_and_what_was_left_out_stays_out() -> None:
    both = follows(Followed.KIND, "side-event")
    both = replace(both, stars={"uid-YOUTH": Level.GOING, "uid-CARE": Level.LEFT_OUT})
    assert told(both) == [("Youth", Level.GOING), ("Plenary", Level.FOLLOWS)]


def test_another_meetings_themes_and_stars_bring_nothing() -> None:
    assert told(Choices(followed={"T2": {Followed.THEME: frozenset({"prevention"})}})) == []
    assert not stars(Youth=Level.GOING).concerns("T2")


def test_what_left_a_followed_room_stays_for_calendars_until_thirty_days_after_its_end() -> None:
    moved = replace(published(YOUTH), past=({"room": ["m9"]},))
    of = replace(programme(), entries=(moved,))
    in_m9 = follows(Followed.ROOM, "m9")
    last = at("11:00") + timedelta(days=30)
    assert listed(in_m9, of) == []
    assert listed(in_m9, of, RELEASED) == [(moved, Level.FOLLOWS)]
    assert listed(in_m9, of, last - timedelta(seconds=1)) == [(moved, Level.FOLLOWS)]
    assert listed(in_m9, of, last) == []


def test_the_programmes_order_is_kept() -> None:
    of: Programme = programme(PLENARY, YOUTH)
    every = Choices(organisations=frozenset(), followed={"T1": {Followed.KIND: frozenset({"side-event"})}})
    assert [level(every, "T1", one) for one in of.entries] == [Level.FOLLOWS, Level.FOLLOWS]
    assert [one.entry.title for one, _ in listed(every, of)] == ["Plenary", "Youth"]


def test_an_agenda_item_without_a_number_is_known_by_its_title() -> None:
    assert item_slug(AgendaItem(None, "Other business")) == "other-business"
    assert item_slug(AgendaItem("12", "Other business")) == "12"


def test_a_use_is_written_down_once_a_day() -> None:
    assert is_fresh(RELEASED, RELEASED + timedelta(hours=23))
    assert not is_fresh(RELEASED, RELEASED + timedelta(hours=24))
