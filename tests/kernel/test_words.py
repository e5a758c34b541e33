from scheduler.kernel.words import Sentence


def test_a_sentence_is_its_english_text_with_the_values_in_place() -> None:
    assert str(Sentence("%(one)s meets %(other)s.", one="M6", other=7)) == "M6 meets 7."


def test_a_value_can_be_a_sentence() -> None:
    assert str(Sentence("Not %(found)s.", found=Sentence("a list"))) == "Not a list."


def test_a_sentence_without_values_is_taken_as_it_is() -> None:
    assert str(Sentence("100 % of %(all)s")) == "100 % of %(all)s"


def test_a_value_can_have_any_name() -> None:
    assert str(Sentence("%(self)s %(text)s", self="a", text="b")) == "a b"


def test_equal_sentences_are_one_in_a_set() -> None:
    assert len({Sentence("%(a)s", a=1), Sentence("%(a)s", a=1)}) == 1
    assert Sentence("%(a)s", a=1) != Sentence("%(a)s", a=2)
