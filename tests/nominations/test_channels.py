"""Channels as data: what is delivered, what can be one, and whose turn it is."""

import json
from dataclasses import replace

import pytest

from scheduler.kernel.permissions import Visitor
from scheduler.kernel.terms import RegionalGroup, Role
from scheduler.kernel.words import Sentence
from scheduler.nominations import channels
from scheduler.nominations.channels import FILE, Step, Terms, delivered, faults, is_complete, turn
from scheduler.nominations.terms import Doing, Field, Lapse, Party

VNGOC = delivered()["VNGOC"]
SEAT = Step("seat", Party.SECRETARIAT, frozenset({Doing.SEAT}))
CONFIRM = Step("confirm", Party.PERSON, frozenset({Doing.CONFIRM}))
APPLY = Step("apply", Party.NOMINATOR, frozenset({Doing.APPLY}))
SCORE = Step("review", Party.REVIEWER, frozenset({Doing.SCORE}), ("VNGOC",), lapse=Lapse.GOES_ON)
ENDORSE = Step("endorse", Party.COORDINATOR, frozenset({Doing.ENDORSE}), ("VNGOC",))


def terms(*steps: Step) -> Terms:
    return replace(VNGOC, steps=steps)


def said(*steps: Step) -> list[str]:
    return [str(fault) for fault in faults(terms(*steps))]


def test_what_is_delivered_can_be_a_channel_and_comes_back_from_json() -> None:
    assert {code: faults(one) for code, one in delivered().items()} == {code: [] for code in delivered()}
    groups = {one.regional_group for one in delivered().values() if one.regional_group}
    assert groups == set(RegionalGroup)
    for told in json.loads(FILE.read_text())["channels"]:
        steps = delivered()[told["code"]].steps
        assert tuple(channels.step_from_json(channels.step_to_json(step)) for step in steps) == steps


def test_how_vngoc_is_walked() -> None:
    assert [str(channels.called(step)) for step in VNGOC.steps] == [
        "the nominating organisation",
        "the person put forward",
        "the reviewers of VNGOC",
        "the coordinator of VNGOC",
        "the Civil Society Unit",
        "the coordinator of VNGOC",
        "the secretariat",
    ]


@pytest.mark.parametrize(
    ("steps", "fault"),
    [
        ((), "A channel needs at least one step."),
        ((APPLY, CONFIRM, SEAT, ENDORSE), "The step that gives places has to be the last."),
        ((APPLY, SEAT), "Exactly one step has to let the person confirm."),
        ((APPLY, CONFIRM), "Exactly one step has to give places."),
        ((CONFIRM, SEAT), "Let a step put somebody forward, or name somebody."),
        (
            (replace(APPLY, may=frozenset({Doing.NAME})), CONFIRM, SEAT),
            "Where organisations name somebody when asked, a step before it has to ask.",
        ),
        (
            (APPLY, CONFIRM, replace(SCORE, name="apply"), SEAT),
            "Two steps have the same name. Give each its own.",
        ),
        (
            (APPLY, CONFIRM, replace(SCORE, bodies=()), SEAT),
            "Step “review”: name the body of its coordinators or reviewers; others have none.",
        ),
        (
            (APPLY, CONFIRM, replace(ENDORSE, lapse=Lapse.PASSES), SEAT),
            "Step “endorse”: say to whom it passes, the secretariat or the Civil Society Unit.",
        ),
        (
            (APPLY, CONFIRM, replace(SCORE, sees=frozenset({Field.GENDER})), SEAT),
            "Step “review” must not see: gender.",
        ),
        (
            (APPLY, CONFIRM, replace(ENDORSE, may=frozenset({Doing.SCORE})), SEAT),
            "Step “endorse”: only the reviewers can score by the criteria.",
        ),
        ((APPLY, CONFIRM, replace(SCORE, needs=0), SEAT), "Step “review”: use whole numbers from 1."),
        (
            (APPLY, CONFIRM, replace(SCORE, may=frozenset()), SEAT),
            "Step “review” lets nobody do anything. Say what it may do.",
        ),
    ],
)
def test_what_cannot_be_a_channel(steps: tuple[Step, ...], fault: str) -> None:
    assert fault in said(*steps)
    assert said(APPLY, CONFIRM, SCORE, ENDORSE, SEAT) == []


STEPS = (APPLY, CONFIRM, SCORE, ENDORSE, SEAT)


def test_whose_turn_it_is() -> None:
    assert turn(STEPS, 2, Doing.SCORE, lambda place: False) == 2
    waits = turn(STEPS, 2, Doing.ENDORSE, lambda place: False)
    assert str(waits) == "It is not its turn yet. This waits for the reviewers of VNGOC (step “review”)."
    assert turn(STEPS, 2, Doing.ENDORSE, lambda place: True) == 3
    assert isinstance(turn(STEPS, 2, Doing.SEAT, lambda place: True), Sentence)
    assert isinstance(turn(STEPS, 1, Doing.ENDORSE, lambda place: True), Sentence)


def test_when_a_step_is_complete() -> None:
    two = replace(SCORE, needs=2)
    assert not is_complete(two, Doing.SCORE, ["account 1"])
    assert is_complete(two, Doing.SCORE, ["account 1", "account 2"])
    together = replace(ENDORSE, bodies=("VNGOC", "NYNGOC"))
    assert not is_complete(together, Doing.ENDORSE, ["VNGOC"])
    assert is_complete(together, Doing.ENDORSE, ["VNGOC", "NYNGOC"])


def test_who_acts_is_told_in_words() -> None:
    """Who reads of a Regional Group need not know its code."""
    asian = replace(ENDORSE, bodies=("ASIA-PACIFIC",))
    together = replace(ENDORSE, bodies=("VNGOC", "NYNGOC"))
    assert [str(channels.called(step)) for step in (asian, together, SEAT)] == [
        "the coordinator of the Group of Asia-Pacific States",
        "the coordinator of VNGOC and NYNGOC",
        "the secretariat",
    ]


def test_for_which_body_somebody_acts() -> None:
    together = replace(ENDORSE, bodies=("VNGOC", "NYNGOC"))
    who = Visitor(channels=frozenset({(Role.CHANNEL_COORDINATOR, "NYNGOC")}))
    assert channels.body_of(together, who) == "NYNGOC"
    assert channels.is_party(together, who)
    assert not channels.is_party(ENDORSE, who)
    assert channels.body_of(SEAT, Visitor()) == "secretariat"
