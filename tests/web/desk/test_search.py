"""One search over everything that the desk knows."""

from typing import Any

import pytest
from flask import Flask

from scheduler.kernel.codes import new_uid
from scheduler.kernel.db import session
from scheduler.kernel.decision import bookkeeping
from scheduler.kernel.terms import LetterState, OrganisationKind, Role
from scheduler.mail.models import Letter
from scheduler.organisations.actions import add_alias, name_person
from scheduler.organisations.models import Organisation
from scheduler.web.desk.search import LONGEST
from tests.programmes.files import meeting, programme, side_event
from tests.web.conftest import fill, links, read, texts
from tests.web.counting import counted
from tests.web.people import Browser, member, organisation, signed_in


@pytest.fixture
def desk(app: Flask) -> Browser:
    return signed_in(app, member(app, Role.SECRETARIAT, name="Anna Bauer"))


def found(client: Browser, asked: str) -> dict[str, list[str]]:
    """The lines of each group."""
    page = read(client, "/desk/search?q=" + asked)
    return {texts(group, "h2")[0]: texts(group, "li") for group in page.css("main section")}


def person(name: str, email: str | None = None) -> int:
    with bookkeeping("tests"):
        one = name_person(name)
        one.email = email
        session.flush()
        return one.id


def letter_to(number: int | None, address: str, **more: Any) -> None:
    with bookkeeping("tests") as this:
        given = {
            "kind": "own-page",
            "sender": "secretariat",
            "language": "en",
            "subject": "A letter",
            "text": "T",
        }
        times = {"written_at": this.at, "due_at": this.at}
        addressed = {"person_id": number, "address": address, "about": "x", "message_id": new_uid()}
        session.add(Letter(**{**given, **times, **addressed, "state": LetterState.WAITING, **more}))


def test_an_entry_is_found_by_code_and_by_title_in_all_meetings(app: Flask, desk: Browser) -> None:
    fill(
        desk,
        programme(side_event("Prévention at school", code="AAAAA"), meeting=meeting()),
        programme(side_event("Another", code="BBBBB"), meeting=meeting(code="T2")),
    )
    assert found(desk, "prevention") == {"Entries of programmes 1": ["Prévention at school T1 · AAAAA"]}
    assert found(desk, "aaaaa") == found(desk, "SCHOOL preven")
    assert found(desk, "bbbbb") == {"Entries of programmes 1": ["Another T2 · BBBBB"]}
    page = read(desk, "/desk/search?q=bbbbb")
    (address,) = links(page, "main section a")
    assert address == "/T2/side-events/BBBBB/"
    read(desk, address)
    assert list(found(desk, "T2")) == ["Meetings 1", "Entries of programmes 1"]


def test_an_organisation_is_found_once_and_says_by_which_name(app: Flask, desk: Browser) -> None:
    number = organisation(app, "Côte d'Ivoire", OrganisationKind.MEMBER_STATE).id
    with bookkeeping("tests"):
        for alias in ("Ivory Coast", "Ivorian Republic"):
            add_alias(session.get_one(Organisation, number), alias)
    assert found(desk, "cote divoire") == {}
    assert found(desk, "COTE d\u2019ivoire") == {"Organisations 1": ["Côte d'Ivoire"]}
    assert found(desk, "ivor") == {"Organisations 1": ["Côte d'Ivoire Ivorian Republic"]}
    assert found(desk, "coast ivory") == {"Organisations 1": ["Côte d'Ivoire Ivory Coast"]}


def test_a_merged_organisation_is_not_found(app: Flask, desk: Browser) -> None:
    kept, merged = organisation(app, "Kept Foundation"), organisation(app, "Merged Foundation")
    with bookkeeping("tests"):
        session.get_one(Organisation, merged.id).merged_into_id = kept.id
    assert found(desk, "foundation") == {"Organisations 1": ["Kept Foundation"]}


def test_people_and_their_letters_are_found_by_name_and_address(app: Flask, desk: Browser) -> None:
    zoe = person("Zoë Example", "z.e@letters.example")
    letter_to(zoe, "z.e@letters.example", name="Zoë Example")
    letter_to(None, "other@letters.example")
    both = {
        "People 1": ["Zoë Example z.e@letters.example"],
        "Letters 1": ["A letter Zoë Example <z.e@letters.example>"],
    }
    assert found(desk, "zoe") == both
    assert found(desk, "Z.E@letters") == both
    assert found(desk, "other@") == {"Letters 1": ["A letter <other@letters.example>"]}


def test_people_are_told_apart_by_the_address_of_their_account(app: Flask, desk: Browser) -> None:
    number = person("Zoë Example")
    with_account = member(app, name="Zoë Example")
    address = with_account.email
    assert sorted(found(desk, "zoe")["People 2"]) == ["Zoë Example", f"Zoë Example {address}"]
    assert found(desk, address) == {"People 1": [f"Zoë Example {address}"]}
    at_entering = texts(read(desk, "/desk/on-behalf/?who=zoe"), "main .lines li")
    assert sorted(at_entering) == ["Zoë Example", f"Zoë Example {address}"]
    assert texts(read(desk, f"/desk/people/?q={address}"), "main tbody td") == [
        address,
        str(with_account.person_id),
    ]
    merging = texts(read(desk, f"/desk/people/{number}/merge?q=zoe"), "main .lines .hint")
    assert merging == [f"record {with_account.person_id}, {address}"]


def test_signs_of_the_database_are_letters_like_others(app: Flask, desk: Browser) -> None:
    person("Ann Example")
    for asked in ("%25", "_", "%27", "\\", "%00", "a" * 10_000):
        assert found(desk, asked) == {}, asked


def test_without_a_question_it_says_what_can_be_asked(app: Flask, desk: Browser) -> None:
    page = read(desk, "/desk/search")
    assert texts(page, "h1") == ["Search"]
    assert len(texts(page, "h1 + p")) == 1
    page = read(desk, "/desk/search?q=nothing+of+this")
    assert texts(page, "h1") == ["Found for “nothing of this”"]
    assert [field.attributes["value"] for field in page.css("#desk-search")] == ["nothing of this"]


def test_what_is_asked_is_shown_as_text_and_cut(app: Flask, desk: Browser) -> None:
    page = read(desk, "/desk/search?q=<b>" + "x" * 500)
    assert page.css("main b") == []
    assert texts(page, "h1") == [f"Found for “<b>{'x' * (LONGEST - 3)}”"]


def test_the_civil_society_unit_finds_ngos(app: Flask) -> None:
    ngo = organisation(app, "Example Foundation")
    state = organisation(app, "Example Republic", OrganisationKind.MEMBER_STATE)
    member(app, None, ngo, name="Nora Example")
    member(app, None, state, name="Stan Example")
    letter_to(person("Lea Example"), "lea@letters.example", name="Lea Example")
    unit = signed_in(app, member(app, Role.CIVIL_SOCIETY_UNIT, name="Ugo"))
    assert found(unit, "example") == {"Organisations 1": ["Example Foundation"]}


@pytest.mark.parametrize("role", [Role.CHAIR, Role.CHANNEL_REVIEWER])
def test_others_at_the_desk_find_what_is_public(app: Flask, role: Role) -> None:
    slug = organisation(app, "Example Republic", OrganisationKind.MEMBER_STATE).slug
    letter_to(person("Lea Example", "lea@letters.example"), "lea@letters.example")
    client = signed_in(app, member(app, role, name="Otto"))
    assert found(client, "example") == {"Organisations 1": ["Example Republic"]}
    assert links(read(client, "/desk/search?q=example"), "main section a") == [f"/organisations/{slug}/"]


def test_more_than_are_shown_are_told_of(app: Flask, desk: Browser) -> None:
    for number in range(31):
        person(f"Ann Example {number}")
    page = read(desk, "/desk/search?q=ann+example")
    assert texts(page, "section h2") == ["People 30+"]
    assert texts(page, "section > p") == ["There are more. Add a word to see fewer."]


def test_its_questions_are_as_many_for_one_as_for_thirty(app: Flask, desk: Browser) -> None:
    costs: list[int] = []
    for more in (1, 29):
        for _ in range(more):
            number = person(f"Exemplar {len(costs)}")
            organisation(app, f"Exemplar {new_uid()}")
            letter_to(number, "exemplar@letters.example")
        with counted(app) as sent:
            groups = found(desk, "exemplar")
        costs.append(len(sent))
    assert list(groups) == ["Organisations 30", "People 30", "Letters 30"]
    assert costs[0] == costs[1]
