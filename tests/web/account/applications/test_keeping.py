"""What is typed is saved in the background; what it answers is what the page tells."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from scheduler.accounts.models import Account
from scheduler.applications.drafting import ONE_LINE_FOR
from scheduler.applications.models import Application
from scheduler.applications.queries import by_code, current
from scheduler.audit.queries import history
from scheduler.calls.models import Call
from scheduler.kernel import clock
from scheduler.kernel.db import session
from scheduler.kernel.terms import Role
from scheduler.organisations.models import Organisation
from tests.applications import stage
from tests.web.conftest import Page, read, texts
from tests.web.people import Browser, member, signed_in

HERE = "/account/applications/"
TYPED = {
    "abstract": "On harvests.",
    "theme": "",
    "format": "",
    "other_languages": "",
    "attendance": "",
    "note": "",
}


def fresh(application: Application) -> Application:
    session.expire_all()
    return by_code(application.code)


def opened(browser: Browser, application: Application, step: str = "event") -> dict[str, str]:
    """What the form of a step says that it showed."""
    return shown(read(browser, f"{HERE}{application.code}/{step}/"))


def shown(page: Page) -> dict[str, str]:
    return {
        str(node.attributes["name"]): node.attributes["value"] or ""
        for node in page.css("[name=revision], [name=shown]")
    }


def keep(browser: Browser, application: Application, step: str = "event", **typed: Any) -> Any:
    return browser.post(f"{HERE}{application.code}/autosave/", data={"step": step, **typed})


def type_(browser: Browser, application: Application, showed: dict[str, str], **typed: Any) -> Any:
    """Type into the first step; `showed` then says what the page shows."""
    answer = keep(browser, application, **{"title": "Harvests", **TYPED, **showed, **typed})
    if "shown" in answer.json:
        showed |= {name: str(answer.json[name]) for name in ("revision", "shown")}
    return answer


def lines(application: Application) -> list[str]:
    return [one.act for one in history(application.thing)]


def test_it_says_when_it_was_saved_and_the_history_tells_it_once(draft: Application, mine: Browser) -> None:
    before = lines(fresh(draft))
    showed = opened(mine, draft)
    for title in ("Harvests i", "Harvests in", "Harvests in the", "Harvests in the hills"):
        answer = type_(mine, draft, showed, title=title)
        assert (answer.status_code, answer.json["said"]) == (200, "Saved 13:00")
    assert (fresh(draft).title, fresh(draft).revision) == ("Harvests in the hills", 3)
    assert lines(fresh(draft)) == [*before, "save a draft"]
    type_(mine, draft, showed, title="Harvests in the hills", theme="Fields")
    with clock.set_to(stage.DURING + ONE_LINE_FOR):
        type_(mine, draft, showed, title="Harvests in the hills", theme="Fields and hills")
    told = [one.content.facts["fields"] for one in history(fresh(draft).thing)[len(before) :] if one.content]
    assert told == [["title"], ["theme"], ["theme"]]


def test_what_was_sent_twice_is_saved_once(draft: Application, mine: Browser) -> None:
    """The answer was lost on the way: the same is sent again, and then what was typed since."""
    showed = opened(mine, draft)
    lost = {**showed}
    assert type_(mine, draft, lost, title="Fields").status_code == 200
    again = type_(mine, draft, showed, title="Fields")
    assert (again.status_code, again.json["shown"]) == (200, lost["shown"])
    assert type_(mine, draft, showed, title="Fields and hills").status_code == 200
    assert fresh(draft).title == "Fields and hills"


def test_two_people_at_one_step(app: Flask, draft: Application, mine: Browser, club: Organisation) -> None:
    bo = signed_in(app, member(app, organisation=club, name="Bo"))
    hers, his = opened(mine, draft), opened(bo, draft)
    assert type_(mine, draft, hers, title="Ada's title").status_code == 200
    assert type_(bo, draft, his, note="Bo's note").status_code == 200  # his form still shows the old title
    assert type_(mine, draft, hers, title="Ada's title", theme="Fields").status_code == 200
    assert (fresh(draft).title, fresh(draft).note) == ("Ada's title", "Bo's note")
    stale = type_(bo, draft, his, note="Bo's note", title="Bo's title")
    assert (stale.status_code, stale.json["said"]) == (
        409,
        "Not saved yet: somebody else changed the same text meanwhile. Yours stays in this form.",
    )
    page = bo.post(
        f"{HERE}{draft.code}/event/", data={**TYPED, **his, "note": "Bo's note", "title": "Bo's title"}
    )
    assert page.status_code == 409
    assert all(
        text in page.text for text in ("Ada&#39;s title", "Bo&#39;s title", "Keep what was saved meanwhile")
    )
    assert (fresh(draft).title, fresh(draft).theme) == ("Ada's title", "Fields")


def test_after_a_choice_the_own_text_is_saved(app: Flask, draft: Application, mine: Browser) -> None:
    showed = opened(mine, draft)
    type_(mine, draft, {**showed}, title="Theirs")
    address = f"{HERE}{draft.code}/event/"
    first = mine.post(address, data={**TYPED, **showed, "title": "Mine"})
    again = mine.post(
        address, data={**TYPED, **shown(Page(first.text)), "title": "Mine", "keep_title": "mine"}
    )
    assert (first.status_code, again.status_code, fresh(draft).title) == (409, 303, "Mine")


def test_what_is_wrong_is_said_and_nothing_is_stored(draft: Application, mine: Browser) -> None:
    before = lines(fresh(draft))
    answer = type_(mine, draft, opened(mine, draft), title="Fields", attendance="many")
    said = "Not saved yet. How many people you expect: Write a number only, such as 40."
    assert (answer.status_code, answer.json) == (200, {"said": said, "hints": {}, "wrong": True})
    assert (fresh(draft).title, lines(fresh(draft))) == ("Harvests", before)


def test_hints_come_with_it(call: Call, draft: Application, mine: Browser) -> None:
    stage.draft(
        call,
        stage.organisation("Society of Fields"),
        title="Harvests in the hills",
        abstract="On harvests.",
        open_to_joining=True,
    )
    stage.draft(call, stage.organisation("Society of Secrets"), title="Harvests in the hills")
    told = type_(mine, draft, opened(mine, draft), title="Harvests in the hills of Kenya").json["hints"]
    assert sorted(told) == ["alike", "states"]
    assert told["states"][0].startswith("The text names Kenya, which is neither organiser nor co-sponsor.")
    assert told["alike"] == ["“Harvests in the hills”, Society of Fields"]
    page = read(mine, f"{HERE}{draft.code}/event/")
    assert texts(page, "[data-hints=alike] li") == told["alike"]
    assert texts(page, "[data-hints=states] li") == told["states"]
    told = type_(mine, draft, opened(mine, draft), title="x" * 280).json["hints"]
    assert [said[:35] for said in told["title"]] == ["This title has 280 characters. Most"]


def test_a_speaker_typed_bit_by_bit_is_one_person(draft: Application, mine: Browser) -> None:
    showed = opened(mine, draft, "speakers")
    first = keep(mine, draft, "speakers", **showed, **{"speakers-0-name": "", "speakers-1-name": "Bo"}).json
    assert list(first["settled"]) == ["speakers-1-person"]
    showed = {name: str(first[name]) for name in ("revision", "shown")}
    typed = {
        "speakers-0-name": "",
        **first["settled"],
        "speakers-1-name": "Bo Example",
        "speakers-1-email": "bo@club.example",
    }
    second = keep(mine, draft, "speakers", **showed, **typed).json
    assert second["settled"] == first["settled"]
    (speaker,) = current(fresh(draft)).speakers
    assert (speaker.name, speaker.email, str(speaker.person)) == (
        "Bo Example",
        "bo@club.example",
        first["settled"]["speakers-1-person"],
    )


def test_slots_and_days_are_saved_too(draft: Application, mine: Browser) -> None:
    first, second = (slot.id for slot in fresh(draft).call.meeting.slots)
    typed = {"wishes": [f"{first}:", f"{second}:1"], "days": ["2027-03-08:any", "2027-03-09:"]}
    assert keep(mine, draft, "slots", **opened(mine, draft, "slots"), **typed).status_code == 200
    facts = current(fresh(draft))
    assert (facts.wishes, [str(day) for day in facts.days]) == ({second: 1}, ["2027-03-08"])


@pytest.mark.parametrize("step", ["organiser", "flyer", "", "../event"])
def test_other_steps_are_saved_by_their_buttons_only(draft: Application, mine: Browser, step: str) -> None:
    assert keep(mine, draft, step, title="Forged").status_code == 404


def test_what_is_submitted_is_changed_by_a_button_only(draft: Application, mine: Browser) -> None:
    mine.post(f"{HERE}{draft.code}/submit/")
    answer = keep(mine, draft, "links", **opened(mine, draft, "links"), contact="Ada")
    assert (answer.status_code, fresh(draft).contact) == (404, None)
    assert read(mine, f"{HERE}{draft.code}/links/").css("[data-address]") == []


def test_nobody_else_saves_here(app: Flask, draft: Application, ada: Account, other: Browser) -> None:
    desk = signed_in(app, member(app, Role.SECRETARIAT))
    typed = {"title": "Forged", **TYPED}
    for browser in (other, desk):
        answer, nothing = keep(browser, draft, **typed), browser.post(f"{HERE}22222/autosave/", data=typed)
        assert (answer.status_code, nothing.status_code) == (404, 404)
    expired = signed_in(app, ada)
    with clock.set_to(stage.DURING + timedelta(days=400)):
        assert keep(expired, draft, **typed).status_code == 401
    assert fresh(draft).title == "Harvests"
