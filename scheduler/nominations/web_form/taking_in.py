"""Taking in nominations that were collected by a web form: all of a file, or nothing of it."""

from dataclasses import dataclass, field
from datetime import timedelta

from sqlalchemy import select

from scheduler.accounts.models import Account
from scheduler.audit.actions import record
from scheduler.formats.answers_table import Finding, Table
from scheduler.kernel import clock
from scheduler.kernel.db import session
from scheduler.kernel.decision import Decision, OnBehalf, decision
from scheduler.kernel.errors import Told
from scheduler.kernel.permissions import Visitor
from scheduler.kernel.terms import Role, Source
from scheduler.kernel.text import fold
from scheduler.kernel.words import Sentence
from scheduler.nominations.acting import lock_meeting
from scheduler.nominations.body_models import Asked
from scheduler.nominations.call_models import Channel, SpeakerCall
from scheduler.nominations.models import Nomination
from scheduler.nominations.nominating import nominee, put_forward, tell_private
from scheduler.nominations.rules import why_not_nominate
from scheduler.nominations.terms import Doing, Part
from scheduler.nominations.web_form.examining import Examined, examine
from scheduler.nominations.web_form.rows import Answer, Body, Known, Reading, whom
from scheduler.nominations.workflow import ALIVE
from scheduler.organisations.actions import known_or_new
from scheduler.organisations.models import Organisation, Person
from scheduler.organisations.queries import all_names, as_named
from scheduler.thematic_sessions.models import ThematicSession

DESK = Visitor(roles=frozenset({Role.SECRETARIAT}))
"""In whose place rows are entered: pages and commands have asked who may."""


@dataclass(frozen=True)
class Report:
    """What came of an import. With faults, nothing was stored. `nominations` by the row of each."""

    examined: Examined
    nominations: dict[int, Nomination] = field(default_factory=dict)


def look(call: SpeakerCall, table: Table, reading: Reading, otherwise: str = "") -> Examined:
    """What a file would do, as far as it can be told without doing it. `otherwise`: the code of the channel
    of rows that do not say."""
    return examine(table, reading, _known(call, otherwise))


def import_nominations(
    call: SpeakerCall, table: Table, reading: Reading, file: str, *, actor: str, otherwise: str = ""
) -> Report:
    """Put everybody forward who was not taken in before; each gets the letter that asks to confirm. `file`
    says in the history where the original is. With faults nothing is stored."""
    with decision(actor) as this:
        lock_meeting(call.meeting_id)  # nobody else takes the same file in meanwhile
        report = Report(look(call, table, reading, otherwise))
        if not report.examined.faults:
            _enter_all(this, call, file, report)
        if report.examined.faults or not report.examined.new:
            this.abandon()
    return report


def _enter_all(this: Decision, call: SpeakerCall, file: str, report: Report) -> None:
    new = report.examined.new
    for one in new:
        try:
            report.nominations[one.row] = _enter(this, call, one, file)
        except Told as told:  # what only the actions know
            report.examined.faults.append(Finding(told.sentence, one.row))
            report.nominations.clear()
            return
    about = [made.thing for made in report.nominations.values()]
    if new:
        record(this, "import nominations", call.thing, about=about, file=file, nominations=len(new))


def _enter(this: Decision, call: SpeakerCall, one: Answer, file: str) -> Nomination:
    assert one.span, "a row without a time has a fault"
    within = None if one.span.to_the_day else (one.span.starts, one.span.ends)
    channel = next(each for each in call.channels if each.code == one.channel)
    with this.entering(OnBehalf(Source.WEB_FORM, one.span.day, f"{file}, row {one.row}", within)):
        organisation = known_or_new(this, one.organisation)
        person = nominee(this, call.meeting, one.person, one.email)
        made = put_forward(this, DESK, call, channel, organisation, person, one.words)
        made.came_at, made.row_key = one.span.starts, one.key
        if one.private:  # they said so themselves: see rows.py
            tell_private(this, Visitor(person=person.id), made, one.private)
    return made


def _known(call: SpeakerCall, otherwise: str) -> Known:
    """What is stored already that a file is held against, in a constant number of questions."""
    names, sessions, meeting = all_names(), _sessions(call), call.meeting
    ways = _Ways(call)
    return Known(
        opens_at=call.opens_at,
        closes_at=call.closes_at,
        late=call.late,
        venue=meeting.time_zone,
        now=clock.now(),
        required=tuple(call.required),
        part=next((one.part for one in call.places if one.number), Part.PANELLIST),
        days=frozenset(
            meeting.starts + timedelta(days=number)
            for number in range((meeting.ends - meeting.starts).days + 1)
        ),
        channels={fold(name): one.code for one in call.channels for name in (one.code, one.name)},
        free=ways.free,
        otherwise=otherwise,
        bodies={folded: ways.body(one) for folded, one in names.items()},
        named=as_named(names.values()),
        sessions=sessions,
        there=_there(call),
        entered=frozenset(_keys(call)),
        sealed=_sealed(call),
    )


class _Ways:
    """By which channels of a call organisations can put somebody forward."""

    def __init__(self, call: SpeakerCall) -> None:
        asked = select(Asked.organisation_id).where(Asked.call_id == call.id)
        self.asked = set(session.scalars(asked))
        self.channels = {one.code: one for one in call.channels}
        self.terms = {code: one.terms for code, one in self.channels.items()}
        self.free = tuple(code for code in self.terms if self._asks_nobody(code))

    def _asks_nobody(self, code: str) -> bool:
        return self.terms[code].first(Doing.APPLY) is not None

    def body(self, one: Organisation) -> Body:
        found = {code: self._why_not(one, code) for code in self.terms}
        why_not = {code: why for code, why in found.items() if why}
        return Body(one.name, tuple(code for code in found if code not in why_not), why_not)

    def _why_not(self, one: Organisation, code: str) -> Sentence | None:
        terms, groups = self.terms[code], [one.regional_group, one.second_group]
        if why := why_not_nominate(one.name, one.kind, groups, terms.kinds, terms.regional_group):
            return why
        if self._asks_nobody(code) or one.id in self.asked:
            return None
        return Sentence("%(name)s was not asked to name anybody for this call. Ask it first.", name=one.name)


def _sessions(call: SpeakerCall) -> dict[str, int]:
    """By folded titles and codes; a title that several sessions share is none."""
    found = select(ThematicSession).where(ThematicSession.meeting_id == call.meeting_id)
    known = list(session.scalars(found.order_by(ThematicSession.id)))
    titles = [fold(one.title) for one in known]
    by_title = {fold(one.title): one.id for one in known if titles.count(fold(one.title)) == 1}
    return {**by_title, **{fold(one.code): one.id for one in known}}


def _there(call: SpeakerCall) -> frozenset[tuple[str, str, str]]:
    """Who is put forward now, with each address that reaches them."""
    found = (
        select(Channel.code, Person.name, Person.email, Account.email)
        .select_from(Nomination)
        .join(Channel, Channel.id == Nomination.channel_id)
        .join(Person, Person.id == Nomination.person_id)
        .outerjoin(Account, Account.person_id == Person.id)
        .where(Nomination.call_id == call.id, Nomination.state.in_(ALIVE), Person.name.is_not(None))
    )
    return frozenset(
        whom(code, name, address)
        for code, name, *addresses in session.execute(found)
        for address in addresses
        if address and name
    )


def _keys(call: SpeakerCall) -> list[str]:
    found = select(Nomination.row_key).where(Nomination.call_id == call.id, Nomination.row_key.is_not(None))
    return [key for key in session.scalars(found) if key]


def _sealed(call: SpeakerCall) -> tuple[str, ...]:
    """Names that were erased from calls of this meeting."""
    found = (
        select(Nomination.sealed_names)
        .join(SpeakerCall, SpeakerCall.id == Nomination.call_id)
        .where(SpeakerCall.meeting_id == call.meeting_id)
    )
    return tuple(one for names in session.scalars(found) for one in names or ())
