"""The invented States and organisations."""

from collections import Counter
from typing import Any

Record = dict[str, Any]


def test_organisations_are_of_all_kinds(meeting: Record) -> None:
    organisations = meeting["organisations"]

    assert Counter(organisation["kind"] for organisation in organisations) == {
        "member_state": 24,
        "un_entity": 8,
        "igo": 6,
        "ngo": 18,
        "other": 4,
    }
    assert {
        organisation.get("ecosoc_status") for organisation in organisations if organisation["kind"] == "ngo"
    } == {
        "general",
        "special",
        "roster",
        None,
    }
    assert Counter(organisation["regional_group"] for organisation in organisations[:24]) == {
        "African States": 5,
        "Asia-Pacific States": 5,
        "Eastern European States": 5,
        "Latin American and Caribbean States": 5,
        "Western European and other States": 4,
    }
