"""Sorting as people expect it. Pure."""

import re


def natural(text: str) -> list[tuple[int, str]]:
    """A key that sorts M5 before M10, and capitals among small letters."""
    parts: list[str] = re.findall(r"[0-9]{1,18}|[^0-9]+", text.casefold())
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in parts]
