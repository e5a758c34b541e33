"""The words fit the grammar into which they are put."""

import pytest

from scheduler.demo.vocabulary import THEMES, Theme

by_theme = pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)


@by_theme
def test_aims_begin_with_a_verb_in_ing(theme: Theme) -> None:
    assert [aim for aim in theme.aims if not aim.split()[0].endswith("ing")] == []


@by_theme
def test_questions_begin_with_a_question_word_and_are_not_sentences(theme: Theme) -> None:
    first_words = {question.split()[0] for question in theme.questions}

    assert first_words <= {"how", "which"}
    assert [question for question in theme.questions if question.endswith((".", "?"))] == []


@by_theme
def test_contexts_are_sentences(theme: Theme) -> None:
    assert [text for text in theme.contexts if not (text[0].isupper() and text.endswith("."))] == []


@by_theme
def test_subjects_stand_inside_a_sentence(theme: Theme) -> None:
    assert [subject for subject in theme.subjects if not subject[0].islower() or subject.endswith(".")] == []
