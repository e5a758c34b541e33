"""Documents of a session: their symbols, and whether they can be public. Pure."""

import re

from scheduler.kernel.words import Sentence
from scheduler.thematic_sessions.terms import AUTHORED, DocumentKind

LONGEST_TITLE = 300
SYMBOL = re.compile(
    r"[A-Z]{1,3}(?:/[A-Z]{2,6}(?:\.\d{1,3})?)*/(?:\d{2,4}|S-\d+)/(?:(?:L|CRP|INF|NGO|R|WP|PC)[./])?\d+"
    r"(?:/(?:Add|Corr|Rev)\.\d+)*"
)
"""Letters combined with figures: body, year, kind, number, and what became of it; such as
E/CN.7/2023/L.4/Rev.1, E/CN.15/2018/INF/1 (reports of the Commission; UN document symbols)."""
KINDS = ("L", "CRP", "INF", "NGO", "R", "WP", "PC", "Add", "Corr", "Rev")

NAMES = {
    DocumentKind.BACKGROUND_NOTE: Sentence("Background note"),
    DocumentKind.DISCUSSION_GUIDE: Sentence("Discussion guide"),
    DocumentKind.PRESENTATION: Sentence("Presentation"),
    DocumentKind.STATEMENT: Sentence("Statement"),
    DocumentKind.CHAIRS_SUMMARY: Sentence("Chair's summary"),
    DocumentKind.OTHER: Sentence("Document"),
}
"""What each kind is called."""


def fault_of_symbol(symbol: str) -> Sentence | None:
    """What is wrong with a document's symbol; None for a good one, and for none."""
    if not symbol or SYMBOL.fullmatch(symbol):
        return None
    if suggested := _mended(symbol):
        return Sentence("This is no symbol of a UN document. Do you mean %(symbol)s?", symbol=suggested)
    return Sentence(
        "This is no symbol of a UN document. Write one such as E/CN.7/2023/5 or E/CN.7/2023/L.4/Rev.1, or "
        "leave it empty."
    )


def _mended(symbol: str) -> str | None:
    """The symbol with slashes for other strokes, no spaces, and its abbreviations as they are written."""
    text = re.sub(r"\s+", "", symbol).replace("\\", "/").replace("\u2215", "/").strip("/.")
    parts = [_part(part) for part in re.split(r"([/.])", text)]
    mended = "".join(parts)
    return mended if mended != symbol and SYMBOL.fullmatch(mended) else None


def _part(part: str) -> str:
    known = {kind.casefold(): kind for kind in KINDS}
    if part.isdecimal() or part in "/.":
        return part
    return known.get(part.casefold()) or part.upper()


def why_not_public(kind: DocumentKind, version: str | None, agreed: str | None) -> Sentence | None:
    """Why a document cannot be public; None if it can. `agreed`: the version to which its author agreed."""
    if kind not in AUTHORED or (agreed is not None and agreed == version):
        return None
    return Sentence("Its author has not agreed to this version. Ask them, then publish it.")
