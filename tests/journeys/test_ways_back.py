"""Organisations over all meetings; and where one comes to who asks for what is not there."""

from urllib.parse import quote

import pytest

from tests.browser import DARK, KEYBOARD, MOUSE, NO_SCRIPT, PHONE, Reader
from tests.journeys.data import CODES, KINDS, Record, entries, programme


def test_an_organisation_over_all_meetings(reader: Reader) -> None:
    reader.go("/organisations/")
    reader.follow(reader.find("link", "Kenya"))
    assert reader.headings() == kenya()
    reader.follow(reader.find("link", "Commission on Narcotic Drugs, sixty-sixth session"))
    assert reader.page.locator(".shown").inner_text() == "1 of 21 shown"


def kenya() -> list[str]:
    """The headings of its page as the files say: the newest meeting first, then by day."""
    said = ["Kenya"]
    for meeting in sorted(map(programme, CODES), key=lambda one: str(one["meeting"]["starts"]), reverse=True):
        found = [one for one in entries(meeting["meeting"]["code"]) if "Kenya" in named(one)]
        found.sort(key=lambda one: str(one["date"]))
        said += [meeting["meeting"]["title"]] if found else []
        said += [f"{KINDS[one['kind']]} {one['title']}" for one in found]
    assert len(said) == 6
    return said


def named(entry: Record) -> list[str]:
    voices = [*entry.get("panellists", []), *entry.get("floor_speakers", [])]
    return [entry.get("organiser"), *entry.get("cosponsors", []), *(one["represents"] for one in voices)]


@pytest.mark.parametrize(
    ("address", "near"),
    [
        ("/CND6/", "the programme of CND66"),
        ("/CND66/side-events/NONE/", "the programme of CND66"),
        ("/CND66/side-event/", "the programme of CND66"),
        ("/organisations/nobody/", None),
        (f"/{quote('<script>alert(1)</script>')}/", None),
    ],
)
def test_an_unknown_address_leads_on(reader: Reader, address: str, near: str | None) -> None:
    reader.go(address, status=404)
    assert reader.headings() == ["There is no such page."]
    assert (reader.find("link", near).count() == 1) if near else ("Perhaps" not in reader.text())
    reader.follow(reader.find("link", "All meetings"))
    assert reader.headings()[0] == "Meetings"


HOSTILE = {
    "a script": f"q={quote('<script>alert(1)</script>')}",
    "a way out of an attribute": f"room={quote(chr(34) + '><img src=x onerror=alert(1)>')}",
    "broken letters": "q=%00%ff%fe&room=%c3",
    "letters that turn the line": f"q={quote(chr(0x202E) + 'abc' + chr(0x2066))}",
    "a date that is none": "day=2023-02-31&day=tomorrow",
    "a date outside": "day=1961-03-30",
    "what this meeting lacks": "kind=plenary&format=hologram",
    "a path": f"organisation={quote('../../etc/passwd', safe='')}",
    "a long word": f"q={'drugs' * 500}",
    "many values": "&".join(f"organisation=o{number}" for number in range(200)),
}


@pytest.mark.parametrize("query", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("way", [MOUSE], ids=str)
def test_nonsense_in_the_address_shows_nothing_and_a_way_back(reader: Reader, query: str) -> None:
    reader.go(f"/CND66/?{query}")
    assert reader.page.locator(".shown").inner_text() == "0 of 21 shown"
    reader.find("heading", "Nothing fits this choice").wait_for()
    reader.follow(reader.find("link", "Show all 21 entries of this programme"))
    assert reader.page.locator(".shown").inner_text() == "21 of 21 shown"


@pytest.mark.parametrize("way", [KEYBOARD, NO_SCRIPT, PHONE, DARK], ids=str)
def test_nothing_found_is_said_and_filters_can_be_removed_one_by_one(reader: Reader) -> None:
    reader.go("/CND66/?room=nowhere&q=forum+droghe")
    assert reader.page.locator(".shown").inner_text() == "0 of 21 shown"
    reader.follow(reader.find("link", "Remove: Room: nowhere (not in this programme)"))
    assert reader.page.locator(".shown").inner_text() == "1 of 21 shown"
    reader.follow(reader.find("link", "Remove all filters"))
    assert reader.page.locator(".shown").inner_text() == "21 of 21 shown"
