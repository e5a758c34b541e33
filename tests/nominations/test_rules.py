"""When a call is open, what a nomination has to say, how reviews add up."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.calls.rules import Late, Phase
from scheduler.kernel.terms import OrganisationKind, RegionalGroup
from scheduler.nominations import rules
from scheduler.nominations.owing import Owed
from scheduler.nominations.rules import Criterion, Interpreted, Place, Terms, Words
from scheduler.nominations.terms import Contribution, Field, Part

OPENS, CLOSES = datetime(2027, 8, 1, 8, tzinfo=UTC), datetime(2027, 8, 24, 21, 45, tzinfo=UTC)
SECOND = timedelta(seconds=1)
TERMS = Terms("Panels", OPENS, CLOSES, ("VNGOC",))
STEPS = {("VNGOC", "endorse")}
NGO, STATE = OrganisationKind.NGO, OrganisationKind.MEMBER_STATE


def test_a_call_is_open_to_the_second() -> None:
    moments = (OPENS - SECOND, OPENS, CLOSES - SECOND, CLOSES)
    phases = [rules.phase(OPENS, CLOSES, at) for at in moments]
    assert phases == [Phase.BEFORE, Phase.OPEN, Phase.OPEN, Phase.OVER]


@pytest.mark.parametrize(
    ("phase", "late", "begins"),
    [
        (Phase.BEFORE, Late.QUEUE, "This call is not open yet."),
        (Phase.OPEN, Late.CLOSED, None),
        (Phase.OVER, Late.CLOSED, "This call is closed, and takes nothing late."),
        (Phase.OVER, Late.QUEUE, None),
        (Phase.OVER, Late.LINK, "This call is closed. If you were given a personal link"),
    ],
)
def test_what_comes_outside_the_window(phase: Phase, late: Late, begins: str | None) -> None:
    why = rules.refusal(phase, late)
    assert (why is None) if begins is None else str(why).startswith(begins)


@pytest.mark.parametrize(
    ("terms", "fault"),
    [
        (replace(TERMS, closes_at=OPENS), "The call closes before it opens. Choose a later closing."),
        (replace(TERMS, channels=()), "Choose at least one channel by which names arrive."),
        (replace(TERMS, channels=("X",)), "This meeting has no channel X. Set it up first."),
        (
            replace(TERMS, deadlines={("VNGOC", "x"): CLOSES}),
            "A deadline is for a step that there is not. Take it away.",
        ),
        (
            replace(TERMS, deadlines={("VNGOC", "endorse"): OPENS}),
            "A deadline lies before the opening. Choose a later one, or none.",
        ),
        (replace(TERMS, places=(Place(Part.PANELLIST, -1),)), "There cannot be less than no places."),
        (
            replace(TERMS, places=(Place(Part.PANELLIST, 1), Place(Part.PANELLIST, 2))),
            "Places for one session are given twice. Keep one number for each.",
        ),
        (replace(TERMS, criteria=(Criterion("a", "A", 0),)), "Each criterion has to weigh 1 or more."),
        (
            replace(TERMS, contribution=Contribution.VIDEO),
            "Say by when statements or videos are due; without them, say nothing.",
        ),
        (
            replace(
                TERMS,
                contribution=Contribution.VIDEO,
                contribution_due_at=CLOSES,
                contributions=(Owed(Contribution.VIDEO, CLOSES),),
            ),
            "A statement or a video is asked for twice. Keep one day for each.",
        ),
        (
            replace(TERMS, contributions=(Owed(Contribution.VIDEO, OPENS, 7),)),
            "A statement or a video is due before the opening. Choose a later day.",
        ),
    ],
)
def test_what_cannot_be_a_call(terms: Terms, fault: str) -> None:
    assert list(map(str, rules.faults_of_call(terms, {"VNGOC"}, STEPS))) == [fault]
    assert rules.faults_of_call(TERMS, {"VNGOC"}, STEPS) == []


def test_what_a_nomination_has_to_say() -> None:
    faults = rules.faults_of_words(Words(abstract="x" * 3001, sessions=(1, 1)), ("region", "abstract"))
    assert [(name, str(fault)) for name, fault in faults] == [
        ("region", "Choose a region."),
        ("abstract", "Shorten this to 3000 characters."),
        ("sessions", "Choose each session once."),
    ]
    assert rules.faults_of_words(Words(first_time=False), ("first_time",)) == []


def test_private_fields_are_optional_and_bounded() -> None:
    told = {Field.CONSTITUENCY: "others", Field.GENDER: "x" * 1001, Field.ABSTRACT: "x"}
    assert [name for name, _ in rules.faults_of_private(told)] == ["constituency", "gender", "abstract"]
    assert rules.faults_of_private({}) == []
    assert rules.faults_of_private({Field.CONSTITUENCY: "youth"}) == []


def test_another_language_than_those_of_the_meeting_is_noted() -> None:
    assert rules.language_note("en", ["en", "fr"]) is None
    assert rules.language_note(None, ["en"]) is None
    assert str(rules.language_note("es", ["en", "fr"])).endswith("in one of: English, French.")


def test_the_languages_of_a_session_go_before_those_of_the_meeting() -> None:
    one, other = Interpreted("Session 1", ("en", "fr")), Interpreted("Session 2")
    assert rules.language_note("fr", ["en"], [one]) is None
    assert str(rules.language_note("es", ["en", "es"], [other, one])) == (
        "There is no interpretation from Spanish in: Session 1. Send a video with subtitles in one of: "
        "English, French."
    )
    assert rules.language_note("es", ["es"], [other]) is None
    assert "The meeting has no interpretation" in str(rules.language_note("fr", ["en"], [one, other]))


@pytest.mark.parametrize(
    ("kind", "groups", "begins"),
    [
        (NGO, [None], "Exampleland cannot put anybody forward"),
        (STATE, [RegionalGroup.ASIA_PACIFIC, None], "Exampleland is not one of the African States."),
        (STATE, [RegionalGroup.ASIA_PACIFIC, RegionalGroup.AFRICAN], None),
        (None, [None], None),
    ],
)
def test_who_may_put_somebody_forward(
    kind: OrganisationKind | None, groups: list[str | None], begins: str | None
) -> None:
    why = rules.why_not_nominate("Exampleland", kind, groups, {STATE}, RegionalGroup.AFRICAN)
    assert (why is None) if begins is None else str(why).startswith(begins)


CRITERIA = (Criterion("a", "A", 2), Criterion("b", "B"))


@pytest.mark.parametrize(
    ("scores", "faulty"),
    [({"a": 5, "b": 0}, []), ({"a": 5}, ["b"]), ({"a": 6, "b": -1, "c": 1}, ["c", "a", "b"])],
)
def test_each_criterion_is_scored_and_nothing_else(scores: dict[str, int], faulty: list[str]) -> None:
    assert [code for code, _ in rules.faults_of_scores(scores, CRITERIA)] == faulty


def test_criteria_weigh_what_was_published() -> None:
    assert rules.weighted({"a": 5, "b": 2}, CRITERIA) == 80.0
    assert rules.weighted({}, CRITERIA) is None


@given(st.integers(0, 5), st.integers(0, 5))
def test_a_review_in_one_number_keeps_its_bounds(a: int, b: int) -> None:
    number = rules.weighted({"a": a, "b": b}, CRITERIA)
    assert number is not None
    assert 0 <= number <= 100
    assert (number == 100) == (a == b == 5)
