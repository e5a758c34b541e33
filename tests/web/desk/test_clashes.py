"""The desk's pages of clashes, and of the rules that a meeting sets."""

import csv
from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from flask import Flask
from selectolax.lexbor import LexborHTMLParser

from scheduler.audit.queries import history
from scheduler.kernel import clock
from scheduler.kernel.decision import bookkeeping
from scheduler.kernel.terms import Role
from scheduler.meetings.queries import existing_meeting
from scheduler.timetable.actions import make_plan
from scheduler.timetable.clash_queries import links_of, settings_of
from scheduler.timetable.clashes.ground import Settings
from scheduler.timetable.clashes.terms import Level, Rule
from tests.programmes.files import programme, side_event
from tests.web.conftest import fill, links, texts
from tests.web.counting import counted
from tests.web.desk.applications.list_of import at_desk, page
from tests.web.people import Browser, member, signed_in

CLASHES, RULES = "/desk/timetable/T1/clashes/", "/desk/timetable/T1/rules/"
FIRST = side_event("First event", code="AAAAA")
SECOND = side_event("Second event", code="BBBBB", room="M2")
TWICE = "Republic of Examples is needed at “First event” and at “Second event” at the same time."


@pytest.fixture
def database_kind() -> str:
    """What is asked of the database is proved in tests/timetable on both."""
    return "sqlite"


def opened(app: Flask, *events: dict[str, Any], role: Role = Role.SECRETARIAT) -> Browser:
    fill(app.test_client(), programme(*events))
    return at_desk(app, role)


def sent(browser: Browser, **changes: str) -> dict[str, str]:
    """What the form of the rules sends when only this is changed."""
    form = page(browser, RULES).css("form[action='/desk/timetable/T1/rules/']")[0]
    values = {
        str(select.attributes["name"]): str(select.css("option[selected]")[0].attributes["value"])
        for select in form.css("select")
    }
    values["set_up_minutes"], values["teams"] = "0", ""
    values["seen"] = str(form.css("input[name=seen]")[0].attributes["value"])
    return values | changes


def test_clashes_stand_under_their_rules_the_gravest_first(app: Flask) -> None:
    desk = opened(app, FIRST, SECOND, side_event("Late event", code="CCCCC", start="10:00", end="11:00"))
    desk.post(RULES, data=sent(desk, set_up_minutes="15"))
    found = page(desk, CLASHES)
    assert texts(found, ".clashes h2") == [
        "Organisation in two places 1 Blocks placing",
        "Time to set up 1 Warns",
    ]
    assert texts(found, ".clashes .lines li p:first-child") == [
        TWICE,
        "Between “First event” and “Late event” in M1 there are 10 minutes to set up; 15 are wanted.",
    ]
    (first, _) = texts(found, ".clashes .lines li .hint")
    when = "Tue 9 March 2027 · 09:00\u201309:50"
    assert first == f"{when} · AAAAA First event · BBBBB Second event"
    assert links(found, ".clashes .lines a")[:2] == ["/T1/side-events/AAAAA/", "/T1/side-events/BBBBB/"]
    assert texts(found, "main dl.record dd")[0].startswith("1 Nothing can be put there")
    table = list(csv.reader(StringIO(desk.get("/desk/timetable/T1/clashes.csv").text)))
    assert table[1] == [
        "Blocks placing",
        "Organisation in two places",
        "2027-03-09",
        "09:00",
        "09:50",
        "",
        "AAAAA BBBBB",
        "First event; Second event",
        TWICE,
    ]
    assert [row[5] for row in table[2:]] == ["M1"]


def test_where_nothing_clashes_or_stands_it_says_so(app: Flask) -> None:
    desk = opened(app, FIRST)
    assert (
        texts(page(desk, CLASHES), "main p")[-1] == "One entry stands in the timetable, and nothing clashes."
    )
    with app.app_context(), bookkeeping("tests") as this:
        draft = make_plan(this, existing_meeting("T1"), "Draft <1>").id
    found = page(desk, f"{CLASHES}?plan={draft}")
    assert texts(found, "main p")[0].startswith("In the draft “Draft <1>”.")
    assert texts(found, "main p")[-1].startswith("Nothing stands in this timetable yet")
    for number in ("99999", "x", "٣"):
        assert "This meeting has no such plan." in page(desk, f"{CLASHES}?plan={number}", 404).text()


def test_the_number_of_questions_does_not_grow(app: Flask) -> None:
    desk = opened(app, FIRST)
    with counted(app) as of_one:
        page(desk, CLASHES)
    many = [side_event(f"Event {number}", code=f"N{number:04}", room=f"R{number}") for number in range(30)]
    fill(app.test_client(), programme(FIRST, *many))
    with counted(app) as of_many:
        assert len(page(desk, CLASHES).css(".clashes li")) == 100
    assert len(of_many) == len(of_one)


def test_a_meeting_sets_what_clashes_mean_and_the_history_tells(app: Flask) -> None:
    desk = opened(app, FIRST, SECOND)
    assert desk.post(RULES, data=sent(desk, organisation_twice="warns", teams="2")).status_code == 303
    meeting = existing_meeting("T1")
    assert settings_of(meeting) == Settings({Rule.ORGANISATION_TWICE: Level.WARNS}, timedelta(0), 2)
    found = page(desk, RULES)
    assert texts(found, "#organisation_twice option[selected]") == ["Warns"]
    assert texts(found, "label[for=room_twice]") == []
    record = history("meeting T1")[-1]
    assert record.content
    assert record.content.facts["changed"] == {
        "organisation_twice": ["blocks_placing", "warns"],
        "teams": [None, 2],
    }
    shown = page(desk, "/desk/history/?thing=meeting+T1").css("main")[0].text()
    assert "Set the rules of the timetable" in shown
    assert "blocks placing" in shown
    before = len(history("meeting T1"))
    assert desk.post(RULES, data=sent(desk, organisation_twice="warns", teams="2")).status_code == 303
    assert len(history("meeting T1")) == before
    desk.post(RULES, data=sent(desk, organisation_twice="blocks_placing"))
    assert settings_of(existing_meeting("T1")) == Settings()


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("set_up_minutes", "-1", "Write a number of minutes from 0 to 240."),
        ("set_up_minutes", "", "Write a number of minutes from 0 to 240."),
        ("set_up_minutes", "ten", "Write a number of minutes from 0 to 240."),
        ("teams", "51", "Write a number from 0 to 50, or nothing."),
        ("teams", "1.5", "Write a number from 0 to 50, or nothing."),
    ],
)
def test_what_cannot_be_is_told_at_its_field(app: Flask, field: str, value: str, said: str) -> None:
    desk = opened(app, FIRST)
    answer = desk.post(RULES, data=sent(desk, organisation_twice="off", **{field: value}))
    assert (answer.status_code, said in answer.text) == (422, True)
    assert settings_of(existing_meeting("T1")) == Settings()


def test_who_sets_rules_that_somebody_else_set_meanwhile_is_told_what_changed(app: Flask) -> None:
    desk = opened(app, FIRST)
    other = signed_in(app, member(app, Role.SECRETARIAT, name="Ada Example"))
    mine, theirs = sent(desk, same_theme="off"), sent(other, organisation_twice="warns", teams="3")
    with clock.set_to(datetime(2026, 3, 2, 9, tzinfo=UTC)):
        assert other.post(RULES, data=theirs).status_code == 303
    answer = desk.post(RULES, data=mine)
    found = LexborHTMLParser(answer.text)
    assert answer.status_code == 409
    who = "Ada Example, Mon 2 March 2026, 10:00"
    assert texts(found, ".faults li") == [
        f"{who}: “Organisation in two places” from “Blocks placing” to “Warns”.",
        f"{who}: “Teams of interpreters of the meeting” from “nothing” to “3”.",
    ]
    assert settings_of(existing_meeting("T1")) == Settings({Rule.ORGANISATION_TWICE: Level.WARNS}, teams=3)
    assert texts(found, "#same_theme option[selected]") == ["Off"], "what was chosen is not lost"
    seen = str(found.css("form input[name=seen]")[0].attributes["value"])
    assert desk.post(RULES, data={**mine, "seen": seen}).status_code == 303
    assert settings_of(existing_meeting("T1")) == Settings({Rule.SAME_THEME: Level.OFF})
    for nonsense in ("x", "-1", "9" * 30):
        assert desk.post(RULES, data={**mine, "seen": nonsense}).status_code == 422


def test_a_level_that_a_rule_cannot_have_is_refused(app: Flask) -> None:
    desk = opened(app, FIRST)
    for changed in ({"name_lent_twice": "blocks_placing"}, {"organisation_twice": "sometimes"}):
        assert desk.post(RULES, data=sent(desk, **changed)).status_code == 422
    assert settings_of(existing_meeting("T1")) == Settings()


def test_entries_are_linked_by_code_or_title_and_unlinked(app: Flask) -> None:
    desk = opened(app, FIRST, SECOND | {"organiser": "Another State"})
    ask = {
        "first": "BBBBB Second event",
        "second": "first EVENT",
        "kind": "not_parallel",
        "reason": "One hall",
    }
    assert desk.post(f"{RULES}links", data=ask).status_code == 303
    assert texts(page(desk, CLASHES), ".clashes .lines li p:first-child") == [
        "“First event” and “Second event” must not be at the same time. Reason: One hall"
    ]
    found = page(desk, RULES)
    assert texts(found, "#links + ul li p") == [
        "“First event” must not be at the same time as “Second event”. Reason: One hall"
    ]
    (number,) = [one.id for one in links_of(existing_meeting("T1"))]
    assert desk.post(f"{RULES}links/{number}/remove").status_code == 303
    assert links_of(existing_meeting("T1")) == []
    assert desk.post(f"{RULES}links/{number}/remove").status_code == 404
    acts = [record.act for record in history("meeting T1")]
    assert acts[-2:] == ["link entries", "unlink entries"]


def test_links_that_cannot_be_are_refused_with_a_sentence(app: Flask) -> None:
    desk = opened(app, FIRST, SECOND, side_event("First event", code="CCCCC", room="M3"))

    def refused(first: str, second: str, kind: str = "must_follow") -> str:
        answer = desk.post(f"{RULES}links", data={"first": first, "second": second, "kind": kind})
        assert answer.status_code == 422
        return answer.text

    assert "An entry cannot be linked to itself." in refused("AAAAA", "AAAAA")
    assert "No entry of this meeting has this code or title." in refused("AAAAA", "Nothing")
    assert "Several entries bear this title." in refused("BBBBB", "First event")
    assert "Fill in this field." in refused("", "BBBBB")
    for pair in (("AAAAA", "BBBBB"), ("BBBBB", "CCCCC")):
        made = {"first": pair[0], "second": pair[1], "kind": "must_follow"}
        assert desk.post(f"{RULES}links", data=made).status_code == 303
    assert "This link is there already." in refused("AAAAA", "BBBBB")
    assert "By these links “CCCCC" not in refused("CCCCC", "AAAAA")
    assert "would have to come before itself" in refused("CCCCC", "AAAAA")
    assert len(links_of(existing_meeting("T1"))) == 2


def test_the_chair_sees_clashes_and_sets_nothing(app: Flask) -> None:
    chair = opened(app, FIRST, SECOND, role=Role.CHAIR)
    found = page(chair, CLASHES)
    assert RULES not in links(found, "main a")
    assert chair.get(RULES).status_code == 403
    assert chair.post(RULES, data={}).status_code == 403
