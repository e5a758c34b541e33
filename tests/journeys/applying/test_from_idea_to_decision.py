"""From an NGO's idea to the secretariat's decision: by mouse, by keyboard alone, and without scripts."""

from datetime import timedelta

import pytest

from scheduler.applications.terms import State, Support, Way
from scheduler.kernel.terms import Role
from tests.applications.stage import DURING
from tests.browser import KEYBOARD, MOUSE, NO_SCRIPT
from tests.browser import Way as Hand
from tests.journeys.applying.house import House
from tests.journeys.applying.people import Applicant, CoSponsor, Secretariat
from tests.journeys.conftest import Open

FRIDAY, MONDAY, TUESDAY, WEDNESDAY = (DURING + timedelta(days=days) for days in (0, 3, 4, 5))
NGO, NETWORK, INSTITUTE = "Harbour Foundation", "Youth Network", "Quay Institute"
IDEA, TITLE = "Small harbours", "What small harbours do against overdoses"
VERA, ANA, BEN, CORA = "vera@harbour.example", "ana@youth.example", "ben@quay.example", "cora@quay.example"
RECEIVED = "Fri 15 January 2027, 13:00:00.000 in Vienna"
CONFIRM, SUPPORT = "Confirm your e-mail address", "Does {name} support “{title}”?"
MORNING = "09:00\N{EN DASH}09:50"
WHY = "The title does not say what the event is about."
NOTE = "The Chair asked about this one."


@pytest.mark.parametrize("way", [MOUSE, KEYBOARD, NO_SCRIPT], ids=str)
def test_from_an_idea_to_the_decision(house: House, open_reader: Open, way: Hand) -> None:
    house.organisations(NGO)
    house.account("Ines Valdor", "ines@desk.example", Role.SECRETARIAT)
    vera = Applicant(open_reader(way, house), "Vera Ansel", VERA)
    ines = Secretariat(open_reader(way, house), "Ines Valdor", "ines@desk.example")

    house.at(FRIDAY)
    if way is MOUSE:
        she_opens_an_account(vera, house)
    else:  # test_joining_in.py opens one in these ways
        house.account(vera.name, VERA)
    vera.sign_in()
    she_writes_a_draft(vera)
    she_invites_two_cosponsors(vera, house)
    receipt = she_submits_and_checks_the_receipt(vera, house)

    house.at(MONDAY)
    one_takes_part(CoSponsor(open_reader(way, house), "Ana Alder", ANA), house)
    another_is_not_the_right_person(CoSponsor(open_reader(way, house), "Ben Birch", BEN), house)
    she_sees_what_they_answered(vera)

    house.at(TUESDAY)
    the_secretariat_returns_it(ines, house)

    house.at(WEDNESDAY)
    she_finds_a_better_title(vera, house)
    assert vera.facts() == receipt
    ines.sign_in()  # since yesterday the desk was left for longer than a working day
    the_secretariat_sees_what_is_new_and_accepts(ines, house)
    she_sees_it_all(vera, house)
    the_secretariat_releases(ines)
    a_stranger_finds_the_event(CoSponsor(open_reader(way, house), "Somebody", ""))


def she_opens_an_account(vera: Applicant, house: House) -> None:
    vera.open_an_account()
    vera.confirm_the_address(house.letter(VERA, CONFIRM).link)
    vera.reads("Your e-mail address is confirmed. Sign in now.")


def she_writes_a_draft(vera: Applicant) -> None:
    """One thing is wrong at first. Nobody has agreed yet that she speaks for the organisation."""
    vera.begin()
    vera.skip_to_the_content()
    vera.reader.fill({"Title": IDEA, "How many people you expect": "forty"})
    vera.press("Save and go on", status=422)
    assert vera.faults == ["How many people you expect: Write a number only, such as 40."]
    vera.reader.press(vera.reader.page.locator("#faults a"))
    assert vera.reader.page.evaluate("document.activeElement.id") == "attendance"
    vera.describe(
        {"What it is about": "Nurses tell.", "Theme": "Health", "How many people you expect": "40"},
        "In person",
        "English",
        "French",
    )
    vera.look_for_the_organiser(NGO)
    vera.step("Speakers")
    vera.name_a_speaker("Ida Holm", "Harbour clinic")
    vera.reader.fill({"Contact for the public": "Vera Ansel, +43 1 000"})
    vera.press("Save and go on")
    vera.step("Slots and days")
    vera.wish(f"{MORNING}, Tue 9 Mar", f"{MORNING}, Mon 8 Mar")


def she_invites_two_cosponsors(vera: Applicant, house: House) -> None:
    vera.step("Co-sponsors")
    vera.invite(NETWORK, "Ana Alder", ANA)
    vera.invite(INSTITUTE, "Ben Birch", BEN)
    assert house.told()[-2:] == [("support-asked", ANA), ("support-asked", BEN)]


def she_submits_and_checks_the_receipt(vera: Applicant, house: House) -> dict[str, str]:
    vera.step("Look over and submit")
    vera.submit()
    with house.application(IDEA) as stored:
        assert stored.receipt
        assert (stored.state, stored.attendance, stored.languages) == (State.RECEIVED, 40, ["en", "fr"])
        fingerprint = stored.receipt.fingerprint
    receipt = {
        "Received": RECEIVED,
        "Number": "CND70-S-0001",
        "Class": "All others",
        "Fingerprint": fingerprint,
    }
    assert vera.facts() == receipt
    vera.reads("Place in the queue now: 1 of 1 Nobody stands before you.")
    assert house.told()[-1] == ("application-received", VERA)
    vera.press("Check this receipt")
    vera.reads(
        "This receipt is genuine.",
        f"Number CND70-S-0001 Call Side event, Seventieth session Received {RECEIVED}",
    )
    return receipt


def one_takes_part(ana: CoSponsor, house: House) -> None:
    """By the link in the letter, without an account; once more, and the link says that it is used up."""
    link = house.letter(ANA, SUPPORT.format(name=NETWORK, title=IDEA)).link
    ana.open(link, NETWORK)
    ana.reads(f"Event {IDEA} Organised by {NGO}")
    ana.press("Yes, and we take part")
    ana.reads("You confirmed the support. Thank you.")
    ana.reader.go(link, status=410)
    ana.reads("You confirmed the support.")


def another_is_not_the_right_person(ben: CoSponsor, house: House) -> None:
    """And who is it declines."""
    subject = SUPPORT.format(name=INSTITUTE, title=IDEA)
    ben.open(house.letter(BEN, subject).link, INSTITUTE)
    ben.pass_on("Cora Dale", CORA)
    ben.reads("You named somebody else, who is asked now.")
    cora = CoSponsor(ben.reader, "Cora Dale", CORA)
    cora.open(house.letter(CORA, subject).link, INSTITUTE)
    cora.press("No, we do not support it")
    assert house.told() == [
        ("support-answered", VERA),
        ("support-confirmed", ANA),
        ("support-asked", CORA),
        ("support-answered", VERA),
    ]
    with house.application(IDEA) as stored:
        assert [(one.organisation.name, one.state, one.way, one.takes_part) for one in stored.cosponsors] == [
            (NETWORK, Support.CONFIRMED, Way.ADDRESS, True),
            (INSTITUTE, Support.DECLINED, None, None),
        ]


def she_sees_what_they_answered(vera: Applicant) -> None:
    vera.look_at(IDEA)
    vera.step("Co-sponsors")
    vera.reads(f"{NETWORK} confirmed", "It takes part with people of its own.", f"{INSTITUTE} declined")


def the_secretariat_returns_it(ines: Secretariat, house: House) -> None:
    ines.sign_in()
    ines.find(IDEA, pile="Nobody reads yet")
    ines.press("Take it on")
    ines.check({"Content: title, abstract and speakers can be published": "The title is too short."})
    ines.write_note(NOTE)
    assert ines.checklist() == ["Fine", "Fine", "Fine", "Not fine The title is too short.", "Fine"]
    ines.return_it(WHY)
    ines.reads("This is done, and told by letter.", f"Reason last given {WHY}")
    assert house.told() == [("application-returned", VERA)]


def she_finds_a_better_title(vera: Applicant, house: House) -> None:
    assert (
        f"What has to be changed:\n{WHY}\n"
        in house.letter(VERA, f"Please change your application: {IDEA}").text
    )
    vera.look_at(IDEA)
    vera.reads("returned for changes", f"What the secretariat wrote {WHY}")
    vera.follow("Change it")
    vera.describe({"Title": TITLE})
    vera.step("Look over and submit")
    vera.submit_again()


def the_secretariat_sees_what_is_new_and_accepts(ines: Secretariat, house: House) -> None:
    ines.find(TITLE, pile="Waiting for me")
    ines.follow("Submitted Fri 15 January 2027, 13:00")
    assert [row for row in ines.rows("As submitted") if "Changed" in row[0]] == [
        ["Title Changed", IDEA, TITLE],
        [
            "Co-sponsors Changed",
            f"{NETWORK}: Asked {INSTITUTE}: Asked",
            f"{NETWORK}: Confirmed {INSTITUTE}: Declined",
        ],
    ]
    ines.press("Accept")
    assert house.told() == [
        ("application-submitted-again", VERA),
        ("application-accepted", VERA),
        ("application-accepted", ANA),
    ]
    with house.application(TITLE) as stored:
        assert (stored.state, stored.entry_id is not None) == (State.ACCEPTED, True)


def she_sees_it_all(vera: Applicant, house: House) -> None:
    """Also that it was returned and why, but nothing of notes and names of the desk."""
    assert "is accepted." in house.letter(VERA, f"Accepted: {TITLE}").text
    vera.look_at(TITLE)
    vera.reads(
        "The event is accepted. Day, time and room follow",
        f"Receipt CND70-S-0001 Received {RECEIVED} Place in the queue now: 1 of 1",
    )
    vera.follow("What happened so far")
    assert [row[1:] for row in vera.rows("The newest first")][:7] == [
        ["The secretariat", "Accepted the application"],
        ["The applicant", "Submitted"],
        ["The applicant", "Changed it after its receipt: Title"],
        ["The secretariat", f"Returned the application with comments {WHY}"],
        ["A co-sponsor", "Declined to support it"],
        ["A co-sponsor", "Named somebody else to be asked"],
        ["A co-sponsor", "Confirmed the support"],
    ]
    assert not any(said in vera.reader.text() for said in (NOTE, "Ines", "too short", "note"))


def the_secretariat_releases(ines: Secretariat) -> None:
    """Nothing was public until now; what would change is shown before it does."""
    assert ines.reader.page.request.get(f"{ines.reader.base_url}/CND70/").status == 404
    ines.reader.go("/desk/")
    ines.follow("1 Accepted events that are not public yet")
    ines.follow("CND70")
    ines.reads("What release 1 would change: one entry", TITLE, NGO, f"Co-sponsors: {NETWORK}")
    ines.press("Release 1")
    ines.reads("Release 1 is public.", "Nothing differs from what is public")


def a_stranger_finds_the_event(stranger: CoSponsor) -> None:
    """Without a time as yet; of those that were asked, only the one that confirmed."""
    stranger.reader.go("/CND70/")
    stranger.follow(TITLE)
    stranger.reads(NGO, NETWORK)
    assert INSTITUTE not in stranger.reader.text()
    stranger.reader.go("/CND70/changes/")
    stranger.reads("Release 1", "One entry published")
