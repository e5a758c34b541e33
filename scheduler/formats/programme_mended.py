"""A programme file with faults, mended just enough that rules can look at all the rest of it.

So every fault of a file is told in one go. What is wrong and need not be there is left out; for the rest
something stands in with which no rule finds fault.
"""

from collections.abc import Iterable, Mapping
from copy import deepcopy
from typing import Any

from pydantic import ValidationError

from scheduler.formats.programme_fields import FORMAT
from scheduler.formats.programme_json import Steps
from scheduler.formats.programme_model import ProgrammeFile

_GROUPS = ("starts", "ends"), ("date", "start", "end", "until")
"""What is left out together: without one of them the others could make faults that are none."""
_MEETING = {
    "code": "X",
    "title": "?",
    "kind": "expert_meeting",
    "starts": "1900-01-01",
    "ends": "2200-12-31",
    "time_zone": "UTC",
}


def mended(root: object, wrong: Iterable[Steps]) -> ProgrammeFile | None:
    """The file with stand-ins for what is wrong, the meeting first; None where that cannot be done."""
    if not isinstance(root, dict):
        return None
    file = deepcopy(root)
    for steps in wrong:
        _mend(file, steps)
    try:
        return ProgrammeFile.model_validate(file)
    except ValidationError:
        return None


def _mend(file: dict[str, Any], steps: Steps) -> None:
    match steps:
        case ("format",):
            file["format"] = FORMAT
        case ("meeting",):
            file["meeting"] = dict(_MEETING)
        case ("meeting", str(key), *_):
            _replace(file["meeting"], key, _MEETING)
        case ("slots", int(number), *_):
            file["slots"][number] = _span(file)
        case ("rooms", int(number), "closed", int(closure), *_):
            file["rooms"][number]["closed"][closure] = _span(file)
        case (str(section), int(number)):
            file[section][number] = _stand_in(section, number)
        case (str(section), int(number), str(key), *_):
            _replace(file[section][number], key, _stand_in(section, number))
        case (str(section), *_):
            del file[section]


def _replace(part: dict[str, Any], key: str, stand_in: Mapping[str, object]) -> None:
    for name in next((group for group in _GROUPS if key in group), (key,)):
        part.pop(name, None)
        if name in stand_in:
            part[name] = stand_in[name]


def _span(file: dict[str, Any]) -> dict[str, object]:
    """At noon, when no clock is changed."""
    return {"date": file["meeting"]["starts"], "start": "12:00", "end": "12:50"}


def _stand_in(section: str, number: int) -> dict[str, object]:
    match section:
        case "rooms" | "organisations":
            return {"name": f"{section}[{number}]"}
        case "formal_meetings":
            return {"title": "?", "kind": "other"}
        case "floor_speakers":
            return {"constituency": "partner"}
    return {"title": "?"}
