"""Every act that the code writes into the history has words that say it."""

import ast
from collections.abc import Iterator
from pathlib import Path

from scheduler.audit.fact_words import FIELDS
from scheduler.audit.words import ACTS, act_name
from scheduler.kernel.words import Sentence
from scheduler.organisations import standing
from scheduler.timetable import clash_queries

ROOT = Path(__file__).parents[2] / "scheduler"
GIVEN_ON = {
    "record": 1,
    "tell_of_change": 2,
    "_factor_added": 1,
    "_step": 1,
    "_review": 1,
    "_end": 1,
    "_wait": 5,
    "_keep": 3,
    "_move_whole": 1,
    "_record": 1,
    "carry_out": 1,
    "write_down": 1,
}
"""Functions that take an act, and which argument it is."""
TOLD_APART = {"why", "about", "was"}
FROM_A_TABLE = {*(act.value for act in standing.Act), clash_queries.SET_RULES}
"""Acts that no literal names: `accounts.representing` records them by their row, and rules that were set are
looked up by the same name."""


def acts_in(source: str) -> Iterator[str]:
    """The acts that calls in this text name."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        place = GIVEN_ON.get(called)
        act = node.args[place] if place is not None and len(node.args) > place else None
        if isinstance(act, ast.Constant) and isinstance(act.value, str):
            yield act.value


def fields_in(source: str) -> Iterator[str]:
    """The facts that calls in this text give to a record."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "record":
            yield from (word.arg for word in node.keywords if word.arg and word.arg not in TOLD_APART)


def in_code() -> set[str]:
    return {act for path in ROOT.rglob("*.py") for act in acts_in(path.read_text())} | FROM_A_TABLE


def test_every_act_has_words() -> None:
    assert sorted(in_code() - set(ACTS)) == []


def test_every_fact_has_words() -> None:
    given = {field for path in ROOT.rglob("*.py") for field in fields_in(path.read_text())}
    assert sorted(given - set(FIELDS) - {"how"}) == []  # of how a co-sponsor confirmed, each part is told


def test_no_words_are_left_over() -> None:
    assert sorted(set(ACTS) - in_code()) == []


def test_an_act_without_words_would_be_seen() -> None:
    source = (
        'record(this, "sing", thing)\nactions.tell_of_change(this, account, "hum", change)\nrecord(this, act)'
    )
    assert list(acts_in(source)) == ["sing", "hum"]


def test_an_act_without_words_is_shown_as_it_stands() -> None:
    assert act_name("sing") == "sing"
    assert act_name("verify") == Sentence("Verified")
