"""Who gets in, where others are sent, and what they learn on the way."""

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient

from scheduler.kernel.errors import NotFound
from scheduler.kernel.permissions import Act
from scheduler.kernel.terms import Role, Standing
from scheduler.kernel.words import Sentence
from scheduler.web.access import guarded, guards, is_open
from tests.web.people import browser, member, organisation, signed_in, without_tokens

CONTACT = Act(
    "open it",
    Sentence("Only its contact may open this."),
    frozenset({Role.SECRETARIAT}),
    holds=lambda who, number: number in who.contact_of,
)
HIDDEN = Act("see it", CONTACT.reason, CONTACT.roles, CONTACT.holds, hidden=True)
DESK = Act("see all", Sentence("Only the secretariat may see this."), CONTACT.roles)
SIGNED_IN = Act("be here", Sentence("Sign in."), holds=lambda who, _: who.account is not None)


@pytest.fixture
def house(make_app: Callable[..., Flask]) -> Flask:
    """With one address for each way to guard it. There are things 1 to 9."""

    def find(number: int) -> int:
        if number > 9:
            raise NotFound(Sentence("There is no thing %(number)s.", number=number))
        return number

    app = make_app(SECOND_FACTOR=1)
    for name, act in (("contact", CONTACT), ("hidden", HIDDEN)):
        view = guarded(act, find)(lambda thing: f"thing {thing}")
        app.add_url_rule(f"/{name}/<int:number>/", name, view, methods=["GET", "POST"])
    app.add_url_rule("/all/", "all", guarded(DESK)(lambda: "all"), methods=["GET", "POST"])
    app.add_url_rule("/in/", "in", guarded(SIGNED_IN)(lambda: "in"))
    app.add_url_rule("/forgotten/", "forgotten", lambda: "forgotten")
    return app


@pytest.fixture
def contact(house: Flask) -> FlaskClient:
    """The browser of the contact of organisation 1."""
    assert organisation(house).id == 1
    return signed_in(house, member(house, organisation=1, contact=True))


def answers(client: FlaskClient, *addresses: str, method: str = "GET") -> list[int]:
    return [client.open(address, method=method).status_code for address in addresses]


def test_who_may_comes_in(house: Flask, contact: FlaskClient) -> None:
    secretariat = signed_in(house, member(house, Role.SECRETARIAT))
    assert contact.get("/contact/1/").text == "thing 1"
    assert contact.post("/hidden/1/").text == "thing 1"
    assert secretariat.get("/hidden/2/").text == "thing 2"
    assert secretariat.get("/all/").text == "all"


def test_the_reason_is_told_to_who_may_not(contact: FlaskClient) -> None:
    response = contact.get("/contact/2/")
    assert (response.status_code, "Only its contact may open this." in response.text) == (403, True)
    assert answers(contact, "/all/", "/in/") == [403, 200]
    assert answers(contact, "/contact/2/", "/all/", method="POST") == [403, 403]


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_hidden_thing_of_others_is_as_if_it_were_not(contact: FlaskClient, method: str) -> None:
    contact.get("/in/")  # now the session is as it stays
    others, nothing = (contact.open(f"/hidden/{number}/", method=method) for number in (2, 99))
    assert (others.status_code, without_tokens(others.text)) == (404, without_tokens(nothing.text))
    assert (others.status_code, others.headers) == (nothing.status_code, nothing.headers)


def test_who_may_see_all_is_told_what_is_not_there(house: Flask) -> None:
    secretariat = signed_in(house, member(house, Role.SECRETARIAT))
    response = secretariat.get("/hidden/99/")
    assert (response.status_code, "There is no thing 99." in response.text) == (404, True)


@pytest.mark.parametrize("address", ["/contact/2/", "/contact/99/", "/hidden/2/", "/hidden/99/", "/all/"])
def test_strangers_are_sent_to_sign_in_whether_there_is_such_a_thing_or_not(
    house: Flask, address: str
) -> None:
    stranger = browser(house)
    for method in ("GET", "HEAD"):
        response = stranger.open(f"{address}?x=1&x=2", method=method)
        assert response.status_code == 302
        to = urlsplit(response.headers["Location"])
        assert (to.scheme, to.netloc, to.path) == ("", "", "/account/login")
        assert parse_qs(to.query) == {"next": [f"{address}?x=1&x=2"]}


@pytest.mark.parametrize("address", ["/contact/2/", "/contact/99/", "/hidden/2/", "/hidden/99/", "/all/"])
def test_forms_of_strangers_are_not_sent_on(house: Flask, address: str) -> None:
    response = browser(house).post(address, data={"text": "Twenty characters and more"})
    assert (response.status_code, "Location" in response.headers) == (401, False)
    assert "You are not signed in." in response.text
    assert "Twenty characters and more" in response.text


def test_next_keeps_the_folder_in_which_the_site_lies(house: Flask) -> None:
    response = browser(house).get("/all/", base_url="http://localhost/programme/")
    assert response.headers["Location"] == "/programme/account/login?next=/programme/all/"


@pytest.mark.parametrize(("active", "confirmed"), [(False, True), (True, False)])
def test_accounts_that_do_not_count_may_nothing(house: Flask, active: bool, confirmed: bool) -> None:
    client = signed_in(house, member(house, Role.SECRETARIAT, active=active, confirmed=confirmed))
    assert client.post("/all/").status_code in (401, 403)
    assert client.get("/all/").status_code in (302, 403)
    assert "thing" not in client.get("/contact/1/").text


def test_who_has_not_confirmed_the_address_is_not_sent_round_in_circles(house: Flask) -> None:
    response = signed_in(house, member(house, confirmed=False)).get("/in/")
    assert (response.status_code, "not confirmed yet" in response.text) == (403, True)


def test_roles_wait_for_the_second_factor(house: Flask) -> None:
    weak = signed_in(house, member(house, Role.ADMIN), strong=False)
    act = Act("see all", DESK.reason, frozenset({Role.ADMIN}))
    house.add_url_rule("/admin/", "admin", guarded(act)(lambda: "admin"), methods=["GET", "POST"])
    response = weak.get("/admin/")
    assert (response.status_code, response.headers["Location"]) == (302, "/account/security/")
    response = weak.post("/admin/")
    assert (response.status_code, "second factor" in response.text) == (403, True)
    assert weak.get("/in/").text == "in"


@pytest.mark.parametrize("standing", [Standing.ASKED, Standing.REFUSED, Standing.ENDED])
def test_who_only_asked_speaks_for_nobody(house: Flask, standing: Standing) -> None:
    number = organisation(house).id
    client = signed_in(house, member(house, organisation=number, standing=standing))
    assert answers(client, f"/contact/{number}/", f"/hidden/{number}/") == [403, 404]


def test_an_address_that_nobody_said_anything_about_is_shut(house: Flask) -> None:
    secretariat = signed_in(house, member(house, Role.SECRETARIAT))
    assert answers(secretariat, "/forgotten/") == [404]
    assert answers(browser(house), "/forgotten/") == [404]


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_every_address_of_the_house_is_guarded_or_open(make_app: Callable[..., Flask]) -> None:
    app = make_app()
    guarded_here = {endpoint for endpoint, view in app.view_functions.items() if hasattr(view, "guard")}
    open_here = {endpoint for endpoint in app.view_functions if is_open(app, endpoint)}
    assert guarded_here | open_here == set(app.view_functions)
    assert guarded_here & open_here == set()
    assert {rule.endpoint for rule in app.url_map.iter_rules() if not rule.build_only} == set(
        app.view_functions
    )


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_guards_name_every_address_with_its_act(house: Flask) -> None:
    found = {(address, methods): guard and guard.act for address, methods, guard in guards(house)}
    assert found["/contact/<int:number>/", "GET POST"] is CONTACT
    assert found["/", "GET"] is None


def test_one_request_leaves_nothing_of_its_visitor_for_the_next(house: Flask) -> None:
    """Also where a test has the application's context open."""
    with house.app_context():
        assert answers(signed_in(house, member(house)), "/in/") == [200]
        assert answers(browser(house), "/in/") == [302]


def test_a_number_that_no_database_knows_names_nothing(app: Flask) -> None:
    admin = signed_in(app, member(app, Role.ADMIN))
    for address in ("/desk/people/{}/", "/desk/organisations/{}/", "/desk/letters/{}/", "/desk/accounts/{}/"):
        for number in (2**31 - 1, 2**31, 10**30):
            assert admin.get(address.format(number)).status_code == 404
    assert admin.post(f"/desk/links/{10**30}/revoke").status_code == 404
