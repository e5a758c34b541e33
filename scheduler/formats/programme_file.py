"""Reading and writing programme files (`scheduler-programme/1`)."""

import json
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from scheduler.formats.programme_json import Steps, TwiceSaid, parse, place, walk
from scheduler.formats.programme_mended import mended
from scheduler.formats.programme_model import ProgrammeFile
from scheduler.formats.programme_values import Wrong, shown
from scheduler.kernel.text import has_controls, quoted
from scheduler.kernel.words import Sentence

Finding: TypeAlias = tuple[Steps, Sentence]
Values: TypeAlias = list[tuple[Steps, object]]


@dataclass(frozen=True)
class Fault:
    """What is wrong in a file, or worth a second look: where, and a sentence."""

    place: str
    sentence: Sentence

    def __str__(self) -> str:
        return f"{self.place}: {self.sentence}"


@dataclass(frozen=True)
class Reading:
    """What a file says. With faults there is no programme."""

    programme: ProgrammeFile | None = None
    faults: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)
    mended: ProgrammeFile | None = None
    """With stand-ins for what is wrong, so that rules can look at the rest. Never to be kept."""


def read(data: bytes, name: str) -> Reading:
    """Read a programme file. The place of a fault of the whole file is its name."""
    try:
        root = parse(data)
        values = list(walk(root))
    except Wrong as wrong:
        return Reading(faults=[Fault(name, wrong.sentence)])
    unfit = [_finding(error) for error in _errors(root, "ignore")]
    unknown = [_finding(error) for error in _errors(root, "forbid") if error["type"] == "extra_forbidden"]
    not_read = {steps for steps, _ in (*unfit, *unknown)}
    faults = _told([*_no_values(values), *unfit], root, name)
    warnings = _told([*unknown, *_without_controls(values, not_read)], root, name)
    if faults:
        return Reading(None, faults, warnings, mended(root, [steps for steps, _ in unfit]))
    programme = ProgrammeFile.model_validate(root)
    return Reading(programme, [], warnings, programme)


def write(programme: ProgrammeFile) -> bytes:
    """The file, in one way only: keys in the order of the format, what is not known left out."""
    content = programme.model_dump(mode="json", exclude_defaults=True)
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def _errors(root: object, unknown_keys: Literal["ignore", "forbid"]) -> list[ErrorDetails]:
    """In what the file differs from the format. An unknown key can hide a fault of the object around it."""
    try:
        ProgrammeFile.model_validate(root, extra=unknown_keys)
    except ValidationError as error:
        return error.errors(include_url=False)
    return []


def _finding(error: ErrorDetails) -> Finding:
    steps = error["loc"]
    match error["type"]:
        case "value_error":
            return steps, error["ctx"]["error"].sentence
        case "missing":
            return steps, Sentence("This is missing: it must be given.")
        case "extra_forbidden":
            told = {"key": quoted(str(steps[-1]))}
            return steps, Sentence("The format has no key %(key)s here. It was not read.", **told)
    found = shown(error["input"])  # all else that pydantic finds by itself is no object where one should be
    return steps, Sentence("Write an object in curly brackets here, not %(found)s.", found=found)


def _no_values(values: Values) -> Iterator[Finding]:
    """What Python's reader of JSON takes although it is none."""
    for steps, value in values:
        if isinstance(value, float) and not math.isfinite(value):
            told = {"found": shown(value)}
            yield steps, Sentence("%(found)s is no number. Write null for what is not known.", **told)
        if isinstance(value, TwiceSaid):
            for key in value.keys_said_twice:
                told = {"key": quoted(key)}
                yield (*steps, key), Sentence("The key %(key)s stands here more than once. Keep one.", **told)


def _without_controls(values: Values, not_read: set[Steps]) -> Iterator[Finding]:
    for steps, value in values:
        if isinstance(value, str) and has_controls(value):
            ways_here = (steps[:length] for length in range(len(steps) + 1))
            if not_read.isdisjoint(ways_here):
                yield steps, Sentence("Control characters were taken out of this text.")


def _told(findings: Iterable[Finding], root: object, name: str) -> list[Fault]:
    """One fault for each place: the first."""
    told: dict[str, Fault] = {}
    for steps, sentence in findings:
        where = place(steps, root) or name
        told.setdefault(where, Fault(where, sentence))
    return list(told.values())
