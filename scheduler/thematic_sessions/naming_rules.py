"""How people are named to the public, as they chose. Pure."""

from scheduler.kernel.terms import NamedAs

_ORDER = list(NamedAs)


def shown_name(name: str | None, named_as: NamedAs) -> str | None:
    """What the public reads of a name; None where only whom they speak for may be told, and where the name
    was erased."""
    if not name or named_as is NamedAs.ORGANISATION:
        return None
    return name.split()[0] if named_as is NamedAs.FIRST_NAME else name


def stricter(one: NamedAs, other: NamedAs) -> NamedAs:
    """Of two choices, the one that hides more."""
    return max(one, other, key=_ORDER.index)
