"""Every address, asked for by everybody: who may comes in, and nobody else. What is expected follows from the
acts (`may`), what is asserted from answers over HTTP, on real things, own and others'.

A new address with values needs examples: see tests/web/things.py.
"""

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.routing import Map, Rule
from werkzeug.test import TestResponse

from scheduler.accounts.models import Account
from scheduler.accounts.queries import visitor
from scheduler.kernel.db import session
from scheduler.kernel.permissions import NOBODY, Act, Visitor, may
from scheduler.kernel.terms import Role, Standing
from scheduler.web.access import Guard, is_open
from tests.web.people import Browser, browser, member, signed_in, token_for, without_tokens
from tests.web.things import EVERYWHERE, SIGNED_IN_ONLY, Things, Values, examples, make_things

LOGIN, SECURITY = "/account/login", "/account/security/"
IN, HIDDEN, REASON, SIGN_IN, NOT_SIGNED_IN, SECOND = "in", "404", "403", "to sign in", "401", "second factor"


@dataclass(frozen=True)
class Person:
    """Somebody who asks. `session` is their browser's cookie."""

    name: str
    visitor: Visitor
    session: str
    confirmed: bool = True

    def browser(self, app: Flask) -> Browser:
        """Their browser as it was before it asked for anything."""
        client = Browser(app, app.response_class, use_cookies=True)
        client.set_cookie(app.config["SESSION_COOKIE_NAME"], self.session)
        client.environ_base["HTTP_X_CSRFTOKEN"] = token_for(app)
        return client


@dataclass(frozen=True)
class Town:
    """The application with its things and people, and how it was at first."""

    app: Flask
    things: Things
    people: tuple[Person, ...]
    as_at_first: Callable[[], None]


@pytest.fixture
def town(make_app: Callable[..., Flask], database_url: str, tmp_path: Path) -> Town:
    app = make_app(SECOND_FACTOR=1, PROPAGATE_EXCEPTIONS=False)
    things = make_things(app)
    people = tuple(_people(app, things))
    return Town(app, things, people, _restorer(database_url, tmp_path / "at_first.sqlite"))


def _people(app: Flask, things: Things) -> Iterator[Person]:
    yield Person("stranger", NOBODY, _session(browser(app)))
    for role in Role:
        yield _person(app, f"{role}", member(app, role))
    for role in (Role.SECRETARIAT, Role.ADMIN):
        yield _person(app, f"{role} without second factor", member(app, role), strong=False)
    yield _person(
        app, "coordinator of another channel", member(app, Role.CHANNEL_COORDINATOR, channel="GRULAC")
    )
    yield _person(app, "speaks for it", things.own)
    yield _person(app, "speaks for another", things.other)
    right, wrong = things.right, things.wrong
    yield _person(app, "contact", member(app, organisation=right, contact=True))
    yield _person(app, "contact of another", member(app, organisation=wrong, contact=True))
    yield _person(app, "asked to speak for it", member(app, organisation=right, standing=Standing.ASKED))
    yield _person(app, "speaks no longer for it", member(app, organisation=right, standing=Standing.ENDED))
    yield _person(app, "deactivated", member(app, Role.ADMIN, right, active=False), counts=False)
    unconfirmed = member(app, Role.ADMIN, right, confirmed=False)
    yield _person(app, "not confirmed", unconfirmed, counts=False, confirmed=False)


def _person(
    app: Flask,
    name: str,
    account: Account,
    *,
    strong: bool = True,
    counts: bool = True,
    confirmed: bool = True,
) -> Person:
    cookie = _session(signed_in(app, account, strong=strong))
    with app.app_context():
        who = visitor(session.get_one(Account, account.id), strong=strong) if counts else NOBODY
    return Person(name, who, cookie, confirmed)


def _session(client: Browser) -> str:
    cookie = client.get_cookie(client.application.config["SESSION_COOKIE_NAME"])
    assert cookie
    return cookie.value


def _restorer(url: str, copy: Path) -> Callable[[], None]:
    """Makes the database again what it is now. (On PostgreSQL nothing is sent that changes it.)"""
    if not url.startswith("sqlite"):
        return lambda: None
    live = Path(url.removeprefix("sqlite:///"))
    _copy(live, copy)
    return lambda: _copy(copy, live)


def _copy(source: Path, target: Path) -> None:
    here, there = sqlite3.connect(source), sqlite3.connect(target)
    here.backup(there)
    here.close()
    there.close()


def rules(app: Flask) -> list[Rule]:
    """Those of bare addresses: with a language before them they lead to the same views."""
    return [
        rule for rule in app.url_map.iter_rules() if not rule.build_only and not rule.rule.startswith("/<any")
    ]


def methods(rule: Rule) -> list[str]:
    return sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})


def guard_of(app: Flask, rule: Rule) -> Guard | None:
    return getattr(app.view_functions[rule.endpoint], "guard", None)


def expected(town: Town, guard: Guard, method: str, values: Values) -> dict[str, str]:
    """What the acts say, for everybody."""
    with town.app.test_request_context():
        thing = guard.load(**values) if guard.load else None
        return {person.name: _expected(guard.act, person, method, thing) for person in town.people}


def _expected(act: Act, person: Person, method: str, thing: object) -> str:
    who = person.visitor
    if may(who, act, thing):
        return IN
    if not person.confirmed:
        return REASON
    if who.account is None:
        return SIGN_IN if method == "GET" else NOT_SIGNED_IN
    if who.waiting_roles & act.roles:
        return SECOND if method == "GET" else REASON
    return HIDDEN if act.hidden else REASON


def seen(response: TestResponse, address: str) -> str:
    """What an answer amounts to."""
    to = response.headers.get("Location", "").partition("?")[0]
    if response.status_code == 302 and to in (LOGIN, SECURITY) and address != to:
        return SIGN_IN if to == LOGIN else SECOND
    if response.status_code == 404 and "This is not there." in response.text:
        return IN  # the view looked for something that an empty form does not name
    return {401: NOT_SIGNED_IN, 403: REASON, 404: HIDDEN}.get(response.status_code, IN)


def address_of(app: Flask, rule: Rule, values: Values) -> str:
    return app.url_map.bind("").build(rule.endpoint, dict(values), force_external=False)


def ask(town: Town, person: Person, address: str, method: str) -> tuple[str, int]:
    """What they see; afterwards everything is as it was."""
    response = person.browser(town.app).open(address, method=method)
    found = seen(response, address)
    if found == IN and method != "GET":
        town.as_at_first()
    return found, response.status_code


def walk(town: Town) -> Iterator[tuple[str, str, Guard, Values]]:
    """Every guarded address with each method and each example; one example is enough where the act does not
    look at the thing."""
    for rule in rules(town.app):
        if guard := guard_of(town.app, rule):
            values = examples(town.things, rule)
            for example in values if guard.act.holds else values[:1]:
                for method in methods(rule):
                    yield address_of(town.app, rule, example), method, guard, example


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_every_guarded_address_lets_in_who_may_and_nobody_else(town: Town) -> None:
    wrong = {}
    for address, method, guard, values in walk(town):
        due = expected(town, guard, method, values)
        for person in town.people:
            found, status = ask(town, person, address, method)
            if found != due[person.name] or status >= 500:
                wrong[method, address, person.name] = (due[person.name], found, status)
    assert wrong == {}


@pytest.mark.parametrize("database_kind", ["postgresql"])
def test_reading_is_guarded_on_postgresql_too(town: Town) -> None:
    """A sample: the same answers, from the other database."""
    sample = [person for person in town.people if person.name in ("stranger", "secretariat", "contact")]
    wrong = {}
    for address, method, guard, values in walk(town):
        if method == "GET":
            due = expected(town, guard, method, values)
            for person in sample:
                if (found := ask(town, person, address, method)) != (due[person.name], found[1]):
                    wrong[address, person.name] = (due[person.name], found)
    assert wrong == {}


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_what_is_open_asks_nobody_to_sign_in(town: Town) -> None:
    wrong = {}
    for rule in rules(town.app):
        if is_open(town.app, rule.endpoint) and not rule.endpoint.startswith("security."):
            values = {name: EVERYWHERE[name] for name in rule.arguments}
            for person in town.people[:2]:
                address = address_of(town.app, rule, values)
                got, status = ask(town, person, address, methods(rule)[0])
                if got not in (IN, HIDDEN) or status >= 500:
                    wrong[rule.rule, person.name] = (got, status)
    assert wrong == {}


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_what_changes_how_one_signs_in_is_for_who_is_signed_in(town: Town) -> None:
    entrances = [rule for rule in rules(town.app) if rule.endpoint.startswith("security.")]
    assert SIGNED_IN_ONLY - {rule.endpoint for rule in entrances} == set()
    sample = [person for person in town.people if person.name in ("stranger", "deactivated", "contact")]
    wrong = {}
    for rule in entrances:
        values = {name: EVERYWHERE[name] for name in rule.arguments}
        for method in methods(rule):
            for person in sample:
                got, status = ask(town, person, address_of(town.app, rule, values), method)
                shut = person.visitor.account is None and rule.endpoint in SIGNED_IN_ONLY
                if status >= 500 or (shut and got == IN):
                    wrong[method, rule.rule, person.name] = (got, status)
    assert wrong == {}


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_others_things_and_nothing_look_the_same(town: Town) -> None:
    """Of hidden things nobody learns whether there are any: for every such address."""
    other = next(person for person in town.people if person.name == "speaks for another")
    different = []
    for address, method, guard, values in walk(town):
        if guard.load and expected(town, guard, method, values)[other.name] == HIDDEN:
            nothing = address_of_nothing(address, values)
            if _answer(town, other, address, method) != _answer(town, other, nothing, method):
                different.append((method, address))
    assert different == []


def address_of_nothing(address: str, values: Values) -> str:
    """The same address with a number or a code that there is none of."""
    if "number" in values:
        return address.replace(f"/{values['number']}/", "/999999/", 1)
    if "code" in values:
        return address.replace(f"/{values['code']}/", "/22222/", 1)
    (number,) = values.values()
    return address.replace(f"/{number}/", "/999999/", 1)


def _answer(town: Town, person: Person, address: str, method: str) -> tuple[int, str]:
    response = person.browser(town.app).open(address, method=method)
    return response.status_code, without_tokens(response.text)


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_the_walk_would_see_an_address_without_examples(town: Town) -> None:
    new = Map([Rule("/new/<int:number>/", endpoint="new")])
    with pytest.raises(AssertionError, match="needs examples"):
        examples(town.things, next(new.iter_rules()))
