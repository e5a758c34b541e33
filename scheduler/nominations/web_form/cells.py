"""What one cell of a web form's answers says, as a value of a nomination. Pure."""

from collections.abc import Iterable, Mapping

from scheduler.formats.answer_cells import choices, format_of, is_nothing, languages, several, yes
from scheduler.kernel.errors import Refused
from scheduler.kernel.terms import Format, SegmentMode
from scheduler.kernel.text import fold, quoted, words
from scheduler.kernel.words import Sentence
from scheduler.nominations.terms import CivilConstituency, Part, Region

_PANEL, _FLOOR = {"panel", "panellist", "panelist"}, {"floor"}
_VIDEO = {"video", "recorded", "recording", "prerecorded"}
_MODES = {Format.IN_PERSON: SegmentMode.IN_PERSON, Format.ONLINE: SegmentMode.ONLINE}
_NOT_SAID = {"prefernottosay", "idonotwishtosay", "nottosay", "notapplicable"}
_CONSTITUENCIES = {
    CivilConstituency.YOUTH: {"youth", "young"},
    CivilConstituency.PEOPLE_WHO_USE_DRUGS: {"use", "users"},
    CivilConstituency.FAMILIES: {"family", "families", "parents"},
    CivilConstituency.FARMERS: {"farmer", "farmers", "growers"},
    CivilConstituency.RECOVERED_USERS: {"recovered", "recovery"},
    CivilConstituency.OTHER: {"other"},
}


def part_of(text: str) -> Part:
    """From where somebody speaks. Raises Refused."""
    said = set(words(text))
    if bool(said & _PANEL) == bool(said & _FLOOR):
        raise Refused(
            Sentence("%(text)s says not from where one speaks. Write: panel, or floor.", text=quoted(text))
        )
    return Part.PANELLIST if said & _PANEL else Part.FLOOR_SPEAKER


def mode_of(text: str) -> SegmentMode | None:
    """How somebody speaks. Raises Refused."""
    if is_nothing(text):
        return None
    if set(words(text)) & _VIDEO:
        return SegmentMode.VIDEO
    mode = _MODES.get(format_of(text) or Format.HYBRID)
    if mode is None:
        raise Refused(
            Sentence(
                "%(text)s says not how the person speaks. Write one of: in person, online, by video.",
                text=quoted(text),
            )
        )
    return mode


def language_of(text: str) -> tuple[str | None, Sentence | None]:
    """The language in which somebody speaks; of several the first, with a warning."""
    found = languages(text)
    if not found:
        return None, None
    said = Sentence("%(text)s was read as %(language)s.", text=quoted(text), language=found[0])
    return found[0], said if len(found) > 1 else None


def region_of(text: str) -> Region | None:
    """Raises Refused."""
    if is_nothing(text):
        return None
    found = next((region for region in Region if fold(region) == fold(text)), None)
    if found is None:
        raise Refused(
            Sentence(
                "%(text)s is none of the regions. Write one of: %(regions)s.",
                text=quoted(text),
                regions="; ".join(Region),
            )
        )
    return found


def sessions_of(text: str, known: Mapping[str, int]) -> tuple[int, ...]:
    """Sessions by their titles or codes (folded), each once; commas separate them where all parts are known.
    Raises Refused."""
    parts = several(text)
    if any(fold(part) not in known for part in parts):
        by_commas = choices(text)
        parts = by_commas if _are_all(by_commas, known) else parts
    for part in parts:
        if fold(part) not in known:
            raise Refused(
                Sentence(
                    "The meeting has no session %(text)s. Write its title or its code.", text=quoted(part)
                )
            )
    return tuple(dict.fromkeys(known[fold(part)] for part in parts))


def _are_all(parts: Iterable[str], known: Mapping[str, int]) -> bool:
    return all(fold(part) in known for part in parts)


def themselves(text: str) -> bool:
    """Whether the person filled in the form. Raises Refused for neither yes nor no."""
    said = set(words(text))
    if said & {"myself", "self"}:
        return True
    return False if said & {"somebody", "someone", "other", "another"} else yes(text)


def says_nothing(text: str) -> bool:
    """Whether nothing private is told here."""
    return is_nothing(text) or fold(text) in _NOT_SAID


def constituency_of(text: str) -> CivilConstituency | None:
    """For whom somebody speaks, where that is one and plain."""
    exact = next((one for one in CivilConstituency if words(one) == words(text)), None)
    said = set(words(text))
    found = [one for one, known in _CONSTITUENCIES.items() if known & said]
    return exact or (found[0] if len(found) == 1 else None)
