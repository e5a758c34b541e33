"""Sentences shown to people, before they are put into a language."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, init=False)
class Sentence:
    """A gettext message id in English, with `%(name)s` where a value stands. A value can be a Sentence."""

    text: str
    values: Mapping[str, object] = field(hash=False)

    def __init__(self, text: str, /, **values: object) -> None:
        object.__setattr__(self, "text", text)
        object.__setattr__(self, "values", values)

    def __str__(self) -> str:
        """The sentence in English. As in gettext calls, a text without values is taken as it is."""
        return self.text % self.values if self.values else self.text
