"""Reading JSON that anybody may have written. What no programme can be is refused before it is looked at."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import TypeAlias

from scheduler.formats.programme_values import Wrong
from scheduler.kernel.text import quoted
from scheduler.kernel.words import Sentence

LARGEST = 20_000_000
"""Bytes of a file. A meeting of 1,500 events has about one million."""
MOST_VALUES = 300_000
DEEPEST = 30

Steps: TypeAlias = tuple[int | str, ...]


class TwiceSaid(dict[str, object]):
    """An object in which keys stand twice. It holds what they say last."""

    def __init__(self, pairs: list[tuple[str, object]]) -> None:
        super().__init__(pairs)
        times = Counter(key for key, _ in pairs)
        self.keys_said_twice = [key for key in self if times[key] > 1]


def parse(data: bytes) -> object:
    """The value that the file holds. Raises Wrong."""
    if len(data) > LARGEST:
        told = {"most": LARGEST}
        raise Wrong(Sentence("This file is larger than %(most)s bytes. No larger one can be read.", **told))
    try:
        return json.loads(_text(data), object_pairs_hook=_object, parse_int=_integer)
    except RecursionError:
        raise _too_deep() from None
    except json.JSONDecodeError as error:
        told = {"line": error.lineno, "column": error.colno}
        raise Wrong(
            Sentence("This is no JSON from line %(line)s, column %(column)s on. Mend it there.", **told)
        ) from None


def _text(data: bytes) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        told = {"byte": error.start + 1}
        raise Wrong(
            Sentence("This file is not in UTF-8: byte %(byte)s does not fit. Save it as UTF-8.", **told)
        ) from None
    if not text.strip():
        raise Wrong(Sentence("This file is empty."))
    return text


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    plain = dict(pairs)
    return plain if len(plain) == len(pairs) else TwiceSaid(pairs)


def _integer(digits: str) -> int:
    """A longer number is beyond every limit anyway, and Python reads none of more than 4,300 digits."""
    return int(digits[:40])


def _too_deep() -> Wrong:
    return Wrong(Sentence("Lists and objects stand more than %(most)s deep in each other.", most=DEEPEST))


def walk(root: object) -> Iterator[tuple[Steps, object]]:
    """Every value of the file, in order, with the steps that lead to it. Raises Wrong if it is too much."""
    waiting: list[tuple[Steps, object]] = [((), root)]
    seen = 0
    while waiting:
        steps, value = waiting.pop()
        seen += 1
        yield steps, value
        if isinstance(value, dict | list):
            if len(steps) == DEEPEST:
                raise _too_deep()
            if seen + len(waiting) + len(value) > MOST_VALUES:
                raise Wrong(Sentence("This file holds more than %(most)s values.", most=MOST_VALUES))
            inside = value.items() if isinstance(value, dict) else enumerate(value)
            waiting.extend(reversed([((*steps, step), item) for step, item in inside]))


def place(steps: Steps, root: object) -> str:
    """Steps as people write them: `side_events[3].start`."""
    written, value = "", root
    for step in steps:
        if isinstance(step, int) and isinstance(value, dict):  # seats were written by their keys
            written += _dotted(list(value)[step])
            break
        written += f"[{step}]" if isinstance(step, int) else _dotted(step)
        value = _inside(value, step)
    return written.removeprefix(".")


def _dotted(key: str) -> str:
    return f".{key}" if re.fullmatch(r"[A-Za-z_][A-Za-z0-9_-]{0,59}", key) else f".{quoted(key)}"


def _inside(value: object, step: int | str) -> object:
    if isinstance(value, dict):
        return value.get(step)
    return value[step] if isinstance(value, list) and isinstance(step, int) else None
