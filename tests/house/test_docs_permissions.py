"""docs/permissions.md lists every address with who may use it, as the application itself says.

To write the page anew: SCHEDULER_TEST_WRITE_DOCS=1 python3 dev.py test tests/house -k docs
"""

import re
from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from scheduler.kernel.permissions import Act
from scheduler.kernel.terms import Role
from scheduler.web.access import Guard, guards
from tests.house.pages import require_same
from tests.web.things import SIGNED_IN_ONLY

pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"])
HEAD = """# Who may do what

Every address, and who may use it. The table is made from the application; `tests/house/test_routes.py`
walks it as every role, as people of the wrong organisation, and as strangers.

- Pages of the programme can also be had with a language before them (`/fr/CND66/`); the same holds there.
- **Strangers** who open an address that is not for everybody are sent to sign in, whether there is what they
  ask for or not; forms they send are refused (401). Deactivated accounts are strangers; who has not confirmed
  the e-mail address may do nothing yet (403).
- What the secretariat and administrators may counts after a second factor only, unless `SECOND_FACTOR` is 0.
- Who is signed in and may not reads the sentence in the last column (403). Where it says **hidden**, they get
  the same page (404) as for something that does not exist.
- Every form needs a token of the browser's own session, and over HTTPS has to come from a page of ours; else
  nothing is stored (400).

| address | | act | who may | others |
|---|---|---|---|---|
"""
WORDS = {
    Role.APPLICANT: "applicants",
    Role.CHANNEL_COORDINATOR: "channel coordinators",
    Role.CHANNEL_REVIEWER: "channel reviewers",
    Role.CIVIL_SOCIETY_UNIT: "civil society unit",
    Role.SECRETARIAT: "secretariat",
    Role.CHAIR: "Chair",
    Role.ADMIN: "administrators",
}
VALUE = re.compile(r"<(?:[^<>]+:)?(\w+)>")
OPEN = ("", "everybody", "")


def rows(app: Flask) -> Iterator[str]:
    """The table, by address."""
    for address, methods, guard in sorted(set(_known(app)), key=lambda row: row[:2]):
        act, who, others = _told(address, guard, app)
        yield f"| `{address}` | {methods} | {act} | {who} | {others} |\n"


def _known(app: Flask) -> Iterator[tuple[str, str, Guard | None]]:
    return (
        (VALUE.sub(r"<\1>", address), methods, guard)
        for address, methods, guard in guards(app)
        if not address.startswith("/<any")
    )


def _told(address: str, guard: Guard | None, app: Flask) -> tuple[str, str, str]:
    if guard is not None:
        act = guard.act
        return act.name, _whom(act), "hidden" if act.hidden else str(act.reason)
    return ("", "whoever is signed in", "are sent to sign in") if address in _signed_in_only(app) else OPEN


def _signed_in_only(app: Flask) -> set[str]:
    """Addresses of Flask-Security's views, which ask by themselves."""
    rules = app.url_map.iter_rules()
    return {VALUE.sub(r"<\1>", rule.rule) for rule in rules if rule.endpoint in SIGNED_IN_ONLY}


def _whom(act: Act) -> str:
    roles = [WORDS[role] for role in Role if role in act.roles]
    return "; ".join(filter(None, [", ".join(roles), act.whom]))


def test_every_address_is_in_the_table(make_app: Callable[..., Flask]) -> None:
    require_same("permissions.md", HEAD + "".join(rows(make_app())))


def test_every_condition_is_told_in_words(make_app: Callable[..., Flask]) -> None:
    acts = {guard.act for _, _, guard in guards(make_app()) if guard}
    silent = {act.name for act in acts if (act.holds is not None) != bool(act.whom)}
    assert silent == set()


def test_every_act_can_be_done_by_somebody(make_app: Callable[..., Flask]) -> None:
    acts = {guard.act for _, _, guard in guards(make_app()) if guard}
    assert {act.name for act in acts if not act.roles and act.holds is None} == set()
