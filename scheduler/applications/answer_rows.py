"""One row of a web form's answers as an application, with all that is wrong with it at its place. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from scheduler.applications import cells
from scheduler.applications.columns import Column, of_field
from scheduler.applications.facts import LONGEST_NAME, Facts, faults, missing
from scheduler.applications.rules import declared
from scheduler.applications.support import MOST_NAMED
from scheduler.applications.terms import LinkKind
from scheduler.calls.rules import Late, Phase, Terms, phase
from scheduler.formats import answer_cells, answer_rows
from scheduler.formats.answer_rows import closed, key, not_open, too_long, when
from scheduler.formats.answers_table import Finding, Line, Table
from scheduler.formats.written_times import Span, order_of
from scheduler.formats.written_times import read as read_time
from scheduler.kernel.errors import Told
from scheduler.kernel.text import clean_line, fold, quoted
from scheduler.kernel.words import Sentence
from scheduler.mail.rules import unusable
from scheduler.organisations.likeness import Named

Reading = answer_rows.Reading[Column]
NEW = 0
"""The number of an organisation that is not enrolled yet."""


@dataclass(frozen=True)
class Body:
    """An organisation: why it cannot lead here, and the receipts of what it leads in this call."""

    number: int
    name: str
    why_not: Sentence | None = None
    leads: tuple[str, ...] = ()


@dataclass(frozen=True)
class Known:
    """What a file is held against. `bodies` by every folded name; `slots`: their numbers by when they begin
    (UTC); `entered`: the keys of rows that were taken in before. `now` in UTC."""

    terms: Terms
    venue: str
    now: datetime
    bodies: Mapping[str, Body] = field(default_factory=dict)
    named: tuple[Named, ...] = ()
    slots: Mapping[datetime, int] = field(default_factory=dict)
    entered: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Answer(answer_rows.Answer):
    """One row as an application. `facts` leaves the organisation out."""

    lead: str
    person: str
    email: str | None
    facts: Facts
    cosponsors: tuple[str, ...]


class Row(answer_rows.Row[Column]):
    """Reads one row, and writes down what is wrong with it."""

    def __init__(self, line: Line, table: Table, reading: Reading, known: Known) -> None:
        super().__init__(line, table, reading)
        self.known = known

    def answer(self) -> Answer:
        lead, title = clean_line(self.text(Column.ORGANISATION)), clean_line(self.text(Column.TITLE))
        span = self.span()
        is_known = span is not None and key(span.starts, lead, title) in self.known.entered
        facts = self.facts()
        self.faults += self.wrong(facts, lead)
        answer = Answer(
            row=self.line.row,
            key=key(span.starts, lead, title) if span else "",
            lead=lead,
            person=self.name(Column.PERSON, LONGEST_NAME, Sentence("Write the name of who applied.")),
            email=self.email(),
            facts=facts,
            cosponsors=tuple(self.cosponsors(lead)),
            span=span,
            is_entered=is_known,
        )
        if is_known:  # the application may have changed since
            self.leave()
        return answer

    def span(self) -> Span | None:
        if Column.CAME not in self.reading.columns:
            return None
        if not self.text(Column.CAME):
            self.fault(Column.CAME, Sentence("Say when it came: the order in the queue hangs on it."))
            return None
        found = self.take(Column.CAME, self.time, None)
        if found is None:
            return None
        if why := _not_within(self.known, found):
            self.fault(Column.CAME, why)
        elif phase(self.known.terms, _counts_at(self.known, found)) is Phase.OVER:
            self.warn(
                Column.CAME, Sentence("It came after the close, and stands behind all that came in time.")
            )
        return found

    def time(self, text: str) -> Span:
        found = read_time(text, self.reading.zone, self.reading.order, self.known.venue)
        _counts_at(self.known, found)
        return found

    def email(self) -> str | None:
        address = clean_line(self.text(Column.EMAIL))
        if answer_cells.is_nothing(address) or fold(address) == "anonymous":
            self.warn(
                Column.EMAIL,
                Sentence("There is no address: no letter tells who applied. Tell them yourself."),
            )
            return None
        if why := unusable(address):
            self.fault(Column.EMAIL, why)
        return address

    def cosponsors(self, lead: str) -> Iterator[str]:
        names = answer_cells.several(self.text(Column.COSPONSORS))
        parts = answer_cells.choices(self.text(Column.COSPONSORS))
        if len(names) == 1 and all(fold(part) in self.known.bodies for part in parts):
            names = parts  # commas belong to many names: they count where all parts are known
        if len(names) > MOST_NAMED:
            self.fault(
                Column.COSPONSORS, Sentence("%(most)s co-sponsors can be named, no more.", most=MOST_NAMED)
            )
        seen = {self.same(lead)}
        for name in names:
            if self.same(name) == self.same(lead):
                self.warn(
                    Column.COSPONSORS, Sentence("%(name)s leads the event: it is left out here.", name=name)
                )
            if len(name) > LONGEST_NAME:
                self.fault(Column.COSPONSORS, too_long(name, LONGEST_NAME))
            if self.same(name) not in seen:
                seen.add(self.same(name))
                yield name

    def same(self, name: str) -> str:
        """By what two names of one organisation are seen to be the same."""
        body = self.known.bodies.get(fold(name))
        return f"{body.number}" if body else fold(name)

    def facts(self) -> Facts:
        nobody_knows: tuple[int | None, Sentence | None] = (None, None)
        number, rough = self.take(Column.ATTENDANCE, cells.attendance, nobody_knows)
        self.warn(Column.ATTENDANCE, rough)
        equipment, besides = cells.equipment(self.text(Column.EQUIPMENT))
        for what in besides:
            said = Sentence(
                "%(what)s is nothing that our rooms have. It is put into the note.", what=quoted(what)
            )
            self.warn(Column.EQUIPMENT, said)
        return Facts(
            title=self.text(Column.TITLE),
            abstract=self.text(Column.ABSTRACT),
            theme=self.text(Column.THEME),
            format=self.take(Column.FORMAT, answer_cells.format_of, None),
            languages=answer_cells.languages(self.text(Column.LANGUAGES)),
            attendance=number,
            equipment=equipment,
            links=tuple(
                link for column, kind in _LINKS.items() for link in cells.links(self.text(column), kind)
            ),
            contact=self.text(Column.CONTACT),
            note="\n\n".join(filter(None, [self.text(Column.NOTE), "; ".join(besides)])),
            open_to_joining=self.take(Column.JOINING, answer_cells.yes, False),
            speakers=cells.speakers(self.text(Column.SPEAKERS)),
            wishes=self.wishes(),
        )

    def wishes(self) -> dict[int, int]:
        """The slots wanted, by rank."""
        heading, found = self.reading.columns.get(Column.WISHES), dict[int, int]()
        for part in answer_cells.several(self.text(Column.WISHES)) if heading else ():
            order = self.reading.order or order_of([part])
            try:
                begins = read_time(part, self.known.venue, order, self.known.venue).starts
            except Told as told:
                self.fault(Column.WISHES, told.sentence)
                continue
            if begins in self.known.slots:
                found.setdefault(self.known.slots[begins], len(found) + 1)
            else:
                at = when(begins, self.known.venue)
                self.fault(Column.WISHES, Sentence("No slot of the meeting begins on %(time)s.", time=at))
        return found

    def wrong(self, facts: Facts, lead: str) -> Iterator[Finding]:
        """What the form for applicants would say of it too."""
        columns = self.reading.columns
        body = self.known.bodies.get(fold(lead))
        complete = facts.model_copy(update={"organisation": (body.number if body else NEW) if lead else None})
        told = [*faults(facts), *missing(complete, self.known.terms.required)]
        if body and body.why_not:
            told.append(("organisation", body.why_not))
        if len(lead) > LONGEST_NAME:
            told.append(("organisation", too_long(lead, LONGEST_NAME)))
        for name, sentence in told:
            column = of_field(name, columns)
            if column in columns:  # what has no column was told once, for all rows
                yield Finding(sentence, self.line.row, columns[column])


_LINKS = {
    Column.REGISTRATION: LinkKind.WITH_REGISTRATION,
    Column.WITHOUT: LinkKind.WITHOUT,
    Column.STREAM: LinkKind.STREAM,
}


def _counts_at(known: Known, span: Span) -> datetime:
    """Raises Refused for a time to come."""
    return declared(known.terms, span.starts, span.ends, known.now)


def _not_within(known: Known, span: Span) -> Sentence | None:
    """Why the call did not take anything then."""
    terms = known.terms
    match phase(terms, _counts_at(known, span)):
        case Phase.BEFORE:
            return not_open(terms.opens_at, known.venue)
        case Phase.OVER if terms.late is not Late.QUEUE:
            return closed(terms.closes_at, known.venue)
    return None
