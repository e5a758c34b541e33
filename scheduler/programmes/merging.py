"""What an import may overwrite: what no person edited since the last one (programme file format,
"Again"). Pure."""

from collections.abc import Mapping
from typing import Any

Facts = Mapping[str, Any]


def merge(new: Facts, current: Facts, imported: Facts | None) -> tuple[dict[str, Any], list[str]]:
    """What is to be stored, and the fields of which a person's edit was kept against a change in the file.

    `imported`: the facts at the last import, None where there was none: then what is stored was all
    written by people, and the file only fills what is empty.
    """
    merged, kept = dict(current), []
    for field, value in new.items():
        held = current.get(field)
        if imported is None:
            edited, news = bool(held), True
        else:
            edited, news = held != imported.get(field), value != imported.get(field)
        if not edited:
            merged[field] = value
        elif news and held != value:
            kept.append(field)
    return merged, kept
