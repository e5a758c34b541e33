"""What can go wrong in a way a person should read about. Each carries a sentence for that person."""

from scheduler.kernel.words import Sentence


class Told(Exception):
    """An error with a sentence that may be shown as it is."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence


class Refused(Told):
    """A rule said no."""


class NotFound(Told):
    """There is no such thing, or not for this person."""


class Clash(Told):
    """Someone else was first."""
