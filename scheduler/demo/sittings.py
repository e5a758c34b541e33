"""The thematic sessions and formal meetings of the fictitious meeting."""

from datetime import date
from random import Random
from typing import Any

from scheduler.demo.grid import LARGE_HALL, PLENARY_HALL, SESSION_HALL, Hours
from scheduler.demo.panels import floor_speakers, panellists, seats
from scheduler.demo.parties import Party
from scheduler.demo.vocabulary import lines
from scheduler.kernel.terms import FormalKind

UN_LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh")
SESSION_TITLES = (
    "Thematic session 1: Improving access to controlled medicines for medical and scientific purposes",
    "Thematic session 2: Prevention, treatment and recovery for all who need them, at every age and in every "
    "place",
    "Thematic session 3: Early warning and forensic services as a common basis of health policy, customs "
    "work and the control of precursors",
    "Thematic session 4: Partnerships between national and local authorities, intergovernmental "
    "organizations, the private sector, the scientific community, youth and civil society in the "
    "practical implementation of commitments based on the principle of common and shared responsibility, in "
    "all regions",
)
AGENDA = lines("""Opening of the session
    Adoption of the agenda and other organizational matters
    General debate
    Strategic management, budgetary and administrative questions
    Implementation of the international drug control treaties
    Follow-up to commitments at the national, regional and international levels
    Inter-agency cooperation and coordination of efforts
    Recommendations of the subsidiary bodies
    Contributions to the 2030 Agenda for Sustainable Development
    Provisional agenda of the next session
    Other business
    Adoption of the report""")

MORNING = ("10:00", "13:00")
AFTERNOON = ("15:00", "18:00")
SESSION_DAYS = (1, 1, 2, 2)
"""Days of the first week (Monday is 0) of the four thematic sessions; they are held morning and afternoon."""
COMMITTEE_DAYS = (1, 2, 3)
DIALOGUE = (2, "13:10", "14:40")
HEARING = (3, "15:30", "17:00")
BOARD = "DEMO/2027"
"""How the symbols of documents begin: letters and figures as in E/CN.7/2027, but of no real body."""


def thematic_sessions(rng: Random, days: list[date], parties: list[Party]) -> list[dict[str, Any]]:
    """The four sessions with panels of 8 to 15."""
    chair = f"H.E. Ambassador {parties[0].people[0]} ({parties[0].name}), Chair of the demonstration session"
    return [
        {
            "title": title,
            **Hours(days[day], *(AFTERNOON if number % 2 else MORNING)).as_record(),
            "room": SESSION_HALL,
            "format": "hybrid",
            "chair": chair,
            "moderator": rng.choice(parties[1].people),
            "languages": list(UN_LANGUAGES),
            "segments": _segments(number),
            "seats": seats(number),
            "panellists": panellists(rng, number, parties),
            "floor_speakers": floor_speakers(rng, parties),
            "documents": _documents(number),
        }
        for number, (title, day) in enumerate(zip(SESSION_TITLES, SESSION_DAYS, strict=True))
    ]


def _segments(number: int) -> list[dict[str, Any]]:
    """Remarks and presentations, then the panel and the debate, in the order of the real sessions."""
    guest_mode = ("in_person", "online", "video", "in_person")[number]
    return [
        {
            "kind": "opening_remarks",
            "by": "Chair of the demonstration session",
            "mode": "in_person",
            "minutes": 5,
        },
        {"kind": "opening_remarks", "by": "Demonstration Agency for Essential Medicines", "mode": guest_mode},
        {
            "kind": "introductory_presentation",
            "by": "Chief of Research, Demonstration Office on Drugs and Health",
            "mode": "in_person",
            "minutes": 15,
        },
        {"kind": "panel", "by": None, "minutes": 75, "note": "Five minutes for each panellist"},
        {"kind": "interactive_debate", "by": None},
        {"kind": "way_forward", "by": "Chair of the demonstration session", "minutes": 10},
    ]


def _documents(number: int) -> list[dict[str, Any]]:
    symbol = f"{BOARD}/CRP.{number + 1}"
    return [
        {
            "title": "Background note by the Secretariat",
            "symbol": symbol,
            "url": f"https://documents.example/{symbol}",
            "languages": list(UN_LANGUAGES),
        },
        {"title": "Guide to the discussion", "languages": ["en"]},
    ]


def formal_meetings(days: list[date]) -> list[dict[str, Any]]:
    """Two plenaries a day, the Committee of the Whole in mid-week, one dialogue and one hearing."""
    return [*_plenaries(days), *_committees(days), _dialogue(days), _hearing(days)]


def _plenaries(days: list[date]) -> list[dict[str, Any]]:
    spans = [Hours(day, *hours) for day in days for hours in (MORNING, AFTERNOON)]
    return [
        _formal(
            FormalKind.PLENARY,
            f"Plenary, {_ordinal(number)} meeting",
            hours,
            PLENARY_HALL,
            _plenary_items(number, len(spans)),
        )
        for number, hours in enumerate(spans, start=1)
    ]


def _plenary_items(number: int, total: int) -> list[dict[str, Any]]:
    """The first meeting opens the agenda, the last closes it, those between take its body in order."""
    items = [_item(position, title) for position, title in enumerate(AGENDA, start=1)]
    if number == 1:
        return items[:3]
    if number == total:
        return items[-2:]
    body = items[3:-2]
    return [body[(number - 2) * len(body) // (total - 2)]]


def _item(number: int, title: str) -> dict[str, Any]:
    symbols = [] if title in ("Opening of the session", "Other business") else [f"{BOARD}/{number}"]
    return {"number": str(number), "title": title, "symbols": symbols}


def _committees(days: list[date]) -> list[dict[str, Any]]:
    mornings = [Hours(day, *MORNING) for day in days if day.weekday() in COMMITTEE_DAYS]
    return [
        _formal(
            FormalKind.COMMITTEE_OF_THE_WHOLE,
            f"Committee of the Whole, {_ordinal(number)} meeting",
            hours,
            LARGE_HALL,
            [
                {
                    "number": "6",
                    "title": "Consideration of draft resolutions",
                    "symbols": [f"{BOARD}/L.{2 * number}", f"{BOARD}/L.{2 * number + 1}/Rev.1"],
                }
            ],
        )
        for number, hours in enumerate(mornings, start=1)
    ]


def _dialogue(days: list[date]) -> dict[str, Any]:
    weekday, start, end = DIALOGUE
    title = "Informal dialogue of civil society with the Chair of the session"
    return _formal(FormalKind.DIALOGUE, title, Hours(days[weekday], start, end), SESSION_HALL, [])


def _hearing(days: list[date]) -> dict[str, Any]:
    weekday, start, end = HEARING
    title = "Hearing of the scientific community on early warning"
    return _formal(FormalKind.HEARING, title, Hours(days[weekday], start, end), SESSION_HALL, [])


def _formal(
    kind: FormalKind, title: str, hours: Hours, room: str, items: list[dict[str, Any]]
) -> dict[str, Any]:
    return {"kind": kind.value, "title": title, **hours.as_record(), "room": room, "agenda_items": items}


def _ordinal(number: int) -> str:
    if number % 100 in (11, 12, 13):
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"
