"""Printed programmes (PDF): a table for each day, in the order of reading. Only this file knows reportlab.

The bytes depend on what is given and on nothing else. The document is tagged (ISO 32000-1 14.8): programs
that read aloud know headings, tables and cells. Its letters are Latin, Greek and Cyrillic, and stand in it.
What it has no letters for is written as […]; the whole text is kept for those programs, and a line says where
it can be read.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC
from functools import cache
from importlib.resources import files
from io import BytesIO
from itertools import pairwise
from typing import Any, Literal, NamedTuple, TypeAlias

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFString
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from scheduler.formats.printed import Item, Paper, Section
from scheduler.kernel.text import clean_line
from scheduler.kernel.words import Sentence

MIMETYPE = "application/pdf"

Face: TypeAlias = Literal["FiraSansCondensed-Regular", "FiraSansCondensed-Bold"]
PLAIN: Face = "FiraSansCondensed-Regular"
BOLD: Face = "FiraSansCondensed-Bold"
UNPRINTED = "[…]"

# In points, 72 to an inch.
_WIDTH, _HEIGHT = A4
_MARGIN = 42
_TOP, _BOTTOM = _HEIGHT - _MARGIN, _MARGIN + 16
_COLUMNS = (_MARGIN, _MARGIN + 78, _MARGIN + 170, _WIDTH - _MARGIN + 8)
_GAP = 8
_SPACE = 5
"""Between two rows."""
_LEAST = 90
"""A heading and a row under it; a section that has less left begins on a new page."""


@dataclass
class _Tag:
    """An element of the structure: other elements, or pieces of pages by (page, number)."""

    kind: str
    kids: list["_Tag | tuple[int, int]"] = field(default_factory=list)
    whole: str | None = None
    """What it says, where not all of that can be printed."""

    def add(self, kind: str, whole: str | None = None) -> "_Tag":
        self.kids.append(tag := _Tag(kind, whole=whole))
        return tag


class _Style(NamedTuple):
    face: Face
    size: float
    leading: float


class _Line(NamedTuple):
    """A line of a cell, and the element that it belongs to; None for what only decorates."""

    text: str
    style: _Style
    tag: _Tag | None


class _Piece(NamedTuple):
    """A line where it stands on a page, from the left and from below."""

    x: float
    y: float
    line: _Line


_TITLE, _HEADING = _Style(BOLD, 16, 20), _Style(BOLD, 12, 16)
_HEAD, _SMALL = _Style(BOLD, 8, 11), _Style(PLAIN, 8, 11)
_STRONG, _BODY = _Style(BOLD, 9.5, 12), _Style(PLAIN, 9, 12)


def write(paper: Paper) -> bytes:
    """Write the document: A4, pages numbered, with a bookmark for each section."""
    return _Ink(paper, _Pages(paper)).bytes()


# --- letters ---


@cache
def _letters() -> frozenset[int]:
    """The characters that both faces can print; reads the faces the first time."""
    known = []
    for face in (PLAIN, BOLD):
        path = files("fontpkg_fira_sans_condensed") / "files" / f"{face}.ttf"
        pdfmetrics.registerFont(font := TTFont(face, BytesIO(path.read_bytes())))
        known.append(frozenset(font.face.charToGlyph))
    return known[0] & known[1]


def printable(text: str) -> str:
    """The text as far as there are letters for it; each run of others, spaces among them, is one […]. Marks
    that are not seen go."""
    known = _letters()
    kept: list[str] = []
    for char in clean_line(text):
        if unicodedata.category(char) == "Cf":
            continue
        if ord(char) in known:
            kept.append(char)
        else:
            while kept and kept[-1] == " ":
                kept.pop()
            kept += [" ", UNPRINTED] if kept[-1:] != [UNPRINTED] else []
    return "".join(kept).strip()


def _wrapped(text: str, style: _Style, width: float) -> Iterator[str]:
    """Lines of at most this width. A word that is longer than a line is cut."""
    line = ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if _wide(longer, style) <= width:
            line = longer
            continue
        if line:
            yield line
        while (fits := _fitting(word, style, width)) < len(word):
            yield word[:fits]
            word = word[fits:]
        line = word
    if line:
        yield line


def _fitting(word: str, style: _Style, width: float) -> int:
    """How many of its characters, at least one, are no wider than this."""
    used, count = 0.0, 0
    for char in word:
        used += _wide(char, style)
        if used > width:
            break
        count += 1
    return max(1, count)


def _wide(text: str, style: _Style) -> float:
    return float(pdfmetrics.stringWidth(text, style.face, style.size))


# --- pages ---


class _Pages:
    """The document laid out: pieces of each page, and the structure over all of them."""

    def __init__(self, paper: Paper) -> None:
        self.root = _Tag("Document")
        self.pages: list[list[_Piece]] = [[]]
        self.rules: list[tuple[int, float]] = []
        """Thin lines across the page: (page, from below)."""
        self.marks: list[tuple[int, str]] = []
        """Where sections begin: (page, heading)."""
        self._y = _TOP
        self._told("H1", paper.title, _TITLE)
        for line in paper.lines:
            self._told("P", line, _BODY)
        for section in paper.sections:
            self._section(section)

    def _told(self, kind: str, text: str, style: _Style) -> None:
        """A paragraph over the whole width."""
        for line in _cell(self.root, kind, text, style, _WIDTH - 2 * _MARGIN):
            if self._y - style.leading < _BOTTOM:
                self._turn()
            self._put(_MARGIN, line)
            self._y -= style.leading

    def _section(self, section: Section) -> None:
        if self._y - _LEAST < _BOTTOM:
            self._turn()
        self._y -= 2 * _SPACE
        heading = printable(section.heading)
        self.marks.append((len(self.pages) - 1, heading))
        self._told("H2", heading, _HEADING)
        table = self.root.add("Table")
        self._head(table.add("TR"))
        for item in section.items:
            self._place(self._row(table.add("TR"), item), heading)

    def _head(self, row: _Tag | None) -> None:
        """The names of the columns; where a table goes on, only for the eye."""
        for x, name in zip(_COLUMNS, _names(), strict=False):
            self._put(x, _Line(name, _HEAD, row.add("TH") if row else None))
        self._y -= _HEAD.leading
        self._rule()
        self._y -= _SPACE / 2

    def _row(self, row: _Tag, item: Item) -> list[list[_Line]]:
        """The lines of its cells."""
        widths = [right - left - _GAP for left, right in pairwise(_COLUMNS)]
        cells = [
            list(_cell(row.add("TD"), "P", item.time, _STRONG, widths[0])),
            list(_cell(row.add("TD"), "P", item.room, _BODY, widths[1])),
        ]
        text = row.add("TD")
        lines = list(_cell(text, "P", item.title, _STRONG, widths[2]))
        for told in (*item.details, *_note(item)):
            lines += _cell(text, "P", told, _SMALL, widths[2])
        return [*cells, lines]

    def _place(self, cells: list[list[_Line]], heading: str) -> None:
        """A row on this page or the next one. What is longer than a page is broken where a page ends."""
        height = max(sum(line.style.leading for line in cell) for cell in cells)
        if self._y - height < _BOTTOM and height < _TOP - _BOTTOM - _LEAST:
            self._go_on(heading)
        left = [list(cell) for cell in cells]
        while any(left):
            top, lowest = self._y, self._y
            for x, cell in zip(_COLUMNS, left, strict=False):
                self._y = top
                while cell and self._y - cell[0].style.leading >= _BOTTOM:
                    self._put(x, cell[0])
                    self._y -= cell.pop(0).style.leading
                lowest = min(lowest, self._y)
            self._y = lowest
            if any(left):
                self._go_on(heading)
        self._y -= _SPACE / 2
        self._rule()
        self._y -= _SPACE / 2

    def _go_on(self, heading: str) -> None:
        self._turn()
        again = Sentence("%(heading)s, continued", heading=heading)
        self._put(_MARGIN, _Line(str(again), _HEADING, None))
        self._y -= _HEADING.leading
        self._head(None)

    def _turn(self) -> None:
        self.pages.append([])
        self._y = _TOP

    def _rule(self) -> None:
        self.rules.append((len(self.pages) - 1, self._y))

    def _put(self, x: float, line: _Line) -> None:
        """A line whose upper edge is where the page is filled to."""
        self.pages[-1].append(_Piece(x, self._y - line.style.size, line))


def _names() -> tuple[str, str, str]:
    return str(Sentence("Time")), str(Sentence("Room")), str(Sentence("Event"))


def _cell(parent: _Tag, kind: str, text: str, style: _Style, width: float) -> Iterator[_Line]:
    """A paragraph as lines."""
    printed = printable(text)
    if not printed:
        return
    tag = parent.add(kind, whole=clean_line(text) if UNPRINTED in printed else None)
    for line in _wrapped(printed, style, width):
        yield _Line(line, style, tag)


def _note(item: Item) -> Iterator[str]:
    told = (item.time, item.room, item.title, *item.details)
    if any(UNPRINTED in printable(text) for text in told):
        yield str(Sentence("[…]: not printable here. The whole text: %(address)s", address=item.page))


# --- the file ---


class _Ink:
    """The pages as a file, and the structure put to paper."""

    def __init__(self, paper: Paper, pages: _Pages) -> None:
        self._written = BytesIO()
        self._paper, self._pages = paper, pages
        self._canvas = Canvas(
            self._written, pagesize=A4, invariant=1, lang=paper.language, pdfVersion=(1, 7), pageCompression=1
        )
        self._document: Any = self._canvas._doc
        self._owners: list[list[_Tag]] = []
        """For each page the elements that its numbered pieces belong to."""
        self._facts()

    def bytes(self) -> bytes:
        for number in range(len(self._pages.pages)):
            self._page(number)
        self._structure()
        self._canvas.save()
        return self._written.getvalue()

    def _facts(self) -> None:
        stamp = self._document._timeStamp  # instead of a constant in the year 2000
        stamp.YMDhms = self._paper.made_at.astimezone(UTC).timetuple()[:6]
        self._canvas.setTitle(printable(self._paper.title))
        self._canvas.setAuthor("")
        self._canvas.setCreator("")
        self._canvas.setSubject("")
        self._canvas.setViewerPreference("DisplayDocTitle", "true")

    def _page(self, number: int) -> None:
        canvas = self._canvas
        self._owners.append([])
        for mark, (page, title) in enumerate(self._pages.marks):
            if page == number:
                canvas.bookmarkPage(f"section-{mark}")
                canvas.addOutlineEntry(title, f"section-{mark}")
        for piece in self._pages.pages[number]:
            self._draw(number, piece)
        self._decorate(number)
        canvas.showPage()
        page = self._document.Pages.pages[-1]
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
        page.StructParents, page.Tabs = number, PDFName("S")

    def _draw(self, number: int, piece: _Piece) -> None:
        text, style, tag = piece.line
        if tag is None:
            self._canvas.addLiteral("/Artifact BMC")
        else:
            mark = len(self._owners[number])
            self._owners[number].append(tag)
            tag.kids.append((number, mark))
            self._canvas.addLiteral(f"/{tag.kind} <</MCID {mark}>> BDC")
        self._canvas.setFont(style.face, style.size)
        self._canvas.drawString(piece.x, piece.y, text)
        self._canvas.addLiteral("EMC")

    def _decorate(self, number: int) -> None:
        """Lines, the foot and the number of the page: nothing that is read aloud."""
        canvas = self._canvas
        canvas.addLiteral("/Artifact BMC")
        canvas.setLineWidth(0.4)
        canvas.setStrokeGray(0.6)
        for y in (y for page, y in self._pages.rules if page == number):
            canvas.line(_MARGIN, y, _WIDTH - _MARGIN, y)
        canvas.setFont(_SMALL.face, _SMALL.size)
        told = Sentence("Page %(page)d of %(pages)d", page=number + 1, pages=len(self._pages.pages))
        room = _WIDTH - 2 * _MARGIN - _wide(str(told), _SMALL) - _GAP
        canvas.drawString(_MARGIN, _MARGIN, next(_wrapped(printable(self._paper.foot), _SMALL, room), ""))
        canvas.drawRightString(_WIDTH - _MARGIN, _MARGIN, str(told))
        canvas.addLiteral("EMC")

    def _structure(self) -> None:
        """The tree, and the way from each piece of a page back to it (14.7.2, 14.7.4.4)."""
        references: dict[int, Any] = {}
        root = PDFDictionary({"Type": PDFName("StructTreeRoot")})
        root_reference = self._document.Reference(root, "structure")
        root.dict["K"] = PDFArray([self._element(self._pages.root, root_reference, references)])
        ways: list[Any] = []
        for number, owners in enumerate(self._owners):
            ways += [number, PDFArray([references[id(tag)] for tag in owners])]
        root.dict["ParentTree"] = PDFDictionary({"Nums": PDFArray(ways)})
        root.dict["ParentTreeNextKey"] = len(self._owners)
        self._document.Catalog.StructTreeRoot = root_reference
        self._document.Catalog.MarkInfo = PDFDictionary({"Marked": "true"})

    def _element(self, tag: _Tag, parent: Any, references: dict[int, Any]) -> Any:
        told = {"Type": PDFName("StructElem"), "S": PDFName(tag.kind), "P": parent}
        element = PDFDictionary(told)
        reference = self._document.Reference(element, f"tag-{len(references)}")
        references[id(tag)] = reference
        if tag.kind == "TH":
            element.dict["A"] = PDFDictionary({"O": PDFName("Table"), "Scope": PDFName("Column")})
        if tag.whole is not None:
            element.dict["ActualText"] = PDFString(tag.whole)
        element.dict["K"] = PDFArray(
            [
                self._element(kid, reference, references) if isinstance(kid, _Tag) else self._piece(*kid)
                for kid in tag.kids
            ]
        )
        return reference

    def _piece(self, page: int, mark: int) -> Any:
        on = self._document.Reference(self._document.Pages.pages[page])
        return PDFDictionary({"Type": PDFName("MCR"), "Pg": on, "MCID": mark})
