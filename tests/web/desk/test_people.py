"""People at the desk."""

import pytest
from flask import Flask

from scheduler.audit.queries import history
from scheduler.kernel.db import session
from scheduler.kernel.decision import bookkeeping
from scheduler.kernel.terms import Role, Standing
from scheduler.organisations.actions import name_person
from scheduler.organisations.models import Person
from tests.web.conftest import Page, read, texts
from tests.web.people import Browser, member, organisation, signed_in
from tests.web.programme.test_cost import questions


@pytest.fixture
def desk(app: Flask) -> Browser:
    return signed_in(app, member(app, Role.SECRETARIAT, name="Sec"))


def somebody(name: str, email: str | None = None) -> int:
    with bookkeeping("tests"):
        person = name_person(name)
        person.email = email
        session.flush()
        return person.id


def test_the_list_finds_by_name_and_address(app: Flask, desk: Browser) -> None:
    somebody("Zoë Example", "zoe@people.example")
    somebody("Bo Other")
    assert texts(read(desk, "/desk/people/?q=zoe"), "tbody th") == ["Zoë Example"]
    assert texts(read(desk, "/desk/people/?q=people.EX"), "tbody th") == ["Zoë Example"]
    assert texts(read(desk, "/desk/people/"), "tbody th") == ["Bo Other", "Sec", "Zoë Example"]
    assert "Nobody fits" in read(desk, "/desk/people/?q=nobody").html  # type: ignore[operator]


def test_a_person_shows_what_hangs_on_them_and_warns_of_namesakes(app: Flask, desk: Browser) -> None:
    club = organisation(app, "Club")
    ada = member(app, organisation=club, name="Ada Example")
    twin = somebody("ADA  Example")
    page = read(desk, f"/desk/people/{ada.person_id}/")
    assert texts(page, "h1") == ["Ada Example"]
    assert texts(page, "#organisations + ul li") == ["Club Speaks for it"]
    assert f"record {twin}" in texts(page, ".asking li")[0]


def test_name_and_address_change_without_standing_in_the_history(app: Flask, desk: Browser) -> None:
    ada = somebody("Ada")
    wrong = desk.post(f"/desk/people/{ada}/", data={"name": "Ada B.", "email": "not an address"})
    assert (wrong.status_code, "No letter can be sent" in wrong.text) == (422, True)
    answer = desk.post(f"/desk/people/{ada}/", data={"name": "Ada B.", "email": "ada@b.example"})
    assert answer.status_code == 303
    person = session.get_one(Person, ada)
    assert (person.name, person.folded, person.email) == ("Ada B.", "adab.", "ada@b.example")
    (record,) = history(f"person {ada}")
    assert record.content
    assert record.content.facts["fields"] == ["name", "email"]
    assert "Ada" not in str(record.content.facts)


def test_two_records_of_a_person_become_one_and_two_again(app: Flask, desk: Browser) -> None:
    ada, twin = somebody("Ada"), somebody("Ada E.", "ada@e.example")
    assert "Ada E." in texts(read(desk, f"/desk/people/{ada}/merge?q=ada"), ".lines li")[0]
    preview = read(desk, f"/desk/people/{ada}/merge?other={twin}")
    assert "Nothing hangs on it." in texts(preview, "main p")
    assert desk.post(f"/desk/people/{ada}/merge", data={"other": twin}).status_code == 303
    assert (session.get_one(Person, twin).merged_into_id, session.get_one(Person, ada).email) == (
        ada, "ada@e.example",
    )  # fmt: skip
    undo = read(desk, f"/desk/people/{ada}/").css_first("form[action*=undo]")
    assert undo
    assert desk.post(str(undo.attributes["action"])).status_code == 303
    session.expire_all()
    assert session.get_one(Person, twin).merged_into_id is None


def test_requests_are_answered_from_their_list(app: Flask, desk: Browser) -> None:
    club = organisation(app, "Club")
    member(app, organisation=club, standing=Standing.ASKED, name="Ada")
    page = read(desk, "/desk/people/requests")
    assert texts(page, "tbody th, tbody td:nth-child(2)") == ["Ada", "Club"]
    assert desk.post(forms(page, "agree")[0]).status_code == 303
    assert "No request waits" in str(read(desk, "/desk/people/requests").html)


def forms(page: Page, act: str) -> list[str]:
    return [str(form.attributes["action"]) for form in page.css(f"form[action$={act}]")]


@pytest.mark.parametrize("address", ["/desk/people/?q=person", "/desk/people/requests"])
def test_lists_ask_as_often_for_30_rows_as_for_1(app: Flask, desk: Browser, address: str) -> None:
    club = organisation(app, "Club")
    member(app, organisation=club, contact=True)
    counted = []
    for number in (1, 29):
        for _ in range(number):
            member(app, organisation=club, standing=Standing.ASKED)
        with questions(app) as asked:
            read(desk, address)
        counted.append(len(asked))
    assert counted[0] == counted[1]
