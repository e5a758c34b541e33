"""One row of a web form's answers as a nomination, with all that is wrong with it at its place. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from scheduler.calls.rules import Late, Phase
from scheduler.formats import answer_rows
from scheduler.formats.answer_cells import choices, is_nothing, yes
from scheduler.formats.answer_rows import closed, key, not_open, too_long
from scheduler.formats.answers_table import Line, Table
from scheduler.formats.written_times import Span
from scheduler.formats.written_times import read as read_time
from scheduler.kernel.errors import Refused, Told
from scheduler.kernel.seals import is_sealed
from scheduler.kernel.text import clean_line, fold, quoted
from scheduler.kernel.words import Sentence
from scheduler.mail.rules import unusable
from scheduler.nominations.privacy import LONGEST_PRIVATE
from scheduler.nominations.rules import Words, faults_of_words, phase
from scheduler.nominations.terms import Field, Part
from scheduler.nominations.web_form import cells
from scheduler.nominations.web_form.columns import PRIVATE_COLUMNS, Column
from scheduler.organisations.likeness import Named

Reading = answer_rows.Reading[Column]
LONGEST_NAME = 200


@dataclass(frozen=True)
class Body:
    """An organisation: the channels by which it can put somebody forward here, by their codes, and for the
    others why it cannot."""

    name: str
    channels: tuple[str, ...]
    why_not: Mapping[str, Sentence] = field(default_factory=dict)


@dataclass(frozen=True)
class Known:
    """What a file is held against. `bodies` and `sessions` by folded names; `channels` by code and name,
    `free` are those by which an organisation that nobody knows yet can put somebody forward. `otherwise`: the
    channel of rows that do not say. `there`: who is put forward now, as `whom` tells it. `entered`: the keys
    of rows that were taken in before; `sealed`: names that were erased. `now` in UTC."""

    opens_at: datetime
    closes_at: datetime
    late: Late
    venue: str
    now: datetime
    required: tuple[str, ...] = ()
    part: Part = Part.PANELLIST
    days: frozenset[date] = frozenset()
    channels: Mapping[str, str] = field(default_factory=dict)
    free: tuple[str, ...] = ()
    otherwise: str = ""
    bodies: Mapping[str, Body] = field(default_factory=dict)
    named: tuple[Named, ...] = ()
    sessions: Mapping[str, int] = field(default_factory=dict)
    there: frozenset[tuple[str, str, str]] = frozenset()
    entered: frozenset[str] = frozenset()
    sealed: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Answer(answer_rows.Answer):
    """One row as a nomination. `private`: what the person told of themselves."""

    organisation: str
    person: str
    email: str
    channel: str
    words: Words
    private: Mapping[Field, str]

    @property
    def whom(self) -> tuple[str, str, str]:
        return whom(self.channel, self.person, self.email)


def whom(channel: str, name: str, address: str) -> tuple[str, str, str]:
    """By what the same person is seen to be put forward twice by one channel."""
    return channel, fold(name), address.lower()


class Row(answer_rows.Row[Column]):
    """Reads one row, and writes down what is wrong with it."""

    def __init__(self, line: Line, table: Table, reading: Reading, known: Known) -> None:
        super().__init__(line, table, reading)
        self.known = known

    def answer(self) -> Answer:
        organisation = self.name(
            Column.ORGANISATION, LONGEST_NAME, Sentence("Write which organisation puts the person forward.")
        )
        person = self.name(Column.PERSON, LONGEST_NAME, Sentence("Write the name of the person."))
        span = self.span()
        row_key = key(span.starts, organisation, person) if span else ""
        answer = Answer(
            row=self.line.row,
            key=row_key,
            organisation=organisation,
            person=person,
            email=self.email(),
            channel=self.channel(organisation),
            words=self.words(),
            private=self.private(),
            span=span,
            is_entered=self.is_left(row_key, person),
        )
        if not answer.is_entered and answer.whom in self.known.there:
            self.leave(_THERE)
            return replace(answer, is_entered=True)
        return answer

    def is_left(self, row_key: str, person: str) -> bool:
        """Whether the row was taken in before, or its person was erased since: what it says is nobody's
        business then."""
        if row_key and row_key in self.known.entered:
            self.leave()
        elif person and is_sealed(person, self.known.sealed):
            self.leave(_ERASED)
        else:
            return False
        return True

    def span(self) -> Span | None:
        if Column.CAME not in self.reading.columns:
            return None
        if not self.text(Column.CAME):
            self.fault(Column.CAME, Sentence("Say when it came."))
            return None
        found = self.take(Column.CAME, self.time, None)
        if found and (why := self.not_within(found)):
            self.fault(Column.CAME, why)
        return found

    def time(self, text: str) -> Span:
        found = read_time(text, self.reading.zone, self.reading.order, self.known.venue)
        if found.starts > self.known.now:
            raise Refused(Sentence("It cannot have come at a time that is still to come. Correct it."))
        return found

    def not_within(self, span: Span) -> Sentence | None:
        """Why the call did not take anything then. What is known to the minute or the day counts as in time
        where a part of that was."""
        known = self.known
        if phase(known.opens_at, known.closes_at, span.ends) is Phase.BEFORE:
            return not_open(known.opens_at, known.venue)
        if phase(known.opens_at, known.closes_at, span.starts) is not Phase.OVER:
            return None
        if known.late is not Late.QUEUE:
            return closed(known.closes_at, known.venue)
        self.warn(Column.CAME, Sentence("It came after the close, and is marked as late."))
        return None

    def email(self) -> str:
        address = clean_line(self.text(Column.EMAIL))
        if Column.EMAIL not in self.reading.columns:
            return address
        if is_nothing(address) or fold(address) == "anonymous":
            self.fault(
                Column.EMAIL, Sentence("Write the person's e-mail address: they have to confirm by a letter.")
            )
        elif why := unusable(address):
            self.fault(Column.EMAIL, why)
        return address

    def channel(self, organisation: str) -> str:
        """The code of the channel that the row says, or else of the only one that there is for it."""
        body = self.known.bodies.get(fold(organisation))
        said = clean_line(self.text(Column.CHANNEL)) or self.known.otherwise
        if said:
            code = self.known.channels.get(fold(said), "")
            names = ", ".join(dict.fromkeys(self.known.channels.values()))
            if not code:
                self.fault(
                    Column.CHANNEL,
                    Sentence(
                        "The call has no channel %(text)s. They are: %(names)s.",
                        text=quoted(said),
                        names=names,
                    ),
                )
            elif body and code in body.why_not:
                self.fault(Column.ORGANISATION, body.why_not[code])
            return code
        ways = body.channels if body else self.known.free
        if len(ways) == 1:
            return ways[0]
        if organisation:
            self.fault(Column.ORGANISATION, _which_channel(organisation, ways, body))
        return ""

    def words(self) -> Words:
        language, rough = cells.language_of(self.text(Column.LANGUAGE))
        self.warn(Column.LANGUAGE, rough)
        words = Words(
            part=self.take(Column.PART, self.part, self.known.part),
            sessions=self.take(
                Column.SESSIONS, lambda text: cells.sessions_of(text, self.known.sessions), ()
            ),
            abstract=self.text(Column.ABSTRACT) or None,
            biography=self.text(Column.BIOGRAPHY) or None,
            affiliation=clean_line(self.text(Column.AFFILIATION)) or None,
            language=language,
            mode=self.take(Column.MODE, cells.mode_of, None),
            availability=self.availability(),
            region=self.take(Column.REGION, cells.region_of, None),
            first_time=self.take(Column.FIRST_TIME, _perhaps, None),
        )
        told = {one.heading for one in self.faults}
        for name, said in faults_of_words(words, self.known.required):
            heading = self.reading.columns.get(Column(name))
            if heading and heading not in told:  # what has no column was told once, for all rows
                self.fault(Column(name), said)
        return words

    def part(self, text: str) -> Part:
        return cells.part_of(text) if text else self.known.part

    def availability(self) -> tuple[str, ...]:
        """Days of the meeting as dates; whatever else was written, in the person's own words."""
        return tuple(dict.fromkeys(map(self.day, choices(self.text(Column.AVAILABILITY)))))

    def day(self, text: str) -> str:
        try:
            found = read_time(text, self.known.venue, self.reading.order, self.known.venue).day
        except Told:
            return text
        return found.isoformat() if found in self.known.days else text

    def private(self) -> dict[Field, str]:
        """What the person told, if the row says that they filled in the form themselves; else it is left
        out, and told. No warning says what it was."""
        told = {
            column: text
            for column in PRIVATE_COLUMNS
            if not cells.says_nothing(text := self.text(column).strip())
        }
        if Column.THEMSELVES not in self.reading.columns:
            return {}  # told once, for all rows
        if not self.take(Column.THEMSELVES, cells.themselves, False):
            for column in told:
                self.warn(column, _NOT_THEIRS)
            return {}
        found = {PRIVATE_COLUMNS[column]: self.told(column, text) for column, text in told.items()}
        return {known: text for known, text in found.items() if text}

    def told(self, column: Column, text: str) -> str:
        if column is Column.CONSTITUENCY:
            meant = cells.constituency_of(text)
            if meant is None:
                self.warn(column, _NO_CONSTITUENCY)
            return meant.value if meant else ""
        if len(text) > LONGEST_PRIVATE:
            self.fault(column, too_long(text, LONGEST_PRIVATE))
        return text


_THERE = Sentence("This person is put forward by this channel already. The row is left out.")
_ERASED = Sentence(
    "Somebody of this name was erased, and does not come back by a file. The row is left out. If it is "
    "somebody else, enter them by hand."
)
_NOT_THEIRS = Sentence(
    "This is for the person alone to tell, and the row does not say that they filled in the form themselves. "
    "It is left out; they can tell it on their own page."
)
_NO_CONSTITUENCY = Sentence(
    "This is none of the constituencies on our list. It is left out; the person can choose on their own page."
)


def _perhaps(text: str) -> bool | None:
    return yes(text) if text else None


def _which_channel(organisation: str, ways: tuple[str, ...], body: Body | None) -> Sentence:
    if not ways and body:
        first = next(iter(body.why_not.values()), None)
        if len(body.why_not) == 1 and first:
            return first
        return Sentence(
            "%(name)s can put nobody forward in this call: none of its channels is for it.", name=organisation
        )
    return Sentence(
        "It is not clear by which channel %(name)s puts somebody forward. Name the channel in a column of "
        "its own, or choose one for all rows that do not say.",
        name=organisation,
    )
