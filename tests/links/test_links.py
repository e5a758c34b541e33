"""Links: known by their hash, alive until they are used, withdrawn, or expired."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from scheduler.audit.queries import history
from scheduler.kernel import clock
from scheduler.kernel.db import session
from scheduler.kernel.decision import bookkeeping, decision
from scheduler.kernel.errors import NotFound, Refused
from scheduler.links import actions, queries, rules
from scheduler.links.models import Link
from scheduler.organisations.actions import name_person

DAY = timedelta(days=1)
NOON = datetime(2027, 3, 9, 12, tzinfo=UTC)


def made(
    purpose: str = "answer", thing: str = "representative 5", person: int | None = None
) -> tuple[int, str]:
    with bookkeeping("tests") as this:
        link, token = actions.make(this, purpose, thing, person_id=person, lasts=DAY)
        return link.id, token


def why_not(token: str) -> str:
    with pytest.raises(Refused) as refused:
        queries.by_token(token)
    return str(refused.value)


def test_a_token_is_kept_as_its_hash_only(app: Flask) -> None:
    number, token = made()
    link = session.get_one(Link, number)
    assert len(token) == 27  # 160 bits in base64
    assert link.digest == rules.digest(token)
    assert token not in [str(getattr(link, column.key)) for column in Link.__table__.columns]
    assert queries.by_token(token) is link


@pytest.mark.parametrize("wrong", ["", "x", "é" * 40, "\ud800", "a" * 10_000])
def test_other_tokens_find_nothing(app: Flask, wrong: str) -> None:
    made()
    with pytest.raises(NotFound):
        queries.by_token(wrong)


def test_one_that_was_changed_in_one_letter_finds_nothing(app: Flask) -> None:
    _, token = made()
    with pytest.raises(NotFound):
        queries.by_token(token[:-1] + ("a" if token[-1] != "a" else "b"))


def test_it_ends_at_its_time(app: Flask) -> None:
    with clock.set_to(NOON):
        _, token = made()
    with clock.set_to(NOON + DAY - timedelta(seconds=1)):
        assert queries.by_token(token).expires_at == NOON + DAY
    with clock.set_to(NOON + DAY):
        assert why_not(token) == "This link has expired. Ask whoever wrote to you for a new one."


def test_using_one_ends_all_for_the_same_and_is_told(app: Flask) -> None:
    number, token = made()
    _, other = made()
    _, elsewhere = made(thing="representative 6")
    with decision("person 3") as this:
        actions.use(this, queries.by_token(token), "agree")
    assert why_not(token) == "This link was used already. What it was for is done."
    assert why_not(other) == (
        "This link was withdrawn. If you have a newer letter, use the link in that one."
    )
    assert queries.by_token(elsewhere).thing == "representative 6"
    (told,) = history(f"link {number}")
    assert told.content is not None
    assert (told.act, [party.name for party in told.parties]) == (
        "use link",
        ["person 3", "representative 5"],
    )
    assert told.content.facts == {"actor": "person 3", "why": None, "purpose": "answer", "did": "agree"}
    assert queries.what_was_done(queries.by_number(number)) == "agree"


def test_the_desk_ends_one(app: Flask) -> None:
    number, token = made()
    with decision("account 1") as this:
        actions.revoke(this, queries.by_number(number))
    assert why_not(token).startswith("This link was withdrawn.")
    assert [record.act for record in history(f"link {number}")] == ["revoke link"]
    assert queries.what_was_done(queries.by_number(number)) is None


def test_renewing_kills_the_old_token(app: Flask) -> None:
    number, token = made()
    with bookkeeping("tests") as this:
        newer = actions.renew(this, queries.by_number(number))
    assert queries.by_token(newer).id == number
    with pytest.raises(NotFound):
        queries.by_token(token)


def test_which_are_alive(app: Flask) -> None:
    with bookkeeping("tests"):
        person = name_person("Ann Example")
        session.flush()
        ann = person.id
    first, _ = made(person=ann)
    second, token = made("own-page", "person 1", person=ann)
    third, _ = made(thing="representative 6")
    assert queries.count_alive() == 3
    assert [link.id for link in queries.alive()] == [first, second, third]
    assert [link.id for link in queries.alive("representative 6")] == [third]
    assert [link.id for link in queries.alive(offset=1, limit=1)] == [second]
    assert [link.id for link in queries.waiting_for(ann, but="own-page")] == [first]
    with decision("tests") as this:
        actions.use(this, queries.by_token(token))
    assert queries.count_alive() == 2
    with pytest.raises(NotFound):
        queries.by_number(99)
