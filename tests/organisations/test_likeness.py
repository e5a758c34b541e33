"""Names that may mean the same, and names that only look a little alike."""

import pytest

from scheduler.organisations.likeness import Named, likely_duplicates, main_names

NEIGHBOURS = """Albania, Algeria, Angola, Armenia, Australia, Austria, Bahamas, Bahrain, Belarus, Belgium,
Belize, Benin, Brunei Darussalam, Burundi, Chad, Chile, China, Congo, Costa Rica, Croatia,
Cuba, Cyprus, Czechia, Democratic People's Republic of Korea, Democratic Republic of the Congo,
Dominica, Dominican Republic, Equatorial Guinea, Gabon, Gambia, Georgia, Ghana, Guinea, Guinea-
Bissau, Guyana, Haiti, Iceland, India, Indonesia, Iran (Islamic Republic of), Iraq, Ireland,
Israel, Italy, Jamaica, Japan, Jordan, Kenya, Kiribati, Kuwait, Latvia, Libya, Liberia,
Lithuania, Malawi, Malaysia, Maldives, Mali, Malta, Mauritania, Mauritius, Micronesia
(Federated States of), Monaco, Mongolia, Montenegro, Morocco, Namibia, Nauru, Nepal, Niger,
Nigeria, North Macedonia, Norway, Oman, Palau, Panama, Papua New Guinea, Paraguay, Peru, Qatar,
Republic of Korea, Romania, Rwanda, Saint Kitts and Nevis, Saint Lucia, Samoa, San Marino,
Serbia, Seychelles, Sierra Leone, Singapore, Slovakia, Slovenia, Somalia, South Africa, South
Sudan, Spain, Sudan, Suriname, Sweden, Switzerland, Syrian Arab Republic, Tajikistan, Thailand,
Togo, Tonga, Tunisia, Turkmenistan, Tuvalu, Türkiye, Uganda, Ukraine, United Arab Emirates,
United Kingdom, United Republic of Tanzania, United States of America, Uruguay, Uzbekistan,
Vanuatu, Yemen, Zambia, Zimbabwe"""


def alike(*names: str | Named, known: tuple[Named, ...] = ()) -> list[tuple[str, str]]:
    found = [(str(n), name if isinstance(name, Named) else Named(name)) for n, name in enumerate(names, 1)]
    return [(new.name, other.name) for _, new, other in likely_duplicates(found, known)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("MOE100", "MEO100"),
        ("MOE100", "MOE10"),
        ("MOE100", "MOE-100"),
        ("BR-D", "Board Room D"),
        ("CR-7", "Conference Room 7"),
        ("M-3", "M3"),
        ("World Health Organization", "WHO"),
        ("UNODC", "United Nations Office on Drugs and Crime"),
        ("International Association for Hospice and Palliative Care", "IAHPC"),
        ("Women's Union for Peace", "WUP"),
        ("World Health Organization", "World Health Organisation"),
        ("International Drug Policy Consortium", "International Drug Polcy Consortium"),
        ("Vienna NGO Committee on Drugs", "Vienan NGO Committee on Drugs"),
        ("Centre of Hope", "Center of Hope"),
        ("UNODC HIV/AIDS Section", "UNODC HIV-AIDS Section"),
        ("World Hospice Palliative Care Alliance", "Worldwide Hospice Palliative Care Alliance"),
    ],
)
def test_names_that_may_mean_the_same(one: str, other: str) -> None:
    assert alike(one, other) == [(other, one)]
    assert alike(other, one) == [(one, other)]
    assert alike(other, known=(Named(one),)) == [(other, one)]


@pytest.mark.parametrize(
    "names",
    [
        ("M2", "M3", "M4", "M5", "M6", "M7", "M10", "M100", "M1000", "M16", "M66"),
        ("Room 1", "Room 2", "Room 10", "Room 11", "Room 100"),
        ("Board Room A", "Board Room B", "Board Room C", "Board Room D"),
        ("MOE79", "MOE100", "MBR-A", "CR-7", "M7"),
        ("Hall 20231", "Hall 20213"),
        ("WHO", "WFP", "UNDP", "UNEP", "UNODC", "INCB", "IDPC"),
        ("UNODC", "UNODC HIV/AIDS Section", "UNODC Civil Society Unit"),
        ("who", "World Health Organization"),
        ("Northern Drug Network", "Southern Drug Network"),
        ("Rational Medicine", "National Medicine"),
        ("!", "?"),
        tuple(NEIGHBOURS.replace("\n", " ").split(", ")),
    ],
    ids=lambda names: names[0],
)
def test_names_that_are_no_question(names: tuple[str, ...]) -> None:
    assert alike(*names) == []


def test_names_that_are_equal_when_compared_are_no_question() -> None:
    assert alike("Türkiye", "TURKIYE", "Board Room D", "Boardroom D") == []


def test_a_declared_short_name() -> None:
    named = Named("World Health Organization", short_name="O.M.S.")
    assert alike(named, "O.M.S.") == [("O.M.S.", named.name)]
    assert alike("O.M.S.", named) == [(named.name, "O.M.S.")]
    assert alike("o.m.s.", known=(named,)) == [("o.m.s.", named.name)]


def test_a_short_name_declared_for_a_known_name() -> None:
    name = "World Health Organization"
    assert alike(Named(name, short_name="O.M.S."), "O.M.S.", known=(Named(name),)) == [("O.M.S.", name)]


def test_a_name_like_an_alias() -> None:
    room = Named("Conference Room 100", aliases=("MOE100",))
    assert alike(room, "MEO100") == [("MEO100", room.name)]
    assert alike("MEO100", room) == [(room.name, "MEO100")]


def test_a_known_name_is_never_a_question() -> None:
    known = (Named("MOE100"), Named("MEO100"), Named("Main hall", aliases=("Mian hall",)))
    assert alike("moe100", "MEO 100", "Mian hall", known=known) == []


def test_each_name_is_asked_about_once() -> None:
    assert alike("MOE100", "MEO100", "MEO100", "MOE100") == [("MEO100", "MOE100")]


def test_main_names() -> None:
    known = (Named("MOE100", aliases=("Press Room",)),)
    file = (Named("Press room", aliases=("PR",)), Named("M6"))
    assert main_names(known, file) == {
        "moe100": "moe100",
        "pressroom": "moe100",
        "pr": "moe100",
        "m6": "m6",
    }
