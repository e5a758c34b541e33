"""Text from anywhere, made safe, compared and made into addresses."""

# ruff: noqa: RUF001 -- letters that look like others are what is tested

import re
import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from scheduler.kernel.text import clean, clean_line, fold, has_controls, quoted, shorten, slug, words

any_text = st.text(st.characters(exclude_categories=()))
marked_text = st.text(
    st.sampled_from(
        "aÉßİŉŁǾ\u0301\u0327\u05b0\u064b\u3099कि१Ⅷ①ﬃ\ufdfa´'’- \t\n\r\x0b\u00a0\u200b\ud83d\ude00\u1e9b"
    )
)
FORBIDDEN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("  a\tb \n", "a\tb"),
        (
            "one\r\ntwo\rthree\x0bfour\x0cfive\x85six\u2028seven\u2029eight",
            "one\ntwo\nthree\nfour\nfive\nsix\nseven\neight",
        ),
        ("a\x00b\x07c\x1bd\x7fe\x9ff", "abcdef"),
        ("a\u202eb\u202ac\u2066d\u2069e\ufefff", "abcdef"),
        ("\u200eالأمم\u200f المتحدة", "\u200eالأمم\u200f المتحدة"),
        ("e\u0301", "é"),
        ("e\x00\u0301", "é"),
        ("\ud83d!\ude00", "!"),
        ("😀", "😀"),
        ("\ufffe\uffff", ""),
        ("\u200b\u200e \n", ""),
        ("", ""),
    ],
)
def test_clean(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


@given(any_text | marked_text)
def test_clean_text_is_safe_and_stays_as_it_is(text: str) -> None:
    cleaned = clean(text)
    assert not FORBIDDEN.search(cleaned)
    assert cleaned == cleaned.strip() == unicodedata.normalize("NFC", cleaned) == clean(cleaned)
    assert cleaned.encode().decode() == cleaned
    assert not has_controls(cleaned)


@given(any_text | marked_text)
def test_a_clean_line_is_one_line(text: str) -> None:
    line = clean_line(text)
    assert line == " ".join(line.split()) == clean_line(line)
    assert clean(line) == line


@pytest.mark.parametrize("text", ["a\x00", "a\u202e", "\ufeffa", "\ud800", "a\x7f", "\uffff"])
def test_control_characters_are_noticed(text: str) -> None:
    assert has_controls(text)


@pytest.mark.parametrize("text", ["a\r\nb", "a\tb", "\u200eа", "é", "a\u2028b", "\x85"])
def test_line_ends_and_marks_of_direction_are_no_control_characters(text: str) -> None:
    assert not has_controls(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("World Health Organization", "  WORLD health\u00a0organization "),
        ("Türkiye", "TURKIYE"),
        ("Côte d'Ivoire", "Cote d\u2019Ivoire"),
        ("Board Room D", "Boardroom D"),
        ("Straße", "STRASSE"),
        ("Łódź", "Lodz"),
        ("İstanbul", "istanbul"),
        ("Ǿ", "o"),
        ("Asia\u2013Pacific", "Asia-Pacific"),
        ("Ｍ６", "M6"),
        ("الأُمَم", "الامم"),
        ("ἈΘΗ͂ΝΑΙ", "αθηναι"),
        ("zero\u200bwidth", "zerowidth"),
    ],
)
def test_names_that_compare_as_equal(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("M6", "M7"),
        ("C", "C++"),
        ("M-3", "M3"),
        ("की", "का"),
        ("कु", "कू"),
        ("か", "が"),
        ("ดุ", "ดู"),
        ("!", "?"),
    ],
)
def test_names_that_compare_as_different(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@settings(deadline=None)
@given(any_text | marked_text)
@example("\u0301")
@example("´")
@example("ŉ")
def test_fold_is_stable_and_empty_only_where_nothing_is_seen(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert bool(fold(text)) == bool(clean(text))


def test_words_are_folded_and_without_punctuation() -> None:
    assert words("UNODC HIV/AIDS Section: women\u2019s (नई दिल्ली)") == [
        *("unodc", "hiv", "aids", "section", "womens"),
        *("नई", "दिल्ली"),
    ]


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("World Health Organization", "world-health-organization"),
        ("International Women\u2019s Rights Action Watch", "international-womens-rights-action-watch"),
        ("Bolivia (Plurinational State of)", "bolivia-plurinational-state-of"),
        ("Acción Técnica Social", "accion-tecnica-social"),
        ("HIV/AIDS", "hiv-aids"),
        ("2024", "2024"),
        ("Институт RIA", "ria"),
        ("x" * 70, "x" * 60),
        ("abcdefghi " * 7, "abcdefghi-abcdefghi-abcdefghi-abcdefghi-abcdefghi-abcdefghi"),
    ],
)
def test_slug(text: str, made: str) -> None:
    assert slug(text) == made


@pytest.mark.parametrize("text", ["世界卫生组织", "Общество 2000", "???", "", "\ud800"])
def test_what_has_no_latin_letter_gets_a_stable_slug(text: str) -> None:
    assert re.fullmatch(r"n-[0-9a-f]{10}", slug(text))
    assert slug(text) == slug(f" {text} ")


def test_names_without_latin_letters_get_different_slugs() -> None:
    assert slug("世界") == "n-33650a3695"
    assert len({slug(name) for name in ("世界", "世", "мир", "мир 2", "!", "?")}) == 6


@settings(deadline=None)
@given(any_text | marked_text)
def test_a_slug_can_always_stand_in_an_address(text: str) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug(text))
    assert len(slug(text)) <= 60
    assert slug(slug(text)) == slug(text)


def test_shorten() -> None:
    assert shorten("abcdef", 6) == "abcdef"
    assert shorten("abc def", 5) == "abc…"


@given(any_text)
def test_what_is_quoted_can_be_seen(text: str) -> None:
    assert quoted(text).isprintable()
    assert len(shorten(text, 20)) <= 20


def test_quoted() -> None:
    assert quoted("a\x1b[31m\u202eb\n") == '"a\\u001b[31m\\u202eb\\u000a"'
    assert quoted("x" * 100, 10) == '"xxxxxxxxx…"'
