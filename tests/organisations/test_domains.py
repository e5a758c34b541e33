"""Domains that look like another one's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.organisations.domains import domain, looks_like, warning


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("vngoc.org", "vng0c.org"),
        ("vngoc.org", "vngoc.com"),
        ("vngoc.org", "vn-goc.org"),
        ("vngoc.org", "vngocs.org"),
        ("vngoc.org", "vnogc.org"),
        ("unodc.org", "unod\N{CYRILLIC SMALL LETTER ES}.org"),
        ("modernhealth.org", "rnodernhealth.org"),
        ("who.int", "wh0.int"),
        ("example.org", "example.org.login.example"),
        ("mail.vngoc.org", "vngoc.co"),
    ],
)
def test_these_could_be_taken_for_each_other(one: str, other: str) -> None:
    assert looks_like(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("vngoc.org", "vngoc.org"),
        ("who.int", "wto.int"),
        ("kenya.example", "peru.example"),
        ("health.example", "wealthy.example"),
        ("localhost", "localhosts"),
    ],
)
def test_these_could_not(one: str, other: str) -> None:
    assert not looks_like(one, other)


def test_a_domain_is_read_as_it_is_shown() -> None:
    assert domain("ada@VNGOC.org.") == "vngoc.org"
    assert domain("ada@xn--mnchen-3ya.example") == "münchen.example"
    assert domain("nobody") == "nobody"


def test_a_warning_names_both_and_spells_out_what_looks_the_same() -> None:
    said = warning("eve@unod\N{CYRILLIC SMALL LETTER ES}.org", ["ada@unodc.org", "bo@who.int"])
    assert str(said) == (
        "Look twice: this address ends in unod\N{CYRILLIC SMALL LETTER ES}.org (xn--unod-o6d.org). That "
        "looks like unodc.org, where a contact of the organisation has theirs, but it is another one."
    )


@pytest.mark.parametrize("address", ["bo@vngoc.org", "bo@mail.vngoc.org", "bo@elsewhere.example"])
def test_the_same_domain_and_another_one_are_no_warning(address: str) -> None:
    assert warning(address, ["ada@vngoc.org"]) is None


def test_without_a_contact_there_is_nothing_to_look_like() -> None:
    assert warning("bo@vngoc.org", []) is None


@given(st.text(max_size=80), st.lists(st.text(max_size=80), max_size=3))
def test_no_address_is_too_odd(address: str, known: list[str]) -> None:
    said = warning(address, known)
    assert said is None or str(said).startswith("Look twice")
