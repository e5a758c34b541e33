"""The desks of bodies: what reviewers, coordinators and the Civil Society Unit see and do there, signed in or
by a link."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask

from scheduler.accounts.models import Account
from scheduler.kernel import clock
from scheduler.kernel.db import session
from scheduler.kernel.decision import bookkeeping, decision
from scheduler.kernel.permissions import Visitor
from scheduler.kernel.terms import Role, Standing
from scheduler.nominations import holding, nominating, queries, reviewing
from scheduler.nominations.models import Nomination
from scheduler.nominations.rules import Words
from scheduler.nominations.terms import Field, Region, State
from scheduler.organisations.models import Person, Representative
from tests.nominations import stage
from tests.nominations.stage import DURING, Stage, do, themselves
from tests.nominations.test_refusals import everything, token_of
from tests.web.conftest import Page, read, texts
from tests.web.counting import counted
from tests.web.people import Browser, browser, signed_in

DESK = "/desk/bodies/"
SCORES = {"score-relevance": "4", "score-voice": "5", "said": "Much to say"}


@pytest.fixture(autouse=True)
def _in_august() -> Iterator[None]:
    with clock.set_to(DURING):
        yield


def enter(app: Flask, who: Visitor) -> Browser:
    with bookkeeping("tests") as this:
        account = session.get_one(Account, who.account)
        account.confirmed_at = this.at
    return signed_in(app, account)


def page_of(one: Nomination) -> str:
    return f"{DESK}nominations/{one.code}/"


def list_of(play: Stage, channel: str = "VNGOC") -> str:
    return f"{DESK}lists/{play.call.id}/{channel}/"


def three(play: Stage) -> list[Nomination]:
    """Confirmed ones of VNGOC's, each with all that a person can tell."""
    found = []
    for name in ("Ann Able", "Bo Bright", "Cy Clear"):
        words = Words(
            sessions=(play.session.id,), abstract=f"={name}", region=Region.OCEANIA, first_time=True
        )
        found.append(stage.confirmed(play, name=name, words=words))
        told = {Field.CONSTITUENCY: "youth", Field.GENDER: "woman", Field.LIVED_EXPERIENCE: "A secret"}
        do(nominating.tell_private, themselves(found[-1]), found[-1], told)
    return found


def on_the_list(play: Stage) -> list[Nomination]:
    """The same, reviewed twice and endorsed."""
    found = three(play)
    for one in found:
        for who in play.reviewers:
            do(reviewing.score, who, one, {"relevance": 3, "voice": 3})
        do(reviewing.endorse, play.coordinator, one)
    return found


def test_a_reviewer_scores_by_the_criteria_and_sees_no_more_than_their_step(app: Flask) -> None:
    play = stage.stage()
    first, *_ = three(play)
    rae = enter(app, play.reviewers[0])
    waits = read(rae, DESK)
    assert texts(waits, "tbody th") == ["Ann Able", "Bo Bright", "Cy Clear"]
    page = read(rae, page_of(first))
    assert texts(page, "legend") == ["It is about the topic counts 2 times", "A voice not heard"]
    shown = page.html or ""
    assert [
        word for word in ("A secret", "woman", "Speaks for", first.person.email) if str(word) in shown
    ] == []
    answer = rae.post(page_of(first) + "score", data={"score-relevance": "4", "said": "Kept"})
    assert answer.status_code == 409
    refused = Page(answer.text)
    assert texts(refused, "#fault") == ["voice: Score this criterion too."]
    assert (texts(refused, "textarea#said"), len(refused.css("input[checked]"))) == (["Kept"], 1)
    assert rae.post(page_of(first) + "score", data=SCORES).status_code == 303
    assert queries.scores(first) == [86.7]
    assert texts(read(rae, DESK), "tbody th") == ["Bo Bright", "Cy Clear"]
    assert "86.7" not in read(rae, list_of(play)).text()
    do(reviewing.score, play.reviewers[1], first, {"relevance": 3, "voice": 3})
    reads = [enter(app, who) for who in (play.coordinator, play.reviewers[1])]
    assert ["Much to say" in read(client, page_of(first)).text() for client in reads] == [True, False]
    assert rae.post(page_of(first) + "recuse", data={"why": "My sister"}).status_code == 303
    assert [one.recused for one in first.reviews] == ["My sister", None]


def test_who_speaks_for_the_nominating_organisation_is_set_aside_by_itself(app: Flask) -> None:
    play = stage.stage()
    first, *_ = three(play)
    rae = play.reviewers[0]
    with bookkeeping("tests") as this:
        speaks = Representative(person_id=rae.person, organisation_id=play.ngo.id, standing=Standing.AGREED)
        speaks.asked_at = this.at
        session.add(speaks)
    client = enter(app, rae)
    assert texts(read(client, page_of(first)), ".asking") == [
        "You speak for Youth Network, which puts this person forward, so others review it."
    ]
    assert read(client, DESK).css("tbody tr") == []
    assert client.post(page_of(first) + "score", data=SCORES).status_code == 409
    assert client.post(page_of(first) + "recuse", data={"why": "I speak for them."}).status_code == 303
    assert first.steps[first.at].name == "review"
    do(reviewing.score, play.reviewers[1], first, {"relevance": 3, "voice": 3})
    assert first.steps[first.at].name == "endorse"  # it waits for nobody who stepped aside


def test_a_list_is_put_in_order_commented_on_and_forwarded(app: Flask) -> None:
    play = stage.stage()
    found = three(play)
    cora, unit = enter(app, play.coordinator), enter(app, play.unit)
    for who in play.reviewers:
        for one in found:
            do(reviewing.score, who, one, {"relevance": 3, "voice": 5})
    at = f"{list_of(play)}?session={play.session.id}&part=panellist"
    page = read(cora, at)
    assert texts(page, "tbody th")[:3] == ["Ann Able", "Bo Bright", "Cy Clear"]
    assert texts(page, "#to-decide ~ .table td:nth-of-type(4)") == ["73.3 of 100 · 2 of 2 reviews in"] * 3
    codes = [one.code for one in found]
    to = list_of(play)
    assert cora.post(to + "endorse", data={}).status_code == 409
    assert cora.post(to + "endorse", data={"nomination": codes}).status_code == 303
    assert [one.rank for one in found] == [1, 2, 3]
    assert texts(read(cora, at), "#ranked ~ .table .mark") == ["reserve", "reserve"]
    numbers = {f"place-{code}": place for place, code in enumerate(codes, 1)}
    twice = cora.post(to + "rank", data={**numbers, f"place-{codes[0]}": "2"})
    assert twice.status_code == 409
    assert texts(Page(twice.text), "#fault") == ["Two names have the same number. Give each its own."]
    assert cora.post(to + "rank", data={**numbers, f"place-{codes[0]}": "9"}).status_code == 303
    assert [one.rank for one in found] == [3, 1, 2]
    pressed = {f"place-{codes[0]}": 3, f"place-{codes[1]}": 1, f"place-{codes[2]}": 2, "up": codes[0]}
    assert cora.post(to + "rank", data=pressed).status_code == 303
    assert [one.rank for one in found] == [2, 1, 3]
    assert cora.post(to + "rank", data={f"place-{codes[0]}": 1}).status_code == 409
    assert unit.post(page_of(found[1]) + "comment", data={"said": "Good balance"}).status_code == 303
    assert cora.post(to + "forward", data={"nomination": codes}).status_code == 303
    assert {one.state for one in found} == {State.FORWARDED}
    shown = read(enter(app, play.desk), page_of(found[1]))
    assert ("73.3" in shown.text(), "Reviews, of 100" in texts(shown, "dt")) == (False, False)
    assert texts(read(unit, page_of(found[1])), "dd.typed")[-1] == "Good balance"


def test_exports_hold_what_the_reader_sees_and_nothing_private_and_run_no_formula(app: Flask) -> None:
    play = stage.stage()
    on_the_list(play)
    to = list_of(play).removesuffix("/")
    mine = enter(app, play.coordinator).get(to + ".csv").text
    assert mine.splitlines()[1].count("'=Ann Able") == 1
    assert "60.0" in mine
    assert [word for word in ("A secret", "woman", "outh,", "youth") if word in mine] == []
    reviewers = enter(app, play.reviewers[0]).get(to + ".csv").text
    assert ("60.0" in reviewers, "@body.example" in reviewers) == (False, False)
    assert enter(app, play.coordinator).get(to + ".xlsx").data[:2] == b"PK"
    balance = read(enter(app, play.coordinator), list_of(play))
    assert texts(balance, "figcaption") == [
        "By region",
        "First time at the Commission",
        "For whom they speak",
    ]
    assert "not shown" in texts(balance, "figure:last-of-type td")
    assert texts(read(enter(app, play.reviewers[0]), list_of(play)), "figcaption") == [
        "By region",
        "First time at the Commission",
    ]


def test_nobody_sees_another_channel_nor_the_secretariat_what_was_not_forwarded(app: Flask) -> None:
    play = stage.stage()
    mine, state = stage.confirmed(play), stage.confirmed(play, "AFRICAN")
    ada, rae, sam = (enter(app, who) for who in (play.african, play.reviewers[0], play.desk))
    other = enter(app, stage.visitor("Olga Other", Role.CHANNEL_REVIEWER, "NYNGOC"))
    answers = [
        [client.get(address).status_code for client in (ada, rae, sam, other)]
        for address in (page_of(mine), page_of(state), list_of(play), list_of(play, "AFRICAN"))
    ]
    assert answers == [[404, 200, 404, 404], [200, 404, 404, 404], [404, 200, 404, 404], [200, 404, 200, 404]]
    assert rae.post(page_of(mine) + "endorse").status_code == 409
    assert rae.post(page_of(state) + "endorse").status_code == 404
    assert ada.post(page_of(state) + "return", data={"why": ""}).status_code == 409
    assert ada.post(page_of(state) + "endorse").status_code == 303
    assert state.state is State.ENDORSED
    nobody = ada.post(list_of(play, "AFRICAN") + "no-nominee", data={"why": "Nobody is free"})
    assert nobody.status_code == 303
    assert ada.post(list_of(play, "AFRICAN") + "no-nominee").status_code == 409


def test_lateness_is_shown_and_asked_for(app: Flask) -> None:
    play = stage.stage(deadlines={("VNGOC", "endorse"): DURING + timedelta(days=1)})
    one = stage.confirmed(play)
    for who in play.reviewers:
        do(reviewing.score, who, one, {"relevance": 3, "voice": 3})
    stage.confirmed(play)
    with clock.set_to(DURING + timedelta(days=2)):
        cora = enter(app, play.coordinator)
        page = read(cora, DESK + "?late=1")
        assert len(page.css("tbody tr")) == 1
        assert "late" in texts(page, "tbody .mark")
        assert read(cora, DESK + "?late=1&q=nobody").css("tbody tr") == []


def test_a_link_is_a_desk_for_its_time_and_ends_with_the_role(app: Flask) -> None:
    play = stage.stage()
    found = three(play)
    for one in found:
        for who in play.reviewers:
            do(reviewing.score, who, one, {"relevance": 3, "voice": 3})
    with decision("tests") as this:
        holding.hand_role(this, "VNGOC", Role.CHANNEL_COORDINATOR, stage.person("Lea Link"))
    at = f"/l/{token_of('channel-role')}/"
    client = browser(app)
    assert "3 nominations wait for you." in str(read(client, at).html)
    page = read(client, at + "desk/")
    assert texts(page, "tbody th") == ["Ann Able", "Bo Bright", "Cy Clear"]
    for one in found[:2]:  # acting does not use it up
        assert client.post(f"{at}desk/nominations/{one.code}/endorse").status_code == 303
    assert [one.state for one in found] == [State.ENDORSED, State.ENDORSED, State.CONFIRMED]
    answer = client.get(f"{at}desk/lists/{play.call.id}/VNGOC.csv")
    assert (answer.status_code, answer.headers["Referrer-Policy"]) == (200, "strict-origin")
    assert answer.headers["Cache-Control"] == "no-store, private"
    assert client.get(f"{at}desk/lists/{play.call.id}/AFRICAN/").status_code == 404
    with decision("tests") as this:
        holding.hand_role(this, "VNGOC", Role.CHANNEL_COORDINATOR, stage.person("New Holder"))
    for address in (at, at + "desk/", f"{at}desk/nominations/{found[2].code}/"):
        assert client.get(address).status_code == 410
    assert client.post(f"{at}desk/nominations/{found[2].code}/endorse").status_code == 410
    assert client.get("/l/of-something-else-entirely/desk/").status_code == 404
    assert found[2].state is State.CONFIRMED


def test_a_reviewer_by_a_link_has_done_their_part(app: Flask) -> None:
    play = stage.stage()
    one = stage.confirmed(play)
    with decision("tests") as this:
        holding.hand_role(this, "VNGOC", Role.CHANNEL_REVIEWER, stage.person("Lou Link"))
    at = f"/l/{token_of('channel-role')}/desk/"
    client = browser(app)
    assert client.post(f"{at}nominations/{one.code}/score", data=SCORES).status_code == 303
    assert read(client, at).css("tbody tr") == []
    assert texts(read(client, f"{at}nominations/{one.code}/"), "textarea#said") == ["Much to say"]


def test_a_reviewer_is_one_person_by_account_and_by_link(app: Flask) -> None:
    play = stage.stage()
    first, second, third = three(play)
    rae = play.reviewers[0]
    with decision("tests") as this:
        whom = session.get_one(Person, rae.person)
        holding.hand_role(this, "VNGOC", Role.CHANNEL_REVIEWER, whom)
        speaks = Representative(person=whom, organisation=third.organisation, standing=Standing.AGREED)
        speaks.asked_at = this.at
        session.add(speaks)
    third.organisation = stage.organisation("Another Network")
    speaks.organisation = third.organisation
    session.commit()
    at = f"/l/{token_of('channel-role')}/desk/"
    link, account = browser(app), enter(app, rae)
    assert account.post(page_of(first) + "score", data=SCORES).status_code == 303
    assert texts(read(link, at), "tbody th") == ["Bo Bright"]
    assert texts(read(link, f"{at}nominations/{first.code}/"), "textarea#said") == ["Much to say"]
    again = {**SCORES, "score-voice": "0"}
    assert link.post(f"{at}nominations/{first.code}/score", data=again).status_code == 303
    assert [queries.scores(first), first.steps[first.at].name] == [[53.3], "review"]
    assert link.post(f"{at}nominations/{second.code}/recuse", data={"why": "My aunt"}).status_code == 303
    assert texts(read(account, DESK), "tbody th") == []
    assert "You have stepped aside here." in read(account, page_of(second)).text()
    assert account.post(page_of(second) + "recuse", data={"why": "My aunt"}).status_code == 303
    assert [(one.recused, one.reviewer) for one in second.reviews] == [("My aunt", rae.actor)]
    refused = link.post(f"{at}nominations/{third.code}/score", data=SCORES)
    assert refused.status_code == 409
    assert texts(Page(refused.text), "#fault") == [
        "You speak for Another Network, which puts this person forward, so others review it."
    ]


def test_who_endorses_outside_their_channel_twice_or_too_late_reads_why_and_nothing_is_half_done(
    app: Flask,
) -> None:
    play = stage.stage(deadlines={("AFRICAN", "endorse"): DURING + timedelta(days=2)})
    first, second = stage.confirmed(play, "AFRICAN"), stage.confirmed(play, "AFRICAN")
    ada, cora = enter(app, play.african), enter(app, play.coordinator)

    def endorse(client: Browser, one: Nomination) -> tuple[int, list[str]]:
        before = everything()
        answer = client.post(page_of(one) + "endorse")
        session.expire_all()
        if answer.status_code != 303:
            assert everything() == before
        return answer.status_code, texts(Page(answer.text), "#fault")

    assert endorse(cora, first)[0] == 404  # of another channel: they do not learn that there is one
    assert endorse(ada, first) == (303, [])
    now = "This cannot be done any more: the nomination is endorsed now. Load the page again."
    assert endorse(ada, first) == (409, [now])
    with clock.set_to(DURING + timedelta(days=3)):
        status, (said,) = endorse(ada, second)
    assert (status, said) == (
        409,
        "The deadline was 12 August 2027, 14:00. Since then the secretariat decides: write to them.",
    )
    assert [one.state for one in (first, second)] == [State.ENDORSED, State.CONFIRMED]


def test_pages_ask_the_same_number_of_questions_however_many_there_are(app: Flask) -> None:
    play = stage.stage()
    words = replace(stage.WORDS, sessions=(play.session.id,))
    cora = enter(app, play.coordinator)

    def questions() -> list[int]:
        numbers = []
        for address in (DESK + "?show=all", list_of(play), list_of(play).removesuffix("/") + ".csv"):
            with counted(app) as sent:
                assert cora.get(address).status_code == 200
            numbers.append(len(sent))
        return numbers

    def add(number: int) -> None:
        for _ in range(number):
            one = stage.confirmed(play, words=words)
            for who in play.reviewers:
                do(reviewing.score, who, one, {"relevance": 3, "voice": 3})
            do(reviewing.endorse, play.coordinator, one)

    add(1)
    questions()
    at_one = questions()
    add(29)
    assert questions() == at_one


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_several_are_returned_or_not_endorsed_for_one_reason_and_that_is_taken_back(app: Flask) -> None:
    play = stage.stage()
    found = three(play)
    for one in found:
        for who in play.reviewers:
            do(reviewing.score, who, one, {"relevance": 3, "voice": 3})
    cora, to = enter(app, play.coordinator), list_of(play)
    codes = [one.code for one in found]
    lacks = cora.post(to + "not-endorse", data={"nomination": codes[:2], "why": " "})
    assert lacks.status_code == 409
    ticked = [box.attributes["value"] for box in Page(lacks.text).css("#to-decide ~ .table input[checked]")]
    assert (ticked, [one.state for one in found]) == (codes[:2], [State.CONFIRMED] * 3)
    done = cora.post(to + "not-endorse", data={"nomination": codes[:2], "why": "Off the topic"})
    assert done.location == f"{to}?just={codes[0]}.{codes[1]}"
    assert [(one.state, one.reason) for one in found[:2]] == [(State.NOT_ENDORSED, "Off the topic")] * 2
    page = read(cora, done.location)
    assert texts(page, "#just") == ["Decided just now: 2"]
    hidden = [box.attributes["value"] for box in page.css("[aria-labelledby=just] [name=nomination]")]
    assert hidden == codes[:2]
    back = cora.post(to + "reconsider", data={"nomination": codes[:2], "why": "A mistake"})
    assert (back.location, [one.state for one in found]) == (to, [State.CONFIRMED] * 3)
    assert read(cora, done.location).css("#just") == []  # nothing is left to take back
    cora.post(to + "return", data={"nomination": codes, "why": "Say more"})
    assert [one.state for one in found] == [State.RETURNED] * 3
    assert stage.told("nomination-returned").count(str(found[0].person.email)) == 1


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_a_long_worklist_has_pages_and_its_filters_are_chips(app: Flask) -> None:
    play = stage.stage()
    for _ in range(51):
        stage.confirmed(play)
    rae = enter(app, play.reviewers[0])
    page = read(rae, f"{DESK}?step=review&late=")
    assert len(page.css("tbody tr")) == 50
    assert texts(page, ".pages .count")[0] == "1 to 50 of 51"
    assert texts(page, ".chips li") == ["Step: review \N{MULTIPLICATION SIGN}"]
    assert page.css_first(".chips a").attributes["href"] == DESK  # type: ignore[union-attr]
    assert len(read(rae, f"{DESK}?step=review&page=2").css("tbody tr")) == 1
