"""Organisations at the desk."""

from typing import Any

import pytest
from flask import Flask

from scheduler.audit.queries import history
from scheduler.kernel.db import session
from scheduler.kernel.decision import bookkeeping
from scheduler.kernel.terms import OrganisationKind, Role, Standing
from scheduler.kernel.text import fold
from scheduler.organisations.actions import add_alias
from scheduler.organisations.models import Organisation, Representative
from scheduler.organisations.queries import by_name, speaks_for
from tests.web.conftest import links, read, texts
from tests.web.people import Browser, member, organisation, signed_in
from tests.web.programme.test_cost import questions

NGO, STATE, IGO = OrganisationKind.NGO, OrganisationKind.MEMBER_STATE, OrganisationKind.IGO
EMPTY = dict.fromkeys(
    ("kind", "short_name", "country", "ecosoc_status", "regional_group", "second_group"), ""
)


@pytest.fixture
def desk(app: Flask) -> Browser:
    return signed_in(app, member(app, Role.SECRETARIAT, name="Sec"))


def again(one: Organisation) -> Organisation:
    session.expire_all()
    return session.get_one(Organisation, one.id)


def names(desk: Browser, query: str) -> list[str]:
    return texts(read(desk, f"/desk/organisations/{query}"), "tbody th")


def test_the_list_is_chosen_by_the_address(app: Flask, desk: Browser) -> None:
    organisation(app, "Drug Club", NGO, verified=False)
    kenya = organisation(app, "Kenya", STATE)
    organisation(app, "Unknown Body", None, verified=False)
    with bookkeeping("tests"):
        add_alias(session.get_one(Organisation, kenya.id), "Republic of Kenya")
    assert names(desk, "") == ["Drug Club", "Kenya", "Unknown Body"]
    assert names(desk, "?q=republic+of") == ["Kenya"]
    assert names(desk, "?kind=ngo") == ["Drug Club"]
    assert names(desk, "?kind=unknown") == ["Unknown Body"]
    assert names(desk, "?verified=no") == ["Drug Club", "Unknown Body"]
    assert names(desk, "?kind=nonsense&q=%00") == ["Drug Club", "Kenya", "Unknown Body"]
    page = read(desk, "/desk/organisations/")
    assert texts(page, "nav[aria-label='Kinds of organisations'] li") == [
        "All 3", "Member State 1", "Non-governmental organisation 1", "Not known 1",
    ]  # fmt: skip


def test_several_are_verified_from_one_list(app: Flask, desk: Browser) -> None:
    bodies = [organisation(app, f"Body {n}", None, verified=False) for n in range(2)]
    page = read(desk, "/desk/organisations/unverified")
    assert texts(page, "tbody th") == ["Body 0", "Body 1"]
    address = str(page.css("form[action$=verify]")[1].attributes["action"])
    told = {"kind": "ngo", "ecosoc_status": "special", "source": "E/2026/INF/5", "back": "list"}
    answer = desk.post(address, data=told, follow_redirects=True)
    assert "“Body 1” is verified." in answer.text
    assert 'value="E/2026/INF/5"' in answer.text
    assert texts(read(desk, "/desk/organisations/unverified"), "tbody th") == ["Body 0"]
    one = again(bodies[1])
    assert (one.kind, one.ecosoc_status, one.verified_from) == (NGO, "special", "E/2026/INF/5")
    assert one.verified_by is not None
    assert one.verified_by.startswith("account ")
    said = texts(read(desk, f"/desk/organisations/{one.id}/"), "dl.record dd")
    assert "by Sec, from: E/2026/INF/5" in " ".join(said)


@pytest.mark.parametrize(
    ("told", "status"),
    [
        ({"kind": "", "source": "a list"}, 409),
        ({"kind": "ngo", "source": ""}, 422),
        ({"kind": "igo", "ecosoc_status": "special", "source": "a list"}, 409),
        ({"kind": "nonsense", "source": "a list"}, 422),
    ],
)
def test_what_is_not_known_is_not_verified(
    app: Flask, desk: Browser, told: dict[str, str], status: int
) -> None:
    one = organisation(app, "Body", None, verified=False)
    answer = desk.post(f"/desk/organisations/{one.id}/verify", data={"ecosoc_status": "", **told})
    assert answer.status_code == status
    assert (again(one).kind, again(one).verified_at) == (None, None)


def test_a_new_kind_has_to_be_looked_up_again(app: Flask, desk: Browser) -> None:
    one = organisation(app, "Body", NGO)
    facts = {**EMPTY, "kind": "ngo", "country": "Kenya"}
    assert desk.post(f"/desk/organisations/{one.id}/facts", data=facts).status_code == 303
    assert (again(one).country, again(one).verified_at is not None) == ("Kenya", True)
    assert desk.post(f"/desk/organisations/{one.id}/facts", data={**facts, "kind": "igo"}).status_code == 303
    assert (again(one).kind, again(one).verified_at) == (IGO, None)
    assert [record.act for record in history(f"organisation {one.id}")] == ["describe", "describe"]


def test_what_cannot_be_is_said_and_not_stored(app: Flask, desk: Browser) -> None:
    one = organisation(app, "Body", NGO)
    facts = {**EMPTY, "kind": "igo", "ecosoc_status": "special"}
    answer = desk.post(f"/desk/organisations/{one.id}/facts", data=facts)
    assert (answer.status_code, "Only a non-governmental organisation" in answer.text) == (422, True)
    assert again(one).kind is NGO


def test_a_state_takes_part_in_two_groups(app: Flask, desk: Browser) -> None:
    one = organisation(app, "Türkiye", STATE)
    facts = {
        **EMPTY,
        "kind": "member_state",
        "regional_group": "Western European and other States",
        "second_group": "Asia-Pacific States",
    }
    assert desk.post(f"/desk/organisations/{one.id}/facts", data=facts).status_code == 303
    assert again(one).second_group == "Asia-Pacific States"


def test_a_group_that_a_file_brought_is_not_lost(app: Flask, desk: Browser) -> None:
    one = organisation(app, "Old State", STATE, regional_group="A group of old")
    page = read(desk, f"/desk/organisations/{one.id}/")
    assert texts(page, "#regional_group option[selected]") == ["A group of old"]


def test_renaming_keeps_the_old_name_as_an_alias(app: Flask, desk: Browser) -> None:
    one = organisation(app, "Turkey", STATE)
    assert desk.post(f"/desk/organisations/{one.id}/name", data={"name": "Türkiye"}).status_code == 303
    assert (again(one).name, sorted(item.text for item in again(one).names)) == (
        "Türkiye", ["Turkey", "Türkiye"],
    )  # fmt: skip
    assert set(by_name(["turkey", "turkiye"])) == {"turkey", "turkiye"}


def test_an_alias_is_added_and_removed(app: Flask, desk: Browser) -> None:
    one = organisation(app, "World Health Organization", IGO)
    assert desk.post(f"/desk/organisations/{one.id}/aliases", data={"name": "WHO"}).status_code == 303
    assert "who" in by_name(["WHO"])
    remove = f"/desk/organisations/{one.id}/aliases/remove"
    assert desk.post(remove, data={"folded": fold(one.name)}).status_code == 409
    assert desk.post(remove, data={"folded": "who"}).status_code == 303
    assert desk.post(remove, data={"folded": "who"}).status_code == 409
    assert by_name(["WHO"]) == {}


@pytest.mark.parametrize("act", ["name", "aliases"])
def test_a_name_of_another_one_leads_to_merging(app: Flask, desk: Browser, act: str) -> None:
    one, other = organisation(app, "WHO"), organisation(app, "World Health Organization")
    answer = desk.post(f"/desk/organisations/{one.id}/{act}", data={"name": other.name})
    assert answer.status_code == 303
    assert answer.location == f"/desk/organisations/{one.id}/merge?other={other.id}"
    shown = desk.get(answer.location).text
    assert "“World Health Organization” is already a name of World Health Organization." in shown
    assert again(one).name == "WHO"


def test_likely_duplicates_are_offered_and_merged_and_undone(app: Flask, desk: Browser) -> None:
    one = organisation(app, "World Health Organization", IGO)
    other = organisation(app, "World Health Organisation", None, verified=False)
    ada = member(app, organisation=other, name="Ada")
    page = read(desk, f"/desk/organisations/{one.id}/")
    (offer,) = links(page, "section[aria-labelledby=alike] a[href*='other=']")
    preview = read(desk, str(offer))
    assert texts(preview, "dl.record dt, dl.record dd") == ["Names", "1", "Who speaks for whom", "1"]
    done = desk.post(f"/desk/organisations/{one.id}/merge", data={"other": other.id, "why": "one letter"})
    assert done.status_code == 303
    assert [found.organisation_id for found in speaks_for(ada.person_id)] == [one.id]
    assert "merged into another one" in str(read(desk, f"/desk/organisations/{other.id}/").html)
    undo = read(desk, f"/desk/organisations/{one.id}/").css_first("form[action*=undo]")
    assert undo
    answer = desk.post(str(undo.attributes["action"]))
    assert answer.location == f"/desk/organisations/{other.id}/"
    session.expire_all()
    assert [found.organisation_id for found in speaks_for(ada.person_id)] == [other.id]
    assert desk.post(str(undo.attributes["action"])).status_code == 409


def test_one_is_not_merged_with_itself_or_with_nothing(app: Flask, desk: Browser) -> None:
    one = organisation(app, "One")
    for other, status in ((one.id, 409), (10**6, 404), (10**30, 404), ("x", 404)):
        answer = desk.post(f"/desk/organisations/{one.id}/merge", data={"other": other})
        assert answer.status_code == status


def test_enrolling_by_hand_warns_of_a_name_that_is_taken(app: Flask, desk: Browser) -> None:
    organisation(app, "Taken")
    assert (
        "already a name of Taken"
        in desk.post("/desk/organisations/new", data={**EMPTY, "name": "TAKEN"}).text
    )
    answer = desk.post("/desk/organisations/new", data={**EMPTY, "name": "New Club", "kind": "ngo"})
    assert answer.status_code == 303
    assert by_name(["New Club"])["newclub"].kind is NGO


def test_all_states_are_enrolled_by_a_button(app: Flask, desk: Browser) -> None:
    answer = desk.post("/desk/organisations/states", follow_redirects=True)
    assert "195 States are new." in answer.text
    assert "0 States are new." in desk.post("/desk/organisations/states", follow_redirects=True).text


def standing_of(person: int) -> tuple[str, bool]:
    session.expire_all()
    (one,) = speaks_for(person)
    return one.standing.value, one.is_contact


def test_the_secretariat_answers_and_makes_the_first_contact(app: Flask, desk: Browser) -> None:
    club = organisation(app, "Club")
    ada = member(app, organisation=club, standing=Standing.ASKED, name="Ada")
    number = speaks_for(ada.person_id)[0].id
    at = f"/desk/organisations/representatives/{number}"
    assert desk.post(f"{at}/make-contact").status_code == 409
    assert desk.post(f"{at}/refuse", data={"why": ""}).status_code == 409
    for act, after in (
        ("agree", ("agreed", False)),
        ("make-contact", ("agreed", True)),
        ("step-down", ("agreed", False)),
        ("end", ("ended", False)),
    ):
        assert desk.post(f"{at}/{act}").status_code == 303
        assert standing_of(ada.person_id) == after


def test_somebody_new_is_entered_once_a_namesake_is_ruled_out(app: Flask, desk: Browser) -> None:
    club = organisation(app, "Club")
    ada = member(app, name="Ada Example")
    told: dict[str, Any] = {"person": "", "name": "Ada Example", "email": "", "position": "Director"}
    asked = desk.post(f"/desk/organisations/{club.id}/representatives", data=told)
    assert "Is it one of these?" in asked.text
    assert session.query(Representative).count() == 0
    told["person"] = ada.person_id
    assert desk.post(f"/desk/organisations/{club.id}/representatives", data=told).status_code == 303
    told |= {"person": "", "another": "yes"}
    assert desk.post(f"/desk/organisations/{club.id}/representatives", data=told).status_code == 303
    found = session.query(Representative).order_by(Representative.id).all()
    assert [one.person_id == ada.person_id for one in found] == [True, False]
    told |= {"name": "", "another": ""}
    assert desk.post(f"/desk/organisations/{club.id}/representatives", data=told).status_code == 409


def test_the_civil_society_unit_sees_and_verifies_ngos_only(app: Flask) -> None:
    unit = signed_in(app, member(app, Role.CIVIL_SOCIETY_UNIT))
    club = organisation(app, "Club", NGO, verified=False)
    state = organisation(app, "Kenya", STATE, verified=False)
    assert names(unit, "") == ["Club"]
    assert texts(read(unit, "/desk/organisations/unverified"), "tbody th") == ["Club"]
    assert unit.get(f"/desk/organisations/{state.id}/").status_code == 404
    told = {"kind": "member_state", "ecosoc_status": "roster", "source": "the list"}
    assert unit.post(f"/desk/organisations/{state.id}/verify", data=told).status_code == 404
    assert unit.post(f"/desk/organisations/{club.id}/verify", data=told).status_code == 303
    assert (again(club).kind, again(club).ecosoc_status) == (NGO, "roster")
    assert unit.post(f"/desk/organisations/{club.id}/facts", data=EMPTY).status_code == 403


@pytest.mark.parametrize("address", ["/desk/organisations/?kind=ngo", "/desk/organisations/unverified"])
def test_lists_ask_as_often_for_30_rows_as_for_1(app: Flask, desk: Browser, address: str) -> None:
    counted = []
    for number in (1, 29):
        for _ in range(number):
            organisation(app, verified=False)
        with questions(app) as asked:
            read(desk, address)
        counted.append(len(asked))
    assert counted[0] == counted[1]


def test_the_page_of_one_asks_as_often_for_30_people_as_for_1(app: Flask, desk: Browser) -> None:
    club = organisation(app, "Club")
    counted = []
    for number in (1, 29):
        for _ in range(number):
            member(app, organisation=club, standing=Standing.ASKED)
        with questions(app) as asked:
            read(desk, f"/desk/organisations/{club.id}/")
        counted.append(len(asked))
    assert counted[0] == counted[1]
