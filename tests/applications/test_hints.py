"""Hints: lengths, States that are named, and applications that are alike. Pure."""

import pytest

from scheduler.applications.hints import Named, Other, alike, length, states_hint, states_named
from scheduler.organisations.states import states

STATES = [Named(state.name, state.names) for state in states() if not state.observer]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Alternative development in Peru and Colombia", ["Peru", "Colombia"]),
        ("Alternative development in PERU", ["Peru"]),
        ("Drug policy in Côte d'Ivoire", ["Côte d'Ivoire"]),
        ("Drug policy in Cote d\u2019Ivoire", ["Côte d'Ivoire"]),
        ("Mali's experience", ["Mali"]),
        ("Mali\u2019s experience", ["Mali"]),
        ("Malian women, maligned in Malibu", []),
        ("What to do about Chad", ["Chad"]),
        ("hanging chad", []),
        ("Dr Chad Miller on treatment", []),
        ("Around Lake Chad", []),
        ("Jordan hosts refugees", ["Jordan"]),
        ("Along the River Jordan", []),
        ("Courts in Georgia", ["Georgia"]),
        ("Courts in the State of Georgia", []),
        ("Guinea", ["Guinea"]),
        ("Guinea-Bissau", ["Guinea-Bissau"]),
        ("Papua New Guinea", ["Papua New Guinea"]),
        ("Equatorial Guinea", ["Equatorial Guinea"]),
        ("We are no guinea pigs", []),
        ("Trade in the Gulf of Guinea", []),
        ("New Mexico and Mexico", ["Mexico"]),
        ("turkey for dinner on fine china", []),
        ("Turkey", ["Türkiye"]),
        ("Turkiye", ["Türkiye"]),
        ("South Sudan", ["South Sudan"]),
        ("Sudan and South Sudan", ["Sudan", "South Sudan"]),
        ("Democratic Republic of the Congo", ["Democratic Republic of the Congo"]),
        ("The Niger", ["Niger"]),
        ("In the Niger Delta", []),
        ("Nigeria", ["Nigeria"]),
        ("Oman and women", ["Oman"]),
        ("The US and the UAE", ["United States of America", "United Arab Emirates"]),
        ("The U.S. and the U.S.A.", ["United States of America"]),
        ("Tell us more", []),
        ("TELL US MORE", []),
        ("Dominican Republic", ["Dominican Republic"]),
        ("In the United Kingdom", ["United Kingdom of Great Britain and Northern Ireland"]),
        ("In Northern Ireland", []),
        ("In Ireland", ["Ireland"]),
        ("Iran (Islamic Republic of)", ["Iran (Islamic Republic of)"]),
        ("(Bolivia)", ["Bolivia (Plurinational State of)"]),
        ("Antigua & Barbuda", ["Antigua and Barbuda"]),
        ("", []),
        ("¿?", []),
    ],
)
def test_states_that_a_text_names(text: str, found: list[str]) -> None:
    assert states_named(text, STATES) == found


def test_every_state_is_found_by_every_name() -> None:
    for state in STATES:
        for name in state.names:
            assert states_named(f"About {name}: a talk", STATES) == [state.name], name


def test_names_of_ones_own_people_and_bodies_are_no_states() -> None:
    own = ["Chad Miller", "Jordan River Foundation", "Georgia State University"]
    text = "Chad Miller of Georgia State University and the Jordan River Foundation speak of Chad"
    assert states_named(text, STATES, own) == ["Chad"]
    assert states_named("Chad Miller speaks", STATES, own) == []


def test_a_state_that_takes_part_is_no_hint() -> None:
    texts = ["Peru and Bolivia", "Again Peru, and Bolivia"]
    assert states_hint(texts, STATES, ["Peru", "Bolivia"]) == []
    assert [str(sentence) for sentence in states_hint(texts, STATES, ["The Network", "Peru"])] == [
        "The text names Bolivia (Plurinational State of), which is neither organiser nor co-sponsor. The "
        "rule for side events of the Commission: a Member State cannot be the focus of an event without its "
        "engagement."
    ]


@pytest.mark.parametrize(
    ("number", "is_title", "said"),
    [
        (80, True, None),
        (120, True, None),
        (
            121,
            True,
            "This title has 121 characters. Most titles have about 80; a shorter one is easier to find ",
        ),
        (301, True, "This has 301 characters. Shorten it to 300 at most."),
        (270, False, None),
        (271, False, "29 characters are left."),
        (300, False, "0 characters are left."),
        (301, False, "This has 301 characters. Shorten it to 300 at most."),
    ],
)
def test_lengths(number: int, is_title: bool, said: str | None) -> None:
    hint = length("x" * number, 300, is_title=is_title)
    assert hint is None if said is None else str(hint).startswith(said)


OTHERS = [
    Other(1, "Naloxone saves lives", "Community naloxone programmes and peer work in prisons"),
    Other(2, "Alternative development and forests", "Farmers, land and forests"),
    Other(3, "Drug policy and health", "Policy on drugs"),
    Other(4, "", ""),
]


def test_the_likest_come_first_with_the_words_that_tell_it() -> None:
    found = alike("Naloxone in prisons", "Peer work and community naloxone programmes", OTHERS)
    assert [one.number for one in found] == [1]
    assert "naloxone" in found[0].shared
    assert 0.25 <= found[0].score <= 1


def test_the_same_is_wholly_alike_and_another_topic_is_not() -> None:
    same = alike(OTHERS[1].title, OTHERS[1].abstract, OTHERS)
    assert (same[0].number, round(same[0].score, 6)) == (2, 1.0)
    assert alike("Money laundering", "Banks and courts", OTHERS) == []
    assert alike("", "", OTHERS) == []
    assert alike("Naloxone", "Naloxone", []) == []


def test_no_more_than_three_are_shown() -> None:
    many = [Other(number, "Naloxone saves lives", "In prisons") for number in range(9)]
    assert [one.number for one in alike("Naloxone saves lives", "In prisons", many)] == [0, 1, 2]
