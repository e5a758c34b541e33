"""The States as the United Nations name them."""

from collections import Counter

import pytest
from flask import Flask

from scheduler.audit.queries import history
from scheduler.kernel.db import session
from scheduler.kernel.decision import bookkeeping, decision
from scheduler.kernel.terms import OrganisationKind, RegionalGroup
from scheduler.kernel.text import fold
from scheduler.organisations.actions import enrol
from scheduler.organisations.models import Organisation
from scheduler.organisations.queries import by_name
from scheduler.organisations.states import SOURCE, Enrolled, enrol_states, states

STATE = OrganisationKind.MEMBER_STATE


def enrol_all() -> Enrolled:
    with decision("account 1") as this:
        return enrol_states(this)


def test_there_are_193_member_states_and_two_observers() -> None:
    assert Counter(state.observer for state in states()) == {False: 193, True: 2}
    assert [state.name for state in states() if state.observer] == ["Holy See", "State of Palestine"]


def test_groups_have_the_sizes_that_the_united_nations_give() -> None:
    first = Counter(state.groups[0] for state in states() if state.groups)
    assert first == {
        RegionalGroup.AFRICAN: 54,
        RegionalGroup.ASIA_PACIFIC: 54,
        RegionalGroup.EASTERN_EUROPEAN: 23,
        RegionalGroup.LATIN_AMERICAN_AND_CARIBBEAN: 33,
        RegionalGroup.WESTERN_EUROPEAN_AND_OTHERS: 29,
    }
    assert {state.name: state.groups for state in states() if len(state.groups) == 2} == {
        "Türkiye": (RegionalGroup.WESTERN_EUROPEAN_AND_OTHERS, RegionalGroup.ASIA_PACIFIC)
    }


def test_no_name_is_that_of_two_states_and_no_code_is() -> None:
    names = Counter(folded for state in states() for folded in {fold(name) for name in state.names})
    assert [name for name, number in names.items() if number > 1] == []
    assert len({state.iso for state in states()}) == 195


def test_the_file_names_its_sources() -> None:
    assert all(state.name and state.formal and len(state.iso) == 3 for state in states())


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Republic of Korea", "Republic of Korea"),
        ("South Korea", "Republic of Korea"),
        ("Turkey", "Türkiye"),
        ("Kingdom of the Netherlands", "Netherlands (Kingdom of the)"),
        ("The Netherlands", "Netherlands (Kingdom of the)"),
        ("Cote d'Ivoire", "Côte d'Ivoire"),
        ("Plurinational State of Bolivia", "Bolivia (Plurinational State of)"),
        ("UK", "United Kingdom of Great Britain and Northern Ireland"),
        ("USA", "United States of America"),
        ("Czech Republic", "Czechia"),
        ("Vietnam", "Viet Nam"),
        ("Russia", "Russian Federation"),
        ("Holy See", "Holy See"),
    ],
)
def test_names_in_use_are_found(name: str, found: str) -> None:
    assert [state.name for state in states() if fold(name) in map(fold, state.names)] == [found]


def test_all_are_enrolled_once_and_looked_up(app: Flask) -> None:
    first, again = enrol_all(), enrol_all()
    assert (len(first.new), first.completed, first.doubtful) == (195, [], [])
    assert again == Enrolled()
    turkiye = by_name(["Turkey"])[fold("Turkey")]
    assert (turkiye.name, turkiye.kind, turkiye.verified_by, turkiye.verified_from) == (
        "Türkiye", STATE, "account 1", SOURCE,
    )  # fmt: skip
    assert (turkiye.regional_group, turkiye.second_group) == (
        RegionalGroup.WESTERN_EUROPEAN_AND_OTHERS,
        RegionalGroup.ASIA_PACIFIC,
    )
    assert by_name(["Holy See"])[fold("Holy See")].kind is OrganisationKind.OTHER


def test_a_state_that_is_there_gets_what_is_not_known_of_it(app: Flask) -> None:
    with bookkeeping("tests"):
        enrol("Netherlands")
    done = enrol_all()
    assert (len(done.new), done.completed) == (194, ["Netherlands"])
    dutch = by_name(["Kingdom of the Netherlands"])[fold("Kingdom of the Netherlands")]
    assert (dutch.name, dutch.kind, dutch.verified_from) == ("Netherlands", STATE, SOURCE)
    assert [record.act for record in history(f"organisation {dutch.id}")] == ["complete"]


def test_what_somebody_verified_stays_but_for_more_names(app: Flask) -> None:
    with bookkeeping("tests") as this:
        kenya = enrol("Kenya", kind=STATE, regional_group="Somewhere")
        kenya.verified_at, kenya.verified_by, kenya.verified_from = this.at, "account 7", "a note verbale"
    enrol_all()
    kenya = by_name(["Republic of Kenya"])[fold("Republic of Kenya")]
    assert (kenya.regional_group, kenya.verified_by, kenya.verified_from) == (
        "Somewhere", "account 7", "a note verbale",
    )  # fmt: skip


def test_what_may_be_a_state_twice_or_no_state_is_left_to_people(app: Flask) -> None:
    with bookkeeping("tests"):
        enrol("Türkiye")
        enrol("Turkey")
        enrol("Georgia", kind=OrganisationKind.NGO)
    done = enrol_all()
    assert sorted(done.doubtful) == ["Georgia", "Turkey"]
    assert by_name(["Republic of Türkiye"])[fold("Republic of Türkiye")].name == "Türkiye"
    georgia = by_name(["Georgia"])[fold("Georgia")]
    assert (georgia.kind, georgia.verified_at) == (OrganisationKind.NGO, None)
    assert session.query(Organisation).count() == 196
