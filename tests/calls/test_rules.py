"""When a call is open, who may answer it, and its terms in words. Pure."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from scheduler.calls.rules import (
    LETTERS,
    Late,
    Lead,
    Phase,
    Terms,
    cannot_lead,
    faults,
    is_late,
    phase,
    refusal,
    sentences,
)
from scheduler.kernel.terms import EcosocStatus, OrganisationKind, SideEventKind

OPENS = datetime(2027, 1, 11, 8, tzinfo=UTC)
CLOSES = datetime(2027, 1, 22, 22, 59, 59, tzinfo=UTC)
SECOND = timedelta(seconds=1)
STATES_AND_NGOS = frozenset({OrganisationKind.MEMBER_STATE, OrganisationKind.NGO})
TERMS = Terms(SideEventKind.SIDE_EVENT, OPENS, CLOSES, Late.CLOSED, STATES_AND_NGOS)


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (OPENS - timedelta(microseconds=1), Phase.BEFORE),
        (OPENS, Phase.OPEN),
        (CLOSES - timedelta(microseconds=1), Phase.OPEN),
        (CLOSES, Phase.OVER),
    ],
)
def test_a_call_opens_and_closes_at_its_moment(at: datetime, expected: Phase) -> None:
    assert phase(TERMS, at) is expected
    assert is_late(TERMS, at) is (expected is Phase.OVER)


@pytest.mark.parametrize("late", Late)
@pytest.mark.parametrize("has_link", [True, False])
@pytest.mark.parametrize("at", [OPENS - SECOND, OPENS, CLOSES])
def test_what_is_taken(at: datetime, late: Late, has_link: bool) -> None:
    taken = refusal(replace(TERMS, late=late), at, has_late_link=has_link) is None
    after = late is Late.QUEUE or (late is Late.LINK and has_link)
    assert taken is {OPENS - SECOND: False, OPENS: True, CLOSES: after}[at]


def test_a_refusal_says_what_to_do() -> None:
    assert str(refusal(TERMS, OPENS - SECOND)) == (
        "This call is not open yet. Your draft is kept; submit it when the call opens."
    )
    assert "use that one" in str(refusal(replace(TERMS, late=Late.LINK), CLOSES))


NGO = Lead("The Network", OrganisationKind.NGO, EcosocStatus.SPECIAL, is_verified=True)


@pytest.mark.parametrize(
    ("lead", "can"),
    [
        (NGO, True),
        (replace(NGO, kind=OrganisationKind.MEMBER_STATE, ecosoc_status=None), True),
        (replace(NGO, kind=OrganisationKind.OTHER), False),
        (replace(NGO, kind=OrganisationKind.UN_ENTITY), False),
        (replace(NGO, kind=None), True),
        (replace(NGO, ecosoc_status=None), False),
        (replace(NGO, ecosoc_status=None, is_verified=False), True),
    ],
)
def test_who_cannot_lead_is_shown_another_way(lead: Lead, can: bool) -> None:
    said = cannot_lead(TERMS, lead)
    assert (said is None) is can
    assert can or "It can be a co-sponsor of another's event, or put a speaker forward." in str(said)


def test_a_call_may_ask_for_no_status() -> None:
    terms = replace(TERMS, ngos_need_status=False)
    assert cannot_lead(terms, replace(NGO, ecosoc_status=None)) is None


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"closes_at": OPENS}, "The call closes before it opens. Choose a later closing."),
        ({"support_until": OPENS}, "A deadline lies before the opening. Choose a later one, or none."),
        ({"links_until": OPENS - SECOND}, "A deadline lies before the opening. Choose a later one, or none."),
        ({"organisers": frozenset()}, "Choose at least one kind of organisation that may organise."),
        ({"most_per_lead": 0}, "Each organiser must be able to hold one event at least."),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_terms_that_cannot_be(change: dict[str, Any], said: str) -> None:
    assert list(map(str, faults(replace(TERMS, **change)))) == [said]


def test_terms_that_can_be() -> None:
    assert faults(TERMS) == []


def test_the_terms_in_words() -> None:
    terms = replace(TERMS, support_until=CLOSES, links_until=CLOSES, material_until=CLOSES, late=Late.QUEUE)
    assert [str(sentence) for sentence in sentences(terms, lambda at: f"{at:%d %b}")] == [
        "The call is open from 11 Jan to 22 Jan.",
        "What comes after the close stands behind all that came in time, marked as late.",
        "It is for Member States and NGOs.",
        "Of the NGOs, only those in consultative status with ECOSOC can organise.",
        "Each organiser can hold one event, and co-sponsor as many others as it likes.",
        "Co-sponsors can be named, and can confirm, until 22 Jan.",
        "Links for taking part online, and the public contact, are due by 22 Jan.",
        "Promotional material is due for review by 22 Jan.",
    ]


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (OPENS - SECOND, "It closes on 22 Jan."),
        (OPENS, "It opened on 11 Jan."),
        (CLOSES, "It opened on 11 Jan."),
    ],
)
def test_a_page_that_says_what_comes_next_is_told_the_other_end(at: datetime, said: str) -> None:
    assert str(next(sentences(TERMS, lambda moment: f"{moment:%d %b}", at))) == said


def test_what_is_not_set_is_not_said() -> None:
    terms = replace(TERMS, organisers=frozenset({OrganisationKind.MEMBER_STATE}), most_per_lead=2)
    assert [str(sentence) for sentence in sentences(terms, lambda at: f"{at:%d %b}")] == [
        "The call is open from 11 Jan to 22 Jan.",
        "After the close nothing can be submitted.",
        "It is for Member States.",
        "Each organiser can hold up to 2 events, and co-sponsor as many others as it likes.",
    ]


def test_every_kind_of_event_has_a_letter_of_its_own() -> None:
    assert set(LETTERS) == set(SideEventKind)
    assert len(set(LETTERS.values())) == len(SideEventKind)
