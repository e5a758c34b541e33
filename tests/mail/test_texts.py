"""Every kind of letter has an English text, and texts name places that there are."""

from importlib import import_module
from pathlib import Path

import pytest

from scheduler.mail.letters import KINDS, TEXTS, LetterKind, delivered_text
from scheduler.mail.rules import PLACE, Text, faults_of_text, fill, read

for path in sorted(TEXTS.parents[1].glob("*/letters.py")):  # rooms that write letters add their kinds
    import_module(f"scheduler.{path.parent.name}.letters")

LANGUAGES = {"ar", "en", "es", "fr", "ru", "zh"}


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_every_kind_has_an_english_text(kind: LetterKind) -> None:
    text = delivered_text(kind.name, "en")
    assert text
    assert text.subject
    assert "{sender}" in text.body


@pytest.mark.parametrize("path", sorted(TEXTS.iterdir()), ids=lambda path: path.name)
def test_texts_belong_to_a_kind_and_name_its_places_only(path: Path) -> None:
    kind, language, suffix = path.name.split(".")
    assert (language in LANGUAGES, suffix) == (True, "txt")
    written = path.read_text(encoding="utf-8")
    assert written.startswith("Subject: ")
    assert faults_of_text(read(written), KINDS[kind].all_places) == []


def test_a_wrong_place_would_be_seen() -> None:
    assert faults_of_text(Text("x", "Dear {nmae}"), KINDS["own-page"].all_places) != []


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_a_filled_text_has_no_place_left(kind: LetterKind) -> None:
    text = delivered_text(kind.name, "en")
    assert text
    filled = fill(text, dict.fromkeys(kind.all_places, "x"))
    assert PLACE.findall(filled.subject + filled.body) == []
