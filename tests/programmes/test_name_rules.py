"""Names, codes and UIDs that stand twice, and names that may mean the same."""

from scheduler.organisations.likeness import Named
from scheduler.programmes.rules import Known, faults, warnings
from tests.formats.programme_samples import a_programme, an_event, told


def test_codes_and_uids_stand_once_among_all_entries() -> None:
    programme = a_programme(
        side_events=[an_event(code="AB", uid="1"), an_event(code="ab"), an_event(uid="1")],
        thematic_sessions=[{"title": "t", "code": "AB"}],
        formal_meetings=[{"title": "t", "kind": "forum", "code": "AB", "uid": "2"}],
    )
    assert told(faults(programme)) == [
        ("thematic_sessions[0].code", '"AB" stands at side_events[0].code already. Give each entry its own.'),
        ("formal_meetings[0].code", '"AB" stands at side_events[0].code already. Give each entry its own.'),
        ("side_events[2].uid", '"1" stands at side_events[0].uid already. Give each entry its own.'),
    ]


def test_rooms_are_listed_once() -> None:
    rooms = [
        {"name": "Board Room D", "aliases": ["BOARDROOM D", "BR-D"]},
        {"name": "boardroom d"},
        {"name": "M6", "aliases": ["br-d"]},
    ]
    assert told(faults(a_programme(rooms=rooms))) == [
        ("rooms[1].name", '"boardroom d" is listed at rooms[0].name already. List it once.'),
        ("rooms[2].aliases[0]", '"br-d" is listed at rooms[0].aliases[1] already. List it once.'),
    ]


def test_organisations_are_listed_once() -> None:
    organisations = [{"name": "Türkiye"}, {"name": "Mexico"}, {"name": "TURKIYE"}]
    assert told(faults(a_programme(organisations=organisations))) == [
        ("organisations[2].name", '"TURKIYE" is listed at organisations[0].name already. List it once.')
    ]


def test_an_organisation_named_twice_in_one_event() -> None:
    events = [
        an_event(organiser="Mexico", cosponsors=["Peru", "MEXICO", "Brasil", "Brazil"]),
        an_event(co_organisers=["Mexico", "Peru"], cosponsors=["Peru"]),
    ]
    known = Known(organisations=(Named("Brazil", aliases=("Brasil",)), Named("Mexico"), Named("Peru")))
    sentence = '"%s" is named at %s already. It counts once.'
    assert told(warnings(a_programme(side_events=events), known)) == [
        ("side_events[0].cosponsors[1]", sentence % ("MEXICO", "side_events[0].organiser")),
        ("side_events[0].cosponsors[3]", sentence % ("Brazil", "side_events[0].cosponsors[2]")),
        ("side_events[1].cosponsors[0]", sentence % ("Peru", "side_events[1].co_organisers[1]")),
    ]


ROOM = '"%s" looks like "%s". If it is the same room, write one name or list an alias.'
ORGANISATION = '"%s" looks like "%s". If it is the same organisation, write one name.'


def test_rooms_that_may_be_the_same() -> None:
    programme = a_programme(
        rooms=[{"name": "MOE100"}, {"name": "M6"}],
        side_events=[an_event(room="M7"), an_event(room="MEO100")],
        formal_meetings=[{"title": "t", "kind": "plenary", "room": "BR-B"}],
    )
    assert told(warnings(programme, Known(rooms=(Named("Board Room B"),)))) == [
        ("side_events[1].room", ROOM % ("MEO100", "MOE100")),
        ("formal_meetings[0].room", ROOM % ("BR-B", "Board Room B")),
    ]


def test_a_listed_alias_answers_the_question() -> None:
    rooms = [{"name": "MOE100", "aliases": ["MEO100"]}]
    assert warnings(a_programme(rooms=rooms, side_events=[an_event(room="MEO100")])) == []


def test_organisations_that_may_be_the_same() -> None:
    programme = a_programme(
        organisations=[{"name": "World Health Organization"}, {"name": "Mexico", "short_name": "MX"}],
        side_events=[
            an_event(organiser="WHO", cosponsors=["MX", "Peru"]),
            an_event(co_organisers=["Perú", "Brasil"]),
        ],
    )
    known = Known(organisations=(Named("Brazil", aliases=("Brasill",)),))
    assert told(warnings(programme, known)) == [
        ("side_events[0].organiser", ORGANISATION % ("WHO", "World Health Organization")),
        ("side_events[0].cosponsors[0]", ORGANISATION % ("MX", "Mexico")),
        ("side_events[1].co_organisers[1]", ORGANISATION % ("Brasil", "Brazil")),
    ]


def test_whom_somebody_represents_makes_no_organisation() -> None:
    programme = a_programme(
        organisations=[{"name": "World Health Organization"}],
        thematic_sessions=[
            {"title": "t", "panellists": [{"constituency": "un_entity", "represents": "WHO"}]}
        ],
    )
    assert warnings(programme) == []
