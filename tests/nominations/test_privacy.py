"""Who sees which field: every field, by every reader, at every step of every channel."""

from datetime import date

import pytest

from scheduler.nominations import privacy
from scheduler.nominations.channels import delivered
from scheduler.nominations.permissions import may_see, visible
from scheduler.nominations.privacy import ALWAYS, KEPT_AFTER_THE_MEETING, Reader, public_name
from scheduler.nominations.terms import PRIVATE, Doing, Field, NamedAs, Party
from tests.nominations.people import WHO, Nomination, place

N, P, R, C, U, S = (
    Reader.NOMINATOR,
    Reader.PERSON,
    Reader.REVIEWER,
    Reader.COORDINATOR,
    Reader.CIVIL_SOCIETY_UNIT,
    Reader.SECRETARIAT,
)
SEES = {
    Field.PERSON: {N, P, R, C, U, S},
    Field.EMAIL: {N, P, C, U, S},
    Field.ORGANISATION: {N, P, R, C, U, S},
    Field.AFFILIATION: {N, P, R, C, U, S},
    Field.SESSIONS: {N, P, R, C, U, S},
    Field.PART: {N, P, R, C, U, S},
    Field.ABSTRACT: {N, P, R, C, U, S},
    Field.BIOGRAPHY: {N, P, R, C, U, S},
    Field.LANGUAGE: {N, P, R, C, U, S},
    Field.MODE: {N, P, R, C, U, S},
    Field.AVAILABILITY: {N, P, R, C, U, S},
    Field.REGION: {N, P, R, C, U, S},
    Field.FIRST_TIME: {N, P, R, C, U, S},
    Field.NAMED_AS: {P, C, U, S},
    Field.SHOWN: {P, C, U, S},
    Field.RECORDED: {P, C, U, S},
    Field.STATE: {N, P, R, C, U, S},
    Field.REASON: {N, P, C, U, S},
    Field.RANK: {C, U, S},
    Field.COMMENTS: {C, U, S},
    Field.SCORES: {C},
    Field.INTERPRETATION: {P, S},
    Field.ACCESSIBILITY: {P, S},
    Field.TRAVEL: {P, U, S},
    Field.VISA_LETTER: {P, U, S},
    Field.GENDER: {P, S},
    Field.CONSTITUENCY: {P, C},
    Field.LIVED_EXPERIENCE: {P, C},
}
"""Written out once more: a change of the table has to be meant."""
SECRET = sorted(PRIVATE)


@pytest.mark.parametrize("field", Field)
def test_each_field_by_each_reader(field: Field) -> None:
    assert {reader for reader in Reader if privacy.sees(reader, field)} == SEES[field]


PRIVATE_SEEN = {
    "person": SECRET,
    "coordinator": ["constituency", "lived_experience"],
    "desk": ["accessibility", "gender", "interpretation", "travel", "visa_letter"],
}
"""Of a nomination that came to its last step by VNGOC; all others see nothing private."""


@pytest.mark.parametrize("who", WHO)
def test_private_fields_are_for_those_only_who_act_on_them(who: str) -> None:
    seen = visible(WHO[who], Nomination())
    assert sorted(seen & PRIVATE) == PRIVATE_SEEN.get(who, [])


READS_AS = {
    "person": P,
    "who wrote it": N,
    "speaks for it": N,
    "reviewer": R,
    "coordinator": C,
    "other coordinator": C,
    "unit": U,
    "desk": S,
    "admin": S,
}


@pytest.mark.parametrize("who", WHO)
def test_nobody_sees_more_than_the_table_allows_at_any_step_of_any_channel(who: str) -> None:
    allowed = {field for field in Field if READS_AS.get(who) in SEES[field]}
    for code, channel in delivered().items():
        for reached in range(len(channel.steps)):
            assert visible(WHO[who], Nomination(code, reached)) <= allowed


ACTS_AS = {
    "reviewer": (Party.REVIEWER, "VNGOC"),
    "coordinator": (Party.COORDINATOR, "VNGOC"),
    "other reviewer": (Party.REVIEWER, "NYNGOC"),
    "other coordinator": (Party.COORDINATOR, "AFRICAN"),
    "unit": (Party.CIVIL_SOCIETY_UNIT, None),
    "desk": (Party.SECRETARIAT, None),
    "admin": (Party.SECRETARIAT, None),
    "who wrote it": (Party.NOMINATOR, None),
    "speaks for it": (Party.NOMINATOR, None),
}
"""As which party somebody acts, and for which body."""


@pytest.mark.parametrize("code", delivered())
@pytest.mark.parametrize("who", WHO)
def test_each_field_for_everybody_at_each_step_of_each_channel(who: str, code: str) -> None:
    """Exactly what their steps name until there, as far as the table allows it."""
    steps = delivered()[code].steps
    for reached in range(len(steps)):
        assert visible(WHO[who], Nomination(code, reached)) == due(who, code, reached)


def due(who: str, code: str, reached: int) -> frozenset[Field]:
    """What somebody is to see, from the channel's steps and the table above."""
    if who == "person":
        return frozenset(field for field in Field if P in SEES[field])
    if who not in ACTS_AS:
        return frozenset()
    party, body = ACTS_AS[who]
    channel = delivered()[code]
    theirs = [
        step
        for step in channel.steps[: reached + 1]
        if step.party is party and (not body or body in step.bodies)
    ]
    wanted = {field for step in theirs for field in step.sees}
    if party is Party.SECRETARIAT and channel.open_to_desk:
        last = [step for step in channel.steps if step.party is party]
        wanted |= {field for step in last for field in step.sees} - PRIVATE
        theirs = last
    if who == "admin":
        wanted -= PRIVATE
    always = ALWAYS if theirs else set()
    return frozenset(field for field in always | wanted if READS_AS[who] in SEES[field])


def test_scores_stay_with_the_body() -> None:
    assert [who for who in WHO if Field.SCORES in visible(WHO[who], Nomination())] == ["coordinator"]


@pytest.mark.parametrize(
    ("reached", "who"),
    [
        (Doing.CONFIRM, set()),
        (Doing.SCORE, {"reviewer"}),
        (Doing.ENDORSE, {"reviewer", "coordinator"}),
        (Doing.COMMENT, {"reviewer", "coordinator", "unit"}),
        (Doing.FORWARD, {"reviewer", "coordinator", "unit"}),
        (Doing.SEAT, {"reviewer", "coordinator", "unit", "desk", "admin"}),
    ],
)
def test_a_name_is_seen_by_whom_it_has_reached(reached: Doing, who: set[str]) -> None:
    one = Nomination(reached=place("VNGOC", reached))
    seen = {name for name, visitor in WHO.items() if may_see(visitor, one)}
    assert seen == who | {"person", "who wrote it", "speaks for it"}


def test_the_desk_sees_from_the_start_what_is_open_to_it_but_nothing_private() -> None:
    for one in (Nomination("AFRICAN", 1), Nomination(reached=1, by_desk=True)):
        seen = visible(WHO["desk"], one)
        assert may_see(WHO["desk"], one)
        assert Field.ABSTRACT in seen
        assert not seen & PRIVATE
    assert visible(WHO["desk"], Nomination(reached=1)) == frozenset()


def test_who_a_step_passed_to_sees_it() -> None:
    place_ = place("AFRICAN", Doing.ENDORSE)
    assert visible(WHO["desk"], Nomination("AFRICAN", place_, frozenset({place_}))) >= {Field.RANK}


def test_each_private_field_has_its_last_day() -> None:
    assert set(KEPT_AFTER_THE_MEETING) == PRIVATE
    ends = date(2027, 9, 22)
    assert {str(field): privacy.erase_after(field, ends).isoformat() for field in SECRET} == {
        "accessibility": "2027-10-22",
        "constituency": "2027-10-22",
        "gender": "2027-10-22",
        "interpretation": "2027-10-22",
        "lived_experience": "2027-09-29",
        "travel": "2027-12-21",
        "visa_letter": "2027-12-21",
    }


@pytest.mark.parametrize(
    ("name", "named_as", "public"),
    [
        ("Fay First", NamedAs.IN_FULL, "Fay First"),
        ("Fay First", NamedAs.FIRST_NAME, "Fay"),
        ("Fay First", NamedAs.ORGANISATION, "Youth Network"),
        (None, NamedAs.IN_FULL, "Youth Network"),
        (None, NamedAs.FIRST_NAME, "Youth Network"),
    ],
)
def test_a_person_is_named_as_they_chose(name: str | None, named_as: NamedAs, public: str) -> None:
    assert public_name(name, "Youth Network", named_as) == public
