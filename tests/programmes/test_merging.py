import pytest

from scheduler.programmes.merging import merge

CASES = {
    "nothing new": ("a", "a", "a", "a", []),
    "the file changed": ("b", "a", "a", "b", []),
    "a person edited, the file did not change": ("a", "mine", "a", "mine", []),
    "both changed, differently": ("b", "mine", "a", "mine", ["room"]),
    "both changed, alike": ("b", "b", "a", "b", []),
    "a person emptied it, the file did not change": ("a", None, "a", None, []),
    "the file emptied it": (None, "a", "a", None, []),
}


@pytest.mark.parametrize("case", CASES)
def test_what_a_person_edited_stands(case: str) -> None:
    new, current, imported, stands, kept = CASES[case]
    assert merge({"room": new}, {"room": current}, {"room": imported}) == ({"room": stands}, kept)


def test_of_what_people_made_a_file_only_fills_gaps() -> None:
    new, current = {"title": "T", "room": "M1", "theme": "x"}, {"title": "T", "room": None, "theme": "y"}
    assert merge(new, current, None) == ({"title": "T", "room": "M1", "theme": "y"}, ["theme"])
