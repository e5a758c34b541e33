"""Who sat on the panels of the thematic discussions of September 2022, and for whom nobody did."""

import pytest

from tests.browser import Reader, texts
from tests.journeys.data import Record, entries

DISCUSSIONS = "Thematic discussions on the implementation of all international drug policy commitments, 2022"
GROUPS = (
    "African States",
    "Asia-Pacific States",
    "Eastern European States",
    "Latin American and Caribbean States",
    "Western European and other States",
)


def session(date: str) -> Record:
    (found,) = (one for one in entries("TD2022") if one["date"] == date and one["panellists"])
    return found


def read_panel(reader: Reader) -> dict[str, list[str]]:
    """For each Regional Group, who speaks for it; what the table says where nobody does."""
    said = {}
    for group in GROUPS:
        row = reader.find("row").filter(has=reader.find("rowheader", group))
        cell = row.get_by_role("cell")
        said[group] = texts(cell.get_by_role("listitem")) or texts(cell)
    return said


@pytest.mark.parametrize(
    ("date", "day", "empty", "doubled"),
    [
        (
            "2022-09-21",
            "Wed 21 September 2022",
            [],
            ["Asia-Pacific States", "Latin American and Caribbean States"],
        ),
        ("2022-09-22", "Thu 22 September 2022", ["Eastern European States"], []),
    ],
)
def test_a_panel_shows_which_group_has_nobody_and_which_has_two(
    reader: Reader, date: str, day: str, empty: list[str], doubled: list[str]
) -> None:
    reader.go("/")
    reader.follow(reader.find("link", DISCUSSIONS))
    reader.follow(reader.find("link", session(date)["title"]))
    assert f"When {day} The time is not published." in reader.text()

    said = read_panel(reader)
    nobody = ["Nobody No one on this panel speaks for the group."]
    assert [group for group in GROUPS if said[group] == nobody] == empty
    assert [group for group in GROUPS if len(said[group]) == 2] == doubled

    published: dict[str, list[str]] = {group: [] for group in GROUPS}
    for voice in session(date)["panellists"]:
        if voice["constituency"] == "member_state":
            published[voice["regional_group"]].append(voice["represents"])
    assert said == {group: states or nobody for group, states in published.items()}
